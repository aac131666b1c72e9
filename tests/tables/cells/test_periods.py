"""Stretches of time as people write them."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from concertnet.tables.cells import periods
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
        ("début 2022", "2022-01-01", "2022-04-01"),
        ("mi-2021", "2021-04-01", "2021-10-01"),
        ("fin 2023", "2023-10-01", "2024-01-01"),
        ("fin mars 2023", "2023-03-01", "2023-04-01"),
        ("late 2023", "2023-10-01", "2024-01-01"),
        ("2020?", "2020-01-01", "2021-01-01"),
        ("avril 22", "2022-04-01", "2022-05-01"),
        ("Sept. 98", "1998-09-01", "1998-10-01"),
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


@pytest.mark.parametrize(
    ("typed", "start"),
    [
        ("Spring 2020", "2020-04-01"),
        ("été 2023", "2023-07-01"),
        ("automne 2020", "2020-10-01"),
        ("vers 2019", "2019-01-01"),
        ("T2 2022", "2022-04-01"),
        ("2021-2022", "2021-01-01"),
        ("mi-2021", "2021-04-01"),
        ("fin 2023", "2023-10-01"),
        ("2020 à 2022", "2020-01-01"),
    ],
)
@pytest.mark.parametrize("heading", ["Depuis", "Début", "Joined", "Since"])
def test_a_stretch_under_a_heading_of_starts_ends_nothing(tmp_path, heading, typed, start):
    reading = read_text(
        tmp_path,
        acteurs=f"acteur,nom,secteur,{heading}\nA1,Un,privé,{typed}\nA2,Ville,privé,2015\n",
    )
    actors = reading.tables["actors"]
    assert actors["start"].tolist() == [pd.Timestamp(start), pd.Timestamp("2015-01-01")]
    assert actors["end"].isna().all()
    said = only(reading, "date_start_only", severity="notice", value=typed)
    assert start in said.message("fr")


def test_a_stretch_under_a_heading_of_ends_starts_nothing(tmp_path):
    rows = ["2021-2022", "fin 2023", "été 2023", "2021 à 2024", "depuis 2021", "en cours"]
    ties = HEAD + "fin\n" + "".join(f"A1,A2,concertation,{row}\n" for row in rows)
    reading = read_text(tmp_path, acteurs=ACTORS, liens=ties)
    frame = reading.tables["ties"]
    assert frame["start"].isna().all()
    ends = ["2023-01-01", "2024-01-01", "2023-10-01", "2025-01-01", "NaT", "NaT"]
    assert frame["end"].astype("str").fillna("NaT").tolist() == ends
    assert [p.value for p in found(reading, "date_end_only")] == rows[:4]
    only(reading, "date_no_end", severity="notice", value="depuis 2021")


def test_an_end_before_a_year_is_its_first_day_at_the_latest(tmp_path):
    ties = HEAD + "début,fin\nA1,A2,concertation,2015,avant 2018\nA1,A2,collaboration,avant 2016,\n"
    reading = read_text(tmp_path, acteurs=ACTORS, liens=ties)
    frame = reading.tables["ties"]
    assert frame["end"].tolist()[0] == pd.Timestamp("2018-01-01")
    assert frame["end"].isna().tolist() == [False, True]
    assert frame["start"].isna().tolist() == [False, True]
    only(reading, "date_at_latest", severity="warning", value="avant 2018", row=2)
    only(reading, "date_no_start", severity="notice", value="avant 2016")


def test_an_end_written_under_a_heading_of_starts_is_said(tmp_path):
    ties = HEAD + "depuis\nA1,A2,concertation,jusqu'en 2019\n"
    reading = read_text(tmp_path, acteurs=ACTORS, liens=ties)
    assert reading.tables["ties"][["start", "end"]].isna().all().all()
    only(reading, "date_no_start", severity="warning")


@pytest.mark.parametrize(
    ("rows", "starts", "doubtful"),
    [
        (["2009-10", "2011-12", "2012-13"], ["2009-01-01", "2011-01-01", "2012-01-01"], 0),
        (["2009-10", "2008-2009"], ["2009-01-01", "2008-01-01"], 0),
        (["2009-10", "2011-12"], ["2009-01-01", "2011-01-01"], 0),
        (["2009-10", "2010-03"], ["2009-10-01", "2010-03-01"], 0),
        (["2009-10", "2015"], ["2009-10-01", "2015-01-01"], 1),
        (["2009-10", "2010-03", "2012-13"], ["2009-10-01", "2010-03-01", "2012-01-01"], 1),
    ],
)
@pytest.mark.parametrize("heading", ["période", "depuis"])
def test_two_years_or_a_month_as_the_column_tells(tmp_path, heading, rows, starts, doubtful):
    ties = HEAD + f"{heading}\n" + "".join(f"A1,A2,concertation,{row}\n" for row in rows)
    reading = read_text(tmp_path, acteurs=ACTORS, liens=ties)
    assert reading.tables["ties"]["start"].astype("str").tolist() == starts
    doubts = found(reading, "date_years_or_month")
    assert [p.value for p in doubts] == ["2009-10"] * doubtful
    assert {p.severity for p in doubts} <= {"warning"}


def test_doubtful_dates_are_warned_of_as_what_they_were_read_as(tmp_path):
    ties = HEAD + "période\nA1,A2,concertation,2020?\nA1,A2,concertation,avril 22\n"
    reading = read_text(tmp_path, acteurs=ACTORS, liens=ties)
    assert reading.tables["ties"]["start"].dt.year.tolist() == [2020, 2022]
    said = found(reading, "date_words")
    assert [(p.severity, p.value) for p in said] == [("warning", "2020?"), ("warning", "avril 22")]


@pytest.mark.parametrize("text", ["x" + " a x" * 19, "to " * 26, "depuis en in vers " * 4])
def test_a_text_that_could_be_parted_in_many_ways_is_read_at_once(monkeypatch, text):
    tried = []
    plain = periods.read_date
    monkeypatch.setattr(
        periods, "read_date", lambda text, **options: tried.append(text) or plain(text, **options)
    )
    assert read_period(text) is None
    assert len(tried) < 5000


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
