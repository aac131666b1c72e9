"""Which sheet holds which table: by its name, its headings, its year."""

import pandas as pd
import pytest

from concertnet.tables.read import read_tables
from tests.tables.making import errors, found, only, workbook

ACTORS = [["acteur", "nom", "secteur"], ["A1", "a", "privé"], ["A2", "b", "public"]]


def book(tmp_path, **sheets):
    return workbook(tmp_path / "a.xlsx", **sheets)


@pytest.mark.parametrize(
    "title", ["Feuil1", "Membres", "Qui siège où", "Représentants", "Registre"]
)
def test_headings_tell_what_a_name_does_not(tmp_path, title):
    rows = [["Table", "Organisme", "Nom du représentant"], ["T", "A1", "P1"], ["T", "A2", "P2"]]
    reading = read_tables(book(tmp_path, **{"Acteurs": ACTORS, title: rows}))
    assert not errors(reading)
    assert len(reading.tables["seats"]) == 2
    assert reading.tables["mandates"]["person"].tolist() == ["P1", "P2"]


def test_a_sure_name_wins_over_headings(tmp_path):
    reading = read_tables(book(tmp_path, Acteurs=ACTORS, Feuil2=ACTORS))
    only(reading, "table_lesser", sheet="Feuil2", severity="warning")


def test_ties_of_several_years_are_dated_by_their_sheets(tmp_path):
    ties = [["source", "cible", "niveau"], ["A1", "A2", "concertation"]]
    reading = read_tables(
        book(tmp_path, **{"Acteurs": ACTORS, "Liens 2022": ties, "Liens 2023": ties})
    )
    assert not errors(reading)
    frame = reading.tables["ties"]
    assert frame["start"].dt.year.tolist() == [2022, 2023]
    assert frame["end"].tolist() == [pd.Timestamp("2023-01-01"), pd.Timestamp("2024-01-01")]
    notice = only(reading, "sheets_dated", severity="notice")
    assert "Liens 2022" in notice.message("fr")


def test_sheets_that_have_dates_keep_them(tmp_path):
    ties = [["source", "cible", "niveau", "début"], ["A1", "A2", "concertation", "2020-05-01"]]
    reading = read_tables(book(tmp_path, **{"Acteurs": ACTORS, "2022": ties, "2023": ties}))
    assert reading.tables["ties"]["start"].dt.year.tolist() == [2020, 2020]


def test_one_sheet_with_a_year_in_its_name_is_not_dated(tmp_path):
    ties = [["source", "cible", "niveau"], ["A1", "A2", "concertation"]]
    reading = read_tables(book(tmp_path, **{"Acteurs": ACTORS, "Liens 2022": ties}))
    assert reading.tables["ties"]["start"].isna().all()


def test_seats_of_following_years_are_one_seat(tmp_path):
    def sheet(*actors):
        return [["Table", "Organisme"], *[["T", actor] for actor in actors]]

    reading = read_tables(
        book(
            tmp_path,
            **{
                "Acteurs": ACTORS,
                "Membres 2021": sheet("A1", "A2"),
                "Membres 2022": sheet("A1"),
                "Membres 2023": sheet("A1", "A2"),
            },
        )
    )
    seats = reading.tables["seats"].sort_values(["actor", "start"])
    lives = [
        (actor, start.year, end.year)
        for actor, start, end in zip(seats["actor"], seats["start"], seats["end"], strict=True)
    ]
    assert lives == [("A1", 2021, 2024), ("A2", 2021, 2022), ("A2", 2023, 2024)]
    only(reading, "years_joined", severity="notice")


def test_instances_of_several_years_are_one_with_what_is_last_said(tmp_path):
    first = [["instance", "nom", "thème"], ["T1", "Table", "santé"]]
    last = [["instance", "nom", "thème"], ["T1", "Table", "logement"], ["T2", "Autre", None]]
    reading = read_tables(
        book(tmp_path, **{"Acteurs": ACTORS, "Instances 2021": first, "Instances 2022": last})
    )
    frame = reading.tables["instances"].set_index("instance")
    assert frame.loc["T1", "theme"] == "logement"
    assert (frame.loc["T1", "start"].year, frame.loc["T1", "end"].year) == (2021, 2023)
    assert not errors(reading)


def test_row_numbers_are_no_identifiers_from_one_year_to_another(tmp_path):
    first = [["No", "Organisme", "Secteur"], [1, "X", "privé"], [2, "Y", "public"]]
    last = [["No", "Organisme", "Secteur"], [1, "Y", "public"], [2, "Z", "privé"]]
    reading = read_tables(book(tmp_path, **{"Membres 2021": first, "Membres 2022": last}))
    assert sorted(set(reading.tables["actors"]["actor"])) == ["X", "Y", "Z"]


def test_a_sheet_may_be_that_of_a_body(tmp_path):
    rows = [["Organisme", "Représentant"], ["A1", "P1"], ["A2", "P2"]]
    reading = read_tables(
        book(tmp_path, **{"Acteurs": ACTORS, "Table jeunesse": rows, "Comité logement": rows})
    )
    assert not errors(reading)
    assert set(reading.tables["seats"]["instance"]) == {"Table jeunesse", "Comité logement"}
    assert len(reading.tables["mandates"]) == 4
    only(reading, "sheets_joined")


def test_a_sheet_that_is_no_table_is_said(tmp_path):
    reading = read_tables(book(tmp_path, Acteurs=ACTORS, Notes=[["À vérifier"], ["x"]]))
    assert [p.sheet for p in found(reading, "sheet_unknown")] == ["Notes"]
