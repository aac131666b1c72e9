"""Workbooks that grew over the years are read as they are: a handful of decisions remain."""

import pandas as pd
import pytest

from concertnet.exchange.any_file import read
from concertnet.tables.read import read_tables
from tests.tables.making import errors, found, only, well_said, workbook
from tests.tables.registers import (
    ALL,
    members_and_their_tables,
    municipal_list,
    purpose,
    register_by_year,
    table_by_year,
)
from tests.tables.registers import register_in_english as in_english

MOST_DECISIONS = 6


@pytest.mark.parametrize("name", ALL)
def test_at_most_a_handful_of_decisions_remain(tmp_path, name):
    reading = read_tables(ALL[name](tmp_path / name))
    assert len(reading.decisions) <= MOST_DECISIONS
    asked = {one.key for one in reading.decisions}
    for problem in reading.problems:
        if problem.severity == "error":
            assert problem.fields["decision"] in asked, problem.text("en")
        well_said(problem)


@pytest.mark.parametrize("name", ALL)
def test_once_decided_it_is_read_and_reads_back_identical(tmp_path, name):
    path = ALL[name](tmp_path / name)
    answers = {
        one.key: one.proposed or one.choices[-1].answer for one in read_tables(path).decisions
    }
    net = read(path, decisions=answers)
    assert not [p for p in net.problems if p.code == "sector_unknown"]
    for place in ("saved", "saved.xlsx"):
        assert read(net.save(tmp_path / place)).equals(net)


def test_the_workbook_of_the_purpose(tmp_path):
    reading = read_tables(purpose(tmp_path / "a.xlsx"))
    tables = reading.tables
    rows = {name: len(frame) for name, frame in tables.items() if len(frame)}
    assert rows == {
        "actors": 45, "ties": 136, "instances": 8, "seats": 130, "mandates": 130, "agreements": 2,
    }  # fmt: skip
    written = sorted(one.written for one in reading.decisions if one.kind == "actor")
    assert written == ["Caisse Desjardins", "Maison des jeunes Orlière"]
    listed = set(tables["actors"]["actor"])
    others = {"Caisse Desjardins", "Maison des jeunes Orlière"}
    assert set(tables["ties"]["source"]) | set(tables["ties"]["target"]) <= listed | others
    assert set(tables["seats"]["actor"]) <= listed
    assert set(tables["seats"]["instance"]) <= set(tables["instances"]["instance"])
    only(reading, "total_left_out", sheet="Répertoire", row=49)
    assert tables["actors"]["sector"].isna().sum() == 1  # N/A, which is counted
    themes = tables["instances"].set_index("instance")["theme"]
    assert themes.isna().sum() == 2
    assert tables["mandates"]["start"].min() == pd.Timestamp("2021-01-01")
    assert tables["agreements"]["parties"].str.count(";").tolist() == [1, 2]


def test_adding_actors_no_longer_doubles_the_network(tmp_path):
    net = read(purpose(tmp_path / "a.xlsx"), add_missing_actors=True)
    assert len(net.actors) == 47
    added = [p.value for p in net.problems if p.code == "actor_added"]
    assert added == ["Caisse Desjardins", "Maison des jeunes Orlière"]


def test_a_sheet_for_each_year(tmp_path):
    reading = read_tables(register_by_year(tmp_path / "a.xlsx"))
    assert not errors(reading)
    only(reading, "sheets_dated")
    only(reading, "actors_described")
    assert len(found(reading, "total_left_out")) == 3
    mandates = reading.tables["mandates"]
    years = (mandates["end"] - mandates["start"]).dt.days
    assert years.isin([365, 366]).all()
    assert mandates["start"].dt.year.unique().tolist() == [2021, 2022, 2023]
    seats = reading.tables["seats"]
    lives = seats.dropna(subset=["role"]).groupby(["instance", "actor", "role"])
    for _, same in lives:  # a seat lasts while years follow one another
        ordered = same.sort_values("start")
        assert (ordered["start"].to_numpy()[1:] > ordered["end"].to_numpy()[:-1]).all()
    sectors = set(reading.tables["actors"]["sector"])
    assert sectors == {"community", "institutional", "private", "social_economy"}


def test_the_register_in_english(tmp_path):
    reading = read_tables(in_english(tmp_path / "a.xlsx"))
    assert not errors(reading)
    assert len(reading.tables["seats"]) == 27
    assert reading.tables["seats"]["instance"].value_counts().tolist() == [9, 9, 9]
    functions = reading.tables["mandates"]["function"]
    assert set(functions.dropna()) == {"alternate"}
    assert "alternate" not in set(reading.tables["seats"]["role"])
    assert {one.proposed for one in reading.decisions} == {"private", "institutional"}


def test_several_organisations_in_a_cell(tmp_path):
    reading = read_tables(municipal_list(tmp_path / "a.ods"))
    assert not reading.decisions
    assert not errors(reading)
    seats = reading.tables["seats"]
    assert seats.groupby("instance", sort=False).size().tolist() == [6, 5, 7, 1]
    assert "Maison de la famille Orlière" in set(
        seats[seats["instance"] == "Table de quartier"]["actor"]
    )
    notice = only(reading, "cells_parted", severity="notice")
    assert notice.fields["n"] == 3
    assert reading.tables["agreements"]["parties"].str.count(";").tolist() == [2, 1]


def test_a_table_whose_representatives_are_listed_by_year(tmp_path):
    reading = read_tables(table_by_year(tmp_path / "a.xlsx"))
    tables = reading.tables
    rows = {name: len(frame) for name, frame in tables.items() if len(frame)}
    assert rows == {"actors": 6, "ties": 5, "instances": 1, "seats": 5, "mandates": 13}
    assert tables["instances"]["instance"].tolist() == ["TSAA"]
    assert len(found(reading, "body_of_title")) == 3
    asked = [one.written for one in reading.decisions]
    assert asked == ["Municipalité", "Popote roulante du Lac"]
    assert tables["ties"]["end"].isna().all()
    assert tables["ties"]["start"].dt.year.tolist() == [2021, 2022, 2023, 2019, 2021]
    mandates = tables["mandates"]
    assert mandates["person"].str.fullmatch(r"[^;/\n]+").all()
    assert mandates.set_index("person")["function"].dropna().to_dict() == {"Luc Paré": "alternate"}
    assert {word for p in found(reading, "persons_missing") for word in p.fields["words"]} == {
        "N/D", "à confirmer",
    }  # fmt: skip
    assert len(found(reading, "note_left_out")) == 3
    assert len(found(reading, "total_left_out")) == 3


def test_a_directory_that_says_where_each_sits(tmp_path):
    reading = read_tables(members_and_their_tables(tmp_path / "a.xlsx"))
    assert not errors(reading)
    tables = reading.tables
    rows = {name: len(frame) for name, frame in tables.items() if len(frame)}
    assert rows == {"actors": 7, "instances": 3, "seats": 6}
    assert tables["actors"]["start"].dt.year.tolist() == [2016, 2018, 2018, 2021, 2015, 2020, 2021]
    assert tables["actors"]["end"].isna().all()
    assert tables["actors"]["sector"].nunique() == 5
    assert only(reading, "rows_of_nobody").fields["words"] == ("Toutes", "aucune")
    said = [dict(p.fields["meanings"]) for p in found(reading, "columns_read")]
    assert {heading for one in said for heading in one} == {
        "Organisation", "Secteur d'activité", "Siège sur :", "Membre depuis",
    }  # fmt: skip


ORGANISATIONS = [
    ["Organisme", "Secteur"],
    ["Ville", "public"],
    ["CLSC", "public"],
    ["Roy", "privé"],
]


@pytest.mark.parametrize("heading", ["Nature", "Genre", "Type", "Catégorie", "Nature du lien"])
def test_the_values_of_relations_say_whether_they_are_ties(tmp_path, heading):
    rows = [
        ["Organisme", "Collabore avec", heading],
        ["Ville", "CLSC", "Concertation"],
        ["Ville", "Roy", "Sous-traitance"],
    ]
    path = workbook(tmp_path / "a.xlsx", Organismes=ORGANISATIONS, Feuil2=rows)
    reading = read_tables(path)
    assert reading.tables["ties"]["level"].tolist() == ["concertation"]
    assert reading.tables["set_aside"]["kind"].tolist() == ["subcontracting"]
    assert not errors(reading)


def test_concertation_is_never_said_to_be_consultation(tmp_path):
    rows = [["source", "cible", "genre"], ["Ville", "CLSC", "Concertation"]]
    path = workbook(
        tmp_path / "a.xlsx", Organismes=ORGANISATIONS, **{"Relations mises à part": rows}
    )
    reading = read_tables(path)
    told = only(reading, "kind_is_level", severity="warning", value="Concertation")
    assert "consultation" not in told.text("fr")
    assert len(reading.tables["set_aside"]) == 1


LIST = [
    ["Liste des organismes"],
    ["Organisme", "Secteur d'activité", "Comités où il siège", "Partenaires"],
    ["Ville", "municipal", "Comité famille; Table habitation", "CLSC; Popote"],
    ["CLSC", "santé", "Comité famille", "Ville"],
    ["Popote", "communautaire", "", ""],
    ["Garage Roy", "affaires", None, "Popote"],
]


def test_a_list_gives_the_sectors_the_seats_and_the_ties_that_it_tells(tmp_path):
    path = workbook(tmp_path / "a.xlsx", Liste=LIST)
    reading = read_tables(path)
    tables = reading.tables
    assert tables["actors"]["sector"].tolist() == ["municipal", "santé", "community", "affaires"]
    assert tables["actors"]["field"].isna().all()
    seats = tables["seats"]
    assert set(zip(seats["instance"], seats["actor"], strict=True)) == {
        ("Comité famille", "Ville"), ("Table habitation", "Ville"), ("Comité famille", "CLSC"),
    }  # fmt: skip
    only(reading, "partners_read", severity="notice", sheet="Liste")
    stops = [one for one in reading.decisions if one.stops]
    assert [(one.kind, one.named) for one in stops] == [("levels", 4)]
    net = read(path, decisions={stops[0].key: "concertation"})
    assert list(zip(net.ties["source"], net.ties["target"], strict=True)) == [
        ("Ville", "CLSC"), ("Ville", "Popote"), ("CLSC", "Ville"), ("Garage Roy", "Popote"),
    ]  # fmt: skip


def test_partners_of_a_list_are_no_second_account_of_the_ties(tmp_path):
    ties = [["source", "cible", "niveau"], ["Ville", "CLSC", "partenariat"]]
    reading = read_tables(workbook(tmp_path / "a.xlsx", Liste=LIST, Liens=ties))
    assert reading.tables["ties"]["level"].tolist() == ["partnership"]
    only(reading, "partners_unread", severity="warning", sheet="Liste")


def test_a_domain_that_says_no_sector_stays_a_domain(tmp_path):
    rows = [
        ["Organisme", "Secteur d'activité"],
        ["A", "santé"],
        ["B", "école"],
        ["C", "loisir"],
    ]
    reading = read_tables(workbook(tmp_path / "a.xlsx", Liste=rows))
    assert reading.tables["actors"]["field"].tolist() == ["santé", "école", "loisir"]


MEMBERS = [
    ["Table des aînés du Lac-Vert"],
    ["No", "Organisme", "Type", "Municipalité", "Comités", "Personne déléguée"],
    [1, "CISSS", "public", "Lac-Vert", "Table aînés; Comité transport", "Mme Roy"],
    [2, "FADOQ", "OBNL", "Saint-Paul", "Table aînés", "L. Dubé"],
    [3, "Résidence Les Pins", "Entreprise", "Saint-Paul", "Table aînés", None],
    [4, "Pharmacie Tremblay", "privé", "Lac-Vert", None, None],
]


@pytest.mark.parametrize("title", ["Membres 2024", "Membres"])
def test_members_where_they_sit_who_represents_them_and_their_type(tmp_path, title):
    reading = read_tables(workbook(tmp_path / "a.xlsx", **{title: MEMBERS}))
    assert not errors(reading)
    actors = reading.tables["actors"].set_index("actor")
    sectors = ["institutional", "community", "private", "private"]
    assert actors["sector"].tolist() == sectors
    assert actors.loc["Pharmacie Tremblay", "territory"] == "Lac-Vert"
    seats = reading.tables["seats"]
    assert seats.groupby("instance")["actor"].size().to_dict() == {
        "Comité transport": 1, "Table aînés": 3,
    }  # fmt: skip
    assert "Pharmacie Tremblay" not in set(seats["actor"])
    assert only(reading, "unseated", row=6).fields["names"] == ("Pharmacie Tremblay",)
    assert not found(reading, "body_of_title")  # a column says the body


def test_a_role_in_brackets_beside_a_body_is_read_as_such(tmp_path):
    rows = [*MEMBERS, [5, "Caisse", "coop", "Lac-Vert", "Table aînés (observateur)", "X"]]
    rows += [[6, "Ville", "public", "Lac-Vert", "Comité (Rives)", "Y"]]
    reading = read_tables(workbook(tmp_path / "a.xlsx", Membres=rows))
    seats = reading.tables["seats"].set_index("actor")
    assert seats.loc["Caisse", ["instance", "role"]].tolist() == ["Table aînés", "observer"]
    assert seats.loc["Ville", "instance"] == "Comité (Rives)"  # no role
    assert only(reading, "roles_bracketed", row=7).fields["n"] == 1


def test_a_body_that_is_listed_keeps_its_brackets(tmp_path):
    body = "Table aînés (observateur)"
    rows = [*MEMBERS, [5, "Caisse", "coop", "Lac-Vert", body, "X"]]
    path = workbook(tmp_path / "a.xlsx", Membres=rows, Instances=[["Instance"], [body]])
    assert body in set(read_tables(path).tables["seats"]["instance"])


def test_a_person_to_write_to_is_no_representative(tmp_path):
    rows = [[("Contact" if cell == "Personne déléguée" else cell) for cell in r] for r in MEMBERS]
    tables = read_tables(workbook(tmp_path / "a.xlsx", Membres=rows)).tables
    assert tables["actors"]["sector"].notna().all()
    assert tables["mandates"].empty
