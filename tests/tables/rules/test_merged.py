"""Actors decided to be one: every row is the kept one's, nothing is lost in silence."""

import pandas as pd

from concertnet.exchange.any_file import read
from concertnet.tables.check import decisions
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


def test_a_name_that_both_bear_is_that_of_the_kept_one(tmp_path):
    data = folder(
        tmp_path,
        acteurs="acteur,nom,secteur\na,CDC Rives,privé\nb,CDC Rives,privé\nc,Ville,privé\n",
        liens="source,cible,niveau\nCDC Rives,c,collaboration\n",
    )
    assert errors(read_tables(data))
    reading = read_tables(data, decisions={"same:a = b": "a"})
    assert not errors(reading)
    assert reading.tables["ties"]["source"].tolist() == ["a"]


def test_an_old_name_that_another_actor_bears_too_is_asked(tmp_path):
    actors = "acteur,nom,secteur\na,Maison Rives,privé\nd,Maison,privé\n"
    data = folder(
        tmp_path,
        acteurs=actors,
        liens="source,cible,niveau\nMaison,a,collaboration\n",
        autres_noms="alias,acteur\nMaison,a\n",
    )
    (asked,) = read_tables(data).decisions
    assert {choice.answer for choice in asked.choices} >= {"a", "d"}


def test_half_of_a_place_is_no_place_and_values_that_differ_are_said(tmp_path):
    data = folder(
        tmp_path,
        acteurs="acteur,nom,secteur,territoire,latitude,longitude,début,fin\n"
        "a,Caisse,privé,Nord,48,,2020,2021\nb,Caisse R,privé,Sud,49,-71,2021,\n",
    )
    reading = read_tables(data, decisions={"same:a = b": "a"})
    row = reading.tables["actors"].iloc[0]
    assert row["latitude"] == 48
    assert pd.isna(row["longitude"])
    assert row["territory"] == "Nord"
    assert {p.column for p in found(reading, "merged_values")} == {
        "territoire", "latitude", "longitude",
    }  # fmt: skip
    assert row["start"] == pd.Timestamp("2020-01-01")
    assert pd.isna(row["end"])


def test_an_actor_of_several_rows_takes_what_all_of_them_lack(tmp_path):
    data = folder(
        tmp_path,
        acteurs="acteur,nom,secteur,territoire,début,fin\n"
        "a,Caisse,privé,,2020,2020\na,Caisse,communautaire,,2021,\nb,Caisse R,privé,Sud,,\n",
    )
    reading = read_tables(data, decisions={"same:a = b": "a"})
    assert reading.tables["actors"]["territory"].tolist() == ["Sud", "Sud"]


def test_actors_decided_to_be_different_are_remembered_beside_the_data(tmp_path):
    net = read(made(tmp_path / "data"), decisions={"same:a = b": "different"})
    saved = read(net.save(tmp_path / "saved.xlsx"))
    assert saved.about.distinct == ("a = b",)
    assert decisions(tmp_path / "data", names=True)["key"].tolist() == ["same:a = b"]
    assert len(decisions(tmp_path / "saved.xlsx", names=True)) == 0
