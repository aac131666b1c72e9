"""The facts of each condition: by hand, and on the sample network those of each measure."""

import pandas as pd
import pytest

import concertnet as cn
from tests.networks import silent_sample, surveyed, the_sample, worked_survey

VALUES = ["value", "n", "out_of", "unknown"]


@pytest.fixture(scope="module")
def silent() -> pd.DataFrame:
    return cn.condition_profile(silent_sample(), draws=0).facts


def of_all(facts, name):
    """What is said of no group in particular: value, n, out of how many, unknown."""
    (row,) = facts[(facts["fact"] == name) & facts["group"].isna()][VALUES].to_numpy().tolist()
    return pytest.approx(row, nan_ok=True)


def by_group(facts, name):
    """The rows of a fact, by group."""
    return facts[(facts["fact"] == name) & facts["group"].notna()].set_index("group")


def same(facts, name, value, n, out_of):
    """Whether a fact has these columns, indexed by group, for each group and for no other."""
    found = by_group(facts, name)
    for column, wanted in (("value", value), ("n", n), ("out_of", out_of)):
        expected = wanted.rename(index=str).astype(float)
        assert set(found.index) == set(expected.index), name
        assert found[column].to_dict() == pytest.approx(expected.to_dict()), (name, column)
    return True


def test_a_survey_by_hand():
    """A knows B at 2 and D at 1, B A at 3, C B at 1; B left D empty, D says nothing."""
    facts = cn.condition_profile(worked_survey(), min_raters=1).facts
    # whom could be named by whom: A by B and C, B by A and C, C by A and B, D by A and C
    assert of_all(facts, "nominated_share") == [4 / 8, 4, 8, 0]
    named = by_group(facts, "nominated_share")[["n", "out_of"]]
    assert named.to_dict("index") == {
        "private": {"n": 1, "out_of": 2},
        "community": {"n": 2, "out_of": 4},
        "institutional": {"n": 1, "out_of": 2},
    }
    assert of_all(facts, "confirmed_share") == [1 / 2, 1, 2, 1]
    # community says 3 where private says 2
    levels = by_group(facts, "level_difference")
    assert levels["value"].to_dict() == {
        "community – private": 1,
        "private – community": -1,
    }
    assert levels["n"].tolist() == [1, 1]
    assert of_all(facts, "response_share") == [3 / 4, 3, 4, 0]
    answered = by_group(facts, "response_share")["value"].to_dict()
    assert answered == {"private": 1, "community": 1, "institutional": 0}
    few = cn.condition_profile(worked_survey()).facts
    assert "level_difference" not in set(few["fact"]), "one pair is fewer than the three asked for"


def test_who_reports_are_those_of_the_wave():
    """a alone answered in 2023, when b could be named by it and c too; all of them in 2024."""
    net = surveyed([("a", "b", 1)], {"a": ("complete", None), "b": None, "c": None})
    asked = pd.DataFrame(
        [("a", "2023"), *((one, "2024") for one in "abc")], columns=["actor", "wave"]
    ).assign(answered="complete")
    answers = pd.DataFrame({"respondent": ["a"], "item": "Q", "answer": "3", "wave": "2023"})
    net = net.with_tables(respondents=asked)
    facts = cn.condition_profile(net, draws=0).facts
    assert of_all(facts, "nominated_share") == [1 / 6, 1, 6, 0]
    facts = cn.condition_profile(net.with_tables(answers=answers), draws=0).facts
    assert of_all(facts, "nominated_share") == [1 / 2, 1, 2, 1]


def test_expertise_by_hand():
    net = cn.Network(
        pd.DataFrame(
            {
                "actor": list("ab"),
                "sector": ["private", "community"],
                "expertise": ["law; housing", None],
            }
        ),
        instances=pd.DataFrame({"instance": ["t"]}),
        contributions=pd.DataFrame(
            {"actor": ["a"], "instance": "t", "resource": "expertise", "detail": "on housing"}
        ),
    )
    facts = cn.condition_profile(net, draws=0).facts
    assert of_all(facts, "used_share") == [1 / 2, 1, 2, 0]
    row = by_group(facts, "used_share")
    assert row.index.tolist() == ["private"], "of those who declared nothing, nothing is said"
    assert row[["value", "n", "out_of", "detail"]].iloc[0].tolist() == [1 / 2, 1, 2, "law"]


def test_founding_and_rules_are_those_of_the_measures(silent):
    founding = cn.founding_breadth(silent_sample()).set_index("instance")
    share = founding["founding_share"].dropna()
    assert same(silent, "founding_share", share, (3 * share).round(), 0 * share + 3)
    start = founding.loc[share.index, "concerned_from_start"].dropna().astype(float)
    unknown = len(founding) - len(share)
    assert of_all(silent, "concerned_from_start") == [
        start.mean(), start.sum(), len(start), unknown
    ]  # fmt: skip
    founders = founding["founders"][founding["founders_still"].notna()]
    still = (founding["founders_still"] * founding["founders"]).sum()
    assert of_all(silent, "founders_still") == [still / founders.sum(), still, founders.sum(), 0]
    rules = cn.rules_breadth(silent_sample()).set_index("instance")
    share = rules["share"].dropna()
    assert same(silent, "rules_share", share, (3 * share).round(), 0 * share + 3)
    years = rules["years_to_rules"].dropna()
    nan = float("nan")
    expected = [years.median(), len(years), nan, len(rules) - len(years)]
    assert of_all(silent, "years_to_rules") == expected
    seats = silent_sample().seats["role"]
    assert of_all(silent, "role_share") == [1, seats.notna().sum(), len(seats), 0]


def test_ties_beyond_and_over_time_are_those_of_the_measures(silent):
    net = silent_sample()
    found = cn.beyond(net, "clc")
    sectors = found.sectors[found.sectors["n"] > 0].set_index("sector")
    share, n = sectors["with_either_share"], sectors["n"]
    assert same(silent, "beyond_share", share, share * n, n)
    never = found.never_left[found.never_left["n"] > 0].set_index("years")
    assert same(silent, "never_left", never["never_share"], never["never"], never["n"])
    carried = cn.burden(net.latest()).summary.iloc[0]
    expected = [carried["median"], carried["n"], float("nan"), 0]
    assert of_all(silent, "burden_median") == expected


def test_first_ties_of_each_period_are_those_of_the_measure(silent):
    pairs = cn.first_time_pairs(silent_sample())
    days = zip(pairs["from_date"].dt.date, pairs["until_date"].dt.date, strict=True)
    pairs.index = pd.Index([f"{one} – {other}" for one, other in days])
    assert len(pairs) > 1
    new = pairs["cross"] / pairs["cross_at_risk"]
    assert same(silent, "new_cross_share", new, pairs["cross"], pairs["cross_at_risk"])
    assert same(silent, "cross_share", pairs["cross_share"], pairs["cross"], pairs["new"])
    chance = pairs["expected_cross_share"]
    risk = pairs["cross_at_risk"], pairs["at_risk"]
    assert same(silent, "expected_cross_share", chance, *risk)


def test_seats_are_those_of_the_measures(silent):
    net = silent_sample()
    now = net.latest()
    seats = cn.concerned_seats(now).groups.set_index("who")
    voting = seats["voting"] / seats["stated"]
    assert same(silent, "voting_share", voting, seats["voting"], seats["stated"])
    # how long they stayed is seen over all the years
    stay = cn.concerned_seats(net).groups.set_index("who")
    lasted = by_group(silent, "median_tenure")[["value", "n"]]
    assert lasted["value"].to_dict() == stay["median_tenure"].to_dict()
    assert lasted["n"].to_dict() == stay["seats"].to_dict()
    held = cn.representation_quality(now)
    able = (held["can_commit_share"] * held["known"]).round()
    assert same(silent, "can_commit_share", held["can_commit_share"], able, held["known"])
    second, n = held["with_alternate"].sum(), held["seats"].sum()
    assert of_all(silent, "alternate_share") == [second / n, second, n, 0]
    single = cn.single_representative_links(now)
    hang, links = single.hanging, single.total
    assert of_all(silent, "single_share") == [hang / links, hang, links, single.unrepresented]


def test_stays_and_what_reaches_all_are_those_of_the_measures(silent):
    net = silent_sample()
    stay = cn.tenure(net)
    nan = float("nan")
    expected = [stay.median / 365.25, stay.n, nan, stay.unknown_start]
    assert of_all(silent, "tenure_median") == expected
    empty = cn.vacancy(net).iloc[0]
    columns = ["vacant_share", "vacant_days", "seat_days", "unrecorded"]
    assert of_all(silent, "vacant_share") == empty[columns].tolist()
    reach = cn.membership_reach(net.latest(), kind="community_of_practice")
    of = reach.groups
    assert same(silent, "reach_share", of["share"], of["reached"], of["actors"])
    reached = reach.reached / reach.instances
    expected = [reached, reach.reached, reach.instances, 0]
    assert of_all(silent, "instances_reached_share") == expected


def test_what_was_asked_of_members_is_that_of_the_measures():
    net = the_sample()
    facts = cn.condition_profile(net, draws=0).facts
    views = cn.perception_reciprocity(net).dropna(subset="within_step_share")
    views = views.set_index("dimension")
    share, pairs = views["within_step_share"], views["pairs"]
    assert same(facts, "within_step_share", share, (share * pairs).round(), pairs)
    alive, at = net.latest().instances["instance"], set(net.tables["answers"]["instance"].dropna())
    asked = sum(one in at for one in alive)
    assert of_all(facts, "evaluated_share") == [asked / len(alive), asked, len(alive), 0]
    cells = cn.perception_scores(net, dimension="legitimacy")
    cells = cells[cells["mean"].notna() & (cells["rated"] > 1)]
    cells.index = pd.Index(cells["rater_group"] + " – " + cells["rated_group"])
    found = by_group(facts, "legitimacy_mean")
    assert found["value"].to_dict() == pytest.approx(cells["mean"].to_dict())
    assert found["n"].to_dict() == cells["raters"].to_dict()
