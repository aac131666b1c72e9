"""The one door: what may be asked of a network, and what a measure of a graph takes.

Measures, gaps, maps and reports know a network by `NetworkLike`, and never by another sign.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import (
    TYPE_CHECKING,
    Any,
    Concatenate,
    Literal,
    ParamSpec,
    Protocol,
    TypeAlias,
    TypeVar,
    runtime_checkable,
)

import pandas as pd

from concertnet.hinges.foreign import not_a_graph
from concertnet.hinges.from_networkx import read_networkx
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import GroupsGiven, require_same_groups
from concertnet.hinges.losses import tell_one_sided, tell_pooled, tell_unknown
from concertnet.scale import Scale
from concertnet.tables.cells.dates import Period, When
from concertnet.tables.spec.about import About
from concertnet.tables.spec.problems import Problem

if TYPE_CHECKING:
    from typing import Self

    import networkx as nx
    from typing_extensions import TypeIs

__all__ = [
    "By",
    "GraphLike",
    "Groupable",
    "MakesHinges",
    "NetworkLike",
    "NetworkOrGraph",
    "SpellsOf",
    "grouped",
    "hinge",
    "is_network",
    "is_networkx",
    "tell_of_ties",
    "ties_taken",
]

SpellsOf: TypeAlias = Literal["actors", "seats", "representatives", "ties"]
By: TypeAlias = str | GroupsGiven | None  # a column, or the groups


@runtime_checkable
class Groupable(Protocol):
    """What a measure of a graph asks of a network: its ties as arrays, actors in groups."""

    def grouped(self, by: By = "sector") -> GroupedGraph:
        """Return the graph as arrays, actors in groups; strongest level per pair."""
        ...


class NetworkLike(Groupable, Protocol):
    """What a measure of seats and dates, a search for gaps, a map or a report asks of a network.

    `concertnet.Network` says what each member answers. Ask `is_network` whether something is one.
    """

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Every table by name."""
        ...

    @property
    def actors(self) -> pd.DataFrame:
        """Organisations and persons, a row for each stay or sector."""
        ...

    @property
    def ties(self) -> pd.DataFrame:
        """Ties with a level."""
        ...

    @property
    def instances(self) -> pd.DataFrame:
        """Where actors sit."""
        ...

    @property
    def seats(self) -> pd.DataFrame:
        """Which actor sits at which instance."""
        ...

    @property
    def mandates(self) -> pd.DataFrame:
        """Which person fills which seat."""
        ...

    @property
    def agreements(self) -> pd.DataFrame:
        """Agreements and their parties."""
        ...

    @property
    def set_aside(self) -> pd.DataFrame:
        """Relations that are no ties: subcontracting, consultation."""
        ...

    @property
    def attendance(self) -> pd.DataFrame:
        """Who came to which meeting."""
        ...

    @property
    def scale(self) -> Scale:
        """How the levels of ties are read."""
        ...

    @property
    def observed(self) -> Period | None:
        """The period that the data cover; None without dates."""
        ...

    @property
    def about(self) -> About:
        """Title, boundary, source, response."""
        ...

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What reading noticed."""
        ...

    @property
    def response_rate(self) -> float:
        """Share of the actors asked who answered; nan when it is unknown."""
        ...

    @property
    def lowest_level(self) -> str | None:
        """The level below which a selection left ties out."""
        ...

    @property
    def period_chosen(self) -> bool:
        """Whether a selection by date chose the time that the network covers."""
        ...

    def at(self, when: When) -> Self:
        """Return the network in force at an instant."""
        ...

    def latest(self) -> Self:
        """Return the network on the last day observed; all of it when it has no dates."""
        ...

    def until(self, when: When) -> Self:
        """Return the network as it is known on a day, its last one, without what came after."""
        ...

    def waves(self, frequency: str = "YE") -> tuple[Self, ...]:
        """Return the networks in force at regular instants of the observed period."""
        ...

    def where(self, **criteria: str | list[str]) -> Self:
        """Return the part of the network that meets every criterion."""
        ...

    def without(self, *ids: str) -> Self:
        """Return the network without these actors or instances, their ties and their seats."""
        ...

    def level(self, level: str) -> Self:
        """Return the network of the ties at or above a level; every actor stays."""
        ...

    def with_tables(self, **tables: pd.DataFrame) -> NetworkLike:
        """Return the network with other tables in the place of those named, checked."""
        ...

    def graph(self, by: str = "sector") -> nx.Graph:
        """Return the graph for networkx."""
        ...

    def details(self) -> dict[str, Any]:
        """Return what every figure states: title, date, boundary, source, response_rate."""
        ...

    def spells(self, of: SpellsOf = "actors") -> pd.DataFrame:
        """Return who was there, from when to when."""
        ...

    def seating(self) -> pd.DataFrame:
        """Return one row per seat, with what is known of its instance and of its actor."""
        ...

    def seats_in_force(self) -> pd.DataFrame:
        """Return one row per stretch of a seat: while its instance and its actor are there too."""
        ...

    def actors_now(self) -> pd.DataFrame:
        """Return one row per actor: where its sector changed, the latest one selected."""
        ...

    def parties(self) -> pd.DataFrame:
        """Return one row per agreement and party."""
        ...


@runtime_checkable
class MakesHinges(Groupable, Protocol):
    """A network whose tables lie elsewhere: it makes hinges there, and hands over what is small."""

    def made_there(self, name: str) -> Callable[..., Any] | None:
        """Return what makes the hinge of that name; None where only tables in memory do.

        It takes what the hinge's function takes after the network; what it gives is None where it
        cannot make this one either.
        """
        ...


_Asked = ParamSpec("_Asked")
_Made = TypeVar("_Made")
_Of = TypeVar("_Of")


def hinge(
    make: Callable[Concatenate[_Of, _Asked], _Made],
) -> Callable[Concatenate[_Of, _Asked], _Made]:
    """Decorate what makes a hinge of tables in memory: of tables elsewhere, it is made there.

    So a measure asks for a hinge, and never knows where it came from.
    """

    @wraps(make)
    def asked(net: _Of, /, *args: _Asked.args, **kwargs: _Asked.kwargs) -> _Made:
        there = net.made_there(make.__name__) if isinstance(net, MakesHinges) else None
        made = None if there is None else there(*args, **kwargs)
        return make(net, *args, **kwargs) if made is None else made

    return asked


# What a map takes, or a measure of seats that a two-mode graph can hold.
NetworkOrGraph: TypeAlias = "NetworkLike | nx.Graph"
# What every measure of a graph takes; `hinges.mixing.MixingLike` is that of the mixing matrix.
GraphLike: TypeAlias = "Groupable | nx.Graph | GroupedGraph"


_METHODS = tuple(
    name
    for part in (Groupable, NetworkLike)
    for name, member in vars(part).items()
    if callable(member) and not name.startswith("_")
)


def is_network(obj: object) -> TypeIs[NetworkLike]:
    """Say whether `obj` is a network, the only thing that knows seats and dates.

    Its class is asked for methods: to read a table may be to bring it from an engine.
    """
    return all(callable(getattr(type(obj), name, None)) for name in _METHODS)


@hinge
def ties_taken(graph: Groupable, by: By = "sector") -> GroupedGraph:
    """Return all the ties as positions, for what goes through them a few times and no more.

    Of tables elsewhere, more of them may come over than for what follows paths.
    """
    return graph.grouped(by)


def is_networkx(obj: object) -> TypeIs[nx.Graph]:
    """Say whether `obj` is a graph of networkx, of whatever class, without importing networkx."""
    return callable(getattr(obj, "is_multigraph", None))


def grouped(
    graph: GraphLike, *, by: By = None, required: bool = True, counted: bool = False
) -> GroupedGraph:
    """Return `graph` as a `GroupedGraph`: the door of every measure of a graph.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network.
    by : str or mapping of actor to group, optional
        The actors' attribute that holds the groups, or the groups themselves; by default the
        groups of a GroupedGraph, those that ``net.graph(by=...)`` was asked for, else sector. An
        actor is of unknown group without the attribute, or where its value is missing, blank or a
        word for unknown, as in tables ("inconnu", "n/a", "?", "nan"). Spaces around a text are
        dropped. Texts that differ by case, accents or spaces inside stay groups apart, with a
        warning that names them: join them in the data.
    required : bool
        Whether groups are needed. If not, and `by` is not given, a networkx graph where no actor
        has a sector is taken with all its groups unknown.
    counted : bool
        Whether the answer itself says how many actors are of unknown group: no warning is needed.

    Returns
    -------
    GroupedGraph
        The simple graph and its groups.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is a multigraph, has a tie from an actor to itself, joins actors to instances
        (``net.seat_graph()``, or nodes ``bipartite=0`` and 1 that do not both have groups), is
        no graph at all, or is a GroupedGraph and `by` names other groups than its own.

    Warns
    -----
    LossWarning, UserWarning
        Where a graph is made, and not for a GroupedGraph: if groups differ only by case, accents
        or spaces; if words that could be groups ("NA") are read as unknown; if groups are needed
        and those of most actors, or of most ends of ties, are unknown; if a Network whose ties
        change covers more than a day and no selection chose that; if some of its ties stand on the
        word of one side while both sides were heard of others, and ``net.reported`` did not
        decide.

    Examples
    --------
    >>> import networkx as nx
    >>> grouped(nx.karate_club_graph(), by="club").groups
    ('Mr. Hi', 'Officer')
    """
    if isinstance(graph, GroupedGraph):
        if by is not None and not isinstance(by, str):
            return graph.regrouped(by)
        require_same_groups(graph.by, by)
        return graph
    made = _made(graph, by, optional=by is None and not required)
    if (required or by is not None) and not counted:
        tell_unknown(made)
    return made


def _made(graph: Any, by: By, *, optional: bool) -> GroupedGraph:
    """Return the arrays of a Network or of a networkx graph; tell what it runs together."""
    if is_networkx(graph):
        asked = graph.graph.get("by", "sector") if by is None else by
        return GroupedGraph(**read_networkx(graph, asked, optional=optional))
    if not isinstance(graph, Groupable):
        raise not_a_graph(graph)
    tell_of_ties(graph)
    if by is not None and not isinstance(by, str):
        return graph.grouped().regrouped(by)
    return graph.grouped(by or "sector")


def tell_of_ties(graph: object) -> None:
    """Warn of the ties of a Network that are taken together, or on one side's word."""
    # to look at tables that lie elsewhere would be to bring them
    if not is_network(graph) or isinstance(graph, MakesHinges):
        return
    if not graph.period_chosen and graph.observed is not None:
        tell_pooled(graph.spells("ties"), graph.observed)
    if not graph.about.rule:
        tell_one_sided(graph.ties)
