"""Which spellings are one name, and which are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concertnet.tables.decide.spelling import bare_name, folded_name, initials


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maison des Aînés", "MAISON DES AINES"),
        ("Jeunes & Familles", "jeunes et familles"),
        ("Youth & Families", "Youth and Families"),
        ("L’Éveil", "l'eveil"),
        ("Centre  d'action\nbénévole", "Centre d´action bénévole."),
        ("C.D.C. du Nord", "CDC du Nord"),
        ("Saint-Jean", "Saint Jean"),
        ("«Le Phare»", "Le Phare"),
    ],
)
def test_spellings_of_one_name(one, other):
    assert folded_name(one) == folded_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dupont inc.", "Dupont"),
        ("Dupont, Inc", "Dupont ltée"),
        ("Services X S.E.N.C.R.L.", "Services X"),
        ("Ville de St-Aubin", "Ville de Saint-Aubin"),
        ("Ste-Foy", "Sainte-Foy"),
    ],
)
def test_legal_endings_and_saints_are_set_aside_last(one, other):
    assert folded_name(one) != folded_name(other)
    assert bare_name(one) == bare_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CPE de l'Est", "CPE de l'Ouest"),
        ("École 1", "École 2"),
        ("Table jeunesse", "Table jeunesse et famille"),
        ("A-1", "A1"),
        ("Inc", "Ltée"),
    ],
)
def test_names_that_stay_apart(one, other):
    assert bare_name(one) != bare_name(other)


def test_initials():
    assert "cdc" in initials("Corporation de développement communautaire")
    assert initials("Ville") == ()


@given(st.text(max_size=20))
def test_folding_twice_changes_nothing(text):
    assert folded_name(folded_name(text)) == folded_name(text)
