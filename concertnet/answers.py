"""What a table of answers holds: one specification drives its types, labels, draws and docs.

`tables/spec/schema.py` says what the tables of data hold; these say what the library gives back.
The specifications stand in the module `answers` of each wing (`measures`, `gaps`, `report`), on the
floor of what makes the tables. Those modules hold data and load no measure, so that whatever reads
them (labels, a null, the page) stays light, and reads the same whatever else was imported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

__all__ = [
    "JOINED",
    "LEVEL",
    "WORD",
    "AnswerColumn",
    "AnswerTable",
    "Role",
    "about",
    "beside",
    "by_name",
    "measured",
]

Role = Literal["about", "value", "beside", "evidence"]

# Between the ids, names or keys that one cell holds.
JOINED = "; "
# Cells that are no keys of the catalogue, but a level of a scale, or a word of the tables of data
# (a sector, a palier) where it is known and the user's own where it is not.
LEVEL = "level"
WORD = "word"


@dataclass(frozen=True)
class AnswerColumn:
    """One column of a table of answers.

    Attributes
    ----------
    name : str
        Its name in code.
    dtype : str
        Its type in pandas; ``label`` for actors and groups, of the type that the network gives
        them.
    role : Role
        ``about`` says what a row is about, or what is said of it; ``value`` is what was measured;
        ``beside`` is a number that values rest on or are read with; ``evidence`` speaks for a
        missing link. Only values are compared with chance.
    coded : str
        How a cell is put in words: ``LEVEL``, ``WORD``, or the key of the catalogue, with ``{}``
        where the cell stands. Empty: as it is.
    """

    name: str
    dtype: str = "str"
    role: Role = "about"
    coded: str = ""

    @property
    def word(self) -> str:
        """Key of its heading in the catalogue; where it has none, the name is the key."""
        return f"column_{self.name}"


@dataclass(frozen=True)
class AnswerTable:
    """One table of answers.

    Attributes
    ----------
    name : str
        The function that gives it; of a record, then a dot and the field.
    columns : tuple of AnswerColumn
        Its columns, in order.
    index : str
        What its rows are labelled with: ``actor``, ``instance``, ``group`` (under the name of what
        makes the groups), or nothing.
    """

    name: str
    columns: tuple[AnswerColumn, ...]
    index: str = ""

    def __getitem__(self, name: str) -> AnswerColumn:
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> list[str]:
        """Names of the columns, in order."""
        return [column.name for column in self.columns]

    @property
    def dtypes(self) -> dict[str, str]:
        """Types of the columns, for `DataFrame.astype`."""
        return {column.name: column.dtype for column in self.columns}


def about(*names: str, dtype: str = "str", coded: str = "") -> tuple[AnswerColumn, ...]:
    """Return columns that say what a row is about."""
    return tuple(AnswerColumn(name, dtype, "about", coded) for name in names)


def measured(*names: str, dtype: str = "float64") -> tuple[AnswerColumn, ...]:
    """Return columns of values."""
    return tuple(AnswerColumn(name, dtype, "value") for name in names)


def beside(*names: str, dtype: str = "int64") -> tuple[AnswerColumn, ...]:
    """Return columns of numbers that values rest on or are read with."""
    return tuple(AnswerColumn(name, dtype, "beside") for name in names)


def by_name(*tables: AnswerTable) -> Mapping[str, AnswerTable]:
    """Return tables by name."""
    return MappingProxyType({table.name: table for table in tables})
