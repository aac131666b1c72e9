import math

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from concertnet import MissingAttribute, OutsideObservation, UnknownWord
from tests.networks import of_seats, of_sectors, over_time, seatings, tables_over_time, the_sample


@pytest.fixture
def net() -> cn.Network:
    """Four actors, a tie that rises, an instance with a seat that changes hands."""
    return cn.Network(
        pd.DataFrame(
            {
                "actor": ["a", "b", "c", "d"],
                "sector": ["private", "community", "community", None],
                "territory": ["north", "north", "south", "south"],
                "start": ["2020", "2020", "2021", "2020"],
                "end": [None, None, None, "2021"],
            }
        ),
        pd.DataFrame(
            {
                "source": ["a", "b", "b", "c"],
                "target": ["b", "a", "c", "d"],
                "level": ["collaboration", "partnership", "concertation", "collaboration"],
                "start": ["2020", "2021", "2021", "2021"],
                "end": ["2020", None, None, "2021"],
            }
        ),
        instances=pd.DataFrame({"instance": ["T"], "theme": ["housing"], "territory": ["north"]}),
        seats=pd.DataFrame(
            {
                "seat": ["s1", "s2"],
                "instance": ["T", "T"],
                "actor": ["a", "b"],
                "start": ["2020", "2020"],
            }
        ),
        mandates=pd.DataFrame(
            {
                "seat": ["s1", "s1"],
                "person": ["p", "q"],
                "start": ["2020", "2021"],
                "end": ["2020", None],
            }
        ),
        observed=("2020", "2022"),
    )


def test_a_year_as_an_end_is_the_whole_year(net):
    assert net.observed == cn.Period(pd.Timestamp("2020-01-01"), pd.Timestamp("2023-01-01"))
    assert net.actors.loc[3, "end"] == pd.Timestamp("2022-01-01")


def test_at_keeps_what_is_in_force(net):
    early = net.at("2020-06-30")
    assert early.actors["actor"].tolist() == ["a", "b", "d"]
    assert early.ties["level"].tolist() == ["collaboration"]
    assert early.mandates["person"].tolist() == ["p"]
    late = net.at("2022-06")
    assert late.actors["actor"].tolist() == ["a", "b", "c"]
    # c - d went with d, though the tie itself had ended too
    assert sorted(late.ties["level"]) == ["concertation", "partnership"]


def test_until_a_day_is_the_network_as_known_then(net):
    known = net.until("2020-06-30")
    assert known.observed == cn.Period(net.observed.start, pd.Timestamp("2020-07-01"))
    assert known.ties["level"].tolist() == ["collaboration"]
    assert known.latest().equals(net.at("2020-06-30"))
    with pytest.raises(OutsideObservation):
        net.until("1999")


def test_between_keeps_what_was_in_force_at_some_moment(net):
    assert net.between("2020", "2020").ties["level"].tolist() == ["collaboration"]
    assert len(net.between("2020", "2022").ties) == 4


def in_pieces(rows: list[tuple]) -> cn.Network:
    """Return two actors tied over several rows: level, theme, start, end."""
    ties = pd.DataFrame(rows, columns=["level", "theme", "start", "end"])
    return cn.Network(
        pd.DataFrame({"actor": ["a", "b"], "sector": ["private", "community"]}),
        ties.assign(source="a", target="b"),
        observed=("2020", "2023"),
    )


def dates_of(net: cn.Network) -> list[tuple]:
    shown = [net.ties[name].dt.strftime("%Y-%m").fillna("") for name in ("start", "end")]
    return list(zip(*shown, strict=True))


def test_a_spell_written_as_rows_that_touch_is_selected_whole():
    """Three rows that touch or overlap, one apart, one of another theme that touches the last."""
    net = in_pieces(
        [
            ("concertation", "food", "2020-02-01", "2020-06-01"),
            ("concertation", "food", "2020-06-01", "2021-06-01"),
            ("concertation", "food", "2021-03-01", "2021-09-01"),
            ("concertation", "food", "2022-03-01", None),
            ("concertation", "housing", "2021-09-01", "2022-03-01"),
        ]
    )
    whole = ("2020-02", "2021-09")
    for when in ("2020-03-01", "2020-07-01", "2021-07-01"):
        assert dates_of(net.at(when)) == [whole], when
    # two rows in force at once, whose union is the whole
    assert dates_of(net.at("2021-04-01")) == [("2020-02", "2021-06"), ("2021-03", "2021-09")]
    assert dates_of(net.at("2022-01-01")) == [("2021-09", "2022-03")]
    assert dates_of(net.at("2022-06-01")) == [("2022-03", "")]
    # of the two kept, the first has the start and the last the end: they touch still
    early = net.between("2020-03", "2020-08")
    assert dates_of(early) == [("2020-02", "2020-06"), ("2020-06", "2021-09")]
    assert dates_of(net.between("2020", "2022")) == dates_of(net)
    assert dates_of(net.at("2020-07-01").at("2020-07-01")) == [whole]


def test_an_open_spell_in_pieces_stays_open():
    rows = [("concertation", None, None, "2021-01-01"), ("concertation", None, "2021-01-01", None)]
    net = in_pieces(rows)
    for when in ("2020-12-31", "2021-01-01"):
        assert dates_of(net.at(when)) == [("", "")]


def test_a_selection_of_pieces_can_be_saved_and_read(tmp_path):
    """Two rows of an actor that said the same dates would be refused on reading."""
    actors = pd.DataFrame({"actor": ["a"] * 3, "sector": "private"})
    actors["start"] = ["2020", "2021", "2022"]
    actors["end"] = ["2020", "2021", None]
    part = cn.Network(actors, observed=("2020", "2023")).between("2020-06", "2021-06")
    assert cn.read(part.save(tmp_path / "part")).equals(part)
    assert len(part.spells("actors")) == 1


@pytest.mark.parametrize("when", ["2019-12-31", "2023-01-01"])
def test_a_date_outside_the_observation_is_refused(net, when):
    with pytest.raises(OutsideObservation, match="2020-01-01"):
        net.at(when)


def test_a_selection_covers_only_what_it_selected(net):
    """Those who left are no longer there: a retention from a selection would flatter."""
    day = net.at("2021-12-31")
    with pytest.raises(OutsideObservation):
        day.at("2020-12-31")
    with pytest.raises(OutsideObservation):
        cn.retention(day, "2020-12-31", "2021-12-31")
    years = net.between("2021", "2030")
    assert years.observed == cn.Period(pd.Timestamp("2021-01-01"), pd.Timestamp("2023-01-01"))


def test_without_dates_the_columns_to_add_are_named():
    net = of_sectors("private", "community")
    assert net.observed is None
    with pytest.raises(OutsideObservation, match='"start"'):
        net.at("2024")


def test_waves_are_the_year_ends_observed(net):
    waves = net.waves()
    assert [str(w.observed.start.date()) for w in waves] == [
        "2020-12-31",
        "2021-12-31",
        "2022-12-31",
    ]


def test_a_value_is_found_however_it_is_spelt():
    actors = pd.DataFrame({"actor": ["a", "b"], "territory": ["St-Éloi", "Rives"]})
    ties = pd.DataFrame({"source": ["a"], "target": ["b"], "level": ["concertation"]})
    net = cn.Network(actors, ties)
    for written in ("St-Éloi", "Saint-Eloi", "saint éloi"):
        assert net.where(territory=written).actors["actor"].tolist() == ["a"]
    with pytest.raises(cn.UnknownWord) as refused:
        net.where(territory="Ville")
    assert "« territoire »" in refused.value.text("fr").replace("\u00a0", " ")


def test_where_closes_what_refers_to_it(net):
    north = net.where(territory="north")
    assert north.actors["actor"].tolist() == ["a", "b"]
    assert len(north.ties) == 2
    assert len(north.instances) == 1
    south = net.where(territory="south", sector="community")
    assert south.actors["actor"].tolist() == ["c"]
    assert len(south.instances) == len(south.seats) == len(south.mandates) == 0
    assert net.where(instance="T").actors["actor"].tolist() == ["a", "b"]
    assert len(net.where(theme="housing").instances) == 1


def test_where_says_what_is_there(net):
    with pytest.raises(UnknownWord, match="north, south"):
        net.where(territory="east")
    with pytest.raises(MissingAttribute, match="territory"):
        net.where(colour="red")


def test_a_word_of_instances_leaves_the_actors_alone():
    """`kind` is a column of both: a CLC is a kind of instance, not of actor."""
    net = the_sample()
    only = net.where(kind="clc")
    assert only.actors.equals(net.actors)
    assert only.instances["kind"].tolist() == ["clc"]
    assert set(only.seats["instance"]) == set(only.instances["instance"])


def test_a_contribution_goes_with_the_last_thing_that_it_refers_to(tmp_path):
    net = cn.Network(
        pd.DataFrame({"actor": ["a"], "sector": ["private"]}),
        instances=pd.DataFrame({"instance": ["T"]}),
        contributions=pd.DataFrame({"actor": ["a"], "instance": ["T"], "resource": ["expertise"]}),
    )
    without = net.without("T")
    assert len(without.contributions) == 0
    without.save(tmp_path)
    assert cn.read(tmp_path).equals(without)


def test_dated_rows_are_those_of_the_day():
    net = cn.Network(
        pd.DataFrame({"actor": ["a"], "sector": ["private"]}),
        instances=pd.DataFrame({"instance": ["T"]}),
        events=pd.DataFrame(
            {
                "instance": ["T", "T"],
                "date": ["2020-03-01", "2020-03-02"],
                "kind": ["decision", "result"],
            }
        ),
    )
    assert net.at("2020-03-02").events["kind"].tolist() == ["result"]
    assert len(net.between("2020", "2020").events) == 2


@pytest.mark.parametrize("of", ["actors", "seats", "representatives", "ties"])
@pytest.mark.parametrize("when", ["2022-03-15", "2023-06-30", "2024-12-31"])
def test_spells_tell_what_a_selection_shows(of, when):
    """Who holds a spell at an instant is who `at` keeps."""
    from concertnet.hinges.spells import in_force

    net = the_sample()
    spells = net.spells(of)
    instant = pd.Timestamp(when)
    assert set(spells["holder"][in_force(spells, instant)]) == set(
        net.at(when).spells(of)["holder"]
    )


def test_without_drops_an_actor_or_an_instance(net):
    assert len(net.without("b").ties) == 1
    assert len(net.without("T").seats) == 0
    with pytest.raises(UnknownWord, match="zzz"):
        net.without("zzz")


def test_level_keeps_every_actor(net):
    strong = net.level("partenariat")
    assert strong.ties["level"].tolist() == ["partnership"]
    assert len(strong.actors) == 4


def test_a_selection_leaves_the_network_as_it_was(net):
    before = {name: frame.copy() for name, frame in net.tables.items()}
    net.at("2020-06-30"), net.where(territory="north"), net.level("partnership"), net.graph()
    for name, frame in net.tables.items():
        pd.testing.assert_frame_equal(frame, before[name])


@pytest.mark.parametrize("asked", ["spells", "seats_in_force"])
def test_what_is_computed_once_is_left_as_it_was_by_who_writes_in_it(net, asked):
    def ask(net: cn.Network) -> pd.DataFrame:
        return net.spells("seats") if asked == "spells" else net.seats_in_force()

    before = ask(net).copy(deep=True)
    mine = ask(net)
    mine["start"] = pd.NaT
    mine.loc[mine.index[0], "instance"] = "another"
    del mine["actor"]
    assert ask(net).equals(before)
    assert len(before)


def test_frames_are_copied_on_the_way_in():
    actors = pd.DataFrame({"actor": ["a"], "sector": ["private"]})
    net = cn.Network(actors)
    actors.loc[0, "sector"] = "community"
    assert net.actors.loc[0, "sector"] == "private"


def test_graph_has_the_strongest_level_of_a_pair(net):
    graph = net.graph()
    assert graph.edges["a", "b"] == {"level": "partnership", "rank": 2}
    assert graph.nodes["a"]["sector"] == "private"
    assert "sector" not in graph.nodes["d"], "an unknown value is an absent attribute"
    assert not any(
        isinstance(v, float) and np.isnan(v)
        for _, data in graph.nodes(data=True)
        for v in data.values()
    )


def test_a_network_and_its_graph_measure_alike(net):
    assert cn.mixing(net).counts.equals(cn.mixing(net.graph()).counts)
    assert cn.mixing(net).unknown_actors == 1
    assert cn.cohesion(net).ties == cn.cohesion(net.graph()).ties == 3


def test_groups_are_those_that_were_asked_for(net):
    by_territory = cn.ei_index(net, by="territory")
    assert by_territory != cn.ei_index(net)
    assert cn.ei_index(net.graph(by="territory")) == by_territory
    assert cn.ei_index(net.grouped("territory")) == by_territory
    for held in (net.grouped("sector"), cn.mixing(net)):
        assert cn.ei_index(held, by="sector") == cn.ei_index(net)
        with pytest.raises(cn.NotComparable, match="territory"):
            cn.ei_index(held, by="territory")


def test_grouping_by_an_empty_column_is_refused(net):
    with pytest.raises(MissingAttribute, match="empty"):
        cn.mixing(net, by="tier")


def test_grouping_by_a_missing_column_names_the_others(net):
    with pytest.raises(MissingAttribute, match="territory"):
        cn.mixing(net, by="colour")
    assert cn.mixing(net, by="territory").ties == 3
    assert cn.mixing(net, by={"a": "x", "b": "y"}).unknown_actors == 2


def test_seat_graphs(net):
    two_mode = net.seat_graph()
    assert two_mode.has_edge("a", "instance:T")
    assert nx.is_bipartite(two_mode)
    together = net.co_seat_graph()
    assert list(together.edges(data="instances")) == [("a", "b", 1)]
    assert together.graph["pairs"] == 1
    assert set(together) == {"a", "b", "c", "d"}


def test_spells(net):
    assert net.spells("actors")["holder"].tolist() == ["a", "b", "c", "d"]
    assert net.spells("seats")["holder"].tolist() == ["T | a", "T | b"]
    people = net.spells("representatives")
    assert people["holder"].tolist() == ["T | a | p", "T | a | q"]
    assert people["sector"].tolist() == ["private", "private"]
    assert len(net.spells("ties")) == 4
    with pytest.raises(UnknownWord, match="representatives"):
        net.spells("chairs")


def test_a_sector_that_changes_is_that_of_the_date():
    net = cn.Network(
        pd.DataFrame(
            {
                "actor": ["a", "a", "b"],
                "sector": ["community", "social_economy", "private"],
                "start": ["2020-01-01", "2022-01-01", None],
                "end": ["2022-01-01", None, None],
            }
        ),
        pd.DataFrame({"source": ["a"], "target": ["b"], "level": ["concertation"]}),
        observed=("2020", "2023"),
    )
    assert net.at("2021-06-30").graph().nodes["a"]["sector"] == "community"
    assert net.at("2023-06-30").graph().nodes["a"]["sector"] == "social_economy"
    assert net.graph().nodes["a"]["sector"] == "social_economy"
    spells = net.spells("actors").query("holder == 'a'")
    assert spells["sector"].tolist() == ["community", "social_economy"]
    moved = cn.retention(net, "2021", "2023", by="sector").set_index("sector")
    assert moved.loc["community", ["before", "after", "left"]].tolist() == [1, 0, 1]
    assert moved.loc["social_economy", ["before", "after", "arrived"]].tolist() == [0, 1, 1]
    assert cn.retention(net, "2021", "2023").loc[0, "kept"] == 2


def test_rescaling_needs_an_explicit_crosswalk(net):
    days = cn.Scale("two", ("weak", "strong"))
    walk = cn.Crosswalk(
        cn.BOURQUE, days, {"collaboration": None, "concertation": "weak", "partnership": "strong"}
    )
    assert sorted(net.rescaled(walk).ties["level"]) == ["strong", "weak"]
    with pytest.raises(cn.NotComparable):
        net.rescaled(walk).rescaled(walk)


def test_observed_period_comes_from_the_dates_when_not_given():
    net = cn.Network(
        pd.DataFrame(
            {"actor": ["a"], "sector": ["private"], "start": ["2020-02-03"], "end": ["2021-05-06"]}
        )
    )
    assert net.observed == cn.Period(pd.Timestamp("2020-02-03"), pd.Timestamp("2021-05-06"))


def test_foundations_do_not_stretch_the_guessed_period_and_the_guess_is_told():
    net = cn.Network(
        pd.DataFrame({"actor": ["a", "b"], "sector": ["private", "community"]}),
        pd.DataFrame(
            {
                "source": ["a"],
                "target": ["b"],
                "level": ["concertation"],
                "start": ["2022-03-01"],
                "end": ["2024"],
            }
        ),
        instances=pd.DataFrame({"instance": ["T"], "start": ["1985"]}),
        agreements=pd.DataFrame(
            {"agreement": ["E"], "parties": ["a; b"], "start": ["2022"], "end": ["2040"]}
        ),
    )
    assert net.observed == cn.Period(pd.Timestamp("2022-03-01"), pd.Timestamp("2025-01-01"))
    (told,) = [p for p in net.problems if p.code == "observed_guessed"]
    assert "2022-03-01" in told.text("fr")
    assert not [p for p in the_sample().problems if p.code == "observed_guessed"]


def test_beginnings_alone_are_no_observation():
    actors = pd.DataFrame({"actor": ["a", "b"], "sector": None, "start": ["1985", "2022-05-01"]})
    net = cn.Network(actors, instances=pd.DataFrame({"instance": ["T"], "start": ["2010"]}))
    assert net.observed is None
    (told,) = [p for p in net.problems if p.code == "observed_unknown"]
    assert "2022-05-01" in told.text("fr")
    # an end is something that was seen
    ended = cn.Network(actors.assign(end=["2024-01-01", None]))
    assert ended.observed is not None


def test_a_response_rate_is_of_the_day_where_it_was_given():
    net = the_sample()
    assert net.response_rate == net.latest().response_rate == net.until("2024-12-31").response_rate
    assert net.response_rate == net.response_rate
    for earlier in (net.at("2022-12-31"), net.until("2023-06-30"), net.between("2022", "2023")):
        assert math.isnan(earlier.response_rate)
        assert "response_rate" not in earlier.details()
    # respondents whose day is stated answer from then on
    asked = pd.DataFrame(
        {
            "actor": net.actors["actor"].head(2),
            "answered": ["complete", "none"],
            "date": "2023-05-01",
        }
    )
    dated = net.with_tables(respondents=asked)
    assert dated.at("2023-12-31").response_rate == 0.5
    assert math.isnan(dated.at("2022-12-31").response_rate)


def test_all_problems_come_at_once():
    with pytest.raises(cn.TableError) as caught:
        cn.Network(
            pd.DataFrame({"actor": ["a", "a"], "sector": ["private", "private"]}),
            pd.DataFrame({"source": ["a", "a"], "target": ["a", "z"], "level": ["fusion", "x"]}),
        )
    codes = {p.code for p in caught.value.problems if p.severity == "error"}
    assert len(codes) >= 4
    for lang in ("fr", "en"):
        assert "fusion" in caught.value.text(lang)


def test_saved_and_read_back_the_same(net, tmp_path):
    for target in (tmp_path / "folder", tmp_path / "book.xlsx"):
        net.save(target)
        assert cn.read(target).equals(net)
    net.save(tmp_path / "parquet", format="parquet")
    assert cn.read(tmp_path / "parquet").equals(net)


def test_a_graph_is_no_table_and_the_error_says_what_to_give():
    with pytest.raises(cn.NotComparable, match=r"DataFrame.*Graph"):
        cn.Network(nx.karate_club_graph())  # pyright: ignore[reportArgumentType]


def checked(tables, **values):
    return cn.Network(**tables, **values)


@settings(max_examples=25)
@given(tables_over_time(), st.integers(-400, 400))
def test_what_tests_draw_over_time_is_as_good_as_checked(drawn, shift):
    """Tests draw many networks, which they build without checking them."""
    net = over_time(drawn, shift=shift)
    assert net.equals(over_time(drawn, shift=shift, build=checked))


@settings(max_examples=25)
@given(seatings())
def test_what_tests_draw_of_seats_is_as_good_as_checked(drawn):
    net = of_seats(*drawn)
    assert net.equals(checked(net.tables))
