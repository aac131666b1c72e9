"""A square matrix of relations, read as ties."""

import pytest

from tests.tables.making import errors, found, only, read_tables, workbook

LISTED = [["Organisme", "Secteur"], ["Alpha", "privé"], ["Beta", "public"], ["Gamma", "privé"]]
SAME = [
    ["Intensité des liens"],
    [None, "Alpha", "Beta", "Gamma"],
    ["Alpha", "X", "concertation", None],
    ["Beta", "concertation", "X", "partenariat"],
    ["Gamma", None, "partenariat", "X"],
]


def read(tmp_path, rows, title="Matrice", decisions=None, **others):
    path = workbook(tmp_path / "a.xlsx", Organismes=LISTED, **{title: rows}, **others)
    return read_tables(path, decisions=decisions)


def ties(reading):
    columns = ["source", "target", "level", "reported_by"]
    return reading.tables["ties"][columns].fillna("").to_numpy().tolist()


@pytest.mark.parametrize("title", ["Matrice", "Liens", "Feuil2"])
def test_a_matrix_gives_one_tie_a_pair(tmp_path, title):
    reading = read(tmp_path, SAME, title)
    assert not errors(reading)
    assert ties(reading) == [
        ["Alpha", "Beta", "concertation", ""],
        ["Beta", "Gamma", "partnership", ""],
    ]
    notice = only(reading, "matrix_read", severity="notice", sheet=title)
    assert notice.fields["n"] == 2
    assert not found(reading, "sheet_unknown")


def test_one_half_of_a_matrix_is_enough(tmp_path):
    rows = [*SAME[:3], ["Beta", None, "X", "partenariat"], ["Gamma", None, None, "X"]]
    assert ties(read(tmp_path, rows)) == ties(read(tmp_path, SAME))


def test_two_sides_that_differ_are_what_each_row_reports(tmp_path):
    rows = [*SAME[:3], ["Beta", "partenariat", "X", 0], ["Gamma", "?", "aucun lien", "X"]]
    reading = read(tmp_path, rows)
    assert ties(reading) == [
        ["Alpha", "Beta", "concertation", "Alpha"],
        ["Beta", "Alpha", "partnership", "Beta"],
    ]
    notice = only(reading, "matrix_reports", severity="notice")
    assert (notice.fields["none"], notice.fields["unknown"]) == (2, 1)


def test_a_none_that_faces_a_tie_is_not_half_a_matrix(tmp_path):
    rows = [*SAME[:3], ["Beta", 0, "X", None], ["Gamma", None, None, "X"]]
    assert ties(read(tmp_path, rows)) == [["Alpha", "Beta", "concertation", "Alpha"]]


def test_numbers_are_decided_once_each_and_proposed_by_their_place(tmp_path):
    rows = [
        ["No", "Organisme", "Alpha", "Beta", "Gamma", "Total"],
        [1, "Alpha", None, 3, 1, 4],
        [2, "Beta", 3, None, 0, 3],
        [3, "Gamma", 1, 0, None, 1],
        [None, "Total", 4, 3, 1, 8],
    ]
    reading = read(tmp_path, rows)
    asked = {one.written: one for one in reading.decisions}
    assert {text: one.proposed for text, one in asked.items()} == {
        "3": "partnership",
        "1": "collaboration",
    }
    assert all(one.reason == "level_number" for one in asked.values())
    answers = {one.key: one.proposed for one in asked.values()}
    reading = read(tmp_path, rows, decisions=answers)
    assert not errors(reading)
    assert ties(reading) == [
        ["Alpha", "Beta", "partnership", ""],
        ["Alpha", "Gamma", "collaboration", ""],
    ]


def test_a_matrix_a_year_dates_its_ties(tmp_path):
    later = [row[:] for row in SAME]
    reading = read(tmp_path, SAME, "Matrice 2022", **{"Matrice 2023": later})
    table = reading.tables["ties"]
    assert table["start"].dt.year.tolist() == [2022, 2022, 2023, 2023]
    assert not errors(reading)


def test_a_matrix_beside_a_list_of_ties_is_said_not_to_be_read(tmp_path):
    listed = [["De", "À", "Niveau"], ["Alpha", "Beta", "concertation"]]
    reading = read(tmp_path, SAME, Liens=listed)
    only(reading, "matrix_unread", severity="warning", sheet="Matrice")
    assert len(reading.tables["ties"]) == 1


def test_a_tie_with_oneself_is_counted(tmp_path):
    rows = [*SAME[:2], ["Alpha", "partenariat", "concertation", None], *SAME[3:]]
    notice = only(read(tmp_path, rows), "matrix_diagonal", severity="notice")
    assert notice.fields["n"] == 1


def test_names_that_are_no_actor_are_said(tmp_path):
    rows = [["", "Alpha", "Beta", "Zeta"], ["Alpha", "", "concertation", ""]]
    rows += [["Beta", "concertation", "", ""], ["Zeta", "", "partenariat", ""]]
    reading = read(tmp_path, rows)
    assert [one.written for one in reading.decisions] == ["Zeta"]


def test_a_formula_without_a_value_is_said_at_its_row(tmp_path):
    rows = [row[:] for row in SAME]
    rows[2][2] = "=1/0"
    reading = read(tmp_path, rows)
    assert [p.row for p in reading.problems if p.severity == "error"] == [3]


def test_the_diagonal_is_known_by_its_place_when_names_are_shorter_on_one_side(tmp_path):
    names = ["MRC", "Ville de St-Éloi", "CLSC", "Scierie Roy", "Maison des jeunes", "Caisse"]
    across = ["MRC de la Côte", "Ville de Saint-Éloi", *names[2:4], "Maison des\njeunes", "Caisse"]
    levels = [
        ["X" if i == j else "concertation" if i + j == 1 else "" for j in range(6)]
        for i in range(6)
    ]
    rows = [["", *across], *([name, *row] for name, row in zip(names, levels, strict=True))]
    actors = [["Organisme", "Secteur"], *([name, "public"] for name in across)]
    actors[5][0] = "Maison des jeunes"
    reading = read_tables(workbook(tmp_path / "a.xlsx", Organismes=actors, Matrice=rows))
    assert [one.written for one in reading.decisions] == ["MRC"]  # no level is asked for an X
    assert reading.decisions[0].proposed == "MRC de la Côte"
    assert len(reading.tables["ties"]) == 1  # both sides say the same
    assert not found(reading, "matrix_diagonal")


def test_places_in_a_matrix_are_said_in_the_readers_language(tmp_path):
    rows = [["", "A", "B", "C"], ["A", "", "zut", ""], ["B", "", "", ""], ["C", "", "", ""]]
    actors = [["Organisme"], ["A"], ["B"], ["C"]]
    reading = read_tables(workbook(tmp_path / "a.xlsx", Organismes=actors, Matrice=rows))
    (told,) = found(reading, "level_unknown")
    assert "niveau de relation" in told.place("fr")


@pytest.mark.parametrize("zero", ["0", "0.0", "0,00", 0.0, "-0.0"])
def test_zero_is_no_relation_however_it_is_written(tmp_path, zero):
    rows = [row[:] for row in SAME]
    rows[2][3] = rows[4][1] = rows[2][1] = zero
    rows[3][2] = "2.0"  # a number on the diagonal is no tie of an organisation with itself
    reading = read(tmp_path, rows)
    assert not errors(reading)
    assert ties(reading) == [
        ["Alpha", "Beta", "concertation", ""],
        ["Beta", "Gamma", "partnership", ""],
    ]
    assert not found(reading, "matrix_diagonal")
