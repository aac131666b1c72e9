"""Actors decided to be one: every row is the kept one's, nothing is lost in silence."""

import pandas as pd

from concertnet.network import read
from concertnet.tables.read import read_tables
from tests.tables.making import errors, folder, found, only

ACTORS = """acteur,nom,secteur,territoire
a,Caisse des Rives,privé,
b,Caisse Rives,communautaire,Rives
c,Ville,institutionnel,Rives
d,Maison,communautaire,Rives
"""
TIES = """source,cible,niveau
a,b,collaboration
b,c,concertation
a,c,collaboration
c,d,collaboration
"""
SEATS = "instance,acteur\nt,b\nt,c\n"
AGREEMENTS = "entente,parties\np,a; b; d\n"


def made(path):
    return folder(path, acteurs=ACTORS, liens=TIES, sièges=SEATS, ententes=AGREEMENTS)


def test_every_row_is_that_of_the_actor_that_is_kept(tmp_path):
    reading = read_tables(made(tmp_path), decisions={"same:a = b": "a"})
    assert not errors(reading)
    tables = reading.tables
    assert tables["actors"]["actor"].tolist() == ["a", "c", "d"]
    row = tables["actors"].iloc[0]
    assert row["sector"] == "private"  # the kept one's, as it was decided
    assert row["territory"] == "Rives"  # what it lacked
    pairs = tables["ties"][["source", "target"]].to_numpy().tolist()
    assert pairs == [["a", "c"], ["a", "c"], ["c", "d"]]
    assert tables["seats"]["actor"].tolist() == ["a", "c"]
    assert tables["agreements"]["parties"].tolist() == ["a; d"]
    aliases = tables["aliases"][["alias", "actor"]].to_numpy().tolist()
    assert aliases == [["b", "a"], ["Caisse Rives", "a"]]
    only(reading, "actor_merged", value="b")
    assert only(reading, "self_ties_left_out", row=2).fields["n"] == 1


def test_saved_it_reads_back_identical_and_the_old_name_is_known(tmp_path):
    net = read(made(tmp_path / "data"), decisions={"same:a = b": "a"})
    again = read(net.save(tmp_path / "saved"))
    assert again.equals(net)
    ties = pd.DataFrame({"source": ["Caisse Rives"], "target": ["d"], "level": ["concertation"]})
    (tmp_path / "saved" / "ties.csv").write_text(ties.to_csv(index=False), encoding="utf-8")
    assert read(tmp_path / "saved").ties["source"].tolist() == ["a"]


def test_different_actors_stay_two(tmp_path):
    reading = read_tables(made(tmp_path), decisions={"same:a = b": "different"})
    assert len(reading.tables["actors"]) == 4
    assert not found(reading, "actor_merged")


def test_an_actor_that_is_not_listed_changes_nothing(tmp_path):
    reading = read_tables(made(tmp_path), decisions={"same:a = z": "z"})
    assert len(reading.tables["actors"]) == 4
