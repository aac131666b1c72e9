"""What a report is about: a network on a day, and what its sections share, computed once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from concertnet.answers import JOINED
from concertnet.errors import ConcertnetError, NotComparable
from concertnet.gaps.find.missing_links import missing_links
from concertnet.gaps.panel import sector_presence
from concertnet.grammar import day, printed, the_name
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import sector_meant
from concertnet.hinges.observed import observed_of
from concertnet.maps.paper.style import Style
from concertnet.measures.chance.pairs_apart import DRAWS, PairsApart, pairs_apart
from concertnet.measures.instances.coverage import coverage
from concertnet.measures.overview.profile import profile, response_cautions
from concertnet.names import actor_names, instance_names, with_persons_numbered
from concertnet.report.actors import actor_table
from concertnet.report.bounds import LeftOut, left_out_of
from concertnet.report.labels import labelled
from concertnet.report.record import (
    CellKind,
    ReportFigure,
    ReportPart,
    ReportSection,
    ReportTable,
    Sentence,
)
from concertnet.report.thresholds import FEW_CASES, LISTED
from concertnet.tables.cells.dates import When
from concertnet.words import Words, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Subject", "section", "subject_of"]

STANDING = (6.5, 5.6)  # inches of a figure on a standing page
# Columns of answers that hold a part of a whole, besides those whose name says so.
_SHARES = {"density", "retention", "turnover", "jaccard", "containment", "other_containment"}


@dataclass(frozen=True, eq=False)
class Subject:
    """A network on a day, the period before it, the language, and what was asked.

    Attributes
    ----------
    given : Network
        The network as it was given: what was read, and what was noticed then.
    shown : Network
        The network of which everything is told, of all territories: the same, with a number for who
        acts in their own name, unless persons may be told.
    whole : Network
        The network over its period, as far as the day.
    now : Network
        The network on the day; all of it, where it has no dates.
    w : Words
        The language.
    sector : str
        The sector whose place and missing links are asked about.
    draws, seed : int
        Random draws, and their seed.
    persons : bool
        Whether persons may be told by their code.
    other : Network, optional
        What the network is compared with.
    others : tuple of str
        What the two are called in sentences, where there is another.
    no_other : ConcertnetError, optional
        Why there is none, where one was asked.
    """

    given: NetworkLike
    shown: NetworkLike
    whole: NetworkLike
    now: NetworkLike
    w: Words
    sector: str
    draws: int = DRAWS
    seed: int = 0
    persons: bool = False
    other: NetworkLike | None = None
    others: tuple[str, str] = ("", "")
    no_other: ConcertnetError | None = None

    # -- computed once, whatever the number of sections that ask ------------------------------

    @cached_property
    def graph(self) -> GroupedGraph:
        """The ties of the day as arrays."""
        return self.now.grouped()

    @cached_property
    def bounds(self) -> LeftOut:
        """What the network is too large for, on the day and over the period."""
        return left_out_of(self.now, self.whole)

    @cached_property
    def profile(self) -> pd.DataFrame:
        """The standard measures: of the day at each level, of the period for turnover."""
        return profile(self.whole, draws=self.draws, seed=self.seed)

    @cached_property
    def pairs(self) -> PairsApart:
        """The ties of each pair of sectors on the day, beside chance."""
        return pairs_apart(self.graph, seed=self.seed)

    @cached_property
    def actors(self) -> pd.DataFrame:
        """Every actor of the day on one row."""
        return actor_table(self.now, paths=not self.bounds.paths)

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """The missing links of the day."""
        return missing_links(self.now, sector=self.sector)

    @cached_property
    def presence(self) -> pd.DataFrame:
        """The part of the network that the sector holds on its last day."""
        return sector_presence(self.whole, sector=self.sector)

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """The seats of each sector at each instance on the day."""
        return coverage(self.now)

    @cached_property
    def names(self) -> dict[Any, str]:
        """What actors are called, whenever they were there."""
        return {**actor_names(self.whole), **actor_names(self.now)}

    @cached_property
    def bodies(self) -> dict[str, str]:
        """What instances are called."""
        return {**instance_names(self.whole.instances), **instance_names(self.now.instances)}

    def require_ties(self, *, with_sectors: bool = False) -> None:
        """Raise unless ties are known on the day, and sectors where they are asked too."""
        if not self.graph.m:
            raise NotComparable("error_report_no_ties")
        if with_sectors:
            self.require_sectors()

    def require_sectors(self) -> None:
        """Raise unless the sector of an actor is known."""
        if not self.graph.groups:
            raise NotComparable("error_report_no_sector")

    @property
    def date(self) -> pd.Timestamp | None:
        """The day looked at; None without dates."""
        return None if self.now.observed is None else observed_of(self.now).start

    @property
    def caution(self) -> str:
        """What every number is to be read with, by the share of answers; "" where enough came."""
        found = response_cautions(self.now.response_rate)
        return "; ".join(self.w[f"caution_{key}"] for key in found)

    # -- sentences ----------------------------------------------------------------------------

    def say(
        self,
        key: str,
        /,
        *,
        see: Sequence[str] = (),
        finding: bool = False,
        listed: bool = False,
        share: tuple[int, int] | None = None,
        **fields: Any,
    ) -> Sentence:
        """Return the sentence of a key of the catalogue, its fields filled.

        `share` is a part and its whole: the field ``{share}``, and the number of the sentence; that
        of another is its field ``{n}``. Of fewer than five cases, counts stand better after a colon
        than within a sentence: the key that ends with ``_few``, where there is one.
        """
        number = fields.get("n")
        value, cell, basis = None if number is None else float(number), "count", None
        if share is not None:
            part, basis = share
            value, cell = part / basis if basis else None, "share"
            fields["share"] = self.share(part, basis)
            if 0 < basis < FEW_CASES and f"report_{key}_few" in self.w:
                key = f"{key}_few"
        text = self.phrased(self.w(f"report_{key}", **fields))
        if basis and basis < FEW_CASES:
            text = f"{text} {self.w['report_few_cases']}"
        return Sentence(text, tuple(see), finding, listed, value, cell, basis)

    def phrased(self, text: str) -> str:
        """Return a text as a sentence: a capital first, one full stop, apostrophes of print."""
        ended = f"{text[:-2]}." if text.endswith("..") else text
        return printed(ended[:1].upper() + ended[1:], self.w)

    def share(self, part: int, whole: int) -> str:
        """Return a part of a whole: "62 % (75 of 121)"; of fewer than five, in counts alone."""
        if not whole:
            return self.w["report_share_of_none"]
        if whole < FEW_CASES:
            return self.w("report_share_of_few", part=part, whole=whole)
        rate = self.w.percent(part / whole)
        return self.w("report_share", rate=rate, part=part, whole=whole)

    def day(self, when: Any) -> str:
        """Return a day as it stands in a sentence."""
        return day(pd.Timestamp(when), self.w)

    def on_day(self) -> str:
        """Return "On 31 Dec. 2024, ", or nothing where nothing is dated."""
        return "" if self.date is None else f"{self.w('report_on_day', day=self.day(self.date))} "

    def of_sector(self, sector: str) -> str:
        """Return a sector as it stands in a sentence: "secteur privé"."""
        return self.w("gap_the_sector", sector=self.w.get(f"sector_{sector}", sector))

    def words_of(self, sectors: Any) -> str:
        """Return the sectors that a cell joins, in words; a dash where there is none."""
        if not isinstance(sectors, str) or not sectors:
            return "–"
        return ", ".join(self.w.get(one, one) for one in sectors.split(JOINED))

    def level(self, level: str) -> str:
        """Return a level of the scale as it stands in a sentence."""
        return self.now.scale.label(level, self.w.lang)

    def listed(self, names: Sequence[str]) -> str:
        """Return a few names, each with its article."""
        return self.few([the_name(name, self.w) for name in names[:LISTED]], total=len(names))

    def few(self, items: Sequence[str], *, total: int | None = None) -> str:
        """Return a few items: "A, B and C", or "A, B and 12 others"."""
        shown = list(items[:LISTED])
        left = (len(items) if total is None else total) - len(shown)
        return self.w.join([*shown, self.w("report_others", n=left)] if left > 0 else shown)

    # -- tables and figures -------------------------------------------------------------------

    def table(
        self, key: str, frame: pd.DataFrame, *, note: str = "", **cells: CellKind
    ) -> ReportTable:
        """Return a table of the report; the name of a column says how it is written."""
        made = self.table_called(self.w[f"report_table_{key}"], frame, note=note, **cells)
        return replace(made, key=key)

    def table_called(
        self, caption: str, frame: pd.DataFrame, *, note: str = "", **cells: CellKind
    ) -> ReportTable:
        """Return a table under a caption of its own, to which nothing points."""
        written: tuple[CellKind, ...] = tuple(
            cells.get(c) or _cell_of(str(c), frame[c]) for c in frame.columns
        )
        shown = labelled(frame, lang=self.w.lang, scale=self.now.scale)
        return ReportTable("", caption, shown, written, note, tuple(map(str, frame.columns)))

    def figure(
        self,
        key: str,
        draw: Callable[..., Axes],
        *,
        alternative: str,
        size: tuple[float, float] = STANDING,
        is_wide: bool = False,
    ) -> ReportFigure:
        """Return a figure of the report: `draw` takes lang, title, style and ax."""
        ready = partial(_drawn, draw, self.w.lang)
        caption = self.w[f"report_figure_{key}"]
        return ReportFigure(key, caption, alternative, ready, size, is_wide)


def subject_of(
    net: NetworkLike,
    *,
    at: When | None = None,
    sector: str = "private",
    territory: str | None = None,
    lang: str | None = None,
    persons: bool = False,
) -> Subject:
    """Return what a report of a network is about.

    Parameters
    ----------
    net : Network
        The network.
    at : date or str, optional
        The day described; by default the last one observed.
    sector : str
        The sector asked about, in either language or as the data write it.
    territory : str, optional
        The only territory described.
    lang : {"fr", "en"}, optional
        The language; by default the reader's.
    persons : bool
        Whether persons may be told by their code.

    Returns
    -------
    Subject
        Nothing is computed yet.
    """
    w = words(lang)
    held = sorted(net.actors["sector"].dropna().unique())
    shown = net if persons else with_persons_numbered(net, w)
    part = shown if territory is None else shown.where(territory=territory)
    return Subject(
        given=net if territory is None else net.where(territory=territory),
        shown=shown,
        whole=part if at is None else part.until(at),
        now=part.latest() if at is None else part.at(at),
        w=w,
        sector=sector_meant(sector, held, absent=True),
        persons=persons,
    )


def section(
    subject: Subject,
    key: str,
    parts: Sequence[Callable[[Subject], ReportPart]],
    *,
    terms: Sequence[str] = (),
) -> ReportSection:
    """Return a section; of a part that the data do not allow, the annex says what to fill."""
    made = []
    for make in parts:
        try:
            made.append(make(subject))
        except ConcertnetError as error:
            title = subject.w[f"report_part_{key}_{make.__name__.strip('_')}"]
            made.append(ReportPart(title, todo=(error.text(subject.w.lang),), is_made=False))
    return ReportSection(key, subject.w[f"report_{key}"], tuple(made), tuple(terms))


def _drawn(draw: Callable[..., Axes], lang: str, ax: Axes) -> Axes:
    # the caption is the title
    return draw(lang=lang, title="", style=Style(), ax=ax)


def _cell_of(name: str, values: pd.Series) -> CellKind:
    if pd.api.types.is_datetime64_any_dtype(values):
        return "day"
    if not pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        return "text"
    if name.endswith("share") or name in _SHARES:
        return "share"
    if name == "p_value":
        return "p"
    return "count" if pd.api.types.is_integer_dtype(values) else "number"
