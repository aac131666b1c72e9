"""Who could open the most doors: by hand, and beside the pairs one by one."""

from collections import Counter

import pandas as pd
import pytest

import concertnet as cn
from concertnet.gaps.evidence.ground import ground_of
from concertnet.gaps.find.introductions import _opened
from tests.gaps.find.test_introduce import hand


def pair_by_pair(net, **options):
    """Return, for each actor, the pairs that `introducers` says it could introduce."""
    pairs = cn.missing_links(net, kinds=["pair"], **options)
    level = options.get("level")
    opens, alone, introduces = Counter(), Counter(), {}
    for actor, other in zip(pairs["actor"], pairs["other"], strict=True):
        found = cn.introducers(net, actor, other, level=level)
        known = found.loc[found["kind"].eq("actor"), "via"].tolist()
        opens.update(known)
        alone.update(known if len(known) == 1 else [])
        for via in known:
            introduces.setdefault(via, set()).add(actor)
    return {via: (n, alone[via], len(introduces[via])) for via, n in opens.items()}


def as_counts(found):
    columns = found[["opens", "opens_alone", "introduces"]].itertuples(index=False, name=None)
    return dict(zip(found["via"], columns, strict=True))


def test_worked_by_hand():
    # p knows b and d, who both know c: one link is missing, and either could open it
    found = cn.introductions(hand())
    assert found["via"].tolist() == ["b", "d"]
    assert as_counts(found) == {"b": (1, 0, 1), "d": (1, 0, 1)}
    assert found[["instances", "ties"]].to_numpy().tolist() == [[2, 2], [0, 2]]
    assert as_counts(cn.introductions(hand().without("d"))) == {"b": (1, 1, 1)}
    assert as_counts(cn.introductions(hand(), level="concertation")) == {"d": (1, 1, 1)}


@pytest.mark.parametrize("options", [{}, {"level": "concertation", "sector": "social_economy"}])
def test_each_opens_the_pairs_that_it_is_named_for(net, options):
    found = cn.introductions(net, **options)
    assert as_counts(found) == pair_by_pair(net, **options)
    assert found["opens"].is_monotonic_decreasing
    names = net.actors_now().set_index("actor")["name"]
    assert found["via_name"].tolist() == names[found["via"]].tolist()


def test_blocks_change_nothing(net):
    on = ground_of(net)
    code = on.graph.groups.index("private")
    whole, cut = _opened(on, code), _opened(on, code, at_once=1)
    assert {name: counts.tolist() for name, counts in cut.items()} == {
        name: counts.tolist() for name, counts in whole.items()
    }


def test_a_sector_without_ties_or_actors_is_introduced_by_nobody():
    alone = cn.Network(
        pd.DataFrame({"actor": list("pq"), "sector": ["private", "community"]}),
        pd.DataFrame({"source": [], "target": [], "level": []}, dtype=str),
    )
    assert cn.introductions(alone).empty
    assert cn.introductions(alone, sector="institutional").empty
    with pytest.raises(cn.NotComparable):
        cn.introductions(hand().graph())
