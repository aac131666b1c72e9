"""The carrier: checked tables that select and reshape themselves. No number is computed here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast, overload

import numpy as np
import pandas as pd

from concertnet.errors import (
    NotComparable,
    OutsideObservation,
    TableError,
    UnknownWord,
)
from concertnet.hinges.columns import latest_rows
from concertnet.hinges.door import By, SpellsOf, grouped
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import attribute, column_of, with_groups
from concertnet.hinges.losses import tell_guessed_answers, tell_unknown
from concertnet.hinges.remarks import reading_remarks, response_remarks
from concertnet.hinges.respondents import answered_of
from concertnet.hinges.spells import clipped, coalesced, held_spells
from concertnet.reported import (
    KeepReports,
    LevelOfReports,
    Unverifiable,
    arrows_of_question,
    arrows_of_ties,
    reported_ties,
    rule_of_reports,
    who_answered,
)
from concertnet.scale import BOURQUE, Crosswalk, Scale, scale_named
from concertnet.selection import Pieces, closed, during, matching, pieces_of, split_parties
from concertnet.shapes import arrow_graph, co_seat_graph, seat_graph, tie_graph
from concertnet.tables.assemble import check_tables
from concertnet.tables.cells.dates import (
    Period,
    When,
    as_instant,
    as_period,
    outside,
    regular_dates,
)
from concertnet.tables.rules.observed import guessed, observed_period
from concertnet.tables.spec.about import About
from concertnet.tables.spec.problems import Problem
from concertnet.tables.spec.schema import TABLES

if TYPE_CHECKING:
    import networkx as nx

    from concertnet.tables.source.decision_table import AnswersGiven

__all__ = ["Network", "known_details", "read_dossier"]

DAY = pd.Timedelta(days=1)


def read_dossier(
    path: str | Path,
    *,
    scale: Scale | str | None = None,
    observed: tuple[When, When] | None = None,
    encoding: str | None = None,
    add_missing_actors: bool = False,
    without: Collection[str] = (),
    decisions: AnswersGiven | None = None,
    level: str | None = None,
) -> Network:
    """Read a network from a folder of CSV or Parquet files, or from a workbook.

    Parameters
    ----------
    path : path
        The folder, or the .xlsx, .xls or .ods file. Headings and values in French or in English.
    scale, observed, encoding, add_missing_actors, without, decisions, level : optional
        As in `concertnet.read`, which reads files of graphs too.

    Returns
    -------
    Network
        The checked network; what was noticed on the way is in its `problems`.

    Raises
    ------
    TableError
        If the tables hold errors: all of them at once, each with its place and what to do.

    Examples
    --------
    >>> import concertnet as cn
    >>> net = cn.read(cn.sample_path())
    >>> len(net.instances)
    10
    """
    from concertnet.tables.read import read_tables

    reading = read_tables(
        path,
        scale=None if scale is None else scale_named(scale),
        encoding=encoding,
        add_missing_actors=add_missing_actors,
        without=without,
        decisions=decisions,
        level=level,
    )
    if any(problem.severity == "error" for problem in reading.problems):
        raise TableError(reading.problems)
    period = reading.observed if observed is None else as_period(observed)
    return _from_checked(
        reading.tables,
        scale=reading.scale,
        observed=period,
        about=reading.about,
        problems=(*reading.problems, *guessed(period, reading.tables)),
    )


@dataclass(frozen=True, eq=False, repr=False, init=False)
class Network:
    """Actors, their ties, the instances where they sit, and when.

    Frames are copied and checked on the way in. Selections return a new network. Numbers are
    functions of the package: ``cn.ei_index(net)``.

    Parameters
    ----------
    actors, ties, instances, seats, mandates, agreements, set_aside, perceptions, contributions, \
answers, respondents, directed, items, attendance, events, aliases : DataFrame, optional
        The tables (`concertnet.tables.spec.schema.TABLES`), with French or English headings.
    scale : Scale or str
        How the levels of ties are read.
    observed : Period or (start, end), optional
        The period that the data cover; by default from their earliest to their latest date. A
        selection by `at` or `between` covers what it selected, and no other date can be asked.
    about : About
        Title, boundary, source and response of the network: what every figure states.
    problems : tuple of Problem
        Warnings and notices of reading.
    lowest_level : str or None
        The level below which `level` left ties out.
    period_chosen : bool
        Whether the period is the one meant, as after `at`, `between` or `until`: measures of ties
        then take all of it together without a warning.
    level : str, optional
        The level of every tie, where the table of ties has no column of levels.

    Raises
    ------
    TableError
        If the tables hold errors, all of them at once.

    Examples
    --------
    >>> net = Network(
    ...     pd.DataFrame({"actor": ["a", "b"], "sector": ["private", "community"]}),
    ...     pd.DataFrame({"source": ["a"], "target": ["b"]}), level="concertation")
    >>> net
    <Network: 2 actors, 1 tie, 0 instances>
    """

    actors: pd.DataFrame
    ties: pd.DataFrame
    instances: pd.DataFrame
    seats: pd.DataFrame
    mandates: pd.DataFrame
    agreements: pd.DataFrame
    set_aside: pd.DataFrame
    perceptions: pd.DataFrame
    contributions: pd.DataFrame
    answers: pd.DataFrame
    respondents: pd.DataFrame
    directed: pd.DataFrame
    items: pd.DataFrame
    attendance: pd.DataFrame
    events: pd.DataFrame
    aliases: pd.DataFrame
    scale: Scale
    observed: Period | None
    about: About
    problems: tuple[Problem, ...]
    lowest_level: str | None
    period_chosen: bool

    def __init__(
        self,
        actors: pd.DataFrame,
        ties: pd.DataFrame | None = None,
        instances: pd.DataFrame | None = None,
        seats: pd.DataFrame | None = None,
        mandates: pd.DataFrame | None = None,
        agreements: pd.DataFrame | None = None,
        set_aside: pd.DataFrame | None = None,
        perceptions: pd.DataFrame | None = None,
        contributions: pd.DataFrame | None = None,
        answers: pd.DataFrame | None = None,
        attendance: pd.DataFrame | None = None,
        events: pd.DataFrame | None = None,
        aliases: pd.DataFrame | None = None,
        scale: Scale | str = BOURQUE,
        observed: Period | tuple[When, When] | None = None,
        about: About | None = None,
        problems: tuple[Problem, ...] = (),
        lowest_level: str | None = None,
        *,
        level: str | None = None,
        respondents: pd.DataFrame | None = None,
        items: pd.DataFrame | None = None,
        directed: pd.DataFrame | None = None,
        period_chosen: bool = False,
    ) -> None:
        given = {
            "actors": actors,
            "ties": ties,
            "instances": instances,
            "seats": seats,
            "mandates": mandates,
            "agreements": agreements,
            "set_aside": set_aside,
            "perceptions": perceptions,
            "contributions": contributions,
            "answers": answers,
            "respondents": respondents,
            "directed": directed,
            "items": items,
            "attendance": attendance,
            "events": events,
            "aliases": aliases,
        }
        scale, about = scale_named(scale), about or About()
        tables, found = check_tables(given, scale=scale, about=about, level=level)
        if any(problem.severity == "error" for problem in found):
            raise TableError(found)
        period = None if observed is None else as_period(observed)
        values = {
            **tables,
            "scale": scale,
            "observed": period or observed_period(tables),
            "about": about,
            "problems": (*problems, *found, *guessed(period, tables)),
            "lowest_level": lowest_level,
            "period_chosen": period_chosen,
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by name."""
        return {name: getattr(self, name) for name in TABLES}

    def __repr__(self) -> str:
        from concertnet.words import words

        w = words("en")
        counts = (
            w("n_actors", n=self.actors["actor"].nunique()),
            w("n_ties", n=len(self.ties)),
            w("n_instances", n=len(self.instances)),
        )
        return f"<Network: {', '.join(counts)}>"

    # -- selections -------------------------------------------------------------------------

    def at(self, when: When) -> Network:
        """Return the network in force at an instant.

        Parameters
        ----------
        when : date or str
            The instant; a year or a month means its first day.

        Returns
        -------
        Network
            The rows in force then (start <= instant < end), and of dated rows (events,
            attendance), those of that day. Of a spell written as several rows that touch and
            differ in nothing else, the row kept has the start and the end of them all.

        Raises
        ------
        OutsideObservation
            If the data do not cover that date, or have no dates at all.
        """
        instant = as_instant(when)
        day = Period(instant, instant + DAY)
        self._require_observed(day.start, day.end)
        return self._during(day, at_start=True)

    def latest(self) -> Network:
        """Return the network on the last day observed; all of it when it has no dates."""
        return self if self.observed is None else self._last_day

    def between(self, start: When, end: When) -> Network:
        """Return the network in force at some moment of a period.

        Parameters
        ----------
        start, end : date or str
            The half-open period; a year or a month as an end means the whole of it.

        Returns
        -------
        Network
            The rows in force at some moment of the period; of a spell written as several rows
            that touch, those kept reach as far as it does, as in `at`.

        Raises
        ------
        OutsideObservation
            If the data cover no part of the period, or have no dates at all.
        """
        asked = as_period((start, end))
        observed = self._require_observed(asked.start, asked.end)
        period = Period(max(asked.start, observed.start), min(asked.end, observed.end))
        return self._during(period, at_start=False)

    def until(self, when: When) -> Network:
        """Return the network as it is known on a day, its last one, without what came after.

        Parameters
        ----------
        when : date or str
            The day; a year or a month means its first one.

        Returns
        -------
        Network
            The rows in force at some moment from the beginning of the observation to that day.

        Raises
        ------
        OutsideObservation
            If the data do not cover that day, or have no dates at all.
        """
        observed, instant = self._require_dates(), as_instant(when)
        self._require_observed(instant, instant + DAY)
        return self.between(observed.start, instant + DAY)

    def waves(self, frequency: str = "YE") -> tuple[Network, ...]:
        """Return the networks in force at regular instants of the observed period.

        Parameters
        ----------
        frequency : str
            A pandas frequency: ``"YE"`` year ends, ``"QE"`` quarter ends, ``"MS"`` month starts.

        Returns
        -------
        tuple of Network
            One per instant; each says which in `observed`.

        Raises
        ------
        OutsideObservation
            If the data have no dates at all.
        UnknownWord
            If `frequency` is no frequency.
        """
        observed = self._require_dates()
        return tuple(self.at(when) for when in regular_dates(observed, frequency))

    def where(self, **criteria: str | list[str]) -> Network:
        """Return the part of the network that meets every criterion.

        Parameters
        ----------
        **criteria
            A column and its value, or a list of values. ``instance``: the actors seated there.
            ``territory`` and ``tier``: the actors and the instances that have it. ``theme``: the
            instances and, where a tie has a theme, the ties that have it; all the actors stay.
            Any other column: the rows that have the value in the first of actors, instances and
            ties where it is found.

        Returns
        -------
        Network
            The ties, seats and agreements that join what is kept.

        Raises
        ------
        MissingAttribute
            If no table of actors, instances or ties has the column.
        UnknownWord
            If nothing has the value.
        """
        tables = self.tables
        for column, value in criteria.items():
            values = list(value) if isinstance(value, (list, tuple, set)) else [value]
            tables = closed(matching(tables, column, [str(v) for v in values]), tables)
        return self._with(tables)

    def without(self, *ids: str) -> Network:
        """Return the network without these actors or instances, their ties and their seats.

        An id that an actor and an instance share takes both away.

        Raises
        ------
        UnknownWord
            If an id is neither an actor nor an instance.
        """
        tables = self.tables
        known = {*tables["actors"]["actor"], *tables["instances"]["instance"]}
        missing = [i for i in ids if i not in known]
        if missing:
            raise UnknownWord("error_unknown_id", value=", ".join(missing))
        for name, key in (("actors", "actor"), ("instances", "instance")):
            tables[name] = tables[name][~tables[name][key].isin(ids)]
        return self._with(closed(tables, self.tables))

    def level(self, level: str) -> Network:
        """Return the network of the ties at or above a level; every actor stays.

        Raises
        ------
        UnknownWord
            If the scale has no such level.
        """
        levels = self.scale.at_least(level)
        kept = self.ties[self.ties["level"].isin(levels)]
        return self._with({**self.tables, "ties": kept}, lowest_level=levels[0])

    @overload
    def reported(
        self,
        *,
        keep: KeepReports = "any",
        level: LevelOfReports = "strongest",
        unverifiable: Unverifiable = "keep",
        wave: str | None = None,
        directed: Literal[False] = False,
    ) -> Network: ...

    @overload
    def reported(
        self,
        *,
        keep: KeepReports = "any",
        directed: Literal[True],
        question: str | None = None,
        by: By = "sector",
    ) -> nx.DiGraph: ...

    def reported(
        self,
        *,
        keep: KeepReports = "any",
        level: LevelOfReports = "strongest",
        unverifiable: Unverifiable = "keep",
        wave: str | None = None,
        directed: bool = False,
        question: str | None = None,
        by: By = "sector",
    ) -> Network | nx.DiGraph:
        """Return the network of the ties that a rule makes of what their sides report.

        With ``directed=True``, nothing is made one of two sides: the reports, or the answers to a
        question such as *we refer people to*, stay arrows.

        Parameters
        ----------
        keep : {"any", "both"}
            A tie where a side reports one, or where both do.
        level : {"strongest", "weakest"}
            The level kept of a pair that both report.
        unverifiable : {"keep", "leave_out"}
            Under ``"both"``, whether a tie stays when what the other side would say is not known.
        wave : str, optional
            The wave whose reports are kept; by default all of them, each read with its own wave
            (from its first day to that of the next).
        directed : bool
            Whether arrows are returned: from who reports a tie to the other side, at the level
            that it says; or those of `question`.
        question : str, optional
            Of arrows, a directed question (table ``directed``), whose arrows go from its source to
            its target. ``keep="both"`` keeps those that both ends report.
        by : str or mapping of actor to group
            Of arrows, the column of actors, or the groups, that measures will group by.

        Returns
        -------
        Network or networkx.DiGraph
            Its ties are rows of those that were there (a theme that one side alone tells, at the
            level of the rule at most); the rule is said on every figure. Arrows
            are a graph that measures of directed ties take: an edge has ``level`` and ``rank``, or
            of a question ``value`` and ``reported_by`` (``"source"``, ``"target"``, ``"both"``).
            Of reports, a node says whether it ``answered``: what one that did not would send is not
            known, and measures leave it so (`reports`).

        Raises
        ------
        MissingAttribute
            If no tie says who reports it.
        NotComparable
            If the ties were made by a rule already; if a rule between two sides is asked of
            arrows, or a question without ``directed=True``.
        UnknownWord
            If a part of the rule is none of those known, or there is no such wave or question.
        """
        if directed:
            return self._arrows(question, rule_of_reports(keep, level, unverifiable), by)
        if question is not None:
            raise NotComparable("error_question_undirected", value=question)
        rule = rule_of_reports(keep, level, unverifiable)
        ties = reported_ties(cast("Network", self), rule, wave)
        return self._with({**self.tables, "ties": ties}, about=replace(self.about, rule=rule))

    def reports(self, *, level: str | None = None, by: By = "sector") -> GroupedGraph:
        """Return the network as it is reported: directed, from who reports a tie to the other side.

        The arrows of ``reported(directed=True)``, as measures read them. Nothing that an actor who
        did not answer would send is known: what it sends is nan (`centralities`, `contacts`), and
        a regression of ties leaves it out.

        Parameters
        ----------
        level : str, optional
            The lowest level of the reports kept; by default all of them.
        by : str or mapping of actor to group
            The column of actors, or the groups, that measures will group by.

        Returns
        -------
        GroupedGraph
            Directed, with `answered`, which tells who answered: from the table of respondents,
            else who reports anything (one who said no to all cannot then be seen: a warning).

        Raises
        ------
        MissingAttribute
            If no tie says who reports it.
        NotComparable
            If the ties were made by a rule already.
        UnknownWord
            If the scale has no such level.

        Examples
        --------
        >>> actors = pd.DataFrame({"actor": ["a", "b", "c"], "sector": ["private"] * 3})
        >>> tie = {"source": "a", "target": "b", "level": "collaboration", "reported_by": "a"}
        >>> asked = pd.DataFrame({"actor": ["a", "b", "c"], "answered": ["complete", "complete",
        ...                                                              "none"]})
        >>> graph = Network(actors, pd.DataFrame([tie]), respondents=asked).reports()
        >>> graph.m, graph.directed, graph.answered.tolist()
        (1, True, [True, True, False])
        """
        lowest = 0 if level is None else self.scale.rank(self.scale.at_least(level)[0])
        graph = self.reported(directed=True, by=by)
        looser = [(a, b) for a, b, rank in graph.edges(data="rank") if rank < lowest]
        graph.remove_edges_from(looser)
        made = grouped(graph, required=False)
        if made.groups:
            tell_unknown(made)
        if not len(self.tables["respondents"]):
            tell_guessed_answers(made)
        return made

    def with_tables(self, **tables: pd.DataFrame) -> Network:
        """Return the network with other tables in the place of those named, checked as when made.

        Raises
        ------
        TableError
            If the tables no longer fit together.
        """
        return replace(self, **tables)

    def rescaled(self, crosswalk: Crosswalk) -> Network:
        """Return the network with its levels read through another scale.

        Ties whose level has no counterpart are left out.

        Raises
        ------
        NotComparable
            If the crosswalk starts from another scale.
        """
        if crosswalk.source != self.scale:
            raise NotComparable(
                "error_other_scale", scale=self.scale.name, given=crosswalk.source.name
            )
        levels = self.ties["level"].map(crosswalk.mapping)
        ties = self.ties.assign(level=levels.astype("str"))[levels.notna()]
        return self._with({**self.tables, "ties": ties}, scale=crosswalk.target)

    def pseudonymise(
        self, *, key: str | bytes, of: Collection[str] = ("organisations", "persons")
    ) -> Network:
        """Return the network with its organisations and persons called otherwise.

        Ids become keyed BLAKE2 digests: the same key gives the same names in another wave, and
        without it nobody goes back. This is pseudonymisation (*dépersonnalisation*), not anonymity:
        who knows the network may recognise an actor by its sector, its territory or its ties.

        Parameters
        ----------
        key : str or bytes
            A secret of 16 characters or more, kept elsewhere: it is written nowhere.
        of : collection of str
            ``"organisations"``, ``"persons"`` or both.

        Returns
        -------
        Network
            The same rows. Without the names and places of actors, other names, names of instances
            and agreements, free texts, and the columns of people's own. Title, boundary and source
            stay: they are for you to change.

        Raises
        ------
        NotComparable
            If the key is too short.
        UnknownWord
            If `of` names something else.
        """
        from concertnet.tables.pseudonyms import pseudonymised

        # what reading noticed quotes cells
        return self._with(pseudonymised(self.tables, key=key, of=of), problems=())

    # -- shapes -----------------------------------------------------------------------------

    def grouped(self, by: By = "sector") -> GroupedGraph:
        """Return the graph as arrays, actors in groups; strongest level per pair.

        Parameters
        ----------
        by : str or mapping of actor to group
            A column of the actors, or the groups themselves.

        Raises
        ------
        MissingAttribute
            If the table of actors has no such column, or it is empty; the sector may be unknown
            for everyone.
        """
        if by is not None and not isinstance(by, str):
            return self.grouped().regrouped(by)
        by, actors = by or "sector", self.actors_now()
        labels = attribute(actors, by)
        return GroupedGraph.from_edges(
            self.ties["source"],
            self.ties["target"],
            groups=pd.Series(labels.to_numpy(), index=actors["actor"].to_numpy(), name=by),
            rank=self._ranks(),
            response_rate=self.response_rate,
        )

    def graph(self, by: By = "sector") -> nx.Graph:
        """Return the graph for networkx: strongest level per pair, attributes on nodes and edges.

        Parameters
        ----------
        by : str or mapping of actor to group
            The actors' column that measures and maps will group by, which must be there; or the
            groups themselves, which the nodes then hold under the name of the mapping, or "group".

        Returns
        -------
        networkx.Graph
            Nodes are actors with the columns of their table (an unknown value is an absent
            attribute, a date is ISO text); edges have ``level``, ``rank`` and, where a row gives
            one, ``weight``, the highest; ``graph.graph`` holds title, date, boundary, source,
            response_rate, scale (its name), levels (a JSON list) and by, where they are known.
            networkx writes it to GraphML, GEXF, GML or JSON as it is.

        Raises
        ------
        MissingAttribute
            If the table of actors has no such column.
        """
        actors = with_groups(self.actors_now(), by, "actor")
        return tie_graph(self.grouped(by), actors, self.ties, self.scale, **self.details())

    @property
    def response_rate(self) -> float:
        """Actors who answered, in part or wholly, over actors asked; nan when it is unknown.

        The respondents of the last wave say it; where there are none, what is said of the network.
        Of a day before the last one observed, only dated respondents say it: answers of no stated
        day are those of the last.
        """
        return self._response_rate

    def details(self) -> dict[str, Any]:
        """Return what every figure states: title, date, boundary, source, response_rate.

        Those that are unknown are absent; so are undecided_sectors, actors_added,
        tables_left_out and decisions, what reading left to say, where there is nothing, and
        response_by_sector, who answered in each sector.
        """
        remarks = {
            **reading_remarks(self.actors, self.about, self.problems),
            **response_remarks(self.actors_now(), self.respondents),
        }
        return known_details(self.about, self.observed, self.response_rate, remarks)

    def seat_graph(self) -> nx.Graph:
        """Return the two-mode graph of actors and the instances where they sit.

        Returns
        -------
        networkx.Graph
            Actors (``bipartite=0``) and instances (``bipartite=1``, node ``"instance:ID"``, so that
            an actor and an instance may share an id). An edge has ``seats``, their number.
        """
        return seat_graph(self.actors_now(), self.instances, self.seats)

    def co_seat_graph(self) -> nx.Graph:
        """Return the projection of seats: actors who sit in a same instance.

        One instance of 30 seats makes 435 pairs: the number made is in ``graph.graph["pairs"]``
        and in the log. Prefer `seat_graph` where a measure accepts it.

        Returns
        -------
        networkx.Graph
            All the actors; an edge has ``instances``, the number they share.
        """
        return co_seat_graph(self.actors_now(), self.seats)

    def spells(self, of: SpellsOf = "actors") -> pd.DataFrame:
        """Return who was there, from when to when.

        Parameters
        ----------
        of : {"actors", "seats", "representatives", "ties"}
            Actors: presence in the network. Seats: an actor at an instance. Representatives: a
            person for an actor at an instance. Ties: a pair, a row for each level it had. Each
            is cut to the life of what it depends on: a tie to that of its actors, a seat to those
            of its actor and instance, a mandate to that of its seat.

        Returns
        -------
        DataFrame
            One row per unbroken spell: holder (a text that identifies it), its parts, start, end.
            An actor whose sector changed, a seat whose role did, or a person who went from
            alternate to titular, has a spell in each, which touch.

        Raises
        ------
        UnknownWord
            If `of` is none of the four.
        """
        kind = str(of)  # what cannot be a key is refused below as any other
        if kind not in self._spells:
            self._spells[kind] = self._spells_of(of)
        return self._spells[kind].copy(deep=False)

    def _spells_of(self, of: SpellsOf) -> pd.DataFrame:
        # what an actor is changes over time: a spell is cut where one of these does
        changing = [c for c in TABLES["actors"].names if c not in ("actor", "start", "end")]
        if of == "actors":
            return held_spells(self.actors, ["actor"], apart=changing)
        lives = coalesced(self.actors[["actor", "start", "end"]], ["actor"])
        if of == "ties":
            ends = np.sort(self.ties[["source", "target"]].to_numpy(dtype=object), axis=1)
            ties = self.ties.assign(
                source=pd.Series(ends[:, 0], index=self.ties.index, dtype="str"),
                target=pd.Series(ends[:, 1], index=self.ties.index, dtype="str"),
            )
            for end in ("source", "target"):
                ties = clipped(ties, end, lives.rename(columns={"actor": end}))
            return held_spells(ties, ["source", "target"], apart=["level"])
        seats = self.seats_in_force()
        apart = ["sector", "actor_territory"]
        if of == "seats":
            return held_spells(seats, ["instance", "actor"], apart=[*apart, "role"])
        if of == "representatives":
            mandates = self.mandates[["seat", "person", "function", "start", "end"]]
            people = clipped(mandates, "seat", seats)
            parts = ["instance", "actor", "person"]
            return held_spells(people, parts, apart=[*apart, "role", "function"])
        known = "actors, seats, representatives, ties"
        raise UnknownWord("error_unknown_spells", value=of, known=known)

    def seating(self) -> pd.DataFrame:
        """Return one row per seat, with what is known of its instance and of its actor.

        Returns
        -------
        DataFrame
            seat, instance, actor, role, start, end; instance_name, theme, territory, tier and
            origin of the instance; actor_name, sector and actor_territory of the actor.
        """
        actors = self._as_seated(self.actors_now()).drop(columns=["start", "end"])
        return self._seats_at_instances().merge(actors, on="actor", how="left")

    def seats_in_force(self) -> pd.DataFrame:
        """Return one row per stretch of a seat: while its instance and its actor are there too.

        Returns
        -------
        DataFrame
            The columns of `seating`, those of the actor being of that time: an actor whose sector
            changed has a stretch in each, which touch.
        """
        return self._stretches.copy(deep=False)

    def actors_now(self) -> pd.DataFrame:
        """Return one row per actor: where its sector changed over time, the latest one selected."""
        return latest_rows(self.actors)

    def parties(self) -> pd.DataFrame:
        """Return one row per agreement and party: agreement, actor, start, end."""
        return split_parties(self.agreements)

    def save(self, path: str | Path, *, format: Literal["csv", "parquet"] = "csv") -> Path:
        """Save every table, atomically: a crash half-way leaves the old files.

        Parameters
        ----------
        path : path
            A folder, or a workbook (.xlsx).
        format : {"csv", "parquet"}
            Format of the files of a folder.

        Returns
        -------
        Path
            What was written. Read back, it gives the same network.
        """
        from concertnet.tables.write.save import write_tables

        return write_tables(
            Path(path),
            self.tables,
            about=self.about,
            scale=self.scale,
            observed=self.observed,
            format=format,
        )

    def equals(self, other: Network) -> bool:
        """Say whether two networks have the same tables, scale, observed period and description."""
        return (
            self.scale == other.scale
            and self.observed == other.observed
            and self.about == other.about
            and all(frame.equals(other.tables[name]) for name, frame in self.tables.items())
        )

    # -- inside -----------------------------------------------------------------------------

    def _with(self, tables: Mapping[str, pd.DataFrame], **changes: Any) -> Network:
        kept = {f.name: getattr(self, f.name) for f in fields(self)}
        return _from_checked(tables, **{k: v for k, v in kept.items() if k not in TABLES} | changes)

    def _arrows(self, question: str | None, rule: str, by: By) -> nx.DiGraph:
        """Return reports as arrows, to which no rule between two sides applies."""
        keep, *rest = rule.split("; ")
        if rest != ["strongest", "keep"] or (question is None and keep != "any"):
            raise NotComparable("error_directed_rule")
        actors = with_groups(self.actors_now(), by, "actor")
        if question is None:
            arrows = arrows_of_ties(cast("Network", self))
            actors["answered"] = who_answered(cast("Network", self), actors["actor"])
        else:
            arrows = arrows_of_question(cast("Network", self), question, keep)
        details = {**self.details(), "rule": "directed", "by": column_of(by)}
        details |= {} if question is None else {"question": question}
        return arrow_graph(arrows, actors, self.scale, **details)

    def _during(self, period: Period, *, at_start: bool) -> Network:
        tables = during(self.tables, period, self._pieces, at_start=at_start)
        about = self.about
        if period.end < self._require_dates().end:
            # answers of no stated day are those of the last one, and say nothing of another
            about = replace(about, invited=None, responded=None)
            asked = tables["respondents"]
            tables["respondents"] = asked[asked["date"].notna()]
        kept = closed(tables, self.tables)
        return self._with(kept, observed=period, about=about, period_chosen=True)

    @cached_property
    def _pieces(self) -> dict[str, Pieces]:
        """What selections by date look through once, however many dates are asked."""
        return pieces_of(self.tables)

    # What many measures of one network ask again. A table is handed out as a copy that shares its
    # values until one of the two is written to.

    @cached_property
    def _response_rate(self) -> float:
        counts = answered_of(self.respondents, self.about)
        return float("nan") if counts is None else counts[0] / counts[1]

    @cached_property
    def _last_day(self) -> Network:
        return self.at(self._require_dates().end - DAY)

    @cached_property
    def _spells(self) -> dict[str, pd.DataFrame]:
        return {}

    @cached_property
    def _stretches(self) -> pd.DataFrame:
        opened = coalesced(self.instances[["instance", "start", "end"]], ["instance"])
        seats = clipped(self._seats_at_instances(), "instance", opened)
        return clipped(seats, "actor", self._as_seated(self.actors))

    def _seats_at_instances(self) -> pd.DataFrame:
        instances = self.instances.rename(columns={"name": "instance_name"})
        instances = instances[["instance", "instance_name", "theme", "territory", "tier", "origin"]]
        seats = self.seats[["seat", "instance", "actor", "role", "start", "end"]]
        return seats.merge(instances, on="instance", how="left")

    @staticmethod
    def _as_seated(actors: pd.DataFrame) -> pd.DataFrame:
        renamed = actors.rename(columns={"name": "actor_name", "territory": "actor_territory"})
        return renamed[["actor", "actor_name", "sector", "actor_territory", "start", "end"]]

    def _ranks(self) -> np.ndarray:
        places = {level: rank for rank, level in enumerate(self.scale.levels)}
        return self.ties["level"].map(places).to_numpy(dtype=np.int8)

    def _require_dates(self) -> Period:
        if self.observed is None:
            raise OutsideObservation("error_no_dates")
        return self.observed

    def _require_observed(self, start: pd.Timestamp, end: pd.Timestamp) -> Period:
        """Return the observed period, which must hold a part of what is asked."""
        observed = self._require_dates()
        if start >= observed.end or end <= observed.start:
            raise outside(observed, Period(start, end))
        return observed


def known_details(
    about: About, observed: Period | None, response_rate: float, remarks: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what every figure states of a network, without what is unknown."""
    details = {
        **remarks,
        "title": about.title,
        "date": "" if observed is None else _days_shown(observed),
        "boundary": about.boundary,
        "source": about.source,
        "response_rate": response_rate,
    }
    return {key: value for key, value in details.items() if value and value == value}


def _days_shown(period: Period) -> str:
    first, last = period.start.date(), (period.end - DAY).date()
    return f"{first}" if first == last else f"{first} – {last}"


def _from_checked(tables: Mapping[str, pd.DataFrame], **values: Any) -> Network:
    """Build a network from tables that have been checked already."""
    net = object.__new__(Network)
    for name in TABLES:
        object.__setattr__(net, name, tables[name].reset_index(drop=True))
    if values.get("observed") is None:
        values["observed"] = observed_period(tables)
    for name, value in ({"lowest_level": None, "period_chosen": False} | values).items():
        object.__setattr__(net, name, value)
    return net
