"""Propose the mapping of answers: a text to review, with what each guess rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from concertnet.errors import TableError
from concertnet.scale import SCALES, Scale
from concertnet.survey.exports import TOOLS
from concertnet.survey.guess import (
    TO_DECIDE,
    Guess,
    GuessedColumns,
    GuessedRows,
    dimension_of,
    guess_scale,
    guessed_columns,
    guessed_rows,
    guessed_values,
)
from concertnet.survey.headed_sheet import HeadedSheet
from concertnet.survey.known import KnownActors, known_network
from concertnet.survey.opened import open_survey
from concertnet.survey.private import holds_address
from concertnet.survey.toml_text import toml_key, toml_text
from concertnet.tables.decide.name_book import NameBook
from concertnet.tables.spec.text import cleaned
from concertnet.words import folded, words

__all__ = ["propose_mapping"]

_CODE = re.compile(r"[A-Za-z]{0,4}_?\d+")


def propose_mapping(
    path: str | Path,
    *,
    actors: KnownActors | None = None,
    encoding: str | None = None,
    lang: str | None = None,
) -> str:
    r"""Propose the mapping of the answers of a survey, as a text to review.

    Parameters
    ----------
    path : path
        A workbook, a CSV file, a folder or a zip, as `read_survey` reads it.
    actors : Network, DataFrame or path, optional
        The actors that are known: names recognised make surer guesses.
    encoding : str, optional
        The encoding of CSV files; by default found out.
    lang : {"fr", "en"}, optional
        The language of the comments; by default the reader's.

    Returns
    -------
    str
        The text of a ``mapping.toml``: a comment for each guess, ``"?"`` where a person must
        decide. Reading stops as long as one is left.

    Raises
    ------
    TableError
        If the answers cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "answers.csv").write_text(",A,B,C\nA,,2,0\nB,3,,\nC,0,1,\n")
    >>> print(propose_mapping(folder / "answers.csv", lang="en").partition("[relation.values]")[2])
    <BLANKLINE>
    "" = "no_answer"  # an empty cell is never a no, unless you write none here
    0 = "none"
    1 = "collaboration"
    2 = "concertation"
    3 = "partnership"
    <BLANKLINE>
    [seen]  # headings of the file: what is new or missing in another one is told
    headings = ["A", "B", "C"]
    <BLANKLINE>
    """
    sheets, problems = open_survey(path, encoding=encoding)
    if any(problem.severity == "error" for problem in problems):
        raise TableError(problems)
    return _Writer(sheets, _book(actors), lang).text(Path(path).name)


def _book(actors: KnownActors | None) -> NameBook | None:
    net = known_network(actors)
    if net is None:
        return None
    frame = net.actors.drop_duplicates("actor")
    aliases = zip(net.aliases["actor"], net.aliases["alias"], strict=True)
    return NameBook(frame["actor"].tolist(), frame["name"].fillna("").tolist(), aliases=aliases)


class _Writer:
    """Writes what columns seem to be as the text of a mapping."""

    def __init__(
        self, sheets: Sequence[HeadedSheet], book: NameBook | None, lang: str | None
    ) -> None:
        self.sheets, self.book, self.w = sheets, book, words(lang)
        self.lines: list[str] = []
        self.roster: dict[str, str] = {}
        self.items = 0

    def text(self, file: str) -> str:
        main = self.sheets[0]
        self.note("survey_note_top", file=file)
        matrices = [sheet for sheet in self.sheets if sheet.shape == "matrix"]
        hanging = [sheet for sheet in self.sheets if sheet.parents is not None]
        alone = None
        if not matrices and not hanging:
            # a list of organisations may stand beside the one of their ties (Kumu, sumApp)
            told = ((sheet, self._long(sheet)) for sheet in self.sheets)
            main, alone = next((one for one in told if one[1] is not None), (main, None))
        if matrices:
            self._matrices(matrices)
        elif alone is not None:
            self._rows_alone(main, *alone)
        else:
            self._forms(main, hanging)
        self._write_roster()
        self.lines += ["", f"[seen]  # {self.w['survey_note_seen']}"]
        seen = dict.fromkeys(h for sheet in self.sheets for h in sheet.headings if h)
        self.key("headings", list(seen))
        return "\n".join(self.lines) + "\n"

    # -- shapes -----------------------------------------------------------------------------

    def _matrices(self, matrices: Sequence[HeadedSheet]) -> None:
        every = [_distinct(sheet, range(1, len(sheet.headings))) for sheet in matrices]
        scale = guess_scale([text for texts in every for text in texts])
        self._survey(matrices[0], shape="matrix", scale=scale)
        for sheet, texts in zip(matrices, every, strict=True):
            self.lines += ["", "[[relation]]"]
            self.key("columns", "{actor}", "survey_note_matrix")
            if len(matrices) > 1:
                self.key("sheet", sheet.sheet or sheet.file)
            self.key("to", "ties", "survey_note_to")
            self._values(guessed_values(texts, scale), "relation")

    def _long(self, sheet: HeadedSheet) -> tuple[str, GuessedRows] | None:
        """Return the heading of who answers and the columns, where each row names an actor."""
        found = guessed_rows(sheet, self.book)
        if found is None or not found.said:
            return None
        guess = guessed_columns(sheet, self.book)
        if any(group.to != "items" for group in guess.groups):
            return None
        respondent = guess.respondent
        if respondent in ("", found.actor):  # two columns name actors: the first one speaks
            respondent = found.others[0] if found.others else ""
        if not respondent:
            return None
        who, of = sheet.find(respondent), sheet.find(found.actor)
        assert who is not None
        assert of is not None
        again = len(sheet.rows) - len(set(sheet.texts(who)))
        names = {folded(text) for text in sheet.texts(who)} & {
            folded(text) for text in sheet.texts(of)
        }
        return (respondent, found) if again and names else None

    def _rows_alone(self, sheet: HeadedSheet, respondent: str, found: GuessedRows) -> None:
        scale = guess_scale([text for _, _, values in found.said for text in values])
        guess = Guess(respondent, date=found.date)
        self._survey(sheet, shape="long", scale=scale, respondent=respondent, guess=guess)
        if len(self.sheets) > 1:
            self.key("sheet", sheet.sheet or sheet.file)
        self._rows(sheet, found, "")

    def _rows(self, sheet: HeadedSheet, found: GuessedRows, name: str) -> None:
        for heading, to, values in found.said or (("", "ties", {}),):
            self.lines += ["", "[[relation]]"]
            if name:
                self.key("sheet", name)
            self.key("actor", found.actor, "survey_note_actor")
            if found.source:
                self.key("source", found.source, "survey_note_source")
            if not heading:
                self.key("chosen", TO_DECIDE, "survey_note_chosen")
            else:
                self.key("value", heading)
            self._to(to, heading)
            if heading:
                at = sheet.find(heading)
                if to == "perceptions" and at is not None:
                    self._steps(sheet, [at])
                self._values(values, "relation")

    def _forms(self, main: HeadedSheet, hanging: Sequence[HeadedSheet]) -> None:
        guess = guessed_columns(main, self.book)
        rows = [(one, guessed_rows(one, self.book)) for one in hanging]
        read = [(sheet, found) for sheet, found in rows if found is not None]
        texts = [text for one in guess.groups if one.to == "ties" for text in one.values]
        texts += [text for _, found in read for *_, values in found.said for text in values]
        recall = bool(guess.named or read) and not guess.groups and not guess.choices
        self._survey(
            main,
            shape="network_canvas" if main.tool == "network_canvas" else "wide",
            scale=guess_scale(texts),
            respondent=guess.respondent,
            guess=guess,
            recall=recall,
            listed=[name for one in guess.groups if one.to == "ties" for name in one.within],
        )
        for group in guess.groups:
            self._group(main, group)
        for one in guess.choices:
            self.lines += ["", "[[relation]]"]
            self.key("choices", one.heading, "survey_note_choices")
            self.key("separator", one.separator)
            self.key("chosen", TO_DECIDE, "survey_note_chosen")
            self.key("to", "ties", "survey_note_to")
        for sheet, found in read:
            self._rows(sheet, found, sheet.sheet or sheet.file)
        for named in guess.named:
            self.lines += ["", f"[[named]]  # {self.w['survey_note_named']}"]
            self.key("name", list(named.names))
            if named.levels:
                self.key("level", list(named.levels))
                self._values(named.values, "named")
            else:
                self.key("chosen", TO_DECIDE, "survey_note_chosen")
        if guess.others:
            self.lines.append("")
            shown = ", ".join(toml_text(one) for one in guess.others)
            self.note("survey_note_others", headings=shown)

    def _group(self, sheet: HeadedSheet, group: GuessedColumns) -> None:
        if group.to == "items":
            self.lines += ["", f"[[items]]  # {self.w['survey_note_items']}"]
            self.key("columns", group.pattern)
            codes = {}
            for within in group.within:
                self.items += 1
                own = _CODE.fullmatch(within) and not within.isdigit()
                codes[within] = within if own else f"I{self.items:02d}"
            self.lines += [f"codes = {toml_text(codes)}"]
            self._values(group.values, "items")
            return
        self.lines += ["", "[[relation]]"]
        key = "survey_note_columns" if group.sure else "survey_note_columns_unsure"
        self.key("columns", group.pattern, key, n=len(group.columns))
        self._to(group.to, group.pattern)
        if group.to == "perceptions":
            self._steps(sheet, group.columns)
        self._values(group.values, "relation")
        self._codes(group)

    def _to(self, to: str, heading: str) -> None:
        if to == "perceptions":
            self.key("to", "perceptions", "survey_note_perceptions")
            self.key("dimension", dimension_of(heading), "survey_note_dimension")
        else:
            self.key("to", "ties", "survey_note_to")

    def _steps(self, sheet: HeadedSheet, columns: Sequence[int]) -> None:
        numbers = sorted(
            float(text.replace(",", "."))
            for text in _distinct(sheet, columns)
            if re.fullmatch(r"-?\d+(?:[.,]\d+)?", text)
        )
        if len(set(numbers)) > 1:
            ends = f"[{numbers[0]:g}, {numbers[-1]:g}]"
            self.lines.append(f"scale = {ends}  # {self.w['survey_note_steps']}")

    def _codes(self, group: GuessedColumns) -> None:
        """Keep the codes of a roster, with the actors that labels give them."""
        for at, within in enumerate(group.within):
            known = self.book is not None and self.book.whose(within)
            if known or not (_CODE.fullmatch(within) or group.labels):
                continue
            meant = group.labels[at] if group.labels else ""
            if not self.roster.get(within):
                self.roster[within] = meant

    # -- parts ------------------------------------------------------------------------------

    def _survey(
        self, sheet: HeadedSheet, *, shape: str, scale: Scale, respondent: str = "",
        guess: Guess | None = None, recall: bool = False, listed: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self.lines += ["", "[survey]"]
        if sheet.tool:
            self.key("tool", sheet.tool, "survey_note_tool", tool=TOOLS[sheet.tool].shown)
        self.key("shape", shape)
        if shape != "matrix":
            note = "survey_note_respondent"
            if guess is not None and guess.by_address:
                note = "survey_note_by_address"
            elif not respondent:
                note = "survey_note_no_respondent"
            self.key("respondent", respondent, note)
            self.key("person", "", "survey_note_person")
        if guess is not None and guess.date:
            self.key("date", guess.date)
        self.key("form", "recall" if recall else "roster", "survey_note_form")
        if listed:  # else whoever sends nothing back would not be counted
            self.key("asked", list(dict.fromkeys(listed)), "survey_note_asked")
        self.key("several", "strongest", "survey_note_several")
        self.key("scale", scale.name, "survey_note_scale", known=" | ".join(SCALES))
        self.key("lang", self.w.lang)
        if guess is not None and shape != "long":
            self.key("drop", guess.drop, "survey_note_drop")

    def _values(self, values: Mapping[str, str], table: str) -> None:
        if table == "items" and not values:
            return
        self.lines.append("")
        self.lines.append(f"[{table}.values]")
        if table != "items":
            self.lines.append(f'"" = "no_answer"  # {self.w["survey_note_empty"]}')
        written: set[str] = set()
        for text, meant in sorted(values.items(), key=lambda one: (one[1] == TO_DECIDE, one[0])):
            if folded(text) in written or holds_address(text):
                continue  # case and accents are ignored; an address is never shown
            written.add(folded(text))
            note = f"  # {self.w['survey_note_decide']}" if meant == TO_DECIDE else ""
            self.lines.append(f"{toml_key(text)} = {toml_text(meant)}{note}")

    def _write_roster(self) -> None:
        if self.roster:
            self.lines += ["", f"[roster]  # {self.w['survey_note_roster']}"]
            self.lines += [f"{toml_key(k)} = {toml_text(v)}" for k, v in self.roster.items()]

    def key(self, key: str, value: str | Sequence[str], note: str = "", **fields: object) -> None:
        shown = toml_text(value) if isinstance(value, str) else toml_text(list(value))
        said = f"  # {self.w(note, **fields)}" if note else ""
        self.lines.append(f"{key} = {shown}{said}")

    def note(self, key: str, **fields: object) -> None:
        self.lines += [f"# {line}" for line in self.w(key, **fields).split("\n")]


def _distinct(sheet: HeadedSheet, columns: Iterable[int]) -> list[str]:
    texts = {cleaned(text) for at in columns for text in set(sheet.texts(at))}
    return sorted(texts - {""})
