import pytest

from concertnet import BOURQUE, HIMMELMAN, PARTNER, Crosswalk, NotComparable, Scale, UnknownWord
from concertnet.scale import scale_named


def test_collaboration_is_the_lowest_for_bourque_and_the_highest_for_himmelman():
    assert BOURQUE.rank("collaboration") == 0
    assert HIMMELMAN.rank("collaborating") == 3


@pytest.mark.parametrize("word", ["partenariat", "Partnership", "PARTENARIATS", "partner"])
def test_levels_are_found_in_both_languages(word):
    assert BOURQUE.find(word) == "partnership"


def test_the_same_word_has_another_rank_in_another_scale():
    # "coordination" means concertation for Bourque, and is the third of four for PARTNER
    assert BOURQUE.find("coordination") == "concertation"
    assert PARTNER.find("coordination") == "coordination"


def test_unknown_level_names_the_known_ones():
    with pytest.raises(UnknownWord, match="partnership") as caught:
        BOURQUE.rank("fusion")
    assert "« fusion »" in caught.value.text("fr")


def test_own_scale_is_read_and_shown_as_written():
    days = Scale("days", ("Yearly", "Monthly"))
    assert days.find("monthly") == "Monthly"
    assert days.label("Monthly", "fr") == "Monthly"


@pytest.mark.parametrize("levels", [(), ("a", "A"), ("a", "b", "a")])
def test_a_scale_needs_distinct_levels(levels):
    with pytest.raises(NotComparable):
        Scale("bad", levels)


def test_scales_by_name():
    assert scale_named("PARTNER") is PARTNER
    assert scale_named(BOURQUE) is BOURQUE
    with pytest.raises(UnknownWord):
        scale_named("borque")


def test_a_crosswalk_names_every_level_and_keeps_their_order():
    whole = {
        "networking": None,
        "coordinating": "collaboration",
        "cooperating": "collaboration",
        "collaborating": "partnership",
    }
    walk = Crosswalk(HIMMELMAN, BOURQUE, whole)
    assert [walk(level) for level in HIMMELMAN.levels] == list(whole.values())
    with pytest.raises(NotComparable, match="networking"):
        Crosswalk(HIMMELMAN, BOURQUE, {k: v for k, v in whole.items() if k != "networking"})
    with pytest.raises(NotComparable):
        Crosswalk(HIMMELMAN, BOURQUE, whole | {"coordinating": "partnership"})
