"""The hidden sheet by which a workbook that comes back is known: how it is written and read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

__all__ = [
    "FORMAT",
    "HIDDEN_SHEET",
    "VERSION",
    "HiddenLines",
    "HiddenQuestion",
    "hidden_rows",
    "read_hidden_rows",
]

HIDDEN_SHEET, FORMAT, VERSION = "concertnet", "concertnet questionnaire", "1"


@dataclass(frozen=True)
class HiddenQuestion:
    """A column of a sheet, and what its answers mean.

    Attributes
    ----------
    sheet, heading : str
        Where it stands.
    to, name : str
        The table that its answers go to; the dimension, the directed question.
    received : bool
        Of a directed question, whether the respondent is the end.
    steps : (float, float), optional
        Lowest and highest score.
    values : dict of str to str
        By text, what an answer means; empty where any text is an answer.
    codes : tuple of str
        The lines that it is asked of; all those of the sheet where it is empty.
    """

    sheet: str
    heading: str
    to: str
    name: str = ""
    received: bool = False
    steps: tuple[float, float] | None = None
    values: dict[str, str] = field(default_factory=dict, hash=False)
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class HiddenLines:
    """What the hidden sheet says.

    Attributes
    ----------
    respondent, wave, lang : str
        Who answers, the wave, the language of the questions.
    scale : str
        The name of the scale.
    levels : tuple of str
        Its levels, from the loosest.
    person : (str, str)
        The sheet and the cell where a person of several gives their number.
    questions : tuple of HiddenQuestion
        The columns.
    lines : dict of (sheet, code) to str
        By sheet and code of a line, the actor or the item that it is about.
    texts : dict of str to str
        By item, its text.
    asked : tuple of str
        Every actor who was asked: those whose workbook does not come back have not answered.
    """

    respondent: str
    wave: str
    lang: str
    scale: str
    levels: tuple[str, ...]
    person: tuple[str, str]
    questions: tuple[HiddenQuestion, ...]
    lines: dict[tuple[str, str], str] = field(default_factory=dict, hash=False)
    texts: dict[str, str] = field(default_factory=dict, hash=False)
    asked: tuple[str, ...] = ()


def hidden_rows(said: HiddenLines) -> list[tuple[str, ...]]:
    """Return the rows of the hidden sheet, a kind in the first cell of each."""
    rows: list[tuple[str, ...]] = [
        ("format", FORMAT, VERSION),
        ("respondent", said.respondent),
        ("wave", said.wave),
        ("lang", said.lang),
        ("scale", said.scale, *said.levels),
        ("person", *said.person),
    ]
    for number, one in enumerate(said.questions, start=1):
        steps = ("", "") if one.steps is None else tuple(f"{step:g}" for step in one.steps)
        way = "received" if one.received else "given"
        rows.append(
            ("question", str(number), one.sheet, one.heading, one.to, one.name, way, *steps)
        )
        rows += [("value", str(number), text, meant) for text, meant in one.values.items()]
        rows += [("of", str(number), code) for code in one.codes]
    rows += [("line", sheet, code, about) for (sheet, code), about in said.lines.items()]
    rows += [("text", item, text) for item, text in said.texts.items()]
    rows += [("asked", actor) for actor in said.asked]
    return rows


def read_hidden_rows(rows: Iterable[Sequence[str]]) -> HiddenLines | None:
    """Return what the rows of a hidden sheet say; None where they are no such sheet.

    Examples
    --------
    >>> said = HiddenLines("A01", "", "fr", "bourque", ("collaboration",), ("Page", "B9"), ())
    >>> read_hidden_rows(hidden_rows(said)) == said
    True
    """
    facts: dict[str, tuple[str, ...]] = {}
    questions: dict[str, HiddenQuestion] = {}
    lines: dict[tuple[str, str], str] = {}
    texts: dict[str, str] = {}
    codes: dict[str, list[str]] = {}
    asked: list[str] = []
    for given in rows:
        kind, *cells = (*given, *[""] * 9)
        if kind == "question":
            number, sheet, heading, to, name, way, low, high = cells[:8]
            steps = (float(low), float(high)) if low and high else None
            questions[number] = HiddenQuestion(sheet, heading, to, name, way == "received", steps)
        elif kind == "value":
            questions[cells[0]].values[cells[1]] = cells[2]
        elif kind == "of":
            codes.setdefault(cells[0], []).append(cells[1])
        elif kind == "line":
            lines[cells[0], cells[1]] = cells[2]
        elif kind == "asked":
            asked.append(cells[0])
        elif kind == "text":
            texts[cells[0]] = cells[1]
        elif kind:
            facts[kind] = tuple(cells)
    if facts.get("format", ("", ""))[:2] != (FORMAT, VERSION):
        return None
    scale = [cell for cell in facts["scale"] if cell]
    return HiddenLines(
        facts["respondent"][0],
        facts["wave"][0],
        facts["lang"][0],
        scale[0],
        tuple(scale[1:]),
        (facts["person"][0], facts["person"][1]),
        tuple(
            replace(one, codes=tuple(codes.get(number, ()))) for number, one in questions.items()
        ),
        lines,
        texts,
        tuple(asked),
    )
