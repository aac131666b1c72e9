"""Structural holes: how far an actor's contacts are tied to one another."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.arrays import Values, ratio
from concertnet.hinges.door import By, GraphLike
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.weights import weighted

__all__ = ["holes_of", "structural_holes"]


# Between the lightest tie and the heaviest: beyond, products of weights would vanish.
LARGEST_RATIO = 1e100


def structural_holes(graph: GraphLike, *, by: By = None, weight: str | None = None) -> pd.DataFrame:
    """Measure how far each actor's contacts are tied to one another (actor grain).

    An actor invests in its contact j the share p_ij of the weight of its ties; in a directed graph
    the ties sent and received add up. Contact j constrains it by c_ij = (p_ij + sum_q p_iq
    p_qj)^2, and is redundant by r_ij = sum_q p_iq m_jq, where m_jq is the weight between j and q
    over the largest that j has. The whole network counts: p_qj includes q's ties to actors that i
    does not know.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.
    weight : str, optional
        "level" (1 for the loosest level of the scale, 2 for the next...), a column of the ties of a
        Network ("weight", or one's own: the highest of a pair's rows) or an attribute of those of a
        networkx graph. By default every tie weighs 1.

    Returns
    -------
    DataFrame of float, shape (n, 7)
        Indexed by actor, in the graph's order:

        - constraint, sum of c_ij: above 0, below 2, high when contacts are few or tied to one
          another; 1 with a single contact;
        - effective_size, sum of 1 - r_ij: from 1 to the number N of contacts, N when none are tied
          to one another. Without weights nor directions, N - 2t/N with t the ties among contacts;
        - efficiency, effective_size / N: from 1/N to 1;
        - hierarchy, the Coleman-Theil index of the c_ij: from 0 (all contacts constrain alike) to
          1; 1 with a single contact, as in Burt's own program, though the formula then is 0/0;
        - constraint_across and effective_size_across: the part of the two sums that comes from
          contacts of another known group;
        - cross_sector_share, constraint_across over the constraint from contacts of known group:
          from 0 to 1.

        nan for an isolate. The last three are nan for an actor of unknown group too, and
        cross_sector_share without a contact of known group. No neutral value: they depend on the
        number of contacts.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute `by`.
    NotComparable
        If `graph` is no simple graph, or a tie has no such weight or one that is not finite and
        positive, or one ten to the 100 times as heavy as another.

    References
    ----------
    .. [1] Burt, R. S. (1992). Structural Holes: The Social Structure of Competition. Harvard
       University Press, chapter 2.
    .. [2] Burt, R. S. (2000). The network structure of social capital. Research in Organizational
       Behavior, 22, 345-423.
    .. [3] Borgatti, S. P. (1997). Structural holes: unpacking Burt's redundancy measures.
       Connections, 20(1), 35-38.

    Examples
    --------
    >>> import networkx as nx
    >>> found = structural_holes(nx.karate_club_graph(), by="club")
    >>> found.loc[0, ["constraint", "effective_size", "cross_sector_share"]].round(3).to_dict()
    {'constraint': 0.155, 'effective_size': 13.75, 'cross_sector_share': 0.025}
    """
    graph, of_tie = weighted(graph, by=by, weight=weight, required=False)
    return holes_of(graph, None if weight is None else of_tie)


def holes_of(graph: GroupedGraph, of_tie: Values | None) -> pd.DataFrame:
    """Return the columns of `structural_holes`, from arrays; without weights every tie weighs 1."""
    from concertnet.kernels.triads_holes import (
        ACROSS,
        CONSTRAINT,
        CONTACTS,
        ENTROPY,
        KNOWN,
        SIZE,
        SIZE_ACROSS,
        scales,
        shared_contacts,
        sums_over_contacts,
        weights_of_pairs,
    )
    from concertnet.kernels.triads_oriented import oriented

    starts, ends, flags, actor = oriented(graph.n, graph.source, graph.target, not graph.directed)
    if of_tie is None:
        of_pair = _directions(flags, graph.directed)
    else:
        # only ratios matter: about 1, products of weights neither overflow nor vanish
        of_tie = _about_one(of_tie)
        of_pair = weights_of_pairs(starts, ends, actor, graph.source, graph.target, of_tie)
    del of_tie, flags
    codes = graph.codes[actor]
    by_sum, by_largest = scales(starts, ends, of_pair)
    shared = shared_contacts(starts, ends, of_pair, by_sum)
    by_rank = sums_over_contacts(starts, ends, of_pair, shared, by_sum, by_largest, codes)
    sums = np.empty_like(by_rank)
    sums[actor] = by_rank

    n = sums[:, CONTACTS]
    tied = n > 0
    sorted_out = tied & (graph.codes >= 0)
    constraint = np.where(tied, sums[:, CONSTRAINT], np.nan)
    across = np.where(sorted_out, sums[:, ACROSS], np.nan)
    return pd.DataFrame(
        {
            "constraint": constraint,
            "effective_size": np.where(tied, sums[:, SIZE], np.nan),
            "efficiency": ratio(sums[:, SIZE], n),
            "hierarchy": _hierarchy(n, constraint, sums[:, ENTROPY]),
            "constraint_across": across,
            "effective_size_across": np.where(sorted_out, sums[:, SIZE_ACROSS], np.nan),
            "cross_sector_share": ratio(across, sums[:, KNOWN]),
        },
        index=graph.actors,
    )


def _about_one(weights: Values) -> Values:
    """Return the weights over the heaviest, refused where they are too far apart."""
    if not len(weights):
        return weights
    lightest, heaviest = float(weights.min()), float(weights.max())
    if lightest / heaviest < 1 / LARGEST_RATIO:
        raise NotComparable(
            "error_weight_ratio", lightest=f"{lightest:.3g}", heaviest=f"{heaviest:.3g}"
        )
    return weights / heaviest


def _directions(flags: npt.NDArray[np.uint8], directed: bool) -> Values:
    """Return the weight of each pair when every tie weighs 1: tied both ways, it weighs 2."""
    from concertnet.kernels.triads_oriented import BACKWARD, FORWARD

    # an undirected tie is as much one way as the other: only ratios matter
    return np.where(flags == FORWARD + BACKWARD, 2.0, 1.0) if directed else np.ones(len(flags))


def _hierarchy(n: Values, constraint: Values, entropy: Values) -> Values:
    """Return the Coleman-Theil index, sum x ln x / (n ln n), of x = c / (constraint / n)."""
    several = n > 1
    index = np.where(n == 1, 1.0, np.nan)
    of, total = n[several], constraint[several]
    unequal = entropy[several] / total + np.log(of / total)
    # equal constraints leave a rounding error of either sign
    index[several] = np.clip(unequal / np.log(of), 0, 1)
    return index
