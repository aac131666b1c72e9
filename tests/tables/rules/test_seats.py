"""Mandates by body and organisation find their seat, or make it."""

import pytest

from concertnet.tables.read import read_tables
from tests.tables.making import ACTORS, errors, folder, only, read_text

INSTANCES = "instance,nom\nT1,Table\nT2,Comité\n"


def test_mandates_find_the_seats_that_are_listed(tmp_path):
    reading = read_text(
        tmp_path,
        acteurs=ACTORS,
        instances=INSTANCES,
        sieges="siège,instance,acteur,rôle\nS1,T1,A1,votant\nS2,T1,A2,observateur\n",
        mandats="Table,Organisme,Représentant\n"
        "Table,Ville,P2\nTable,Maison aînés,P1\nComité,A1,P3\n",
    )
    mandates = reading.tables["mandates"]
    assert dict(zip(mandates["person"], mandates["seat"], strict=True)) == {
        "P1": "S1", "P2": "S2", "P3": "T2-A1",
    }  # fmt: skip
    assert reading.tables["seats"]["seat"].tolist() == ["S1", "S2", "T2-A1"]
    assert not errors(reading)


def test_of_two_seats_the_dates_tell_which(tmp_path):
    seats = "siège,instance,acteur,début,fin\nS1,T1,A1,2019,2020\nS2,T1,A1,2022,2023\n"
    head = "Table,Organisme,Représentant,début,fin\n"
    path = folder(
        tmp_path / "a", acteurs=ACTORS, instances=INSTANCES, sieges=seats,
        mandats=head + "T1,A1,P1,2019,2019\nT1,A1,P2,2022,2023\n",
    )  # fmt: skip
    assert read_tables(path).tables["mandates"]["seat"].tolist() == ["S1", "S2"]
    path = folder(
        tmp_path / "b", acteurs=ACTORS, instances=INSTANCES, sieges=seats,
        mandats=head + "T1,A1,P1,2018,\nT1,A1,P2,2021,2021\n",
    )  # fmt: skip
    reading = read_tables(path)
    assert errors(reading).count("mandate_seats") == 2


def test_one_seat_for_an_organisation_whoever_fills_it(tmp_path):
    sheet = (
        "Table,Organisme,Représentant,Fonction,début,fin\n"
        "T1,A1,P1,titulaire,2019,2020\nT1,A1,P2,substitut,2019,2022\nT1,A1,P3,titulaire,2021,2022\n"
    )
    reading = read_text(tmp_path, acteurs=ACTORS, instances=INSTANCES, mandats=sheet)
    assert reading.tables["seats"]["seat"].tolist() == ["T1-A1"]
    assert len(reading.tables["mandates"]) == 3


def test_a_blank_organisation_is_said_where_it_stands(tmp_path):
    sheet = "Table,Organisme,Représentant\nT1,A1,P1\nT1,,P2\n"
    reading = read_text(tmp_path, acteurs=ACTORS, instances=INSTANCES, mandats=sheet)
    only(reading, "value_missing", severity="error", file="mandats.csv", row=3, column="Organisme")


def test_a_table_of_mandates_with_seats_keeps_its_own_columns(tmp_path):
    reading = read_text(
        tmp_path,
        acteurs=ACTORS,
        instances=INSTANCES,
        sieges="siège,instance,acteur\nS1,T1,A1\n",
        mandats="siège,personne,instance,organisme\nS1,P1,x,y\n",
    )
    mandates = reading.tables["mandates"]
    assert mandates.loc[0, ["seat", "person", "instance", "organisme"]].tolist() == [
        "S1", "P1", "x", "y",
    ]  # fmt: skip


@pytest.mark.parametrize("cell", ["A1; A2", "Ville;Maison Aînés", '"A1\nA2"', "A1 | Ville"])
def test_a_cell_of_members_is_a_row_for_each(tmp_path, cell):
    sheet = f"Table,Organismes membres\nT1,{cell}\n"
    reading = read_text(tmp_path, acteurs=ACTORS, instances=INSTANCES, membres=sheet)
    assert sorted(reading.tables["seats"]["actor"]) == ["A1", "A2"]
    only(reading, "cells_parted", severity="notice", row=2)


def test_the_name_of_one_that_holds_a_separator_stays_whole(tmp_path):
    actors = 'acteur,nom\nA1,"Loisirs; sports"\nA2,Jeunes et familles\n'
    sheet = 'Table,Organisme\nT1,"Loisirs; sports"\nT1,Jeunes et familles\n'
    reading = read_text(tmp_path, acteurs=actors, instances=INSTANCES, membres=sheet)
    assert reading.tables["seats"]["actor"].tolist() == ["A1", "A2"]


YEARLY = "Table,Organisme,Statut,Année\nT1,A1,Membre,2021\nT1,A2,Membre,2021\nT1,A1,Membre,2022\n"


def test_seats_repeated_each_year_last_as_long_as_the_years_follow(tmp_path):
    sheet = YEARLY + "T1,A1,Membre,2023\nT1,A2,Membre,2023\n"
    reading = read_text(tmp_path, acteurs=ACTORS, instances=INSTANCES, sieges=sheet)
    seats = reading.tables["seats"]
    assert seats["actor"].tolist() == ["A1", "A2", "A2"], "A2 was away in 2022"
    assert seats["start"].dt.year.tolist() == [2021, 2021, 2023]
    assert seats["end"].dt.year.tolist() == [2024, 2022, 2024]
    only(reading, "years_joined", severity="notice")
    twice = read_text(
        tmp_path / "b", acteurs=ACTORS, instances=INSTANCES, sieges=YEARLY + "T1,A1,Membre,2022\n"
    )
    assert len(twice.tables["seats"]) == 4, "two seats at once are two"
    named = YEARLY.replace("Table,", "siège,Table,").replace("T1", "S,T1")
    named = "\n".join(line.replace("S,", f"S{n},") for n, line in enumerate(named.splitlines()))
    given = read_text(tmp_path / "c", acteurs=ACTORS, instances=INSTANCES, sieges=named)
    assert given.tables["seats"]["seat"].tolist() == ["S1", "S2", "S3"], "they are identified"


def test_what_the_last_year_leaves_empty_is_what_an_earlier_one_says(tmp_path):
    """Of a seat of three years: its territory and its theme, by the last row that says them."""
    head = "Table,Organisme,Statut,Année,territoire,note\n"
    sheet = head + "T1,A1,Membre,2021,Nord,ancienne\nT1,A1,Membre,2022,Sud,\nT1,A1,Membre,2023,,\n"
    reading = read_text(tmp_path, acteurs=ACTORS, instances=INSTANCES, sieges=sheet)
    (seat,) = reading.tables["seats"].to_dict("records")
    assert (seat["territoire"], seat["note"]) == ("Sud", "ancienne")
    assert (seat["start"].year, seat["end"].year) == (2021, 2024)


def test_an_instance_with_dates_of_its_own_twice_is_an_error(tmp_path):
    """Only what sheets of years repeat is one: here two rows of one sheet disagree."""
    instances = "instance,nom,début,fin\nT1,Table,2019,2020\nT1,Table,2021,2022\n"
    reading = read_text(tmp_path, acteurs=ACTORS, instances=instances)
    assert errors(reading) == ["id_twice"]
    assert len(reading.tables["instances"]) == 2


@pytest.mark.parametrize("actors", [("A1", "A2"), ("A2", "A1")])
def test_one_seat_cannot_be_of_two_in_either_order(tmp_path, actors):
    one, other = actors
    sheet = f"siège,instance,acteur,personne\nS1,T1,{one},P1\nS1,T1,{other},P2\n"
    reading = read_text(tmp_path, acteurs=ACTORS, instances=INSTANCES, sieges=sheet)
    conflict = only(reading, "seat_conflict", severity="error", row=3, column="acteur", value="S1")
    assert conflict.fields["values"] == actors
