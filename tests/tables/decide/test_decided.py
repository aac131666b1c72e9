"""Answers as they were typed: found however a key is spelt, and known to have served."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concertnet.tables.decide.decided import Decided, same_answer
from concertnet.tables.decide.decision import decision_key


@given(st.text(max_size=12))
def test_a_key_is_the_same_folded_twice(text):
    for kind in ("actor", "same"):
        key = decision_key(kind, text)
        assert decision_key(kind, key.partition(":")[2]) == key


def test_an_answer_that_was_not_asked_for_is_not_used():
    answers = Decided({"actor:Zorg": "A1", "actor:Ville": "A2", "actor:Vide": "", "bizarre": "x"})
    assert answers.on("actor", "ZORG") == "A1"
    assert answers.on("actor", "autre") is None
    assert answers.unused == ("actor:ville", "bizarre")
    answers.refuse("actor", "zorg")
    assert answers.unclear == ("actor:zorg",)


@pytest.mark.parametrize(
    ("kind", "one", "other", "same"),
    [
        ("actor", "Caisse [A53]", "A53", True),
        ("actor", "nouvel acteur", "new", True),
        ("actor", "A1", "A2", False),
        ("sector", "Privé", "private", True),
        ("sector", "Privé", "secteur à part", False),
        ("same", "différents", "not the same", True),
    ],
)
def test_the_same_answer_may_be_written_in_several_ways(kind, one, other, same):
    assert same_answer(kind, one, other) is same
