"""A decision is said in both languages, and an answer is found however the name is spelt."""

import pytest

from concertnet.tables.decide.decision import (
    DECISIONS,
    DIFFERENT,
    IGNORE,
    NEW,
    OWN,
    UNKNOWN,
    CellPlace,
    Choice,
    Decision,
    decision_key,
)
from concertnet.words import LANGUAGES, Word

CELLS = tuple(CellPlace("a.xlsx", "Liens", row, "organisme") for row in (3, 9))
ADD = Choice(NEW, Word("answer_new_actor"), "new_actor")
LEAVE = Choice(IGNORE, Word("answer_ignore"), "ignore")
ALL = Choice(NEW, Word("answer_new_all"), "new_all")
ASKED = [
    Decision("actor", "Caisse D", CELLS, (Choice("A1", "Caisse", "actor"), ADD, LEAVE), "A1"),
    Decision("actor", "Caisse D", CELLS[:1], (ADD, LEAVE)),
    Decision("instance", "Table J", CELLS, (Choice("T", "Table", "instance"), ADD), None, "alike"),
    Decision("instance", "Table J", CELLS, (ADD,)),
    Decision(
        "sector",
        "Municipal",
        CELLS,
        (
            Choice("institutional", Word("institutional"), "sector"),
            Choice(OWN, Word("answer_own"), "own"),
            Choice(UNKNOWN, Word("answer_unknown"), "unknown"),
        ),
        "institutional",
        "compound",
    ),
    Decision(
        "sector", "Xyz", CELLS, (Choice(OWN, Word("answer_own"), "own"),), None, "unknown_word"
    ),
    Decision("actors", "", CELLS, (ALL,), NEW, "no_list"),
    Decision(
        "same",
        "A1 = A2",
        (),
        (
            Choice("A1", "Caisse [A1]", "keep"),
            Choice(DIFFERENT, Word("answer_different"), "different"),
        ),
        "A1",
        "same_alike",
        0,
        {
            "one": "A1 = A2",
            "other": "B",
            "likeness": 91,
            "partners": 2,
            "bodies": 1,
            "sectors": Word("sectors_agree"),
        },
    ),
]


@pytest.mark.parametrize("decision", ASKED)
def test_a_decision_is_said_in_both_languages(decision):
    for lang in LANGUAGES:
        said = [decision.text(lang), decision.why(lang)]
        said += [choice.does(decision.written, lang) for choice in decision.choices]
        for text in said:
            assert not {"{", "}"} & set(text), text
            assert text.endswith((".", "?"))
        assert decision.written in said[0]
        row = decision.as_row(lang)
        assert (row["key"], row["n"]) == (decision.key, decision.n)
        assert set(row) == set(DECISIONS.names)
    assert decision.text("fr") != decision.text("en")


def test_the_question_counts_the_cells_and_names_the_likely():
    assert ASKED[0].text("en") == '"Caisse D" (2 cells): Caisse, or another organisation?'
    assert ASKED[1].text("en").startswith('"Caisse D" (1 cell): a new actor')
    assert ASKED[4].text("en") == '"Municipal" (2 cells): institutional, or another sector?'


def test_only_a_word_of_sector_lets_reading_go_on():
    assert [decision.stops for decision in ASKED] == [True] * 4 + [False] * 2 + [True, False]


def test_an_answer_is_found_however_the_name_is_spelt():
    keys = {decision_key("actor", s) for s in ("Aînés & Cie", "  aines ET cie.", "AÎNÉS et  Cie")}
    assert len(keys) == 1
    assert decision_key("actor", "x") != decision_key("instance", "x")


def test_a_choice_is_found_by_its_answer():
    assert ASKED[0].choice("A1").shown == "Caisse"
    assert ASKED[0].choice("A2") is None
    assert ASKED[0].choice(None) is None
