"""Who may be meant by a name, and what tells two names apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concertnet.tables.decide.name_book import NameBook
from tests.thorough import how_many

NAMES = ["CPE de l'Est", "Centre d'action bénévole du Nord", "École 12", "Ville de Rives"]
BOOK = NameBook(["1", "2", "3", "4"], NAMES)


def likely(written):
    (found,) = BOOK.candidates([written])
    return [(one.identifier, one.reason, one.proposed) for one in found]


def test_a_compass_point_or_a_number_is_never_proposed_as_the_same():
    assert likely("CPE de l'Ouest") == [("1", "differs", False)]
    assert likely("Centre d'action bénévole du Sud") == [("2", "differs", False)]
    assert likely("École 13") == [("3", "differs", False)]
    assert likely("Ville de Rive") == [("4", "alike", True)]


def test_an_acronym_is_proposed_both_ways():
    assert likely("CABN") == [("2", "acronym", True)]
    book = NameBook(["1"], ["MDJ"])
    (found,) = book.candidates(["Maison des jeunes"])
    assert found[0].reason == "acronym"


def test_a_name_of_nobody_has_no_candidate():
    assert likely("Radio") == []
    assert NameBook([], []).candidates(["x"]) == [()]


def test_what_was_decided_goes_before_names_and_after_identifiers():
    book = NameBook(["1", "2"], ["Ville", "Autre"], aliases=[("2", "Ville"), ("2", "1")])
    assert book.whose("ville") == ("2", "1")  # the name of another too: it is asked
    assert book.whose("1") == ("1",)


def test_brackets_that_are_no_acronym_stay_part_of_the_name():
    book = NameBook(["1", "2"], ["CPE Soleil (Est)", "Centre local d'emploi (CLE)"])
    assert book.whose("CPE Soleil") == ()
    assert book.whose("CLE") == ("2",)


def test_long_names_and_empty_ones_are_compared_without_harm():
    book = NameBook(["1", "2"], ["x" * 30_000, ""])
    assert book.whose("") == ()
    (found,) = book.candidates(["x" * 29_999])
    assert found[0].identifier == "1"


QUEBEC = {
    "1": "MRC de la Rivière-aux-Outardes",
    "2": "Centre de services scolaire des Outardes",
    "3": "CDC des Outardes",
    "4": "Société d'aide au développement (SADC)",
    "5": "Municipalité de Saint-Éloi-des-Monts",
    "6": "Loisirs St-Éloi",
    "7": "CISSS de la Côte",
    "8": "Ville de Rives",
    "9": "Ville de Monts",
}


def proposed(written, names=QUEBEC):
    (found,) = NameBook(list(names), list(names.values())).candidates([written])
    return [(one.identifier, one.reason) for one in found if one.proposed]


def test_first_words_and_initials_of_first_words_are_proposed():
    assert proposed("MRC") == [("1", "begins")]
    assert proposed("CSS des Outardes") == [("2", "shortened")]
    assert proposed("CSS Outardes") == [("2", "shortened")]
    assert proposed("CSS") == [("2", "shortened")]
    assert proposed("CISSS") == [("7", "begins")]
    assert proposed("Corporation de développement communautaire des Outardes") == [
        ("3", "shortened")
    ]
    assert proposed("St-Éloi-des-Monts") == [("5", "within")]
    assert proposed("CSS de la Côte") == []


def test_capitals_in_brackets_are_proposed_even_when_they_are_no_initials():
    assert proposed("SADC") == [("4", "acronym")]
    assert proposed("Est", {"1": "CPE Soleil (Est)"}) == []
    assert proposed("II", {"1": "Maison (II)"}) == []


def test_first_words_of_two_names_are_both_candidates():
    assert proposed("Ville") == [("8", "begins"), ("9", "begins")]


NAMED = st.tuples(
    st.sampled_from(["A12", "a12", "B7", "A1", "A2", "12"]),
    st.sampled_from(
        ["", "A12", "a12", "A12 inc.", "La A12", "Association 1", "Aide (A1)", "B 7", "12", "Ville"]
    ),
)


@settings(max_examples=how_many(60, 300), deadline=None)
@given(called=st.lists(NAMED, max_size=5))
def test_codes_of_their_own_are_passed_over_and_no_pair_is_lost(called):
    book = NameBook([one for one, _ in called], [name for _, name in called])
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(NameBook, "_doubtful", lambda self: self._called)
        every = NameBook([one for one, _ in called], [name for _, name in called]).pairs()
    assert book.pairs() == every
