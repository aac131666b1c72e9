import pandas as pd
import pytest

import concertnet as cn
from concertnet.report.actors import actor_table
from tests.networks import the_sample


def test_worked_by_hand():
    """p - c - i: c knows two sectors and stands between them; m, a person, is apart."""
    net = cn.Network(
        pd.DataFrame(
            {
                "actor": ["p", "c", "i", "m"],
                "name": ["Pharmacie", "Centre", "École", "Marie Tremblay"],
                "kind": ["organisation", "organisation", "organisation", "person"],
                "sector": ["private", "community", "institutional", None],
            }
        ),
        pd.DataFrame({"source": ["p", "c"], "target": ["c", "i"], "level": ["collaboration"] * 2}),
        instances=pd.DataFrame({"instance": ["T"], "name": ["Table"]}),
        seats=pd.DataFrame({"seat": ["1"], "instance": ["T"], "actor": ["c"]}),
    )
    table = actor_table(net).set_index("actor")
    assert table.index.tolist() == ["c", "i", "p", "m"]
    centre = table.loc["c"]
    assert centre[["ties", "ties_across", "sectors_met", "instances"]].tolist() == [2, 2, 2, 1]
    assert centre[["liaison", "brokerage", "cross_sector_betweenness"]].tolist() == [1, 1, 1]
    assert centre["participation"] == pytest.approx(1 / 2)
    assert centre["constraint"] == pytest.approx(2 * (1 / 2) ** 2)
    # d = 2 against two contacts of one tie; b = 1; (2 + 4 - 1)/2; no tie between its contacts
    assert centre["bridging_centrality"] == pytest.approx((1 / 2) / (1 + 1))
    assert centre["everett_valente_brokerage"] == pytest.approx(5 / 2)
    assert centre[["actor_ei_index", "effective_size", "is_cut"]].tolist() == [1, 2, True]
    assert table.loc["m", "actor_name"] == "m"
    assert table.loc["m", ["ties_across", "brokerage"]].isna().all()


def test_no_actor_leaves_an_empty_table():
    net = cn.Network(pd.DataFrame({"actor": [], "sector": []}, dtype="str"))
    assert actor_table(net).empty


def test_steps_and_states_are_in_words():
    from concertnet.report.labels import labelled

    shown = labelled(cn.transitions(the_sample()), lang="fr").astype(str)
    said = set(shown.to_numpy().ravel())
    assert {"Sans lien", "Absent du réseau", "Concertation"} <= said
    assert not {"no_tie", "away", "concertation"} & said
    status = labelled(cn.agreement_status(the_sample()).agreements, lang="fr").astype(str)
    assert "En vigueur" in set(status.to_numpy().ravel())
