"""Tables that stay in an engine give the answers of the same tables in memory."""

import datetime as dt
import sys
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from concertnet.errors import (
    ConcertnetError,
    MissingAttribute,
    NotComparable,
    OutsideObservation,
    TableError,
    UnknownWord,
)
from concertnet.hinges.door import is_network
from concertnet.hinges.guards import require_network
from tests.networks import the_sample

ENGINES = ("polars", "duckdb")


@pytest.fixture(scope="module", params=ENGINES)
def lazy(request):
    return cn.scan(cn.sample_path(), engine=request.param)


SELECTIONS = {
    "all": lambda net: net,
    "at": lambda net: net.at("2024-06-30"),
    "latest": lambda net: net.latest(),
    "until": lambda net: net.until("2023-06-30"),
    "between": lambda net: net.between("2022", "2023"),
    "where": lambda net: net.where(territory="val cendre"),
    "level of ties": lambda net: net.where(level="partnership"),
    "instance": lambda net: net.where(instance="I02"),
    "level": lambda net: net.level("concertation").latest(),
    "without": lambda net: net.without("A01", "I03"),
}
MEASURES = (cn.ei_index, cn.ei_expected, cn.assortativity, cn.modularity, cn.freeman_segregation)


def same_mixing(one, other):
    pd.testing.assert_frame_equal(one.counts, other.counts)
    pd.testing.assert_series_equal(one.sizes, other.sizes)
    assert (one.unknown_actors, one.unknown_ties) == (other.unknown_actors, other.unknown_ties)


@pytest.mark.parametrize("name", SELECTIONS)
def test_measures_of_mixing_are_those_of_memory(lazy, name):
    there, here = SELECTIONS[name](lazy), SELECTIONS[name](the_sample())
    same_mixing(cn.mixing(there), cn.mixing(here))
    for measure in MEASURES:
        assert measure(there) == pytest.approx(measure(here), abs=1e-12, nan_ok=True)
    pd.testing.assert_series_equal(cn.sector_ei_index(there), cn.sector_ei_index(here))


def test_what_stays_in_an_engine_is_known_as_a_network_and_not_collected(lazy, monkeypatch):
    asked = []
    monkeypatch.setattr(type(lazy), "collect", lambda self, **_: asked.append(self))
    fresh = lazy.latest()
    assert is_network(fresh)
    assert require_network(fresh) is fresh
    assert not asked


@pytest.mark.parametrize("name", ["all", "at", "where", "level"])
def test_measures_of_ties_are_those_of_memory(lazy, name):
    there, here = SELECTIONS[name](lazy), SELECTIONS[name](the_sample())
    for measure in (cn.brokerage_roles, cn.structural_holes, cn.participation_coefficient):
        one, other = measure(there).sort_index(), measure(here).sort_index()
        assert np.allclose(one.to_numpy(float), other.to_numpy(float), atol=1e-9, equal_nan=True)


def test_measures_of_seats_and_dates_are_those_of_memory(lazy):
    net = the_sample()
    now, then = lazy.latest(), net.latest()
    pd.testing.assert_frame_equal(cn.coverage(now), cn.coverage(then))
    dates = ("2022-12-31", "2024-12-31")
    pd.testing.assert_frame_equal(cn.retention(lazy, *dates), cn.retention(net, *dates))
    assert cn.tenure(lazy).median == pytest.approx(cn.tenure(net).median)


def test_a_selection_is_taken_without_what_it_left_out(lazy):
    where = {"territory": "Val-Cendré"}
    there, here = lazy.where(**where).collect(), the_sample().where(**where)
    for name in ("actors", "ties", "instances", "seats", "mandates", "agreements"):
        assert len(there.tables[name]) == len(here.tables[name]), name


def test_what_is_saved_is_read_back(lazy, tmp_path):
    lazy.save(tmp_path / "out")
    read = cn.read(tmp_path / "out", observed=("2022", "2024"))
    same_mixing(cn.mixing(read.latest()), cn.mixing(the_sample().latest()))
    again = cn.scan(tmp_path / "out", engine=lazy.engine.name, observed=("2022", "2024"))
    same_mixing(cn.mixing(again.latest()), cn.mixing(the_sample().latest()))
    with pytest.raises(NotComparable, match="already"):
        lazy.save(tmp_path / "out")


def test_count_and_observed(lazy):
    counts = lazy.count()
    assert counts["instances"] == 10
    assert counts["ties"] == len(the_sample().ties)
    assert counts["set_aside"] == len(the_sample().set_aside)
    assert lazy.observed == the_sample().observed


def test_more_rows_than_the_limit_are_refused_with_what_to_do(lazy):
    with pytest.raises(NotComparable, match=r"rows.*perceptions.*at, where, level"):
        lazy.collect(limit=100)


@pytest.mark.parametrize("engine", ENGINES)
def test_details_beyond_the_limit_bring_no_table(engine):
    there = cn.scan(cn.sample_path(), engine=engine, limit=1)
    for day in ("2024-12-31", "2023-06-30"):
        here = the_sample().at(day).details()
        told = there.at(day).details()
        assert {"title", "date", "boundary"} <= told.keys()
        assert told == {key: here[key] for key in told}
    assert there.details()["response_rate"] == pytest.approx(the_sample().response_rate)


@pytest.mark.parametrize("engine", ENGINES)
def test_frames_are_taken(engine):
    net = the_sample()
    tables = {"actors": net.actors, "liens": net.ties}
    there = cn.scan(tables, engine=engine)
    same_mixing(cn.mixing(there), cn.mixing(cn.Network(net.actors, net.ties)))


def test_a_database_is_taken_and_not_written(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "register.duckdb"
    with duckdb.connect(str(path)) as session:
        net = the_sample()
        for name in ("actors", "ties"):
            frame = net.tables[name].astype(str).astype(object).replace({"nan": None, "NaT": None})
            session.register("frame", frame)
            session.execute(f'CREATE TABLE "{name}" AS SELECT * FROM frame')
    before = path.read_bytes()
    there = cn.scan(path, engine="duckdb")
    same_mixing(cn.mixing(there), cn.mixing(cn.Network(net.actors, net.ties)))
    assert path.read_bytes() == before


ACTORS = pd.DataFrame({"actor": ["1", "001", "c"], "sector": ["privé", "communautaire", "n/d"]})
TIES = pd.DataFrame({"source": ["1", "001"], "target": ["001", "c"], "level": ["Concertation"] * 2})


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("ties", "said"),
    [
        (TIES.drop(columns="target"), "target"),
        (TIES.assign(level="ami"), "ami"),
        (TIES.assign(start=["2024-02-30", None]), "1 cell of this column is no date"),
        (TIES.assign(source=["1", ""]), "1 cell of this column is empty"),
        (TIES.assign(source=["1", " \xa0\t"]), "1 cell of this column is empty"),
        (TIES.assign(source=["1", "zz"]), "zz"),
        (TIES.assign(weight=["1,5", "much"]), "1 cell of this column is no number"),
    ],
)
def test_what_is_wrong_is_counted_and_said(engine, ties, said):
    with pytest.raises(TableError) as raised:
        cn.scan({"actors": ACTORS, "ties": ties}, engine=engine)
    assert said in raised.value.text("en")


@pytest.mark.parametrize("engine", ENGINES)
def test_words_that_say_neither_yes_nor_no_are_counted(engine):
    came = pd.DataFrame({"instance": "t", "date": "2024-01-02", "actor": ["1", "001", "c"]})
    tables = {"actors": ACTORS, "instances": pd.DataFrame({"instance": ["t"], "name": ["t"]})}
    said = came.assign(present=["oui", "no", "peut-être"])
    with pytest.raises(TableError, match="peut-être") as raised:
        cn.scan({**tables, "attendance": said}, engine=engine)
    assert [problem.code for problem in raised.value.problems] == ["scan_flags_wrong"]
    cn.scan({**tables, "attendance": said.assign(present=["oui", "no", "Yes"])}, engine=engine)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("day", ["2023-03-01", "2023-09-01", "2024-01-30"])
def test_who_answered_is_known_from_that_day_on(engine, day):
    asked = pd.DataFrame(
        {
            "actor": ["1", "001", "c", "c"],
            "date": ["2023-02-01", "2023-02-01", None, "2023-08-01"],
            "answered": ["complete", "none", "none", "partial"],
        }
    )
    ties = TIES.assign(start="2023-01-01")
    tables = {"actors": ACTORS, "ties": ties, "respondents": asked}
    observed = ("2023-01-01", "2024-01-31")
    here = cn.Network(**tables, observed=observed).at(day)
    there = cn.scan(tables, engine=engine, observed=observed).at(day)
    assert there.response_rate == pytest.approx(here.response_rate)
    assert there.grouped().response_rate == pytest.approx(here.response_rate)


@pytest.mark.parametrize("engine", ENGINES)
def test_ids_stay_texts_and_words_are_read(engine):
    there = cn.scan({"actors": ACTORS, "ties": TIES}, engine=engine)
    found = cn.mixing(there)
    assert found.counts.loc["community", "private"] == 1
    assert (found.unknown_actors, found.unknown_ties) == (1, 1)
    assert there.grouped().actors.tolist() == ["001", "1", "c"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("around", ["{} ", "\t{}", "{}\xa0", "\u202f{}"])
def test_spaces_around_ids_and_words_are_no_part_of_them(engine, around):
    padded = TIES.assign(
        target=[around.format("001"), "c"], level=["Concertation", around.format("concertation")]
    )
    actors = ACTORS.assign(
        couleur=["Québec", around.format("Québec"), "École"],
        sector=[around.format("privé"), "", ""],
    )
    padded["start"] = [around.format("2024-02"), None]
    there = cn.scan({"actors": actors, "ties": padded}, engine=engine)
    assert there.observed.start == pd.Timestamp("2024-02-01")
    assert there.grouped().actors.tolist() == ["001", "1", "c"]
    assert there.where(couleur="Québec").count()["actors"] == 2
    assert cn.mixing(there).sizes.to_dict() == {"private": 1}


def test_a_day_that_was_chosen_is_remembered_when_collected(lazy):
    day = lazy.at("2024-06-30")
    assert (lazy.period_chosen, day.period_chosen) == (False, True)
    assert day.collect().period_chosen
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # ties of one day are not told as taken together
        cn.mixing(day.collect())


def test_refusals(lazy, tmp_path):
    with pytest.raises(MissingAttribute):
        lazy.where(colour="red")
    for unknown in ({"territory": "Atlantis"}, {"instance": "I99"}, {"level": "love"}):
        with pytest.raises(UnknownWord, match=next(iter(unknown.values()))):
            lazy.where(**unknown)
    with pytest.raises(OutsideObservation):
        lazy.until("2031-01-01")
    with pytest.raises(UnknownWord, match="A99"):
        lazy.without("A01", "A99")
    with pytest.raises(NotComparable, match=r"follows paths.*at, where, level"):
        lazy.grouped(limit=3)
    with pytest.raises(OutsideObservation):
        lazy.at("1990-01-01")
    with pytest.raises(UnknownWord, match="pandas"):
        cn.scan(cn.sample_path(), engine="pandas")
    with pytest.raises(UnknownWord, match="colours"):
        cn.scan({"colours": ACTORS})
    with pytest.raises(ConcertnetError):
        cn.scan(tmp_path / "nothing")
    (tmp_path / "a.xlsx").write_bytes(b"")
    with pytest.raises(ConcertnetError, match=r"cn\.read"):
        cn.scan(tmp_path / "a.xlsx")


def test_an_engine_that_is_not_installed_says_what_to_type(monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(ConcertnetError, match=r"concertnet\[duckdb\]"):
        cn.scan(cn.sample_path())


DAYS = st.dates(min_value=dt.date(1800, 1, 1), max_value=dt.date(2200, 12, 31))


@settings(max_examples=15, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from("abcdef"),
            st.sampled_from("abcdef"),
            st.sampled_from(["collaboration", "concertation", "partenariat"]),
            st.none() | DAYS,
        ),
        max_size=12,
    ),
    engine=st.sampled_from(ENGINES),
)
def test_drawn_networks_count_alike(rows, engine):
    rows = [row for row in rows if row[0] != row[1]]
    actors = pd.DataFrame(
        {"actor": list("abcdef"), "sector": ["x", "x", "y", "y", None, "inconnu"]}
    )
    ties = pd.DataFrame(rows, columns=["source", "target", "level", "start"], dtype="object")
    ties["start"] = pd.to_datetime(ties["start"])
    observed = ("1800-01-01", "2200-12-31")
    here = cn.Network(actors, ties, observed=observed)
    there = cn.scan({"actors": actors, "ties": ties}, engine=engine, observed=observed)
    same_mixing(cn.mixing(there), cn.mixing(here))
    day = "1999-07-01"
    same_mixing(cn.mixing(there.at(day)), cn.mixing(here.at(day)))
