import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from concertnet.measures.reports.confirmation import reports_by_groups
from tests.networks import LEVELS, surveyed, worked_survey
from tests.thorough import how_many


def test_the_worked_case():
    found = cn.confirmation(worked_survey())
    pairs = found.pairs.set_index(["actor", "other"])
    assert pairs["status"].to_dict() == {
        ("A", "B"): "confirmed",
        ("A", "D"): "unverifiable",
        ("B", "C"): "unconfirmed",
    }
    assert pairs["discordant"].to_dict()[("A", "B")]
    assert pairs.loc[("A", "B"), ["actor_says", "other_says"]].tolist() == [2, 3]
    assert pairs.loc[("B", "C"), ["actor_says", "other_says"]].tolist() == [0, 1]
    assert np.isnan(pairs.loc[("A", "D"), "other_says"])
    assert found.share == 0.5
    assert found.unknown == 0
    assert not found.inferred


def test_counts_by_groups():
    groups = cn.confirmation(worked_survey()).groups.set_index(["group", "other_group"])
    assert groups.loc[("community", "private"), "confirmed"] == 1
    assert groups.loc[("community", "private"), "discordant"] == 1
    assert groups.loc[("community", "community"), "unconfirmed"] == 1
    assert groups.loc[("institutional", "private"), "unverifiable"] == 1
    assert np.isnan(groups.loc[("institutional", "private"), "confirmed_share"])


def test_a_denial_of_a_pair_whose_other_side_is_silent_is_no_tie():
    net = surveyed([("A", "B", 1)], {"A": ("complete", None), "B": ("none", None), "C": None})
    assert cn.confirmation(net).pairs[["actor", "other"]].to_numpy().tolist() == [["A", "B"]]


def test_who_was_not_asked_is_unknown_not_no():
    asked = {"A": ("complete", None), "B": None}
    assert cn.confirmation(surveyed([("A", "B", 1)], asked)).pairs["status"].tolist() == [
        "unverifiable"
    ]
    asked["B"] = ("complete", None)
    assert cn.confirmation(surveyed([("A", "B", 1)], asked)).pairs["status"].tolist() == [
        "unconfirmed"
    ]
    asked["B"] = ("complete", "A")  # a roster that left A out: not asked, not no
    assert cn.confirmation(surveyed([("A", "B", 1)], asked)).pairs["status"].tolist() == [
        "unverifiable"
    ]


def test_without_respondents_who_answered_is_inferred_and_said():
    net = worked_survey()
    none = cn.confirmation(net.with_tables(respondents=net.respondents.iloc[:0]))
    assert none.inferred
    # D reports nothing: it is not known whether it answered
    assert none.pairs.set_index(["actor", "other"])["status"].to_dict() == {
        ("A", "B"): "confirmed",
        ("A", "D"): "unverifiable",
        ("B", "C"): "unconfirmed",
    }


def test_ties_that_nobody_reports_are_counted_and_left_out():
    net = worked_survey()
    ties = pd.concat(
        [net.ties, pd.DataFrame({"source": ["A"], "target": ["C"], "level": [LEVELS[0]]})]
    )
    found = cn.confirmation(net.with_tables(ties=ties))
    assert found.unknown == 1
    assert len(found.pairs) == 3
    with pytest.raises(cn.MissingAttribute, match="reported"):
        cn.confirmation(net.with_tables(ties=ties.assign(reported_by=None)))


def test_levels_of_both_sides():
    net = surveyed(
        [("A", "B", 3), ("B", "A", 1), ("A", "C", 2), ("C", "A", 2), ("B", "C", 1), ("C", "B", 2)],
        dict.fromkeys("ABC", ("complete", None)),
        {"A": "private", "B": "community", "C": "community"},
    )
    found = cn.level_symmetry(net).set_index(["group", "other_group"])
    assert found.loc[("private", "community")].tolist() == [2, 0.5, 1.0]
    assert found.loc[("community", "private")].tolist() == [2, 0.5, -1.0]
    assert found.loc[("community", "community")].tolist() == [1, 0.0, 1.0]
    assert found.loc[("private", "private"), "n"] == 0
    assert np.isnan(found.loc[("private", "private"), "same_share"])


def test_recognition():
    found = cn.actor_recognition(worked_survey())
    assert found.loc["A"].drop(["declared_level", "received_level"]).tolist() == [
        2, 1, 1.0, 1, 2, 0.5,
    ]  # fmt: skip
    assert found.loc["A", "declared_level"] == 0.5  # ranks 1 and 0
    assert found.loc["A", "received_level"] == 2
    assert found.loc["C", "recognised_share"] == 0
    # A and C could say of D, not B, who left the line empty
    assert found.loc["D", ["nominated", "could"]].tolist() == [1, 2]
    assert np.isnan(found.loc["D", "recognised_share"])
    assert found.index.tolist() == list("ABCD")


RULES = [  # what a says, what b says, then the level kept: any strongest, any weakest, both...
    (3, 1, [3, 1, 3, 1, 3, 1]),
    (2, 0, [2, 2, 0, 0, 0, 0]),
    (2, None, [2, 2, 2, 2, 0, 0]),
    (0, 0, [0, 0, 0, 0, 0, 0]),
    (0, None, [0, 0, 0, 0, 0, 0]),
    (None, None, [0, 0, 0, 0, 0, 0]),
]


@pytest.mark.parametrize(("a", "b", "kept"), RULES)
def test_the_rules_that_make_ties(a, b, kept):
    said = [(by, of, rank) for by, of, rank in (("a", "b", a), ("b", "a", b)) if rank]
    said.append(("a", "c", 1))  # somebody reports something
    answers = {
        who: ("none", None) if rank is None and who == "b" else ("complete", other)
        for who, rank, other in (("a", a, "b" if a is None else None), ("b", b, None))
    }
    net = surveyed(said, {**answers, "c": ("complete", None)})
    rules = [("any", "keep"), ("both", "keep"), ("both", "leave_out")]
    found = []
    for (keep, unverifiable), level in itertools.product(rules, ("strongest", "weakest")):
        made = net.reported(keep=keep, level=level, unverifiable=unverifiable)
        ties = made.ties[made.ties["target"].isin(["a", "b"]) & (made.ties["source"] != "c")]
        assert len(ties) <= 1
        found.append(LEVELS.index(ties["level"].iloc[0]) + 1 if len(ties) else 0)
    assert found == kept


def test_the_rule_of_the_worked_case_is_kept_and_said(tmp_path):
    def made(**rule):
        net = worked_survey().reported(**rule)
        levels = {
            tuple(sorted(pair)): LEVELS.index(level) + 1
            for *pair, level in net.ties[["source", "target", "level"]].to_numpy().tolist()
        }
        return net, levels

    _, levels = made()
    assert levels == {("A", "B"): 3, ("A", "D"): 1, ("B", "C"): 1}
    _, levels = made(keep="both", level="weakest")
    assert levels == {("A", "B"): 2, ("A", "D"): 1}
    net, levels = made(keep="both", level="weakest", unverifiable="leave_out")
    assert levels == {("A", "B"): 2}
    assert net.about.rule == "both; weakest; leave_out"
    assert cn.read(net.save(tmp_path / "saved.xlsx")).equals(net)
    for lang in ("fr", "en"):
        axes = cn.draw_network(net, lang=lang)
        shown = " ".join(text.get_text() for text in axes.figure.findobj(match=_is_text))
        assert cn.words(lang)["rule_weakest"] in " ".join(shown.split())
    with pytest.raises(cn.UnknownWord):
        worked_survey().reported(keep="all")


def _is_text(artist):
    return hasattr(artist, "get_text")


def test_a_rule_keeps_the_dates_of_the_report_that_it_keeps():
    net = worked_survey()
    ties = net.ties.assign(start=pd.to_datetime(["2021", "2022", "2023", "2024"]).to_numpy())
    made = net.with_tables(ties=ties).reported(level="weakest")
    kept = made.ties.set_index(["source", "target"])["start"].dt.year
    assert kept[("A", "B")] == 2021


@st.composite
def answered(draw):
    names = list("ABCDE")
    asked = {
        name: draw(st.sampled_from([None, ("complete", None), ("partial", "A; B"), ("none", None)]))
        for name in names
    }
    pairs = draw(st.lists(st.permutations(names), min_size=1, max_size=12))
    said = {(by, of): draw(st.integers(1, 3)) for by, of, *_ in pairs}
    sectors = {name: draw(st.sampled_from(["private", "community"])) for name in names}
    return [(by, of, rank) for (by, of), rank in said.items()], asked, sectors


@settings(max_examples=how_many(8, 25))  # each draws five networks
@given(answered())
def test_laws(drawn):
    said, asked, sectors = drawn
    net = surveyed(said, asked, sectors)
    found = cn.confirmation(net)
    # every reported pair has one status
    assert len(found.pairs) == len({frozenset((by, of)) for by, of, _ in said})
    counts = found.groups[["confirmed", "unconfirmed", "unverifiable"]].to_numpy().sum()
    assert counts == len(found.pairs)
    symmetry = cn.level_symmetry(net).set_index(["group", "other_group"])["mean_difference"]
    for g, h in itertools.combinations(sorted(set(sectors.values())), 2):
        np.testing.assert_allclose(symmetry[(g, h)], -symmetry[(h, g)])
    # the order of rows changes nothing
    turned = surveyed(said[::-1], asked, sectors)
    pd.testing.assert_frame_equal(cn.confirmation(turned).pairs, found.pairs)
    recognised = cn.actor_recognition(net)
    assert recognised["declared"].sum() == recognised["nominated"].sum()
    assert (recognised["nominated"] <= recognised["could"]).all()
    both = net.reported(keep="both", unverifiable="leave_out")
    assert len(both.ties) == (found.pairs["status"] == "confirmed").sum()
    assert len(net.reported().ties) == len(found.pairs)


def test_ties_that_a_rule_made_are_refused():
    """What the other side said is gone: nothing would be confirmed."""
    made = worked_survey().reported()
    for ask in (
        cn.confirmation,
        cn.level_symmetry,
        cn.actor_recognition,
        cn.Network.reported,
        lambda net: cn.nonresponse_sensitivity(cn.cohesion, net, draws=2),
    ):
        with pytest.raises(cn.NotComparable, match="before"):
            ask(made)


def test_reports_of_each_group_with_each_other():
    found = reports_by_groups(cn.confirmation(worked_survey())).set_index(["group", "other_group"])
    assert found.index.tolist() == [
        ("community", "community"),
        ("community", "private"),
        ("private", "community"),
        ("private", "institutional"),
    ]
    assert found["confirmed"].tolist() == [0, 1, 1, 0]
    assert found["unconfirmed"].tolist() == [1, 0, 0, 0]
    assert found["unverifiable"].tolist() == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        # a tells housing at 2 and health at 1; b tells health at 3 and food at 1
        ({}, {("b", "health"): 3, ("b", "food"): 1, ("a", "housing"): 2}),
        ({"level": "weakest"}, {("a", "housing"): 2, ("a", "health"): 1, ("b", "food"): 1}),
        ({"keep": "both"}, {("b", "health"): 3, ("b", "food"): 1, ("a", "housing"): 2}),
    ],
)
def test_a_theme_that_one_side_tells_is_not_lost(rule, kept):
    net = themed([("a", "b", 2, "housing"), ("a", "b", 1, "health"), ("b", "a", 3, "health"),
                  ("b", "a", 1, "food")])  # fmt: skip
    ties = net.reported(**rule).ties
    found = zip(ties["reported_by"], ties["theme"], ties["level"], strict=True)
    assert {(by, theme): LEVELS.index(level) + 1 for by, theme, level in found} == kept


def test_a_theme_of_the_other_side_goes_no_further_than_the_level_kept():
    net = themed([("a", "b", 1, "housing"), ("b", "a", 3, "food")])
    ties = net.reported(level="weakest").ties.set_index("theme")["level"]
    assert ties.to_dict() == {"housing": LEVELS[0], "food": LEVELS[0]}


def themed(rows):
    net = surveyed([row[:3] for row in rows], dict.fromkeys("ab", ("complete", None)))
    return net.with_tables(ties=net.ties.assign(theme=[row[3] for row in rows]))
