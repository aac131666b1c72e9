"""What actors put in common: who gives and receives, which declared expertise is put to use."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from concertnet.answers import JOINED
from concertnet.errors import MissingAttribute
from concertnet.hinges.arrays import ratio
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.grouping import labels_of
from concertnet.hinges.guards import require_network
from concertnet.hinges.pools import pools_of
from concertnet.hinges.sittings import actor_groups
from concertnet.tables.spec.schema import TABLES
from concertnet.words import Word, normalise, synonyms

__all__ = ["contribution_balance", "expertise_use"]

_RESOURCES = TABLES["contributions"]["resource"].values


def contribution_balance(net: NetworkLike, *, by: By = None) -> pd.DataFrame:
    """Count what each actor gives to a pool and receives from it (actor or group grain).

    A pool is an instance or an agreement; its members are the actors with a seat there, or the
    parties, when the contribution starts (for one that started before the period selected, on its
    first day). Contributions are counted, not measured.

    Parameters
    ----------
    net : Network
        The network, with its contributions.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default each actor is a row.

    Returns
    -------
    DataFrame
        A row per actor of the network, or per group: given, contributions, and of these, by
        resource, expertise, information, premises, staff, money, project, other_resources;
        received, for each contribution of another in a pool of one's own, 1 / (members other than
        the giver), added up; balance = given - received (0 is as much as is received; over all
        actors, its sum is the number of contributions to pools without any other member); kinds,
        distinct resources given; outside_share, contributions outside contract / those of which
        that is known (0 to 1; nan where it is known of none).

    Raises
    ------
    NotComparable
        If `net` is no Network.
    MissingAttribute
        If nothing is said of contributions, or actors have no such attribute.

    References
    ----------
    .. [1] Provan, K. G. and Milward, H. B. (2001). Do networks really work? A framework for
       evaluating public-sector organizational networks. Public Administration Review 61(4),
       414-423, doi:10.1111/0033-3352.00045.

    Examples
    --------
    >>> import concertnet as cn
    >>> net = cn.Network(
    ...     pd.DataFrame({"actor": list("abc")}), instances=pd.DataFrame({"instance": ["t"]}),
    ...     seats=pd.DataFrame({"seat": list("123"), "instance": "t", "actor": list("abc")}),
    ...     contributions=pd.DataFrame(
    ...         {"actor": ["a", "b"], "instance": "t", "resource": ["premises", "staff"]}))
    >>> contribution_balance(net)[["given", "received", "balance"]]
           given  received  balance
    actor
    a          1       0.5      0.5
    b          1       0.5      0.5
    c          0       1.0     -1.0
    """
    pools = pools_of(net)
    table = net.tables["contributions"]
    if by is None:
        code, k = np.arange(len(pools.actors)), len(pools.actors)
        labels = pools.actors.rename("actor")
    else:
        graph = actor_groups(net, by)
        code, k, labels = graph.codes, len(graph.groups), labels_of(graph.groups, graph.by)
    giver = code[pools.giver]
    known = giver >= 0
    resource = table["resource"].to_numpy(dtype=object)

    def count(chosen: np.ndarray) -> np.ndarray:
        return np.bincount(giver[known & chosen], minlength=k)

    receiver = code[pools.receiver]
    got = receiver >= 0
    parts = 1 / pools.others[pools.gift[got]]
    received = np.bincount(receiver[got], weights=parts, minlength=k)
    given = count(np.ones(len(giver), dtype=bool))
    kind, _ = pd.factorize(table["resource"])
    kinds = np.unique(giver[known] * (int(kind.max(initial=0)) + 1) + kind[known])
    outside = table["outside_contract"]
    stated = outside.notna().to_numpy()
    return pd.DataFrame(
        {
            "given": given,
            **{name: count(resource == name) for name in _RESOURCES},
            "other_resources": count(~table["resource"].isin(_RESOURCES).to_numpy()),
            "received": received.astype(float),
            "balance": given - received,
            "kinds": np.bincount(kinds // (int(kind.max(initial=0)) + 1), minlength=k),
            "outside_share": ratio(
                count(stated & outside.fillna(False).to_numpy(dtype=bool)), count(stated)
            ),
        },
        index=labels,
    )


def expertise_use(net: NetworkLike, *, by: By = None) -> pd.DataFrame:
    """Count the kinds of expertise that actors declare, and those they contribute (group grain).

    A kind is used where a contribution of the same actor names it: as its resource, or in its
    detail, whole words, whatever the case and the accents.

    Parameters
    ----------
    net : Network
        The network, whose actors declare expertise (a list, ``"; "`` between kinds).
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default sector.

    Returns
    -------
    DataFrame
        A row per group: actors, those who declare some; declared, kinds, each once per actor; used,
        of these; used_share = used / declared (0 to 1; nan where nothing is declared); unused, the
        kinds that one of its actors declares and does not contribute, by name (missing when there
        is none). Who declares little uses all.

    Raises
    ------
    NotComparable
        If `net` is no Network.
    MissingAttribute
        If no actor declares any expertise, or actors have no such attribute.

    References
    ----------
    .. [1] Bilodeau, A., Galarneau, M., Fournier, M., Potvin, L., Sénécal, G. and Bernier, J.
       (2008). Outil diagnostique de l'action en partenariat. Direction de santé publique, Agence
       de la santé et des services sociaux de Montréal; validation, doi:10.1007/BF03404054.

    Examples
    --------
    >>> import concertnet as cn
    >>> net = cn.Network(
    ...     pd.DataFrame({"actor": ["a"], "sector": ["private"], "expertise": ["law; housing"]}),
    ...     instances=pd.DataFrame({"instance": ["t"]}),
    ...     contributions=pd.DataFrame({"actor": ["a"], "instance": "t", "resource": ["expertise"],
    ...                                 "detail": ["Advice on housing"]}))
    >>> expertise_use(net)[["declared", "used", "used_share", "unused"]]
             declared  used  used_share unused
    sector
    private         2     1         0.5    law
    """
    require_network(net)
    graph = actor_groups(net, by)
    declared = _declared(net)
    code = pd.Series(graph.codes, index=graph.actors).reindex(declared["actor"]).to_numpy()
    declared = declared.assign(group=code)[code >= 0]
    k = len(graph.groups)
    used = declared["used"].to_numpy(dtype=bool)
    group = declared["group"].to_numpy(dtype=np.int64)
    actors = declared.drop_duplicates("actor")["group"].to_numpy(dtype=np.int64)
    n, of_used = (np.bincount(group[kept], minlength=k) for kept in (used | True, used))
    left = declared[~used].groupby("group")["kind"].agg(lambda kinds: JOINED.join(sorted({*kinds})))
    return pd.DataFrame(
        {
            "actors": np.bincount(actors, minlength=k),
            "declared": n,
            "used": of_used,
            "used_share": ratio(of_used, n),
            "unused": left.reindex(range(k)).astype("str").to_numpy(),
        },
        index=labels_of(graph.groups, graph.by),
    ).astype({"unused": "str"})


def _declared(net: NetworkLike) -> pd.DataFrame:
    """Return each kind of expertise that an actor declares, and whether it contributes it."""
    actors = net.actors_now()[["actor", "expertise"]].dropna()
    listed = actors.assign(kind=actors["expertise"].str.split(JOINED.strip())).explode("kind")
    listed["kind"] = listed["kind"].str.strip()
    listed["said"] = listed["kind"].map(_bare_words)
    listed = listed[listed["said"] != ""].drop_duplicates(["actor", "said"])
    if listed.empty:
        needed = (Word("actor"), Word("expertise"))
        raise MissingAttribute("error_table_needed", table=Word("table_actors"), columns=needed)
    given = net.tables["contributions"][["actor", "resource", "detail"]]
    given = given[given["actor"].isin(listed["actor"])].drop_duplicates()
    told: dict[str, set[str]] = {}
    for actor, resource, detail in given.itertuples(index=False):
        texts = told.setdefault(actor, set())
        texts |= {f" {name} " for name in _named_as(resource)}
        if isinstance(detail, str):
            texts.add(f" {_bare_words(detail)} ")
    listed["used"] = [
        any(f" {said} " in text for text in told.get(actor, ()))
        for actor, said in zip(listed["actor"], listed["said"], strict=True)
    ]
    return listed[["actor", "kind", "used"]].reset_index(drop=True)


def _named_as(resource: str) -> frozenset[str]:
    """Return the words for a resource, in either language; those of a user's own as written."""
    if resource in _RESOURCES:
        return frozenset(map(_bare_words, synonyms(resource)))
    return frozenset({_bare_words(resource)})


def _bare_words(text: str) -> str:
    """Return the words of a text alone, without case, accents, apostrophes and punctuation."""
    return " ".join(re.findall(r"\w+", normalise(text)))
