"""Directed questions: what both ends of an arrow say, worked by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from tests.thorough import how_many

SECTORS = {"a": "private", "b": "community", "c": "community", "d": "institutional"}


def referring(rows, answered=None, **more):
    """Arrows of *referrals*: source, target, who says it, what it says (yes), in which words."""
    directed = pd.DataFrame(
        [(*row, "yes", None)[:5] if len(row) == 3 else (*row, None)[:5] for row in rows],
        columns=["source", "target", "reported_by", "end_says", "value"],
    ).assign(question="referrals")
    actors = pd.DataFrame({"actor": list(SECTORS), "sector": list(SECTORS.values())})
    asked = answered if answered is not None else {"a": None, "b": None, "c": None}
    respondents = pd.DataFrame(
        {
            "actor": [*asked, "d"],
            "answered": ["complete"] * len(asked) + ["none"],
            "not_answered": [*asked.values(), None],
        }
    )
    return cn.Network(actors, directed=directed, respondents=respondents, **more)


def statuses(net, **how):
    found = cn.confirmation(net, question="referrals", **how)
    return found.pairs.set_index(["actor", "other"])["status"].to_dict()


WORKED = [
    ("a", "b", "a"), ("a", "b", "b"),  # both ends say it
    ("a", "c", "a"),  # c answered, and is asked who refers people to it: no
    ("b", "c", "c"), ("b", "c", "b", "no"),  # b says no
    ("c", "a", "c"), ("c", "a", "a", "dont_know"),  # a does not know
    ("b", "d", "b"),  # d did not answer
    ("c", "b", "b"), ("c", "b", "c", "no_answer"),  # c left the line empty
    ("d", "a", "d", "no_answer"),  # nobody says it: no arrow
]  # fmt: skip


def test_worked_by_hand():
    found = cn.confirmation(referring(WORKED), question="referrals")
    assert statuses(referring(WORKED)) == {
        ("a", "b"): "confirmed",
        ("a", "c"): "unconfirmed",
        ("b", "c"): "unconfirmed",
        ("c", "a"): "unverifiable",
        ("b", "d"): "unverifiable",
        ("c", "b"): "unverifiable",
    }
    assert found.share == 1 / 3
    assert found.question == "referrals"
    assert np.isnan(found.alpha)
    assert not found.inferred
    says = found.pairs.set_index(["actor", "other"])[["actor_says", "other_says"]]
    assert says.loc[("a", "b")].tolist() == [1, 1]
    assert says.loc[("a", "c")].tolist() == [1, 0]
    assert says.loc[("b", "c")].tolist() == [0, 1]
    assert np.isnan(says.loc[("c", "a"), "other_says"])
    assert np.isnan(says.loc[("c", "b"), "actor_says"])


def test_groups_go_from_the_source_to_the_target():
    groups = cn.confirmation(referring(WORKED), question="referrals").groups
    cells = groups.set_index(["group", "other_group"])
    assert cells.loc[("private", "community"), ["confirmed", "unconfirmed"]].tolist() == [1, 1]
    assert cells.loc[("community", "private"), ["confirmed", "unverifiable"]].tolist() == [0, 1]
    assert cells.loc[("community", "institutional"), "unverifiable"] == 1
    assert ("institutional", "community") not in cells.index


def test_an_end_that_nobody_was_asked_from_says_nothing():
    asked_one_way = [row for row in WORKED if row[0] == row[2]]
    found = cn.confirmation(referring(asked_one_way), question="referrals")
    assert set(found.pairs["status"]) == {"unverifiable"}
    assert np.isnan(found.share)


def test_a_line_that_respondents_tell_as_left_empty_is_not_known():
    left = referring(WORKED[:3], {"a": None, "b": None, "c": "a"})
    assert statuses(left)["a", "c"] == "unverifiable"
    said = referring([*WORKED[:3], ("a", "c", "c", "no")], {"a": None, "b": None, "c": "a"})
    assert statuses(said)["a", "c"] == "unconfirmed"  # what a row says wins


def test_ends_that_use_other_words_are_discordant():
    rows = [("a", "b", "a", "yes", "often"), ("a", "b", "b", "yes", "Seldom"),
            ("b", "c", "b", "yes", "Often"), ("b", "c", "c", "yes", "often"),
            ("c", "a", "c", "yes", "often"), ("c", "a", "a", "yes", None)]  # fmt: skip
    found = cn.confirmation(referring(rows), question="referrals")
    assert found.pairs["discordant"].tolist() == [True, False, False]
    assert found.groups["discordant"].sum() == 1


def test_what_a_third_party_says_is_counted_and_left_out():
    found = cn.confirmation(referring([*WORKED[:2], ("a", "d", "c")]), question="referrals")
    assert (len(found.pairs), found.unknown) == (1, 1)


def test_each_wave_speaks_for_itself():
    net = referring(WORKED[:3])
    directed = net.directed.assign(start=pd.Timestamp("2024-01-01"), end=pd.Timestamp("2025-01-01"))
    later = net.directed.iloc[:1].assign(start=pd.Timestamp("2025-01-01"))
    asked = net.respondents.assign(wave="2024", date=pd.Timestamp("2024-01-01"))
    again = net.respondents.assign(wave="2025", date=pd.Timestamp("2025-01-01"))
    both = net.with_tables(
        directed=pd.concat([directed, later]), respondents=pd.concat([asked, again])
    )
    assert statuses(both, wave="2024") == statuses(net)
    assert statuses(both) == {("a", "b"): "unverifiable"}  # in 2025 one end only was asked


def test_without_respondents_who_answered_is_read_from_who_speaks():
    net = referring(WORKED[:3]).with_tables(respondents=pd.DataFrame())
    found = cn.confirmation(net, question="referrals")
    assert found.inferred
    assert statuses(net) == {("a", "b"): "confirmed", ("a", "c"): "unverifiable"}


def test_a_question_that_was_not_asked_is_refused():
    with pytest.raises(cn.UnknownWord, match="referrals"):
        cn.confirmation(referring(WORKED), question="advice")
    with pytest.raises(cn.MissingAttribute):
        cn.confirmation(referring(WORKED))


ENDS = st.sampled_from([None, "yes", "no", "no_answer", "dont_know"])


@settings(max_examples=how_many(13, 40), deadline=None)
@given(st.dictionaries(st.sampled_from([(a, b) for a in "abc" for b in "abc" if a != b]),
                       st.tuples(ENDS, ENDS), min_size=1), st.randoms())  # fmt: skip
def test_turning_every_arrow_round_turns_the_answer(arrows, random):
    rows = [
        (source, target, by, says)
        for (source, target), both in arrows.items()
        for by, says in zip((source, target), both, strict=True)
        if says is not None
    ]
    if not rows:
        return
    turned = [(target, source, by, says) for source, target, by, says in rows]
    random.shuffle(turned)
    found = statuses(referring(rows))
    assert found == {(a, b): one for (b, a), one in statuses(referring(turned)).items()}
    counts = cn.confirmation(referring(rows), question="referrals").groups
    assert counts[["confirmed", "unconfirmed", "unverifiable"]].to_numpy().sum() == len(found)
