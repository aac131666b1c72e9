"""Sheets that are no single table."""

import pytest

from tests.tables.making import ACTORS, errors, found, only, read_tables, read_text, workbook

LISTED = [["Organisme", "Secteur"], ["Alpha", "privé"], ["Beta", "public"], ["Gamma", "privé"]]


def test_a_list_of_ties_is_no_matrix(tmp_path):
    ties = [["De", "À", "Niveau"], ["Alpha", "Beta", "concertation"]]
    reading = read_tables(workbook(tmp_path / "a.xlsx", Organismes=LISTED, Liens=ties))
    assert not found(reading, "matrix_read") + found(reading, "matrix_reports")
    assert len(reading.tables["ties"]) == 1


@pytest.mark.parametrize("heading", ["Siège sur :", "Sièges", "Tables", "Membre de"])
@pytest.mark.parametrize("title", ["Bottin", "Organismes", "Répertoire des membres"])
def test_a_list_of_members_gives_their_seats(tmp_path, title, heading):
    rows = [
        ["Organisme", "Type", heading],
        ["Alpha", "OBNL", "T1; T2"],
        ["Beta", "Privé", "T1\nT3"],
        ["Gamma", "Privé", None],
    ]
    reading = read_tables(workbook(tmp_path / "a.xlsx", **{title: rows}))
    assert reading.tables["actors"]["actor"].tolist() == ["Alpha", "Beta", "Gamma"]
    seats = reading.tables["seats"][["instance", "actor"]]
    assert seats.to_numpy().tolist() == [
        ["T1", "Alpha"], ["T2", "Alpha"], ["T1", "Beta"], ["T3", "Beta"],
    ]  # fmt: skip
    assert not errors(reading)
    used = {heading for p in found(reading, "columns_read") for heading, _ in p.fields["meanings"]}
    assert heading in used or heading == "Tables"


def test_a_list_beside_a_table_of_seats_gives_none(tmp_path):
    listed = "Organisme,Secteur,Tables\nAlpha,privé,T1\nBeta,public,\n"
    seats = "instance,acteur\nT2,Alpha\n"
    reading = read_text(tmp_path, organismes=listed, sieges=seats)
    assert reading.tables["seats"]["instance"].tolist() == ["T2"]
    only(reading, "column_unknown", column="Tables")


@pytest.mark.parametrize(
    "headings",
    [
        ["Organisme", "Collabore avec", "Intensité"],
        ["Organisme", "Partenaire", "Type de lien"],
        ["Qui", "Avec qui", "Niveau"],
        ["Répondant", "Organisme nommé", "Intensité de la collaboration"],
        ["From", "To", "Strength (1=know each other, 2=coordinate, 3=joint projects)"],
    ],
)
@pytest.mark.parametrize("title", ["Liens", "Collaborations", "Partenaires", "Feuil2"])
def test_two_columns_of_organisations_are_ties(tmp_path, title, headings):
    ties = [headings, ["Alpha", "Beta", "concertation"], ["Beta", "Gamma", "partenariat"]]
    reading = read_tables(workbook(tmp_path / "a.xlsx", Organismes=LISTED, **{title: ties}))
    assert reading.tables["ties"]["source"].tolist() == ["Alpha", "Beta"]
    assert len(reading.tables["actors"]) == 3
    assert not errors(reading)


@pytest.mark.parametrize(
    "heading",
    ["Représentant(s)", "Représenté par", "Représentant.e(s)", "Délégué(e)s", "Représentant.e"],
)
def test_headings_of_representatives(tmp_path, heading):
    sheet = f"Table,Organisme,{heading}\nT1,A1,Lise Roy\n"
    reading = read_text(tmp_path, acteurs=ACTORS, membres=sheet)
    assert reading.tables["mandates"]["person"].tolist() == ["Lise Roy"]


def test_a_contact_that_is_taken_as_a_representative_is_said(tmp_path):
    sheet = "Table,Organisme,Personne contact\nT1,A1,Lise Roy\n"
    reading = read_text(tmp_path, acteurs=ACTORS, membres=sheet)
    assert reading.tables["mandates"]["person"].tolist() == ["Lise Roy"]
    said = only(reading, "columns_read").fields["meanings"]
    assert "Personne contact" in {heading for heading, _ in said}


@pytest.mark.parametrize(
    ("words", "column"),
    [(["Communautaire", "Public", "Santé"], "sector"), (["Logement", "Santé", "Jeunes"], "field")],
)
def test_a_field_of_activity_that_holds_sectors_is_the_sector(tmp_path, words, column):
    rows = "".join(f"O{at},{word}\n" for at, word in enumerate(words))
    reading = read_text(tmp_path, acteurs=f"Organisme,Secteur d'activité\n{rows}")
    assert reading.tables["actors"][column].notna().all()
    other = "field" if column == "sector" else "sector"
    assert reading.tables["actors"][other].isna().all()


def test_members_beside_a_list_of_organisations_are_seats(tmp_path):
    members = "Organisme,Table,Rôle\nA1,T1; T2,observateur\nA2,,\n"
    reading = read_text(tmp_path, acteurs=ACTORS, membres=members)
    assert reading.tables["seats"]["instance"].tolist() == ["T1", "T2"]
    assert reading.tables["seats"]["role"].tolist() == ["observer", "observer"]
    assert len(reading.tables["actors"]) == 2
    assert not errors(reading)
