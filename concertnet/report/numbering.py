"""What sections, tables and figures are called where a sentence points to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from concertnet.grammar import kept_together
from concertnet.report.harmless import harmless
from concertnet.report.record import Report, Sentence
from concertnet.words import words

__all__ = ["Numbering", "Run"]

# A stretch of a sentence, and the key of what it points to: "" for plain text.
Run = tuple[str, str]


@dataclass(frozen=True, eq=False)
class Numbering:
    """The numbers of a report: section 2, table 3, figure 1."""

    report: Report

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each section (``section_KEY``), table and figure, from 1."""
        counted: dict[str, int] = {}
        for kind, things in (
            ("section", self.report.sections),
            ("table", self.report.tables),
            ("figure", self.report.figures),
        ):
            counted |= {f"{kind}_{thing.key}": n for n, thing in enumerate(things, start=1)}
        return counted

    def label(self, key: str) -> str:
        """Return what something is called: "table 3", or the title of a section."""
        kind, _, name = key.partition("_")
        if kind == "section":
            return next(s.title for s in self.report.sections if s.key == name)
        return words(self.report.lang)(f"report_see_{kind}", number=str(self.numbers[key]))

    def runs(self, sentence: Sentence) -> list[Run]:
        """Return a sentence as stretches: its text, then, before its full stop, what to see.

        What the report does not hold (a section that was not asked for) is not pointed to.
        """
        keys = [key for key in sentence.see if key in self.numbers]
        text = kept_together(harmless(sentence.text), words(self.report.lang))
        if not keys:
            return [(text, "")]
        stop = "." if text.endswith(".") else ""
        before, after = words(self.report.lang)("report_see_title", title="\0").split("\0")
        runs: list[Run] = []
        for place, key in enumerate(keys):
            named = key.startswith("section_")
            lead = f"{text.removesuffix('.')} (" if not place else ", "
            runs += [(f"{lead}{before}" if named else lead, ""), (self.label(key), key)]
            runs += [(after, "")] if named else []
        return [*runs, (f"){stop}", "")]
