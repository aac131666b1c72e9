"""Actors that are listed twice: pairs that are asked, and answers taken together."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from concertnet.tables.decide.decision import DIFFERENT
from concertnet.tables.decide.same import decided_same, same_decisions
from concertnet.tables.read import read_tables
from concertnet.words import LANGUAGES
from tests.tables.making import folder

ACTORS = """acteur,nom,secteur
a,CDC des Rives,communautaire
b,C.D.C. Rives,communautaire
c,CDC du Lac,communautaire
d,Corporation de développement communautaire,communautaire
e,École du Lac 1,institutionnel
f,École du Lac 2,institutionnel
g,Quincaillerie Roy inc.,privé
h,Quincaillerie Roy,communautaire
"""
TIES = """source,cible,niveau
a,c,concertation
b,c,collaboration
b,e,collaboration
"""


@pytest.fixture
def tables(tmp_path):
    return read_tables(folder(tmp_path, acteurs=ACTORS, liens=TIES)).tables


def asked(tables, answers=None):
    return {one.written: one for one in same_decisions(tables, answers or {})}


def test_pairs_of_close_names_are_asked_once_with_what_they_share(tables):
    found = asked(tables)
    assert set(found) == {"g = h", "a = b"}
    pair = found["a = b"]
    assert pair.fields["partners"] == 1
    assert [choice.answer for choice in pair.choices] == ["b", "a", DIFFERENT]  # b is named most
    for lang in LANGUAGES:
        assert "CDC des Rives" in pair.text(lang)
        assert "1" in pair.why(lang)


def test_a_pair_whose_sectors_differ_is_never_proposed(tables):
    found = asked(tables)
    assert found["g = h"].reason == "same_same_name"
    assert found["g = h"].proposed is None
    assert found["a = b"].proposed == "b"


def test_another_place_or_number_is_another_organisation(tables):
    pairs = " ".join(asked(tables))
    assert not {"c", "e", "f"} & set(pairs.split())


def test_a_pair_that_was_answered_is_not_asked_again(tables):
    assert set(asked(tables, {"same:a = b": DIFFERENT})) == {"g = h"}
    assert set(asked(tables, {"same:b = a": "a"})) == {"g = h"}


def test_answers_on_pairs_are_taken_together():
    answers = {"same:a = b": "a", "same:c = b": "b", "same:d = e": "e", "same:a = e": DIFFERENT}
    found = decided_same(answers)
    assert found.kept == {"b": "a", "c": "a", "d": "e"}
    assert found.conflicts == ()


@pytest.mark.parametrize(
    "answers",
    [
        {"same:a = b": "a", "same:b = c": "b", "same:a = c": DIFFERENT},
        {"same:a = b": "a", "same:b = c": "c"},  # which of a and c is kept is not said
        {"same:a = b": "a", "same:b = c": "b", "same:c = a": "c"},
    ],
)
def test_answers_that_contradict_each_other_are_named_and_not_applied(answers):
    found = decided_same(answers)
    assert found.kept == {}
    assert [set(keys) for keys in found.conflicts] == [set(answers)]


def test_an_answer_that_names_neither_is_not_understood():
    assert decided_same({"same:a = b": "c"}).unknown == ("same:a = b",)


@given(st.permutations([("a", "b"), ("b", "c"), ("d", "c"), ("e", "f")]))
def test_the_order_of_answers_changes_nothing(pairs):
    answers = {f"same:{one} = {other}": min(one, other) for one, other in pairs}
    answers["same:d = c"] = "c"
    assert decided_same(answers).kept == {"b": "a", "c": "a", "d": "a", "f": "e"}


def test_an_empty_list_asks_nothing(tmp_path):
    empty = read_tables(tmp_path / "none").tables
    assert same_decisions(empty, {}) == ()
    assert isinstance(empty["actors"], pd.DataFrame)
