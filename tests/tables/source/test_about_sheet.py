import math

import pandas as pd
import pytest

from concertnet.scale import BOURQUE, PARTNER, Scale
from concertnet.tables.cells.dates import as_period
from concertnet.tables.spec.about import About
from tests.tables.making import ACTORS, TIES, errors, only, read_text, workbook

FULL = """élément,valeur
titre,Table de quartier
frontière du réseau,"Les membres, et leurs invités"
source des données,Sondage 2024
observé depuis,2022
fin de l'observation,2024
secteur reconnu,Médias
secteur reconnu,Culture
acteurs sollicités,40
répondants,30
"""


@pytest.mark.parametrize("text", [FULL, FULL.split("\n", 1)[1]])
def test_the_description_is_read_with_or_without_headings(tmp_path, text):
    reading = read_text(tmp_path, a_propos=text, acteurs=ACTORS)
    assert not reading.problems
    assert reading.about == About(
        "Table de quartier", "Les membres, et leurs invités", "Sondage 2024",
        ("Médias", "Culture"), 40, 30,
    )  # fmt: skip
    assert reading.about.response_rate == 0.75
    assert reading.observed == as_period(("2022", "2024"))


def test_a_scale_of_ones_own_is_declared_from_the_loosest(tmp_path):
    about = "item,value\nscale,fréquence\nscale level,Annuel\nscale level,Mensuel\n"
    ties = TIES.replace("concertation", "mensuel")
    reading = read_text(tmp_path, about=about, acteurs=ACTORS, liens=ties)
    assert reading.scale == Scale("fréquence", ("Annuel", "Mensuel"))
    assert reading.tables["ties"]["level"].tolist() == ["Mensuel"]
    assert not errors(reading)


def test_a_known_scale_is_declared_by_its_name(tmp_path):
    reading = read_text(tmp_path, about="échelle,PARTNER\n", acteurs=ACTORS)
    assert reading.scale == PARTNER
    assert read_text(tmp_path / "b", acteurs=ACTORS).scale == BOURQUE


def test_the_scale_given_goes_before_the_one_declared(tmp_path):
    from concertnet.tables.read import read_tables
    from tests.tables.making import folder

    path = folder(tmp_path, about="échelle,bourque\n", acteurs=ACTORS)
    assert read_tables(path, scale=PARTNER).scale == PARTNER


@pytest.mark.parametrize(
    ("row", "code", "value"),
    [
        ("acteurs sollicités,beaucoup", "about_number", "beaucoup"),
        ("observé depuis,2024-02-30", "date_wrong", "2024-02-30"),
        ("observé depuis,2024", "about_observed", "2024"),
        ("échelle,inventée", "about_scale", "inventée"),
    ],
)
def test_a_wrong_value_is_an_error_with_its_row(tmp_path, row, code, value):
    reading = read_text(tmp_path, a_propos=f"élément,valeur\ntitre,X\n{row}\n", acteurs=ACTORS)
    only(reading, code, file="a_propos.csv", row=3, value=value, severity="error")


def test_unknown_and_repeated_items_are_said(tmp_path):
    text = "titre,X\nMétéo,beau\ntitre,Y\n"
    reading = read_text(tmp_path, a_propos=text, acteurs=ACTORS)
    only(reading, "about_item", row=2, value="Météo", severity="notice")
    only(reading, "about_twice", row=3, severity="warning")
    assert reading.about.title == "X"


def test_the_description_may_be_a_sheet(tmp_path):
    from concertnet.tables.read import read_tables

    rows = [["acteur", "secteur"], ["A1", "privé"]]
    about = [["titre", "Réseau"], ["invités", 12],
             ["début de l'observation", pd.Timestamp("2020-01-01")],
             ["fin de l'observation", 2021]]  # fmt: skip
    path = workbook(tmp_path / "a.xlsx", **{"À propos": about, "Acteurs": rows})
    reading = read_tables(path)
    assert reading.about == About("Réseau", invited=12)
    assert reading.observed == as_period(("2020", "2021"))


def test_the_response_rate_is_undefined_without_its_counts():
    assert math.isnan(About(invited=3).response_rate)
    assert math.isnan(About(invited=0, responded=0).response_rate)
    assert About(title=" x\r\ny ", sectors=[" a", "a", ""]) == About(title="x\ny", sectors=("a",))
