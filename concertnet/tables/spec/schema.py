"""What each table is: one specification drives the reader, the checks, the template, the codebook.

The order of `TABLES` is the order of sheets in a workbook. The in-memory form of a table is a
DataFrame with a column for every column of its specification (missing where the user gave none),
followed by the user's extra columns, untouched.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

__all__ = [
    "DEFAULT_SECTORS",
    "ONE_NEEDED",
    "TABLES",
    "TIERS",
    "Column",
    "ColumnKind",
    "Table",
    "with_hanging",
]

ColumnKind = Literal[
    "id", "ids", "text", "label", "word", "level",
    "start", "end", "period", "date", "number", "flag",
]  # fmt: skip

DEFAULT_SECTORS = ("community", "institutional", "private", "social_economy", "persons_concerned")
TIERS = ("national", "regional", "supralocal", "local")


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes
    ----------
    name : str
        Its name in code and in saved files.
    kind : ColumnKind
        How its cells are read. In memory: id, ids, text, label, word and level are text (``ids``
        joined by ``"; "``, a word by its catalogue key); start, end and date are
        ``datetime64[us]``; number is ``float64``; flag is ``boolean``. A date may be written as a
        year or a month: a start is then its first day, an end the first day after. A label is a
        text by which rows are grouped: what says that nothing is known (*N/D*) is missing there. A
        period is a column of people's own that says a start and an end at once.
    filled : bool
        Every row must have a value; the table must have the column.
    word : str
        Key of its heading in the catalogue of words.
    values : tuple of str
        For a word: the catalogue keys of the known values.
    closed : bool
        For a word: a value outside `values` is an error; otherwise it is kept, with a warning.
    refers : str
        For an id: the table whose key it must be found in.
    """

    name: str
    kind: ColumnKind = "text"
    filled: bool = False
    word: str = ""
    values: tuple[str, ...] = ()
    closed: bool = False
    refers: str = ""

    def __post_init__(self) -> None:
        if not self.word:
            object.__setattr__(self, "word", self.name)


@dataclass(frozen=True)
class Table:
    """One table.

    Attributes
    ----------
    name : str
        Its name in code, as a file and as a sheet; its titles are the catalogue key ``table_NAME``.
    columns : tuple of Column
        Its columns, in the order in which they are saved.
    key : str
        The column that identifies a row, or an empty text.
    """

    name: str
    columns: tuple[Column, ...]
    key: str = ""

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(column.name for column in self.columns)


def _id(name: str, refers: str = "", *, filled: bool = True, word: str = "") -> Column:
    return Column(name, "id", filled=filled, refers=refers, word=word)


def _word(name: str, *values: str, filled: bool = False, closed: bool = False) -> Column:
    return Column(name, "word", filled=filled, values=values, closed=closed)


_PERIOD = (Column("start", "start"), Column("end", "end"))

_SPECIFICATIONS = (
    Table(
        "actors",
        (
            _id("actor"),
            Column("name"),
            _word("sector", *DEFAULT_SECTORS),
            Column("field", "label"),
            _word("kind", "organisation", "persons_concerned", "person"),
            Column("territory", "label"),
            _word("tier", *TIERS),
            *_PERIOD,
            Column("latitude", "number"),
            Column("longitude", "number"),
            Column("expertise"),
        ),
        key="actor",
    ),
    Table(
        "ties",
        (
            _id("source", "actors"),
            _id("target", "actors"),
            Column("level", "level", filled=True),
            *_PERIOD,
            _id("agreement", "agreements", filled=False),
            _id("reported_by", "actors", filled=False),
            Column("theme", "label"),
            Column("territory", "label"),
            Column("weight", "number"),
        ),
    ),
    Table(
        "instances",
        (
            _id("instance"),
            Column("name"),
            _word(
                "kind", "table", "committee", "subcommittee", "clc", "cnc", "community_of_practice"
            ),
            Column("theme", "label"),
            Column("territory", "label"),
            _word("tier", *TIERS),
            _word("origin", "local_demand", "policy"),
            _id("parent", "instances", filled=False),
            Column("meetings_per_year", "number"),
            Column("rules_adopted", "date"),
            *_PERIOD,
        ),
        key="instance",
    ),
    Table(
        "seats",
        (
            _id("seat"),
            _id("instance", "instances"),
            _id("actor", "actors"),
            _word("role", "voting", "observer", "resource_person", "support", "funder", "chair"),
            *_PERIOD,
        ),
        key="seat",
    ),
    Table(
        "mandates",
        (
            _id("seat", "seats"),
            _id("person", word="person_code"),
            _word("function", "titular", "alternate"),
            Column("can_commit", "flag"),
            *_PERIOD,
        ),
    ),
    Table(
        "agreements",
        (
            _id("agreement"),
            Column("name"),
            Column("kind"),
            Column("purpose"),
            Column("parties", "ids", filled=True, refers="actors"),
            *_PERIOD,
        ),
        key="agreement",
    ),
    Table(
        "set_aside",
        (
            _id("source", "actors"),
            _id("target", "actors"),
            _word("kind", "subcontracting", "consultation", filled=True),
            *_PERIOD,
        ),
    ),
    Table(
        "perceptions",
        (
            _id("rater", "actors"),
            _id("rated", "actors"),
            _word(
                "dimension",
                "reliability",
                "mission",
                "openness",
                "power",
                "involvement",
                "resources",
                "legitimacy",
                filled=True,
            ),
            Column("score", "number", filled=True),
            Column("wave"),
            _id("person", filled=False, word="person_code"),
        ),
    ),
    Table(
        "contributions",
        (
            _id("actor", "actors"),
            _id("instance", "instances", filled=False),
            _id("agreement", "agreements", filled=False),
            _word(
                "resource",
                "expertise",
                "information",
                "premises",
                "staff",
                "money",
                "project",
                filled=True,
            ),
            *_PERIOD,
            Column("outside_contract", "flag"),
            Column("detail"),
        ),
    ),
    Table(
        "answers",
        (
            _id("respondent", "actors"),
            _id("instance", "instances", filled=False),
            Column("item", filled=True),
            Column("answer"),
            Column("wave"),
            _id("person", filled=False, word="person_code"),
        ),
    ),
    Table(
        "respondents",
        (
            _id("actor", "actors"),
            Column("wave"),
            Column("date", "date"),
            _id("person", filled=False, word="person_code"),
            _word("answered", "complete", "partial", "none", filled=True, closed=True),
            _word("form", "roster", "recall", closed=True),
            Column("not_answered", "ids", refers="actors"),
            Column("dont_know", "ids", refers="actors"),
        ),
    ),
    Table(
        "directed",
        (
            Column("question", "label", filled=True, word="asked_question"),
            _id("source", "actors"),
            _id("target", "actors"),
            Column("value", word="directed_value"),
            *_PERIOD,
            _id("reported_by", "actors", filled=False),
            _word("end_says", "yes", "no", "no_answer", "dont_know", closed=True),
        ),
    ),
    Table(
        "items",
        (
            _id("item"),
            Column("text_fr"),
            Column("text_en"),
            Column("condition", "number"),
            Column("dimension", word="item_dimension"),
            Column("scale_min", "number"),
            Column("scale_max", "number"),
            Column("reversed", "flag"),
            Column("labels", word="item_labels"),
            Column("instrument"),
            Column("source", word="item_source"),
        ),
        key="item",
    ),
    Table(
        "attendance",
        (
            _id("instance", "instances"),
            Column("date", "date", filled=True),
            _id("seat", "seats", filled=False),
            _id("actor", "actors", filled=False),
            _id("person", filled=False, word="person_code"),
            Column("present", "flag", filled=True),
        ),
    ),
    Table(
        "events",
        (
            _id("instance", "instances"),
            Column("date", "date", filled=True),
            _word("kind", "decision", "rule", "innovation", "controversy", "result", filled=True),
            Column("note"),
        ),
    ),
    Table(
        "aliases",
        (
            Column("alias", filled=True),
            _id("actor", "actors"),
            Column("source", word="alias_source"),
            Column("decided", "date", word="decided_on"),
        ),
    ),
)

TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _SPECIFICATIONS})

# Tables whose rows need at least one of these columns, each of which may be empty.
ONE_NEEDED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"contributions": ("instance", "agreement"), "attendance": ("seat", "actor")}
)


def with_hanging(names: Collection[str]) -> set[str]:
    """Return tables with those whose rows must refer to one of them.

    Examples
    --------
    >>> sorted(with_hanging(["seats"]))
    ['mandates', 'seats']
    """
    found = set(names)
    while True:
        hanging = {
            name
            for name, table in TABLES.items()
            if any(column.filled and column.refers in found for column in table.columns)
        }
        if hanging <= found:
            return found
        found |= hanging
