import pandas as pd
import pytest

import concertnet as cn


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
    assert pd.isna(found.loc["d", "same_person"]), "d sits nowhere"
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
