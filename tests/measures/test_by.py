"""Wherever groups may be named by a column, they may be given: actor to group, or instance."""

import dataclasses
import functools
import inspect

import networkx as nx
import pandas as pd
import pytest

import concertnet as cn
from concertnet.hinges.grouping import column_of, with_groups
from concertnet.maps.paper.files import page_axes

DATES = ("2020-06-30", "2022-06-30", "2023-06-30")
# what is grouped is instances there, by a column of theirs
OF_INSTANCES = {
    "coverage": lambda by: cn.coverage(net(), by=by),
    "absent_sectors": lambda by: cn.absent_sectors(net(), by=by),
    "instance_dynamics": lambda by: cn.instance_dynamics(net(), by=by),
    "event_rate": lambda by: cn.event_rate(net(), kind="innovation", by=by),
}
# how what asks for more than the network is called
CALLS = {
    "interval": lambda by: cn.interval(cn.ei_index, net(), by=by),
    "leave_one_out": lambda by: cn.leave_one_out(cn.ei_index, net(), by=by),
    "mixing_effects": lambda by: cn.mixing_effects(net(), by=by, draws=9),
    "communities": lambda by: cn.communities(net(), by=by, draws=9),
    "against_chance": lambda by: cn.against_chance(cn.ei_index, net(), by=by, draws=9),
    "compare": lambda by: cn.compare(net().at("2020-06-30"), net().at("2022-06-30"), by=by),
    "confirmation": lambda by: cn.confirmation(told(), by=by),
    "level_symmetry": lambda by: cn.level_symmetry(told(), by=by),
    "nonresponse_sensitivity": lambda by: cn.nonresponse_sensitivity(
        cn.ei_index, told(), by=by, draws=9
    ),
    "response_rate": lambda by: cn.response_rate(told(), by=by),
    "attendance_rate": lambda by: cn.attendance_rate(who_came(), by=by),
    "contribution_balance": lambda by: cn.contribution_balance(who_came(), by=by),
    "expertise_use": lambda by: cn.expertise_use(who_came(), by=by),
    "membership_reach": lambda by: cn.membership_reach(net(), kind="table", by=by),
    "answer_spread": lambda by: cn.answer_spread(answered_all(), by=by, draws=9),
    "perception_gap": lambda by: cn.perception_gap(
        answered_all(), rated="private", dimension="legitimacy", by=by, draws=9
    ),
    "perception_scores": lambda by: cn.perception_scores(answered_all(), by=by, min_raters=1),
    "by_level": lambda by: cn.by_level(cn.ei_index, net(), by=by),
    "escalation": lambda by: cn.escalation(net(), *DATES, by=by),
    "grouped": lambda by: dataclasses.replace(cn.grouped(net(), by=by), response_rate=0.0),
    "logrank": lambda by: cn.logrank(net(), by=by),
    "missing_links": lambda by: cn.missing_links(net(), by=by),
    "profile": lambda by: cn.profile(net(), by=by, draws=9),
    "retention": lambda by: cn.retention(net(), *DATES[::2], by=by),
    "tie_persistence": lambda by: cn.tie_persistence(net(), *DATES, by=by),
    "transitions": lambda by: cn.transitions(net(), *DATES, by=by),
}
# a picture takes its groups as the measure that it draws does, and the marks of maps are tested
# with maps; groups that a file holds are tested with files
DRAWN = {"interactive_map", "interactive_page", "write_graph", "write_waves"}


@functools.cache
def net() -> cn.Network:
    """Return six actors of three sectors who never change, at three instances, over four years."""
    sectors = dict(zip("abcdef", ["private", "community"] * 2 + ["institutional"] * 2, strict=True))
    return cn.Network(
        pd.DataFrame(
            {
                "actor": list(sectors),
                "sector": list(sectors.values()),
                "start": ["2019"] * 5 + ["2021"],
                "end": [None, "2022", None, None, None, None],
            }
        ),
        pd.DataFrame(
            [
                ("a", "b", "collaboration", "2019", "2021"),
                ("a", "b", "concertation", "2021-12-31", None),
                ("b", "c", "concertation", None, None),
                ("c", "e", "partnership", "2021", None),
                ("d", "e", "collaboration", None, "2022"),
                ("e", "f", "collaboration", None, None),
            ],
            columns=["source", "target", "level", "start", "end"],
        ),
        instances=pd.DataFrame(
            {
                "instance": ["T", "U", "V"],
                "theme": ["food", "housing", "food"],
                "start": ["2019", "2020", "2021"],
            }
        ),
        seats=pd.DataFrame(
            {
                "seat": list("123456"),
                "instance": list("TTTUUV"),
                "actor": list("abcbdf"),
                "start": ["2019"] * 6,
                "end": [None, None, "2022", None, None, None],
            }
        ),
        mandates=pd.DataFrame(
            [
                ("1", "p", "2019", "2020"),
                ("1", "q", "2021-03", None),
                ("2", "r", "2019", "2021"),
                ("4", "r", "2020", None),
                ("5", "s", "2020", "2021"),
                ("6", "t", "2021", None),
            ],
            columns=["seat", "person", "start", "end"],
        ),
        agreements=pd.DataFrame({"agreement": ["x"], "parties": ["a; b"], "start": ["2021"]}),
        observed=("2019", "2023"),
    )


@functools.cache
def told() -> cn.Network:
    """Return the same network where ties say who reports them, and who answered is known."""
    ties = net().ties.assign(reported_by=net().ties["source"])
    asked = pd.DataFrame({"actor": list("abcdef"), "answered": ["complete"] * 4 + ["none"] * 2})
    return net().with_tables(ties=ties, respondents=asked)


@functools.cache
def who_came() -> cn.Network:
    """Return the same network where meetings are attended, and something is put in common."""
    came = pd.DataFrame(
        [("T", "1", "yes"), ("T", "2", "no"), ("U", "5", "yes"), ("V", "6", "yes")],
        columns=["instance", "seat", "present"],
    )
    given = pd.DataFrame({"actor": ["a", "b"], "instance": "T", "resource": ["staff", "money"]})
    actors = net().actors.assign(expertise=["staff; law", "housing", None, None, None, None])
    return net().with_tables(
        actors=actors, attendance=came.assign(date="2021-06-30"), contributions=given
    )


@functools.cache
def answered_all() -> cn.Network:
    """Return the same network where members answered, and rated each other."""
    pairs = [(a, b) for a in "abcdef" for b in "abcdef" if a != b]
    scores = pd.DataFrame(pairs, columns=["rater", "rated"])
    scores["score"] = [1 + (ord(a) * 3 + ord(b)) % 4 for a, b in pairs]
    said = pd.DataFrame({"respondent": list("abcdef"), "item": "C01", "answer": list("123454")})
    return net().with_tables(perceptions=scores.assign(dimension="legitimacy"), answers=said)


def groups(column: str, key: str) -> pd.Series:
    table = net().tables[f"{key}s"]
    return pd.Series(table[column].to_numpy(object), index=table[key], name=column)


def frames(answer) -> list[pd.DataFrame]:
    """Return what an answer holds, as tables."""
    if dataclasses.is_dataclass(answer):
        held = [getattr(answer, field.name) for field in dataclasses.fields(answer)]
        return [frame for part in held for frame in frames(part)]
    if isinstance(answer, pd.Series):
        return [answer.to_frame(str(answer.name)).reset_index()]
    if isinstance(answer, pd.DataFrame):
        return [answer.reset_index()]
    return [pd.DataFrame({"value": pd.Series([answer], dtype=object).map(str)})]


def asked() -> list[str]:
    """Return every public function that takes `by`, pictures apart."""
    return [
        name
        for name in cn.__all__
        if inspect.isfunction(getattr(cn, name))
        and "by" in inspect.signature(getattr(cn, name)).parameters
        and not name.startswith("draw_")
        and name not in DRAWN
    ]


def answered(name: str, by) -> list[pd.DataFrame]:
    call = OF_INSTANCES.get(name) or CALLS.get(name)
    return frames(call(by) if call else getattr(cn, name)(net(), by=by))


@pytest.mark.filterwarnings("ignore:every:UserWarning")
@pytest.mark.parametrize("name", asked())
def test_groups_given_answer_as_the_column_that_holds_them(name):
    column, key = ("theme", "instance") if name in OF_INSTANCES else ("sector", "actor")
    given = groups(column, key)
    expected = answered(name, column)
    for mine, theirs in zip(answered(name, given), expected, strict=True):
        pd.testing.assert_frame_equal(mine, theirs, check_dtype=False)
    for mine, theirs in zip(answered(name, given.to_dict()), expected, strict=True):
        named = {column: "group", f"other_{column}": "other_group"}
        shared = {old: new for old, new in named.items() if old not in mine.columns}
        assert len(mine) == len(theirs)
        assert list(mine.columns) == list(theirs.rename(columns=shared).columns)


def test_the_network_takes_groups_too():
    size = pd.Series({"a": "large", "b": "small"}, name="size")
    graph = net().grouped(size)
    assert (graph.by, graph.groups, graph.unknown) == ("size", ("large", "small"), 4)
    made = net().graph(by=size.to_dict())
    assert made.graph["by"] == "group"
    assert nx.get_node_attributes(made, "group") == size.to_dict()
    assert cn.ei_index(made) == cn.ei_index(net(), by=size) == 1
    assert made.nodes["b"]["sector"] == "community"


def test_missing_links_of_a_group_given():
    size = {"a": "large", "b": "small", "c": "small", "d": "large", "e": "small"}
    found = cn.missing_links(net(), sector="large", by=size, kinds=["pair"])
    assert set(found["actor"]) == {"a", "d"}
    assert set(found["other_sector"]) == {"small"}
    assert "f" not in set(found["other"])
    assert set(found["by"]) == {"group"}


def test_holders_are_grouped_where_a_spell_is_not_that_of_one_actor():
    ties = net().spells("ties")
    found = cn.retention(net(), *DATES[:2], of="ties", by={ties["holder"][0]: "first"})
    assert found[["group", "before", "unknown"]].to_numpy().tolist() == [["first", 1, 4]]
    own = ties[["holder", "start", "end"]]
    table = cn.person_time(own, observed=("2019", "2023"), by=dict.fromkeys(own["holder"], "all"))
    assert table["group"].tolist() == ["all"]
    assert table["unknown"].tolist() == [0]


@pytest.mark.parametrize("draw", [cn.draw_coverage, cn.draw_tenure])
def test_pictures_of_groups_given(draw):
    by = {"T": "one", "U": "two"} if draw is cn.draw_coverage else {"a": "one", "b": "two"}
    texts = [t.get_text() for t in draw(net(), by=by, lang="fr", ax=page_axes()).texts]
    assert {"one", "two"} <= {text.lower() for text in texts}
    assert not any("group " in text or text == "group" for text in texts)


@pytest.mark.parametrize("name", ["holder", "start", "actor"])
def test_a_mapping_never_takes_the_place_of_what_a_row_is_about(name):
    by = groups("sector", "actor").rename(name)
    assert column_of(by) == "group"
    expected = cn.retention(net(), *DATES[:2], by="sector")
    found = cn.retention(net(), *DATES[:2], by=by)
    pd.testing.assert_frame_equal(found, expected.rename(columns={"sector": "group"}))


def test_what_cannot_group_is_refused():
    with pytest.raises(cn.MissingAttribute, match="keys must be the actors"):
        cn.tenure(net(), by={"nobody": "x"})
    with pytest.raises(cn.MissingAttribute, match=r'"instance".*for instance T\)'):
        cn.coverage(net(), by={"nowhere": "x"})
    twice = pd.Series(["x", "y"], index=["T", "T"])
    with pytest.raises(cn.NotComparable, match="twice: T"):
        cn.coverage(net(), by=twice)
    for measure in (cn.vacancy, cn.coverage, cn.instance_dynamics, cn.profile, cn.missing_links):
        with pytest.raises(cn.NotComparable, match="mapping"):
            measure(net(), by=3)
    seats = net().seating().drop(columns="instance")
    with pytest.raises(cn.MissingAttribute, match='need a column "instance"'):
        cn.coverage(seats, by={"T": "x"})


def test_a_word_for_unknown_is_no_group():
    table = pd.DataFrame({"actor": ["a", "b", "c", None]})
    found = with_groups(table, {"a": " x ", "b": "n/a", "c": None}, "actor")
    assert found["group"].tolist()[0] == "x"
    assert found["group"][1:].isna().all()
