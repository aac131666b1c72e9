"""What reading a survey gives: its tables, what is left to decide, and the network they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from concertnet.network import Network, read_dossier
from concertnet.records import Record
from concertnet.scale import Scale
from concertnet.survey.waves import Hold, joined_waves
from concertnet.tables.cells.dates import Period
from concertnet.tables.decide.decision import Decision
from concertnet.tables.spec.about import About
from concertnet.tables.spec.problems import Problem
from concertnet.tables.spec.schema import TABLES

__all__ = ["Survey"]


@dataclass(frozen=True, eq=False, repr=False)
class Survey(Record):
    """A survey, read.

    Attributes
    ----------
    actors : DataFrame
        The actors that were known, then those that the survey adds.
    ties : DataFrame
        A row for each report of a tie, with who reports it: no tie is made on reading
        (`Network.reported` does, by a rule).
    perceptions : DataFrame
        Scores given to other actors.
    answers : DataFrame
        Answers to items; *don't know* is a row without an answer.
    respondents : DataFrame
        Who was asked and who answered, with the actors of whom nothing was answered
        (``not_answered``, of which ``dont_know``).
    items : DataFrame
        The items.
    directed : DataFrame
        Reports of questions that have a direction.
    set_aside : DataFrame
        Relations that are on no continuum.
    aliases : DataFrame
        Other names of actors, as decided.
    unmatched : DataFrame
        Names that were left undecided, with what they may be.
    inside : DataFrame
        Where persons of one organisation differ: actor, question, target, person, value.
    problems : tuple of Problem
        Warnings and notices.
    """

    actors: pd.DataFrame
    ties: pd.DataFrame
    perceptions: pd.DataFrame
    answers: pd.DataFrame
    respondents: pd.DataFrame
    items: pd.DataFrame
    directed: pd.DataFrame
    set_aside: pd.DataFrame
    aliases: pd.DataFrame
    unmatched: pd.DataFrame
    inside: pd.DataFrame
    problems: tuple[Problem, ...]
    scale: Scale
    hold: Hold = "until_next"
    decisions: tuple[Decision, ...] = ()
    decided: tuple[str, ...] = ()
    onto: Network | None = None

    def __repr__(self) -> str:
        from concertnet.words import words

        w = words("en")
        counts = (
            w("n_respondents", n=len(self.respondents)),
            w("n_reports", n=len(self.ties)),
            w("n_actors", n=self.actors["actor"].nunique()),
        )
        return f"<Survey: {', '.join(counts)}>"

    def network(self, onto: Network | None = None) -> Network:
        """Return the network of the survey, its ties as they are reported.

        Parameters
        ----------
        onto : Network, optional
            The network that the survey is added to, of an earlier wave or of other tables; by
            default the one whose actors were given.

        Returns
        -------
        Network
            Reports of an earlier wave end on the first day of this one.

        Raises
        ------
        TableError
            If the tables do not fit together.
        ConcertnetError
            If there was a survey already, and nothing dates the two.
        """
        base = onto or self.onto
        mine = {name: getattr(self, name) for name in _GIVEN}
        empty = Network(self.actors, scale=self.scale) if base is None else base
        tables = joined_waves(empty.tables, mine, hold=self.hold)
        about = base.about if base is not None else About()
        about = replace(about, rule="", decisions=(*about.decisions, *self.decided))
        scale = self.scale if base is None or not len(base.ties) else base.scale
        observed = None if base is None else base.observed
        whole = {"problems": (), "lowest_level": None}
        made = replace(empty, scale=scale, about=about, observed=observed, **whole, **tables)
        reached = _reaching(made.observed, tables)
        return made if reached == made.observed else replace(made, observed=reached)

    def save(self, path: str | Path) -> Path:
        """Save the network of the survey; where one is saved there already, add to it.

        Parameters
        ----------
        path : path
            A folder, or a workbook (.xlsx).

        Returns
        -------
        Path
            What was written. ``read(path).reported()`` makes its ties.
        """
        path = Path(path)
        there = path.exists() and (path.is_file() or any(path.iterdir()))
        return self.network(read_dossier(path) if there else None).save(path)


_GIVEN = (
    "actors", "ties", "set_aside", "perceptions", "answers", "respondents", "items", "directed",
    "aliases",
)  # fmt: skip
assert set(_GIVEN) <= set(TABLES)


def _reaching(observed: Period | None, tables: Mapping[str, pd.DataFrame]) -> Period | None:
    """Return the observed period, as far as the last day of the respondents."""
    days = pd.to_datetime(tables["respondents"]["date"]).dropna()
    if days.empty:
        return observed
    start, end = days.min(), (days.max() + pd.Timedelta(days=1)).as_unit("us")
    if observed is None:
        return Period(start, end)
    return Period(min(observed.start, start), max(observed.end, end))
