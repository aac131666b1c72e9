"""Segregation of groups: the measures of the mixing matrix other than the E-I index.

Each is a formula on counts (`concertnet.hinges.formula`), so that it takes a network,
a graph or a matrix printed in a paper, and `against_chance` computes all its draws at once.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import Values, ratio
from concertnet.hinges.door import By
from concertnet.hinges.formula import carries, of_ties, of_ties_and_sizes
from concertnet.hinges.mixing import MixingLike, mixing_measured, weighted_counts

__all__ = [
    "assortativity",
    "coleman_homophily",
    "freeman_segregation",
    "gupta_anderson_may",
    "modularity",
    "segregation_matrix_index",
    "within_odds_ratio",
]


def _ends(counts: npt.NDArray[Any], directed: bool) -> Values:
    """Return the ties from each group to each, an undirected tie going both ways."""
    ends = counts.astype(float)
    if not directed:
        groups = np.arange(counts.shape[-1])
        ends[..., groups, groups] *= 2
    return ends


def _trace(matrix: Values) -> Values:
    return np.trace(matrix, axis1=-2, axis2=-1)


def _pairs(sizes: npt.NDArray[Any], directed: bool) -> tuple[float, float]:
    """Return the possible pairs within groups and between them."""
    n = sizes.astype(float)
    half = 1 if directed else 2
    within = (n * (n - 1)).sum() / half
    return within, n.sum() * (n.sum() - 1) / half - within


def _ties(counts: npt.NDArray[Any], directed: bool) -> tuple[Values, Values]:
    """Return the ties within groups and between them."""
    within = _trace(counts.astype(float))
    between = (counts.sum(axis=(-2, -1)) - within) / (1 if directed else 2)
    return within, between


def _observed_and_expected(counts: npt.NDArray[Any], directed: bool) -> tuple[Values, Values]:
    """Return the share of ties within groups, and that which the groups' numbers of ties give."""
    ends = _ends(counts, directed)
    ties = ends.sum(axis=(-2, -1))
    shares = ratio(ends, ties[..., None, None])
    expected = (shares.sum(axis=-1) * shares.sum(axis=-2)).sum(axis=-1)
    # without any group, sums over none of them would be 0
    return np.where(ties > 0, _trace(shares), np.nan), expected


@partial(of_ties, low=-1, high=1)
def _assortativity(counts: npt.NDArray[Any], directed: bool) -> Values:
    observed, expected = _observed_and_expected(counts, directed)
    return ratio(observed - expected, 1 - expected)


@carries(_assortativity)
def assortativity(graph: MixingLike, *, by: By = None, weight: str | None = None) -> float:
    """Measure how much more ties stay within groups than their numbers of ties give (network).

    (sum e_gg - sum a_g b_g) / (1 - sum a_g b_g), where e_gh is the share of ties from g to h, a_g
    and b_g those that g sends and receives. A directed graph is read on its directed matrix;
    netseg's `assort` averages that matrix with its transpose.

    Parameters
    ----------
    graph : Network, networkx graph, GroupedGraph or Mixing
        The network.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.
    weight : str, optional
        "level" (1 for the loosest level of the scale, 2 for the next...), a column of the ties of a
        Network or an attribute of those of a networkx graph: sums of weights in the place of
        numbers of ties. By default every tie weighs 1.

    Returns
    -------
    float
        At most 1 (all ties within groups); 0 when ties ignore groups; the lowest value, -1 at
        least, depends on the groups' numbers of ties. nan without ties, or when all touch a
        single group.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph, or a tie has no such weight or one that is not finite and
        positive.

    References
    ----------
    .. [1] Newman, M. E. J. (2003). Mixing patterns in networks. Physical Review E, 67, 026126.
    .. [2] Newman, M. E. J. (2004). Analysis of weighted networks. Physical Review E, 70, 056131.

    Examples
    --------
    >>> import networkx as nx
    >>> round(assortativity(nx.karate_club_graph(), by="club"), 4)
    0.7175
    """
    if weight is not None:
        return float(_assortativity.of_weights(*weighted_counts(graph, by=by, weight=weight)))
    return float(_assortativity.of(mixing_measured(graph, by=by)))


@partial(of_ties, low=-0.5, high=1)
def _modularity(counts: npt.NDArray[Any], directed: bool) -> Values:
    observed, expected = _observed_and_expected(counts, directed)
    return observed - expected


@carries(_modularity)
def modularity(graph: MixingLike, *, by: By = None, weight: str | None = None) -> float:
    """Measure the share of ties within groups beyond that of their numbers of ties (network).

    sum (e_gg - a_g b_g): the numerator of `assortativity`. Ties that touch an unknown group are
    left out of the numbers of ties too.

    Parameters
    ----------
    graph : Network, networkx graph, GroupedGraph or Mixing
        The network. In a directed graph a_g counts ties sent and b_g ties received.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.
    weight : str, optional
        "level" (1 for the loosest level of the scale, 2 for the next...), a column of the ties of a
        Network or an attribute of those of a networkx graph: sums of weights in the place of
        numbers of ties. By default every tie weighs 1.

    Returns
    -------
    float
        From -1/2 to below 1; 0 when ties ignore groups; nan without ties.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph, or a tie has no such weight or one that is not finite and
        positive.

    References
    ----------
    .. [1] Newman, M. E. J. (2006). Modularity and community structure in networks. PNAS, 103(23),
       8577-8582.

    Examples
    --------
    >>> import networkx as nx
    >>> round(modularity(nx.karate_club_graph(), by="club"), 4)
    0.3582
    """
    if weight is not None:
        return float(_modularity.of_weights(*weighted_counts(graph, by=by, weight=weight)))
    return float(_modularity.of(mixing_measured(graph, by=by)))


@partial(of_ties_and_sizes, low=-1, high=1)
def _coleman(counts: npt.NDArray[Any], sizes: npt.NDArray[Any], directed: bool) -> Values:
    ends = _ends(counts, directed)
    sent = ends.sum(axis=-1)
    own = np.diagonal(ends, axis1=-2, axis2=-1)
    expected = sent * ratio(sizes - 1, sizes.sum() - 1)
    excess = own - expected
    homophily = np.where(excess >= 0, ratio(excess, sent - expected), ratio(excess, expected))
    return np.where(sizes > 1, homophily, np.nan)


@carries(_coleman)
def coleman_homophily(graph: MixingLike, *, by: By = None) -> pd.Series:
    """Measure how much each group chooses its own, beyond chance (sector grain).

    With w_g the ties that g sends to itself, m_g all that it sends and e_g = m_g (n_g - 1)/(N - 1)
    those expected: (w_g - e_g)/(m_g - e_g) when w_g >= e_g, else (w_g - e_g)/e_g.

    Parameters
    ----------
    graph : Network, networkx graph, GroupedGraph or Mixing
        The network. Each end of an undirected tie sends it.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    Series of float, length k
        From -1 (chooses none of its own) to +1 (only its own); 0 as chance would. nan for a group
        that sends nothing, has one actor, or is alone.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph.

    References
    ----------
    .. [1] Coleman, J. S. (1958). Relational analysis: the study of social organizations with
       survey methods. Human Organization, 17(4), 28-36.

    Examples
    --------
    >>> import networkx as nx
    >>> coleman_homophily(nx.karate_club_graph(), by="club").round(3).to_dict()
    {'Mr. Hi': 0.736, 'Officer': 0.715}
    """
    return _coleman.by_group(mixing_measured(graph, by=by), "coleman_homophily")


@partial(of_ties_and_sizes, high=1)
def _freeman(counts: npt.NDArray[Any], sizes: npt.NDArray[Any], directed: bool) -> Values:
    within, between = _ties(counts, directed)
    possible_within, possible_between = _pairs(sizes, directed)
    expected = ratio(possible_between, possible_within + possible_between)
    return 1 - ratio(ratio(between, within + between), expected)


@carries(_freeman)
def freeman_segregation(graph: MixingLike, *, by: By = None) -> float:
    """Measure how many fewer ties cross groups than chance would make (network grain).

    1 minus the share of ties between groups over the share of pairs between groups.

    Parameters
    ----------
    graph : Network, networkx graph, GroupedGraph or Mixing
        The network. In a directed graph each direction is a tie and a pair.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    float
        At most 1 (no tie crosses); 0 as many as chance; negative when more cross (Freeman then
        gives 0: the sign is kept here). nan without ties or with a single group.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph.

    References
    ----------
    .. [1] Freeman, L. C. (1978). Segregation in social networks. Sociological Methods & Research,
       6(4), 411-429.

    Examples
    --------
    >>> import networkx as nx
    >>> round(freeman_segregation(nx.karate_club_graph(), by="club"), 4)
    0.7262
    """
    return float(_freeman.of(mixing_measured(graph, by=by)))


@partial(of_ties, low=-1, high=1)
def _gupta(counts: npt.NDArray[Any], directed: bool) -> Values:
    ends = _ends(counts, directed)
    shares = ratio(ends, ends.sum(axis=-1, keepdims=True))
    return ratio(_trace(shares) - 1, max(counts.shape[-1] - 1, 0))


@carries(_gupta)
def gupta_anderson_may(graph: MixingLike, *, by: By = None) -> float:
    """Measure within-group mixing with every group counting alike (network grain).

    (sum p_gg - 1)/(k - 1), where p_gg is the share of the ties sent by g that stay in g: the trace
    is the sum of the eigenvalues in the authors' formula. netseg's `gamix` differs for directed
    graphs: it copies the upper triangle of the mixing matrix over the lower.

    Parameters
    ----------
    graph : Network, networkx graph, GroupedGraph or Mixing
        The network. Each end of an undirected tie sends it.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    float
        From -1/(k - 1) (all ties between groups) to 1 (all within); 0 when ties ignore groups. nan
        when a group sends nothing, or there is a single group.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph.

    References
    ----------
    .. [1] Gupta, S., Anderson, R. M. and May, R. M. (1989). Networks of sexual contacts:
       implications for the pattern of spread of HIV. AIDS, 3(12), 807-817.

    Examples
    --------
    >>> import networkx as nx
    >>> round(gupta_anderson_may(nx.karate_club_graph(), by="club"), 4)
    0.7175
    """
    return float(_gupta.of(mixing_measured(graph, by=by)))


@partial(of_ties_and_sizes, low=0, log=True)
def _odds_ratio(counts: npt.NDArray[Any], sizes: npt.NDArray[Any], directed: bool) -> Values:
    within, between = _ties(counts, directed)
    possible_within, possible_between = _pairs(sizes, directed)
    inside = within * (possible_between - between)
    across = (possible_within - within) * between
    return np.where((across == 0) & (inside > 0), np.inf, ratio(inside, across))


@carries(_odds_ratio)
def within_odds_ratio(graph: MixingLike, *, by: By = None) -> float:
    """Compare the odds of a tie within groups with those of a tie between groups (network grain).

    Parameters
    ----------
    graph : Network, networkx graph, GroupedGraph or Mixing
        The network. In a directed graph each direction is a pair.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    float
        From 0 (no tie within, or every pair across tied) to inf (no tie across, or every pair
        within tied); 1 when ties ignore groups. nan without ties, when all pairs are tied, and
        where no pair within (groups of one actor) or none across (a single group) is possible.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph.

    References
    ----------
    .. [1] Moody, J. (2001). Race, school integration, and friendship segregation in America.
       American Journal of Sociology, 107(3), 679-716.

    Examples
    --------
    >>> import networkx as nx
    >>> round(within_odds_ratio(nx.karate_club_graph(), by="club"), 4)
    8.2599
    """
    return float(_odds_ratio.of(mixing_measured(graph, by=by)))


@partial(of_ties_and_sizes, low=-1, high=1)
def _matrix_index(counts: npt.NDArray[Any], sizes: npt.NDArray[Any], directed: bool) -> Values:
    ends = _ends(counts, directed)
    n = sizes.astype(float)
    own = np.diagonal(ends, axis1=-2, axis2=-1)
    inside = ratio(own, n * (n - 1))
    outside = ratio(ends.sum(axis=-1) - own, n * (n.sum() - n))
    return ratio(inside - outside, inside + outside)


@carries(_matrix_index)
def segregation_matrix_index(graph: MixingLike, *, by: By = None) -> pd.Series:
    """Compare each group's density within with its density to the others (sector grain).

    (d_in - d_out)/(d_in + d_out), with the density of the ties that the group sends to itself and
    to all the others. Fershtman has two groups; here the others are pooled. netseg's `smi` uses
    the ties sent by the first group for both.

    Parameters
    ----------
    graph : Network, networkx graph, GroupedGraph or Mixing
        The network. Each end of an undirected tie sends it.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    Series of float, length k
        From -1 (ties to others only) to +1 (to its own only); 0 when ties ignore groups. nan for a
        group that sends nothing, has one actor, or is alone.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph.

    References
    ----------
    .. [1] Fershtman, M. (1997). Cohesive group detection in a social network by the segregation
       matrix index. Social Networks, 19(3), 193-207.

    Examples
    --------
    >>> import networkx as nx
    >>> segregation_matrix_index(nx.karate_club_graph(), by="club").round(3).to_dict()
    {'Mr. Hi': 0.742, 'Officer': 0.722}
    """
    return _matrix_index.by_group(mixing_measured(graph, by=by), "segregation_matrix_index")
