import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from tests.networks import (
    answered_survey,
    answering,
    rating,
    silent_sample,
    surveyed,
    worked_survey,
)
from tests.thorough import how_many


def items(*rows):
    """A codebook of (item, condition, reversed, instrument) rows, from 1 to 5."""
    frame = pd.DataFrame(rows, columns=["item", "condition", "reversed", "instrument"])
    return frame.assign(scale_min=1, scale_max=5)


def row_of(profile, condition):
    return profile.table.set_index("condition").loc[condition]


def test_an_empty_network_has_twelve_rows():
    found = cn.condition_profile(cn.Network(pd.DataFrame({"actor": ["a"], "sector": ["private"]})))
    assert found.table["condition"].tolist() == list(range(1, 13))
    assert found.table[["value", "median", "p_value"]].isna().to_numpy().all()
    assert (found.table["fact_caution"].str.split("; ").str[0] == "nothing").all()
    assert (found.table["answer_caution"] == "no_item").all()
    assert found.answers.empty
    assert found.response.empty


def test_there_is_no_total_anywhere():
    found = cn.condition_profile(answered_survey())
    assert len(found.table) == 12
    for frame in (found.table, found.facts, found.answers):
        named = {*frame.columns, *map(str, frame.to_numpy().ravel())}
        assert not {"total", "score", "grade", "all", "mean", "overall"} & set(named)
    assert set(found.facts["condition"]) == set(range(1, 13))


def test_facts_are_those_of_the_measures():
    net = silent_sample()
    found, now = cn.condition_profile(net), net.latest()
    assert row_of(found, 7)["value"] == cn.concerned_seats(now).share
    founding = cn.founding_breadth(net)["founding_share"]
    assert row_of(found, 1)["value"] == pytest.approx(founding.mean())
    assert row_of(found, 1)["unknown"] == founding.isna().sum()
    rules = cn.rules_breadth(net)["share"]
    assert row_of(found, 3)["value"] == pytest.approx(rules.mean())
    assert row_of(found, 4)["value"] == pytest.approx(cn.beyond(net, "clc").with_either_share)
    turnover = cn.representative_turnover(net).iloc[0]
    assert row_of(found, 10)[["value", "n"]].tolist() == [turnover["rate"], turnover["changes"]]
    reach = cn.membership_reach(now, kind="community_of_practice")
    facts = found.facts.set_index(["fact", "group"])["value"]
    for group, share in reach.groups["share"].items():
        assert facts["reach_share", group] == share
    pairs = cn.first_time_pairs(net)
    assert row_of(found, 5)["n"] == pairs["cross"].sum()
    assert row_of(found, 5)["out_of"] == pairs["cross_at_risk"].sum()
    quality = cn.representation_quality(now)
    known = quality["known"].sum()
    able = (quality["can_commit_share"] * quality["known"]).sum()
    assert row_of(found, 9)["value"] == pytest.approx(able / known)
    assert "tables_silent" in row_of(found, 9)["fact_caution"]
    assert row_of(found, 2)["fact_caution"] == "nothing"


def test_facts_of_reports():
    net = worked_survey()
    found = cn.condition_profile(net)
    recognition = cn.actor_recognition(net)
    row = row_of(found, 2)
    assert row["value"] == recognition["nominated"].sum() / recognition["could"].sum()
    assert row_of(found, 8)[["n", "out_of", "unknown"]].tolist() == [0, 1, 1]
    assert row_of(found, 11)[["n", "out_of"]].tolist() == [3, 4]
    facts = found.facts
    told = (facts["condition"] == 2) & (facts["fact"] == "confirmed_share")
    assert facts.loc[told, "value"].tolist() == [0.5]


def test_answers_where_no_sector_is_known_are_counted_as_unknown():
    """As those of an actor without a sector are: nothing is told, and nothing fails."""
    rows = [(f"x{n}", "A", "3") for n in range(4)]
    asked = pd.DataFrame({"actor": [f"x{n}" for n in range(5)], "answered": "complete"})
    net = answering(rows, items(("A", 1, False, None)), sectors={"x4": None}, respondents=asked)
    assert net.actors["sector"].isna().all()
    found = cn.condition_profile(net)
    row = row_of(found, 1)
    assert (row["items"], row["answers"]) == (1, 0)
    assert "unknown_group" in row["answer_caution"].split("; ")
    assert found.answers.empty
    spread = cn.answer_spread(net)
    assert spread.items[["n", "unknown"]].to_numpy().tolist() == [[0, 4]]
    assert spread.groups.empty


def test_whom_nobody_could_name_is_unknown():
    """a alone answers, and names b: c is not named, and nobody could have named a."""
    net = surveyed([("a", "b", 1)], {"a": ("complete", None), "b": ("none", None), "c": None})
    row = row_of(cn.condition_profile(net), 2)
    assert row[["n", "out_of", "unknown"]].tolist() == [1, 2, 1]


def test_what_sectors_think_is_of_the_wave_of_the_answers():
    """Scores came later too: they are read where their wave is the one asked for."""
    scores = pd.concat(
        rating(
            [(f"c{n}", to, s + n % 2) for n in range(1, 4) for to in ("p1", "p2")]
        ).perceptions.assign(wave=wave)
        for wave, s in (("2023", 1), ("2024", 3))
    )
    net = answering(
        [(f"c{n}", "Q", "3", "2023") for n in range(1, 4)],
        sectors={"p1": "private", "p2": "private"},
    )
    net = net.with_tables(perceptions=scores)
    facts = cn.condition_profile(net).facts.set_index("fact")["value"]
    assert facts["legitimacy_mean"] == pytest.approx((2 + 1 + 2) / 3)
    unanswered = net.with_tables(answers=net.answers.iloc[:0])
    facts = cn.condition_profile(unanswered, wave="2023").facts.set_index("fact")["value"]
    assert facts["legitimacy_mean"] == pytest.approx((2 + 1 + 2) / 3)
    facts = cn.condition_profile(unanswered).facts.set_index("fact")["value"]
    assert facts["legitimacy_mean"] == pytest.approx((4 + 3 + 4) / 3)


def test_at_a_day_the_facts_are_those_of_that_day():
    net = silent_sample()
    found = cn.condition_profile(net, at="2023-06-30")
    assert found.observed.end == pd.Timestamp("2023-07-01")
    assert row_of(found, 7)["value"] == cn.concerned_seats(net.at("2023-06-30")).share
    with pytest.raises(cn.OutsideObservation):
        cn.condition_profile(net, at="1990-01-01")


def test_items_of_a_condition_are_put_together():
    book = items(("A", 3, False, "x"), ("B", 3, True, "x"), ("O", None, False, "x"))
    rows = [("p1", "A", "5"), ("p1", "B", "1"), ("p2", "A", "1"), ("p2", "B", "5")]
    rows += [("p3", "A", "3"), ("p1", "O", "2")]
    found = cn.condition_profile(answering(rows, book), min_raters=1)
    row = row_of(found, 3)
    # p1: 1 and 1; p2: 0 and 0; p3: half of the items, 0.5
    assert row[["items", "answers", "median"]].tolist() == [2, 3, 0.5]
    assert row["consensus"] == pytest.approx(cn.consensus([1, 0, 0.5], low=0, high=1))
    assert row["response_rate"] != row["response_rate"]  # no table says who was asked
    cells = found.answers.set_index(["item", "group"], drop=False)
    as_answered = cells.loc[("B", "private"), ["median", "scale_min", "scale_max"]]
    assert as_answered.tolist() == [3, 1, 5]
    together = found.answers[found.answers["item"].isna()]
    assert together[["median", "scale_min", "scale_max"]].to_numpy().tolist() == [[0.5, 0, 1]]
    assert "O" not in set(found.answers["item"])


def test_fewer_than_half_of_the_items_is_no_answer():
    book = items(*((name, 5, False, "x") for name in "ABC"))
    rows = [(f"p{n}", name, str(n)) for n in range(1, 5) for name in "ABC"] + [("p5", "A", "5")]
    row = row_of(cn.condition_profile(answering(rows, book)), 5)
    assert row["answers"] == 4


def test_the_ends_between_sectors():
    given_by = {"p": "1123", "c": "4555", "i": "2223", "s": "11"}
    rows = [(f"{s}{n}", "A", v) for s, vs in given_by.items() for n, v in enumerate(vs)]
    row = row_of(cn.condition_profile(answering(rows, items(("A", 1, False, None)))), 1)
    assert (row["low_group"], row["low_median"]) == ("private", 0.125)
    assert (row["high_group"], row["high_median"]) == ("community", 1.0)
    assert row["hidden"] == 1
    assert row["answers"] == 12
    assert {"few_raters", "perceived"} <= set(row["answer_caution"].split("; "))


def test_two_instruments_are_never_put_together():
    book = items(("A", 1, False, "x"), ("B", 1, False, "y"), ("D", 2, False, "y"))
    rows = [(f"p{n}", item, "4") for n in range(4) for item in "ABD"]
    net = answering(rows, book)
    found = cn.condition_profile(net)
    assert row_of(found, 1)[["instrument", "items"]].tolist() == ["x", 1]
    assert row_of(found, 2)["instrument"] == "y"
    assert row_of(cn.condition_profile(net, instrument="y"), 1)["instrument"] == "y"
    assert row_of(cn.condition_profile(net, instrument="x"), 2)["answer_caution"] == "no_item"
    with pytest.raises(cn.UnknownWord, match="x, y"):
        cn.condition_profile(net, instrument="z")


def test_what_must_be_said_of_an_instrument():
    net = answered_survey()
    assert "not_validated" in row_of(cn.condition_profile(net), 1)["answer_caution"]
    tool = cn.condition_items("bilodeau_2014")
    tool["condition"] = tool["condition"].fillna(1)
    rated = answering([(f"p{n}", "3", "A") for n in range(4)], tool)
    row = row_of(cn.condition_profile(rated), 1)
    assert row["median"] == 1  # A is the strongest
    assert "self_evaluation" in row["answer_caution"]


def test_persons_of_one_organisation_who_disagree_count_once():
    rows = [("p1", "A", v, None, f"x{n}") for n, v in enumerate("15")]
    rows += [(f"p{n}", "A", "3") for n in range(2, 5)]
    row = row_of(cn.condition_profile(answering(rows, items(("A", 1, False, None)))), 1)
    assert row[["answers", "median"]].tolist() == [4, 0.5]


def test_an_observation_of_one_day():
    rows = [(f"p{n}", "A", "3") for n in range(3)]
    net = answering(rows, items(("A", 1, False, None)), observed=("2024-01-01", "2024-01-02"))
    found = cn.condition_profile(net)
    assert len(found.table) == 12
    assert row_of(found, 10)["fact_caution"] == "nothing"
    assert row_of(found, 1)["answers"] == 3


ACTORS = [f"{s}{n}" for s in "pcis" for n in range(4)]
drawn = st.dictionaries(
    st.tuples(st.sampled_from(ACTORS), st.sampled_from(["A", "B", "C"])), st.integers(1, 5),
    min_size=1, max_size=40,
)  # fmt: skip


@given(drawn, st.integers(0, 2**16))
@settings(max_examples=how_many(12, 40))
def test_answers_that_are_hidden_enter_nothing_that_is_shown(answers, seed):
    """Whatever they are: nothing, then, lets them be solved, by sums or otherwise."""
    book = items(("A", 1, False, None), ("B", 1, True, None), ("C", 2, False, None))
    random = np.random.default_rng(seed)
    given_by = (
        pd.Series(dict.fromkeys(answers, 1))
        .groupby([[actor[0] for actor, _ in answers], [item for _, item in answers]])
        .size()
    )
    other = {
        (actor, item): int(random.integers(1, 6)) if given_by[actor[0], item] < 3 else value
        for (actor, item), value in answers.items()
    }
    one, two = (
        answering([(a, i, str(v)) for (a, i), v in each.items()], book, dict.fromkeys(ACTORS))
        for each in (answers, other)
    )
    one, two = (net.with_tables(actors=sectors()) for net in (one, two))
    for measure in (cn.condition_profile, cn.answer_spread):
        first, second = measure(one), measure(two)
        for name, frame in vars(first).items():
            if isinstance(frame, pd.DataFrame):
                pd.testing.assert_frame_equal(frame, getattr(second, name))
        alphas = [getattr(found, "alpha", 0) for found in (first, second)]
        assert alphas[0] == alphas[1] or np.isnan(alphas).all()


def sectors():
    letters = {"p": "private", "c": "community", "i": "institutional", "s": "social_economy"}
    return pd.DataFrame({"actor": ACTORS, "sector": [letters[a[0]] for a in ACTORS]})


@given(drawn, st.randoms(use_true_random=False))
@settings(max_examples=how_many(6, 15))
def test_the_order_of_rows_and_a_sector_without_anybody_change_nothing(answers, random):
    book = items(("A", 1, False, None), ("B", 1, True, None), ("C", 2, False, None))
    rows = [(a, i, str(v)) for (a, i), v in answers.items()]
    shuffled = random.sample(rows, len(rows))
    more = pd.concat([sectors(), pd.DataFrame({"actor": ["z"], "sector": ["persons_concerned"]})])
    one = answering(rows, book, dict.fromkeys(ACTORS)).with_tables(actors=sectors())
    two = answering(shuffled, book, dict.fromkeys(ACTORS)).with_tables(actors=more)
    one, two = (cn.condition_profile(net).table for net in (one, two))
    pd.testing.assert_frame_equal(one, two)


def test_what_followed_controversies_and_what_sectors_think_are_there():
    net = silent_sample()
    events = pd.DataFrame(
        {
            "instance": ["I01", "I02", "I03"],
            "date": ["2023-06-01", "2023-05-01", "2023-04-01"],
            "kind": ["controversy", "controversy", "innovation"],
        }
    )
    given_by = net.latest().actors_now().dropna(subset=["sector"]).iloc[:20]["actor"]
    scores = pd.DataFrame(
        [(a, b, 1 + (i + k) % 4) for i, a in enumerate(given_by) for k, b in enumerate(given_by)],
        columns=["rater", "rated", "score"],
    ).assign(dimension="legitimacy")
    net = net.with_tables(events=events, perceptions=scores)
    facts = cn.condition_profile(net).facts
    followed = cn.after_events(net, kind="controversy").events["difference"].dropna()
    assert facts.loc[facts["fact"] == "after_controversy", "value"].tolist() == followed.tolist()
    assert len(followed)
    rates = facts.set_index("fact")["value"]
    assert rates["controversy_rate"] == cn.event_rate(net, kind="controversy", by=None)["rate"][0]
    assert rates["innovation_rate"] == cn.event_rate(net, kind="innovation", by=None)["rate"][0]
    cells = cn.perception_scores(net, dimension="legitimacy")["mean"].dropna()
    assert facts.loc[facts["fact"] == "legitimacy_mean", "value"].tolist() == cells.tolist()
    assert "within_step_share" in rates


def test_every_fact_has_its_words():
    from concertnet.measures.conditions.facts import _PARTS  # what may lead a row
    from concertnet.words import words

    for parts in _PARTS.values():
        for part in parts:
            assert f"fact_{part.name}" in words("fr")
            assert not part.headline or f"told_{part.name}" in words("fr")


def test_groups_that_nobody_has_are_a_mistake():
    with pytest.raises(cn.MissingAttribute, match="nosuch"):
        cn.condition_profile(silent_sample(), by="nosuch")
    found = cn.condition_profile(answered_survey(), by={f"p{n}": "ours" for n in range(4)})
    assert set(found.answers["group"]) == {"ours"}


def test_no_kind_of_body_is_said():
    row = row_of(cn.condition_profile(silent_sample(), body="nowhere"), 4)
    assert row["fact_caution"] == "nothing"
    assert np.isnan(row["value"])


def test_a_sector_hidden_at_every_item_is_said_to_be_hidden_of_all_of_them():
    given_by = {"p": "1123", "c": "4555", "s": "11"}
    rows = [(f"{s}{n}", "A", v) for s, vs in given_by.items() for n, v in enumerate(vs)]
    found = cn.condition_profile(answering(rows, items(("A", 1, False, None))))
    cells = found.answers[found.answers["group"] == "social_economy"]
    assert cells["n"].tolist() == [2, 2]  # the item, then all items
    assert cells["missing"].tolist() == [0, 0]
    assert cells["hidden"].tolist() == ["few", "few"]
    assert cells["median"].isna().all()


def test_no_first_tie_is_counted_where_no_tie_was_ever_asked_of():
    actors = pd.DataFrame({"actor": ["a", "b"], "sector": ["community", "private"]})
    silent = cn.Network(actors, observed=("2024-01-01", "2025-01-01"))
    assert "nothing" in row_of(cn.condition_profile(silent), 5)["fact_caution"]
    asked = cn.Network(
        actors,
        respondents=pd.DataFrame({"actor": ["a", "b"], "answered": "complete"}),
        observed=("2024-01-01", "2025-01-01"),
    )
    row = row_of(cn.condition_profile(asked), 5)  # asked, and none was told: 0 is a fact
    assert row[["n", "out_of"]].tolist() == [0, 1]


def test_no_fact_is_the_grade_of_one_organisation():
    scores = [("c1", "p1", 1), ("c2", "p1", 2), ("c3", "p1", 4)]
    scores += [("c1", "i1", 2), ("c2", "i2", 3), ("c3", "i1", 4)]
    ids = ["c1", "c2", "c3", "p1", "p2", "i1", "i2"]
    letters = {"c": "community", "p": "private", "i": "institutional"}
    net = cn.Network(
        pd.DataFrame({"actor": ids, "sector": [letters[one[0]] for one in ids]}),
        perceptions=pd.DataFrame(
            [(*one, "legitimacy") for one in scores],
            columns=["rater", "rated", "score", "dimension"],
        ),
    )
    facts = cn.condition_profile(net).facts
    told = facts[facts["fact"] == "legitimacy_mean"]
    assert told["group"].tolist() == ["community – institutional"]  # two rated, p1 is alone
    assert told["value"].tolist() == [3.0]
