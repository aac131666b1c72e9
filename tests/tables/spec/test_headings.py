import pytest

from concertnet.tables.spec.headings import (
    find_heading,
    known_headings,
    match_columns,
    table_for_headings,
    table_of,
)
from concertnet.tables.spec.schema import TABLES
from concertnet.words import words


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_table_and_column_is_known_by_its_name_and_its_labels(lang):
    w = words(lang)
    for name, table in TABLES.items():
        assert table_of(name) == (name, 2)
        assert table_of(w[f"table_{name}"])[0] == name
        headings = [w[column.word] for column in table.columns]
        assert match_columns(name, headings).found == {n: i for i, n in enumerate(table.names)}


def test_a_taken_heading_goes_to_its_next_candidate():
    assert match_columns("ties", ["from", "to", "level"]).found["source"] == 0
    found = match_columns("ties", ["source", "target", "level", "from", "to"]).found
    assert found == {"source": 0, "target": 1, "level": 2, "start": 3, "end": 4}


def test_an_exact_heading_goes_before_a_synonym():
    found = match_columns("actors", ["organisme", "acteur", "secteur d'activité", "secteur"])
    assert found.found == {"actor": 1, "field": 2, "sector": 3}
    assert found.others == (0,)


def test_a_repeated_heading_does_not_pass_to_another_column():
    columns = match_columns("ties", ["de", "de", "vers", "niveau"])
    assert columns.twice == (1,)
    assert "start" not in columns.found


def test_the_heading_row_holds_the_most_known_headings():
    rows = [["Liste des acteurs", ""], ["", ""], ["Acteur", "Secteur"], ["A1", "privé"]]
    assert find_heading(rows, known_headings("actors")) == 2
    assert find_heading([["x"], ["y"]], known_headings("actors")) is None


def test_headings_alone_tell_a_table_when_one_only_fits():
    assert table_for_headings(["de", "vers", "niveau de relation"]) == "ties"
    assert table_for_headings(["x", "y"]) is None


@pytest.mark.parametrize(
    ("name", "table"),
    [("acteurs", "actors"), ("LIENS", "ties"), ("mises_a_part", "set_aside"), ("sieges", "seats"),
     ("2. Ententes", "agreements"), ("a_propos", "about"), ("Feuil1", None)],
)  # fmt: skip
def test_files_and_sheets_are_named_in_both_languages(name, table):
    assert (table_of(name) or (None,))[0] == table


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("Date de nomination", "Fin de mandat"),
        ("Date d’entrée", "Date de sortie"),
        ("Arrivée", "Départ"),
        ("Début de mandat", "Jusqu'au"),
    ],
)
@pytest.mark.parametrize("table", ["mandates", "seats", "actors"])
def test_dates_are_known_by_what_people_call_them(table, start, end):
    key = {"mandates": "siège", "seats": "siège", "actors": "acteur"}[table]
    found = match_columns(table, [key, start, end]).found
    assert (found["start"], found["end"]) == (1, 2)


@pytest.mark.parametrize(
    "heading",
    ["No siège", "ID siège", "Siège no", "Code du siège", "Numéro du siège", "N° de siège"],
)
def test_seats_are_known_by_their_numbers(heading):
    assert match_columns("seats", [heading, "instance", "acteur"]).found["seat"] == 0
    assert match_columns("mandates", [heading, "personne"]).found["seat"] == 0


def test_the_ends_of_a_tie_stay_its_ends():
    found = match_columns("ties", ["De", "À", "niveau", "Jusqu'au"]).found
    assert [found[name] for name in ("source", "target", "end")] == [0, 1, 3]
