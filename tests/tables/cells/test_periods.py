"""Stretches of time as people write them."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from concertnet.tables.cells.periods import month_of, read_period
from concertnet.tables.read import read_tables
from tests.tables.making import ACTORS, errors, folder, found, only, read_text


def days(text, **options):
    found = read_period(text, **options)
    if found is None:
        return None
    return tuple(None if one is None else str(one.date()) for one in found[:2])


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2022-2023", "2022-01-01", "2024-01-01"),
        ("2022–2023", "2022-01-01", "2024-01-01"),
        ("2022/2023", "2022-01-01", "2024-01-01"),
        ("2022-23", "2022-01-01", "2024-01-01"),
        ("2022 à 2024", "2022-01-01", "2025-01-01"),
        ("de 2022 à 2024", "2022-01-01", "2025-01-01"),
        ("from 2022 to 2024", "2022-01-01", "2025-01-01"),
        ("2021, 2022 et 2023", "2021-01-01", "2024-01-01"),
        ("depuis 2021", "2021-01-01", None),
        ("Since March 2021", "2021-03-01", None),
        ("2021-", "2021-01-01", None),
        ("2021 à ce jour", "2021-01-01", None),
        ("2021 - en cours", "2021-01-01", None),
        ("2021 → présent", "2021-01-01", None),
        ("jusqu’en 2023", None, "2024-01-01"),
        ("until 2023", None, "2024-01-01"),
        ("depuis 2021 jusqu'en 2023", "2021-01-01", "2024-01-01"),
        ("printemps 2023", "2023-04-01", "2023-07-01"),
        ("Été 2023", "2023-07-01", "2023-10-01"),
        ("Fall 2021", "2021-10-01", "2022-01-01"),
        ("hiver 2022-2023", "2023-01-01", "2023-04-01"),
        ("automne 2022 à printemps 2023", "2022-10-01", "2023-07-01"),
        ("T2 2023", "2023-04-01", "2023-07-01"),
        ("avril à juin 2023", "2023-04-01", "2023-07-01"),
        ("du 1er avril 2022 au 31 mars 2023", "2022-04-01", "2023-03-31"),
        ("2022-04-01 - 2023-03-31", "2022-04-01", "2023-03-31"),
        ("année scolaire 2022-2023", "2022-07-01", "2023-07-01"),
        ("Année financière 2022-2023", "2022-04-01", "2023-04-01"),
        ("vers 2019", "2019-01-01", "2020-01-01"),
        ("avant 2018", None, None),
        ("en cours", None, None),
        ("2022", "2022-01-01", "2023-01-01"),
        ("2022-05", "2022-05-01", "2022-06-01"),
        ("2022-05-04", "2022-05-04", None),
    ],
)
def test_a_stretch_of_time(text, start, end):
    assert days(text) == (start, end)


@pytest.mark.parametrize(
    "text", ["mardi", "2024-2022", "2021, 2023", "à", "depuis", "2022 à", "N/A", "a " * 5000, ""]
)
def test_what_is_no_stretch(text):
    assert read_period(text) is None


def test_years_begin_where_the_data_say():
    assert days("2022-2023", year_starts=4) == ("2022-04-01", "2023-04-01")
    assert days("2022-2024", year_starts=9) == ("2022-09-01", "2024-09-01")
    assert days("2022", year_starts=4) == ("2022-01-01", "2023-01-01")


def test_months_that_begin_years():
    said = ("avril-mars", "d’avril à mars", "September to August", "Juillet", "xyz", "")
    assert [month_of(text) for text in said] == [4, 4, 9, 7, None, None]


@given(st.text(max_size=30))
def test_no_text_breaks_reading(text):
    found = read_period(text)
    if found is not None and found.start is not None and found.end is not None:
        assert found.start < found.end


HEAD = "source,cible,niveau,"


def test_one_column_says_the_start_and_the_end(tmp_path):
    rows = ["2022-2023", "depuis 2021", "jusqu'en 2023", "2022", "N/A", ""]
    ties = HEAD + "Période\n" + "".join(f"A1,A2,concertation,{row}\n" for row in rows)
    reading = read_text(tmp_path, acteurs=ACTORS, liens=ties)
    frame = reading.tables["ties"]
    nat = pd.NaT
    assert frame["start"].tolist()[:2] == [pd.Timestamp("2022-01-01"), pd.Timestamp("2021-01-01")]
    assert frame["end"].dt.year.fillna(0).tolist() == [2024, 0, 2024, 2023, 0, 0]
    assert frame["start"].isna().tolist() == [False, False, True, False, True, True]
    assert not errors(reading)
    assert "Période" not in frame
    said = found(reading, "date_words")
    assert [p.value for p in said] == ["2022-2023", "depuis 2021", "jusqu'en 2023"]
    assert "2024-01-01" in said[0].message("fr")
    assert nat is pd.NaT


def test_a_stretch_in_a_column_of_starts_gives_the_end_too(tmp_path):
    ties = (
        HEAD + "début,fin\nA1,A2,concertation,2022-2023,\nA1,A2,collaboration,2022-2023,2022-06\n"
    )
    frame = read_text(tmp_path, acteurs=ACTORS, liens=ties).tables["ties"]
    assert frame["end"].tolist() == [pd.Timestamp("2024-01-01"), pd.Timestamp("2022-07-01")]
    alone = HEAD + "depuis\nA1,A2,concertation,2022-2023\n"
    frame = read_text(tmp_path / "b", acteurs=ACTORS, liens=alone).tables["ties"]
    assert frame["end"].tolist() == [pd.Timestamp("2024-01-01")]


def test_a_column_of_periods_that_holds_something_else_stays_as_it_is(tmp_path):
    ties = HEAD + "durée\nA1,A2,concertation,2 ans\nA1,A2,collaboration,longue\n"
    reading = read_text(tmp_path, acteurs=ACTORS, liens=ties)
    assert not errors(reading)
    assert reading.tables["ties"]["durée"].tolist() == ["2 ans", "longue"]
    only(reading, "column_unused", column="durée")


def test_the_financial_year_is_given_in_about_and_kept(tmp_path):
    ties = HEAD + "période\nA1,A2,concertation,2022-2023\n"
    about = "élément,valeur\nannée financière,avril-mars\n"
    path = folder(tmp_path / "a", acteurs=ACTORS, liens=ties, a_propos=about)
    reading = read_tables(path)
    assert reading.about.year_starts == 4
    assert reading.tables["ties"]["start"].tolist() == [pd.Timestamp("2022-04-01")]
    wrong = about.replace("avril-mars", "bientôt")
    only(read_text(tmp_path / "b", acteurs=ACTORS, a_propos=wrong), "about_month", severity="error")


@pytest.mark.parametrize("serial", ["45292", "45292.0"])
def test_messages_show_the_date_and_never_a_serial_number(tmp_path, serial):
    ties = HEAD + f"début,fin\nA1,A2,concertation,45658,{serial}\n"
    reading = read_text(tmp_path, acteurs=ACTORS, liens=ties)
    problem = only(reading, "end_before_start", severity="error")
    assert (problem.value, problem.fields["start"]) == ("2024-01-01", "2025-01-01")
    for one in reading.problems:
        assert serial not in one.text("fr")
