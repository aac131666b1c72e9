"""What sheets of answers say, read through a mapping: its columns found by heading."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
import pandas as pd

from concertnet.survey.exports import is_own
from concertnet.survey.headed_sheet import HeadedSheet
from concertnet.survey.mapping import (
    ColumnPattern,
    ItemBlock,
    NamedBlock,
    RelationBlock,
    SurveyMapping,
)
from concertnet.survey.private import holds_address
from concertnet.survey.said import NONE, Said
from concertnet.tables.cells.dates import read_date
from concertnet.tables.cells.near import NearNames
from concertnet.tables.spec.problems import Problem, Rows
from concertnet.tables.spec.text import cleaned
from concertnet.words import folded, normalise, synonyms

__all__ = ["gathered"]

# What stands in place of an answer where a list of choices gives it.
_CHOSEN, _NOT_CHOSEN = "\u2713", "\u2205"
# What stands in a box that is not ticked.
_NOT_TICKED = {"", *synonyms("no")}
_MANY = 10  # headings named in a sentence
_OTHER_FILE = 0.5  # share of the headings seen below which the file is another one


def gathered(
    sheets: Sequence[HeadedSheet],
    mapping: SurveyMapping,
    *,
    date: pd.Timestamp | None = None,
    wave: str = "",
    people: Mapping[str, str] | None = None,
) -> Said:
    """Return what sheets of answers say.

    Parameters
    ----------
    sheets : sequence of HeadedSheet
        The sheets, the one of the forms first.
    mapping : SurveyMapping
        Which column says what.
    date : Timestamp, optional
        The day of every form, in the place of a column of dates.
    wave : str
        What the wave is called, where the mapping does not say it.
    people : mapping of str to str, optional
        By address, the actor; addresses are then read as those who answer.

    Returns
    -------
    Said
        What is said; errors are among its problems.
    """
    return _Gatherer(sheets, mapping, people).said(date, wave)


class _Texts:
    """Texts that come again and again, each once, under a number."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}

    def of(self, texts: Sequence[str] | np.ndarray) -> np.ndarray:
        """Return the number of each text, once cleaned."""
        codes, uniques = pd.factorize(np.asarray(texts, dtype=object))
        numbers = [self.places.setdefault(text, len(self.places)) for text in map(cleaned, uniques)]
        return np.array(numbers, dtype=np.int32)[codes] if len(numbers) else codes.astype(np.int32)

    def column(self, codes: np.ndarray) -> pd.Categorical:
        return pd.Categorical.from_codes(codes, categories=pd.Index(list(self.places), dtype="str"))


@dataclass
class _Cells:
    """Cells as they are gathered, column by column."""

    parts: list[dict[str, np.ndarray]] = field(default_factory=list)
    targets: _Texts = field(default_factory=_Texts)
    sources: _Texts = field(default_factory=_Texts)
    values: _Texts = field(default_factory=_Texts)
    headings: _Texts = field(default_factory=_Texts)

    def frame(self) -> pd.DataFrame:
        names = ("submission", "question", "target", "source", "value", "place", "row", "heading")
        joined = {
            name: np.concatenate([part[name] for part in self.parts])
            if self.parts
            else np.array([], dtype=np.int32)
            for name in names
        }
        texts = {
            "target": self.targets, "source": self.sources, "value": self.values,
            "heading": self.headings,
        }  # fmt: skip
        return pd.DataFrame(
            {
                name: texts[name].column(codes) if name in texts else codes
                for name, codes in joined.items()
            }
        )


class _Gatherer:
    def __init__(
        self,
        sheets: Sequence[HeadedSheet],
        mapping: SurveyMapping,
        people: Mapping[str, str] | None,
    ) -> None:
        self.sheets = sheets
        self.mapping = mapping
        self.people = people
        self.problems: list[Problem] = []
        self.cells = _Cells()
        self.questions = list(mapping.questions)
        self.claims: dict[tuple[int, int], str] = {}
        self.places = tuple((sheet.file, sheet.sheet) for sheet in sheets)
        self.codes = {folded(code): actor for code, actor in mapping.codes.items()}
        self.items: dict[str, str] = {}
        self.forms: dict[int, np.ndarray] = {}  # by sheet, the form of each row
        self.days: dict[int, list] = {}  # by sheet, the day of each row
        self._told: set[tuple[int, str]] = set()

    # -- sheets and columns -----------------------------------------------------------------

    def sheet(self, name: str, key: str) -> int | None:
        """Return the place of a sheet, the first one where none is named."""
        if not name:
            return 0 if self.sheets else None
        for at, sheet in enumerate(self.sheets):
            if folded(sheet.sheet or sheet.file) == folded(name):
                return at
        known = [sheet.sheet or sheet.file for sheet in self.sheets]
        given = {"known": tuple(known), "nearest": NearNames(known)(name)}
        self.wrong("survey_sheet_missing", key, name, **given)
        return None

    def wrong(self, code: str, key: str, value: str | None = None, **given: object) -> None:
        """Add an error of the mapping."""
        file = self.mapping.file or None
        self.problems.append(Problem("error", code, file, column=key, value=value, fields=given))

    def column(self, at: int, heading: str, key: str, *, claim: bool = True) -> int | None:
        """Return the column of a heading, which a mapping names; one that is missing is told."""
        if not heading:
            return None
        sheet = self.sheets[at]
        place = sheet.find(heading)
        if place is None:
            if (at, folded(heading)) not in self._told:
                self._told.add((at, folded(heading)))
                near = NearNames([one for one in sheet.headings if one])(heading)
                given = {"sheet_of": sheet.sheet or sheet.file, "nearest": near}
                self.wrong("survey_column_missing", key, heading, **given)
            return None
        if claim:
            self.claim(at, place, key)
        return place

    def claim(self, at: int, place: int, key: str) -> None:
        """Keep that a key reads a column; two keys that read one are told."""
        before = self.claims.setdefault((at, place), key)
        if before != key:
            heading = self.sheets[at].headings[place]
            self.wrong("survey_column_twice", key, heading, other=before)

    def dropped(self, at: int, place: int) -> bool:
        heading = folded(self.sheets[at].headings[place])
        return any(fnmatch.fnmatchcase(heading, _glob(one)) for one in self.mapping.drop)

    def matching(
        self, at: int, block: RelationBlock | ItemBlock, key: str
    ) -> list[tuple[int, str]]:
        """Return the columns of a pattern, each with what stands at its place."""
        sheet, pattern = self.sheets[at], block.columns
        assert pattern is not None
        codes = block.codes if isinstance(block, ItemBlock) else self.mapping.codes
        known = {folded(code) for code in codes}
        found = []
        for place, heading in enumerate(sheet.headings):
            within = pattern.within(heading) or pattern.within(sheet.own_heading(place))
            if within is None or self.dropped(at, place):
                continue
            if pattern.is_bare:
                free = (at, place) not in self.claims
                listed = folded(within) in known if known else free
                if not (free and listed):
                    continue
            elif isinstance(block, ItemBlock) and known and folded(within) not in known:
                continue
            self.claim(at, place, key)
            found.append((place, within))
        if not found:
            near = NearNames([one for one in sheet.headings if one])(
                f"{pattern.before} {pattern.after}"
            )
            given = {"sheet_of": sheet.sheet or sheet.file, "nearest": near}
            self.wrong("survey_pattern_unmatched", f"{key}.columns", pattern.text, **given)
        return found

    # -- forms ------------------------------------------------------------------------------

    def said(self, date: pd.Timestamp | None, wave: str) -> Said:
        mapping = self.mapping
        main = self.sheet(mapping.sheet, "survey.sheet")
        if main is None:
            return self._empty(wave)
        blocks = self._blocks()
        submissions = self._submissions(main, blocks, date)
        if submissions is None:
            return self._empty(wave)
        # the most telling patterns first: a bare one takes what no other reads
        order = sorted(blocks, key=lambda one: one[2].is_bare if one[2] is not None else False)
        for number, key, _, block, at in order:
            if at is not None:
                self._read(number, key, block, at)
        self._compare_headings()
        return Said(
            submissions,
            self.cells.frame(),
            tuple(self.questions),
            self.places,
            roster=mapping.roster,
            several=mapping.several,
            scale=mapping.scale,
            lang=mapping.lang,
            wave=mapping.wave or wave,
            items=MappingProxyType(self.items),
            asked=tuple(self.actor(one) for one in mapping.asked),
            problems=tuple(self.problems),
        )

    def _empty(self, wave: str) -> Said:
        dates = pd.Series([], dtype="datetime64[us]")
        blank = {"respondent": pd.Series([], dtype="str"), "person": pd.Series([], dtype="str")}
        places = {"place": pd.Series([], dtype=np.int32), "row": pd.Series([], dtype=np.int64)}
        submissions = pd.DataFrame({**blank, "date": dates, **places})
        return Said(
            submissions,
            self.cells.frame(),
            tuple(self.questions),
            self.places,
            scale=self.mapping.scale,
            wave=wave,
            problems=tuple(self.problems),
        )

    def _blocks(self) -> list[tuple]:
        """Return the questions: number, key in the mapping, pattern, block, place of the sheet."""
        mapping, found, number = self.mapping, [], 0
        for kind, blocks in (
            ("relation", mapping.relations), ("named", mapping.named), ("items", mapping.items),
        ):  # fmt: skip
            for n, block in enumerate(blocks, start=1):
                key = f"{kind} {n}"
                at = self.sheet(block.sheet or mapping.sheet, f"{key}.sheet")
                pattern = None if isinstance(block, NamedBlock) else block.columns
                found.append((number, key, pattern, block, at))
                number += 1
        return found

    def _submissions(
        self, main: int, blocks: list[tuple], date: pd.Timestamp | None
    ) -> pd.DataFrame | None:
        """Return the forms, and keep for each sheet the form of each of its rows."""
        mapping = self.mapping
        matrix = mapping.shape == "matrix"
        used = list(dict.fromkeys([main, *(at for *_, at in blocks if at is not None)]))
        frames, keys = [], {}
        for at in used:
            sheet = self.sheets[at]
            if at != main and sheet.parents is not None:
                self.forms[at] = self.forms[main][sheet.parents]
                continue
            place = self._respondents(at, matrix)
            if place is None:
                return None
            who = np.array([cleaned(text) for text in sheet.texts(place)], dtype=object)
            person_at = self.column(at, mapping.person, "survey.person")
            date_at = None if date is not None else self.column(at, mapping.date, "survey.date")
            persons = (
                np.full(len(who), "", dtype=object)
                if person_at is None
                else np.array([cleaned(text) for text in sheet.texts(person_at)], dtype=object)
            )
            self._blank_respondents(sheet, place, who)
            seen: dict[tuple, int] = {}
            forms = np.empty(len(who), dtype=np.int32)
            for row, (name, person) in enumerate(zip(who, persons, strict=True)):
                key: tuple = (folded(name), folded(person))
                if mapping.shape != "long":
                    # the second form of one name is another form, the same in every sheet
                    seen[key] = seen.get(key, 0) + 1
                    key = (*key, seen[key])
                if key not in keys:
                    keys[key] = len(frames)
                    frames.append((name, person, at, int(sheet.rows[row]), row))
                forms[row] = keys[key]
            self.forms[at] = forms
            self._dates(at, date_at)
        submissions = pd.DataFrame(
            {
                "respondent": pd.Series([one[0] for one in frames], dtype="str"),
                "person": pd.Series([one[1] for one in frames], dtype="str"),
                "date": pd.Series([self._day(one, date) for one in frames], dtype="datetime64[us]"),
                "place": np.array([one[2] for one in frames], dtype=np.int32),
                "row": np.array([one[3] for one in frames], dtype=np.int64),
            }
        )
        return self._named_respondents(submissions)

    def _respondents(self, at: int, matrix: bool) -> int | None:
        """Return the column that says who answers."""
        if self.mapping.respondent:
            return self.column(at, self.mapping.respondent, "survey.respondent")
        if matrix:
            self.claim(at, 0, "survey.respondent")
            return 0
        headings = tuple(one for one in self.sheets[at].headings if one)
        known = (*headings[:_MANY], *(["…"] if len(headings) > _MANY else []))
        self.wrong("survey_no_respondent", "survey.respondent", known=known)
        return None

    def _blank_respondents(self, sheet: HeadedSheet, place: int, who: np.ndarray) -> None:
        blank = np.flatnonzero(who == "")
        if len(blank):
            rows = Rows(int(sheet.rows[at]) for at in blank)
            given = {"row": rows[0], "column": sheet.headings[place], "n": len(rows), "rows": rows}
            self.problems.append(sheet.problem("error", "survey_respondent_empty", **given))

    def _dates(self, at: int, place: int | None) -> None:
        if place is None:
            return
        sheet = self.sheets[at]
        codes, uniques = pd.factorize(sheet.texts(place))
        read = [read_date(cleaned(text)) for text in uniques]
        for code, (text, one) in enumerate(zip(uniques, read, strict=True)):
            if one.instant is None and cleaned(text):
                rows = Rows(int(row) for row in sheet.rows[codes == code])
                given = {"row": rows[0], "column": sheet.headings[place], "value": text}
                self.problems.append(
                    sheet.problem("error", "survey_date", **given, n=len(rows), rows=rows)
                )
        days = [pd.NaT if one.instant is None else one.instant.normalize() for one in read]
        self.days[at] = [days[code] for code in codes]

    def _day(self, one: tuple, date: pd.Timestamp | None) -> object:
        if date is not None:
            return date
        return self.days[one[2]][one[4]] if one[2] in self.days else pd.NaT

    def _named_respondents(self, submissions: pd.DataFrame) -> pd.DataFrame:
        """Read addresses as the actors that a table of people gives; none is kept or shown."""
        addresses = submissions["respondent"].map(holds_address).to_numpy(dtype=bool)
        known = {folded(one): actor for one, actor in (self.people or {}).items()}
        meant = submissions["respondent"].map(lambda text: known.get(folded(text)))
        unknown = np.flatnonzero(addresses & meant.isna().to_numpy())
        if len(unknown):
            code = "survey_address" if self.people is None else "survey_address_unknown"
            rows = Rows(int(row) for row in submissions["row"].iloc[unknown])
            file, sheet = self.places[int(submissions["place"].iloc[unknown[0]])]
            given = {"n": len(rows), "rows": rows}
            self.problems.append(
                Problem("error", code, file, sheet, rows[0], self.mapping.respondent, fields=given)
            )
        # a form may give the code that the instrument has for who answers
        named = meant.where(meant.notna(), submissions["respondent"].map(self.actor)).astype("str")
        named[unknown] = ""
        return submissions.assign(respondent=named)

    # -- questions --------------------------------------------------------------------------

    def _read(
        self, number: int, key: str, block: RelationBlock | NamedBlock | ItemBlock, at: int
    ) -> None:
        if isinstance(block, NamedBlock):
            self._named(number, key, block, at)
        elif isinstance(block, ItemBlock):
            self._items(number, key, block, at)
        elif block.columns is not None:
            self._roster(number, key, block, at)
        elif block.choices:
            self._choices(number, key, block, at)
        else:
            self._rows(number, key, block, at)

    def actor(self, text: str) -> str:
        """Return the actor that a code of the instrument stands for, else the text."""
        return self.codes.get(folded(text), text)

    def _roster(self, number: int, key: str, block: RelationBlock, at: int) -> None:
        found = self.matching(at, block, key)
        targets = [self.actor(within) for _, within in found]
        columns = [place for place, _ in found]
        self._broken(at, columns)
        values = self._block(at, columns)
        if block.known:
            known = self._known(at, block, key)
            if known is not None:
                values = self._only_known(number, known, [w for _, w in found], values)
        self._add(number, at, targets, values, columns)

    def _items(self, number: int, key: str, block: ItemBlock, at: int) -> None:
        found = self.matching(at, block, key)
        codes = {folded(code): item for code, item in block.codes.items()}
        targets = [codes.get(folded(within), within) for _, within in found]
        for item, (place, within) in zip(targets, found, strict=True):
            label = self.sheets[at].labels[place]
            if label or item != within:
                self.items.setdefault(item, label or within)
        columns = [place for place, _ in found]
        self._broken(at, columns)
        self._add(number, at, targets, self._block(at, columns), columns)

    def _block(self, at: int, columns: list[int]) -> np.ndarray:
        return self.sheets[at].cells.iloc[:, columns].to_numpy(dtype=object)

    def _only_known(
        self, number: int, known: Sequence[set[str]], within: list[str], values: np.ndarray
    ) -> np.ndarray:
        """Read lines left empty of actors that the form says are not known as no relation."""
        names = [folded(one) for one in within]
        not_known = np.array(
            [[bool(some) and name not in some for name in names] for some in known], dtype=bool
        )
        empty = np.vectorize(lambda text: not text.strip(), otypes=[bool])(values)
        question = self.questions[number]
        meant = MappingProxyType({**question.values, folded(_NOT_CHOSEN): NONE})
        self.questions[number] = replace(question, values=meant)
        values = values.copy()
        values[empty & not_known] = _NOT_CHOSEN
        return values

    def _known(self, at: int, block: RelationBlock, key: str) -> list[set[str]] | None:
        """Return, form by form, the actors that are known: of one cell, or of a column for each."""
        sheet = self.sheets[at]
        pattern = ColumnPattern.of(block.known, "actor")
        if pattern is None:
            place = self.column(at, block.known, f"{key}.known", claim=False)
            if place is None:
                return None
            return [
                {folded(one) for one in _split(text, block.separator or " ")}
                for text in sheet.texts(place)
            ]
        found = self.matching(at, replace(block, columns=pattern), f"{key}.known")
        known: list[set[str]] = [set() for _ in sheet.rows]
        for place, within in found:
            for form, text in enumerate(sheet.texts(place)):
                if normalise(text) not in _NOT_TICKED:
                    known[form].add(folded(within))
        return known

    def _choices(self, number: int, key: str, block: RelationBlock, at: int) -> None:
        place = self.column(at, block.choices, f"{key}.choices")
        if place is None:
            return
        chosen = [
            {folded(one): one for one in _split(text, block.separator or ";")}
            for text in self.sheets[at].texts(place)
        ]
        listed = {folded(code): code for code in self.mapping.codes}
        for some in chosen:
            for one, text in some.items():
                listed.setdefault(one, text)
        values = np.array(
            [
                ["" if not some else _CHOSEN if one in some else _NOT_CHOSEN for one in listed]
                for some in chosen
            ],
            dtype=object,
        ).reshape(len(chosen), len(listed))
        question = self.questions[number]
        meant = {**question.values, folded(_CHOSEN): block.chosen, folded(_NOT_CHOSEN): NONE}
        self.questions[number] = replace(question, values=MappingProxyType(meant))
        targets = [self.actor(text) for text in listed.values()]
        self._add(number, at, targets, values, [place] * len(targets))

    def _add(
        self, number: int, at: int, targets: list[str], values: np.ndarray, columns: list[int]
    ) -> None:
        """Add a block of cells: a row for each form, a column for each target."""
        sheet, (n, k) = self.sheets[at], values.shape
        if not n or not k:
            return
        headings = self.cells.headings.of([sheet.headings[place] for place in columns])
        self.cells.parts.append(
            {
                "submission": np.repeat(self.forms[at], k),
                "question": np.full(n * k, number, dtype=np.int32),
                "target": np.tile(self.cells.targets.of(targets), n),
                "source": np.full(n * k, self.cells.sources.of([""])[0], dtype=np.int32),
                "value": self.cells.values.of(values.ravel()),
                "place": np.full(n * k, at, dtype=np.int32),
                "row": np.repeat(sheet.rows, k),
                "heading": np.tile(headings, n),
            }
        )

    def _named(self, number: int, key: str, block: NamedBlock, at: int) -> None:
        levels = block.levels or ("",) * len(block.names)
        for n, (name, level) in enumerate(zip(block.names, levels, strict=True), start=1):
            place = self.column(at, name, f"{key}.name {n}")
            level_at = self.column(at, level, f"{key}.level {n}")
            if place is None or (level and level_at is None):
                continue
            if not level:
                question = self.questions[number]
                meant = MappingProxyType({**question.values, folded(_CHOSEN): block.chosen})
                self.questions[number] = replace(question, values=meant)
            self._list(number, at, place, level_at)

    def _rows(self, number: int, key: str, block: RelationBlock, at: int) -> None:
        sheet = self.sheets[at]
        place = self.column(at, block.actor, f"{key}.actor", claim=False)
        value = self.column(at, block.value, f"{key}.value", claim=False)
        source = self.column(at, block.source, f"{key}.source", claim=False)
        if place is None or (block.value and value is None) or (block.source and source is None):
            return
        kept = np.ones(len(sheet.rows), dtype=bool)
        for heading, wanted in block.where.items():
            column = self.column(at, heading, f"{key}.where", claim=False)
            if column is not None:
                kept &= np.array([folded(t) == folded(wanted) for t in sheet.texts(column)])
        if not block.value:
            question = self.questions[number]
            meant = MappingProxyType({**question.values, folded(_CHOSEN): block.chosen})
            self.questions[number] = replace(question, values=meant)
        self._list(number, at, place, value, kept=kept, source=source)

    def _list(
        self, number: int, at: int, place: int, value: int | None, *,
        kept: np.ndarray | None = None, source: int | None = None,
    ) -> None:  # fmt: skip
        """Add cells that name an actor each, with what is said of it beside."""
        sheet = self.sheets[at]
        self._broken(at, [place, *([] if value is None else [value])])
        names = np.array([cleaned(text) for text in sheet.texts(place)], dtype=object)
        hidden = np.array([holds_address(text) for text in names], dtype=bool)
        if hidden.any():
            rows = Rows(int(row) for row in sheet.rows[hidden])
            given = {"row": rows[0], "column": sheet.headings[place], "n": len(rows)}
            problem = sheet.problem("error", "survey_name_is_address", **given, rows=rows)
            self.problems.append(problem)
        named = (names != "") & ~hidden
        at_rows = np.flatnonzero(named if kept is None else named & kept)
        if not len(at_rows):
            return
        said = np.full(len(names), _CHOSEN, dtype=object) if value is None else sheet.texts(value)
        n = len(at_rows)
        who = np.full(n, "", dtype=object) if source is None else sheet.texts(source)[at_rows]
        self.cells.parts.append(
            {
                "submission": self.forms[at][at_rows],
                "question": np.full(n, number, dtype=np.int32),
                "target": self.cells.targets.of([self.actor(text) for text in names[at_rows]]),
                "source": self.cells.sources.of(who),
                "value": self.cells.values.of(said[at_rows]),
                "place": np.full(n, at, dtype=np.int32),
                "row": sheet.rows[at_rows],
                "heading": np.repeat(self.cells.headings.of([sheet.headings[place]]), n),
            }
        )

    def _broken(self, at: int, columns: list[int]) -> None:
        """Tell the cells that hold an error or a formula without a value."""
        sheet, among = self.sheets[at], set(columns)
        for (row, column), (code, value) in sorted(sheet.broken.items()):
            if column in among:
                place = {"row": int(sheet.rows[row]), "column": sheet.headings[column]}
                self.problems.append(sheet.problem("error", code, **place, value=value or None))

    # -- headings seen ----------------------------------------------------------------------

    def _compare_headings(self) -> None:
        """Tell the columns that the file has more, or fewer, than the one of the mapping."""
        now = [heading for sheet in self.sheets for heading in sheet.headings if heading]
        seen = {folded(one): one for one in self.mapping.headings}
        if seen:
            here = {folded(one) for one in now}
            common = len(set(seen) & here)
            if common < _OTHER_FILE * len(seen):
                given = {"n": common, "of": len(seen)}
                self.problems.insert(
                    0, Problem("error", "survey_other_file", self.places[0][0], fields=given)
                )
                return
            self._tell("survey_columns_gone", [one for key, one in seen.items() if key not in here])
            self._tell("survey_columns_new", [one for one in now if folded(one) not in seen])
            return
        unread = [
            heading
            for at, sheet in enumerate(self.sheets)
            for place, heading in enumerate(sheet.headings)
            if heading
            and (at, place) not in self.claims
            and not self.dropped(at, place)
            and not is_own(sheet, heading)
        ]
        self._tell("survey_columns_unread", unread)

    def _tell(self, code: str, headings: list[str]) -> None:
        if headings:
            shown = (*headings[:_MANY], *(["…"] if len(headings) > _MANY else []))
            given = {"n": len(headings), "headings": shown}
            self.problems.append(Problem("notice", code, self.places[0][0], fields=given))


def _glob(text: str) -> str:
    """Return a heading of `drop` as a pattern where ``*`` alone is special."""
    return folded(text).replace("[", "[[]").replace("?", "[?]")


def _split(text: str, separator: str) -> Iterator[str]:
    """Give the parts of a cell that holds several choices."""
    return (part for part in map(cleaned, text.split(separator)) if part)
