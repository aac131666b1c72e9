import functools

import pandas as pd
import pytest

import concertnet as cn
from concertnet.gaps.evidence.columns import evidence_of
from concertnet.gaps.evidence.ground import ground_of
from concertnet.gaps.find.introduce import between_pairs, meeting_places


@functools.cache
def hand() -> cn.Network:
    """b knows p and c; p and b sit in T with Ada, b and c in V with Ada, p and c in W."""
    return cn.Network(
        pd.DataFrame({"actor": list("pbcd"), "sector": ["private", *["community"] * 3]}),
        pd.DataFrame(
            {
                "source": ["p", "b", "p", "d"],
                "target": ["b", "c", "d", "c"],
                "level": ["partnership", "collaboration", "concertation", "concertation"],
            }
        ),
        instances=pd.DataFrame({"instance": ["T", "V", "W"], "name": ["T", "V", "Grande table"]}),
        seats=pd.DataFrame(
            {
                "seat": list("123456"),
                "instance": ["T", "T", "V", "V", "W", "W"],
                "actor": ["p", "b", "b", "c", "p", "c"],
            }
        ),
        mandates=pd.DataFrame({"seat": ["2", "3"], "person": ["Ada", "Ada"]}),
    )


def test_worked_by_hand():
    found = cn.introducers(hand(), "p", "c").set_index("via")
    assert found.index.tolist() == ["d", "b", "W"], "d has the stronger of the weaker ties"
    assert found.loc["b", ["level_to_actor", "level_to_other"]].tolist() == [
        "partnership",
        "collaboration",
    ]
    assert bool(found.loc["b", "same_person"]), "Ada sits with p at T and with c at V"
    assert found.loc["d", "same_person"] == False, "d sits nowhere"  # noqa: E712
    assert found.loc["b", ["instances", "ties"]].tolist() == [2, 2]
    assert found.loc["W", ["kind", "via_name", "seats"]].tolist() == ["instance", "Grande table", 2]


def test_another_person_at_each():
    net = hand()
    other = net.mandates.assign(person=["Ada", "Bob"])
    changed = cn.Network(
        net.actors, net.ties, instances=net.instances, seats=net.seats, mandates=other
    )
    found = cn.introducers(changed, "p", "c").set_index("via")
    assert not bool(found.loc["b", "same_person"])


def test_nobody():
    found = cn.introducers(hand().without("b", "d", "W"), "p", "c")
    assert found.empty
    assert "same_person" in found


def test_an_id_that_is_not_there():
    with pytest.raises(cn.UnknownWord, match="zz"):
        cn.introducers(hand(), "p", "zz")
    with pytest.raises(cn.NotComparable):
        cn.introducers(hand().graph(), "p", "c")


def test_at_a_level_those_with_looser_ties_introduce_nobody():
    assert "b" not in set(cn.introducers(hand(), "p", "c", level="concertation")["via"])
    with pytest.raises(cn.NotComparable, match="p"):
        cn.introducers(hand(), "p", "p")


def test_an_unnamed_seat_leaves_the_question_open():
    net = hand()
    for people, answer in ((["Ada", None], None), (["Ada", "Ada"], True), (["Ada", "Bob"], False)):
        named = net.mandates.assign(person=people).dropna(subset="person")
        changed = cn.Network(
            net.actors, net.ties, instances=net.instances, seats=net.seats, mandates=named
        )
        same = cn.introducers(changed, "p", "c").set_index("via").loc["b", "same_person"]
        assert (None if pd.isna(same) else bool(same)) is answer, people


def test_one_known_person_at_both_is_enough():
    """b has a second seat with p, for which nobody is named: Ada is with both all the same.

    Where Bob sits with c, it may be he.
    """
    net = hand()
    seat = pd.DataFrame({"seat": ["7"], "instance": ["T"], "actor": ["b"]})
    for people in (["Ada", "Ada"], ["Ada", "Bob"]):
        changed = cn.Network(
            net.actors,
            net.ties,
            instances=net.instances,
            seats=pd.concat([net.seats, seat]),
            mandates=net.mandates.assign(person=people),
        )
        same = cn.introducers(changed, "p", "c").set_index("via").loc["b", "same_person"]
        assert bool(same) if people[1] == "Ada" else pd.isna(same)


def test_blocks_of_pairs_change_nothing(net, gaps):
    whole = gaps[gaps["kind"] == "pair"]
    on, ends = ground_of(net), whole[["actor", "other"]]
    one, other = (on.graph.actors.get_indexer(pd.Index(ends[end])) for end in ends)
    pairs = evidence_of(on, one, other, at_once=50)
    pd.testing.assert_frame_equal(pairs, whole[list(pairs)].astype(pairs.dtypes))
    lists = {"introducers": between_pairs(on.graph, ends, at_once=50)}
    lists["introduced_at"] = meeting_places(net, ends, at_once=50)
    for column, found in lists.items():
        joined = found.map("; ".join)
        assert joined.where(joined != "").astype("str").tolist() == whole[column].tolist()
    for row in whole.dropna().head(10).itertuples():
        found = cn.introducers(net, row.actor, row.other).groupby("kind")["via"].agg(list)
        assert row.introducers == "; ".join(found["actor"][:5])
        assert row.introduced_at == "; ".join(found["instance"][:5])
