"""What codes mean is read where the data say it, and proposed; never applied by itself."""

import pandas as pd

from concertnet.tables.cells.sheets import RawSheet
from concertnet.tables.read import read_tables
from concertnet.tables.source.legend import legend_of
from tests.tables.making import workbook


def told(*rows, title="Notes"):
    return legend_of([RawSheet("a.xlsx", title, pd.DataFrame(list(rows), dtype="str"))])


def test_a_legend_in_one_cell_or_one_below_the_other():
    assert told(["0 = aucun lien, 1 = se parlent; 2 = partenariat"]) == {
        "0": "aucun lien", "1": "se parlent", "2": "partenariat",
    }  # fmt: skip
    assert told(["1 - se parlent"], ["2 - partenariat"]) == {"1": "se parlent", "2": "partenariat"}
    assert told(["1", "se parlent"], ["2", "partenariat"], title="Légende") == {
        "1": "se parlent", "2": "partenariat",
    }  # fmt: skip


def test_what_is_no_legend_says_nothing():
    assert told(["1", "Ville"], ["2", "CLSC"]) == {}
    assert told(["Réunion de 9:30 à 11:45"], ["2020-2021"], ["1 = Ville"]) == {}
    assert told([""]) == {}


def test_a_code_with_two_meanings_has_none():
    assert told(["1 = a, 2 = b"], ["1 = c, 2 = b"]) == {"2": "b"}


def test_a_legend_is_proposed_for_the_levels_and_asked(tmp_path):
    rows = [
        ["", "Ville", "CLSC", "Roy"],
        ["Ville", "X", 1, 2],
        ["CLSC", 1, "X", 3],
        ["Roy", 2, 3, "X"],
    ]
    notes = [["1 = partenariat formel, 2 = se concertent, 3 = s'évitent"]]
    actors = [["Organisme", "Secteur"], ["Ville", "public"], ["CLSC", "public"], ["Roy", "privé"]]
    path = workbook(tmp_path / "a.xlsx", Notes=notes, Organismes=actors, Matrice=rows)
    reading = read_tables(path)
    asked = {one.written: one for one in reading.decisions}
    assert asked["1"].proposed == "partnership"
    assert asked["2"].proposed == "concertation"
    assert asked["3"].fields["legend"] == "s'évitent"
    assert asked["3"].proposed is None  # its place on the scale says nothing against the legend
    assert "1 = partenariat formel" in asked["1"].text("fr")
    assert "se concertent" in asked["2"].why("fr")
