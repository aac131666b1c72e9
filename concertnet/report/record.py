"""What a report is before it is a file: sections of sentences, tables and figures.

A section is made once, by a plain function; every writer (HTML, Word, PDF, Excel) takes the record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "CellKind",
    "Report",
    "ReportFigure",
    "ReportPart",
    "ReportSection",
    "ReportTable",
    "Sentence",
]

# How the values of a column are written: as they are, as a whole number, as a percentage, as a
# number with decimals, as a day.
CellKind = Literal["text", "count", "share", "number", "p", "day"]


@dataclass(frozen=True)
class Sentence:
    """One sentence, generated from a result.

    Attributes
    ----------
    text : str
        What it says, in the language of the report, with its full stop. Plain text.
    see : tuple of str
        Keys of the sections, tables and figures that it points to.
    finding : bool
        Whether it stands among the findings of the first page too.
    listed : bool
        Whether it is one of several alike, which stand one under the other.
    value : float, optional
        The number that it says, where it says one first.
    cell : CellKind
        How that number is written.
    n : int, optional
        How many cases the number rests on.
    """

    text: str
    see: tuple[str, ...] = ()
    finding: bool = False
    listed: bool = False
    value: float | None = None
    cell: CellKind = "count"
    n: int | None = None


@dataclass(frozen=True, eq=False)
class ReportTable:
    """A table of results.

    Attributes
    ----------
    key : str
        What sentences point to it by.
    caption : str
        What it holds.
    frame : DataFrame
        Its rows, in words of the reader's; numbers stay numbers.
    cells : tuple of CellKind
        How each column is written.
    note : str
        What is to be read with it: what was left out, what a sign means.
    names : tuple of str
        What its columns are called in code, by which their meaning is found; where it is known.
    """

    key: str
    caption: str
    frame: pd.DataFrame
    cells: tuple[CellKind, ...]
    note: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class ReportFigure:
    """A figure, drawn when a writer asks for it.

    Attributes
    ----------
    key : str
        What sentences point to it by.
    caption : str
        What it shows.
    alternative : str
        What it says, for who does not see it.
    draw : function
        Draws it on the axes that it is given.
    size : tuple of float
        Width and height, in inches.
    is_wide : bool
        Whether it takes a lying page.
    """

    key: str
    caption: str
    alternative: str
    draw: Callable[[Any], object]
    size: tuple[float, float]
    is_wide: bool = False


@dataclass(frozen=True, eq=False)
class ReportPart:
    """What a section says of one question: sentences, then tables and figures.

    Attributes
    ----------
    title : str
        The question; empty where a section has but one.
    sentences, tables, figures : tuple
        The answer.
    todo : tuple of str
        What the author of the report may fill so that more is said: for the annex.
    is_made : bool
        Whether the data allow it.
    """

    title: str
    sentences: tuple[Sentence, ...] = ()
    tables: tuple[ReportTable, ...] = ()
    figures: tuple[ReportFigure, ...] = ()
    todo: tuple[str, ...] = ()
    is_made: bool = True


@dataclass(frozen=True, eq=False)
class ReportSection:
    """One section of a report.

    Attributes
    ----------
    key : str
        Its name in ``sections=`` and in what points to it.
    title : str
        Its heading.
    parts : tuple of ReportPart
        What it holds, in order.
    terms : tuple of str
        Keys of the words that the glossary explains.
    """

    key: str
    title: str
    parts: tuple[ReportPart, ...]
    terms: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence, in order."""
        return tuple(sentence for part in self.parts for sentence in part.sentences)

    @property
    def tables(self) -> tuple[ReportTable, ...]:
        """Every table, in order."""
        return tuple(table for part in self.parts for table in part.tables)

    @property
    def figures(self) -> tuple[ReportFigure, ...]:
        """Every figure, in order."""
        return tuple(figure for part in self.parts for figure in part.figures)


@dataclass(frozen=True, eq=False)
class Report:
    """A whole report.

    Attributes
    ----------
    title : str
        Its title.
    facts : tuple of str
        What stands under the title: the day or the period, the boundary, the source.
    lang : str
        Its language.
    sections : tuple of ReportSection
        Its sections, in order.
    caution : str
        What every number of the report is to be read with; nothing where enough answered.
    """

    title: str
    facts: tuple[str, ...]
    lang: str
    sections: tuple[ReportSection, ...]
    caution: str = ""

    @property
    def tables(self) -> Iterator[ReportTable]:
        """Every table, in the order of its number."""
        return (table for section in self.sections for table in section.tables)

    @property
    def figures(self) -> Iterator[ReportFigure]:
        """Every figure, in the order of its number."""
        return (figure for section in self.sections for figure in section.figures)
