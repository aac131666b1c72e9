"""Every measure whose hinge an engine makes gives, on each engine, the answer of memory."""

import dataclasses
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from concertnet.lazy_network import LazyNetwork
from tests.cases import CASES
from tests.networks import over_time, tables_over_time, the_sample
from tests.thorough import how_many

ENGINES = ("polars", "duckdb")
BY = {
    "actors": (None, "sector", "territory"),
    "seats": (None, "sector", "role", "theme", "instance"),
    "representatives": (None, "sector", "function", "tier"),
    "ties": (None, "level"),
}
OF_AND_BY = [(of, by) for of, groups in BY.items() for by in groups]


def same(there, here):
    """Two answers are the same to 1e-9, whatever their shape."""
    if isinstance(here, pd.DataFrame):
        pd.testing.assert_frame_equal(there, here, check_exact=False, rtol=0, atol=1e-9)
    elif isinstance(here, pd.Series):
        pd.testing.assert_series_equal(there, here, check_exact=False, rtol=0, atol=1e-9)
    elif dataclasses.is_dataclass(here):
        for field in dataclasses.fields(here):
            same(getattr(there, field.name), getattr(here, field.name))
    elif isinstance(here, float) and here != here:
        assert there != there
    else:
        assert there == pytest.approx(here, abs=1e-9) if isinstance(here, float) else there == here


def by_actor(answer):
    """An answer per actor in the order of ids, the only one that every engine keeps."""
    return answer.sort_index()


def asked(measure, net):
    """The answer, or the error that says why there is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return measure(net)
    except cn.ConcertnetError as error:
        return error


def same_asked(measure, there, here):
    found, expected = asked(measure, there), asked(measure, here)
    if isinstance(expected, cn.ConcertnetError):
        assert isinstance(found, type(expected)), f"{found!r}"
        assert found.key == expected.key
    else:
        assert not isinstance(found, cn.ConcertnetError), f"{found!r}"
        same(found, expected)


def tables_of(net):
    """The tables of a network that have rows."""
    return {name: table for name, table in net.tables.items() if len(table)}


@pytest.fixture(scope="module", params=ENGINES)
def engine(request):
    return request.param


@pytest.fixture(scope="module")
def lazy(engine):
    return cn.scan(cn.sample_path(), engine=engine)


@pytest.fixture
def uncollected(monkeypatch):
    """No table may come over: what is measured was counted in the engine."""

    def collected(self, **_):
        raise AssertionError("tables were collected")

    monkeypatch.setattr(LazyNetwork, "collect", collected)


# What is asked over time, of the whole observation.
OVER_TIME = {
    **{
        f"retention of {of} by {by}": lambda net, of=of, by=by: cn.retention(
            net, "2022-12-31", "2024-12-31", of=of, by=by
        )
        for of, by in OF_AND_BY
    },
    "retention of periods": lambda net: cn.retention(
        net, ("2022", "2022"), ("2024", "2024"), by="sector"
    ),
    **{
        f"turnover of {of}": lambda net, of=of: cn.turnover_over_time(
            net, of=of, every="QE", by="level" if of == "ties" else "sector"
        )
        for of in BY
    },
    **{
        f"tenure of {of} by {by}": lambda net, of=of, by=by: cn.tenure(net, of=of, by=by)
        for of, by in OF_AND_BY
    },
    "logrank": lambda net: cn.logrank(net, by="sector"),
    **{
        f"vacancy by {by}": lambda net, by=by: cn.vacancy(net, by=by)
        for by in (None, "sector", "role", "theme", "instance")
    },
    "transitions": lambda net: cn.transitions(net, every="QE"),
    "transitions by sector": lambda net: cn.transitions(net, by="sector"),
    "escalation by tier": lambda net: cn.escalation(net, by="tier"),
    "persistence": lambda net: cn.tie_persistence(net, every="QE"),
    "persistence by sector and level": lambda net: cn.tie_persistence(
        net, by="sector", by_level=True
    ),
}

# What is counted in the engine on a day: no seat comes over.
OF_SEATS = {
    "coverage": lambda net: cn.coverage(net.latest()),
    **{
        f"coverage by {by}": lambda net, by=by: cn.coverage(net, by=by)
        for by in ("theme", "territory", "tier", "origin")
    },
    "absences": lambda net: cn.absent_sectors(net.at("2023-06-30"), by="territory"),
}
# What takes positions, or small tables, from the engine.
TAKEN = {
    "burden": lambda net: by_actor(cn.burden(net.latest()).table),
    "burden by sector": lambda net: cn.burden(net.latest(), by="sector").summary,
    "burden of persons": lambda net: cn.burden(net.latest(), of="persons").table,
    "overlap": lambda net: cn.overlap(net.latest()),
    "marginal value": lambda net: cn.marginal_value(net.latest()),
    "agreement status": cn.agreement_status,
    "beyond": lambda net: cn.beyond(net, "I01"),
    "attendance": lambda net: cn.attendance_rate(net, by="sector"),
    "panel": cn.private_panel,
    "single links": lambda net: cn.single_representative_links(net.latest()),
    "missing links": lambda net: cn.missing_links(net.latest(), sector="private", top=20),
    "cohesion": lambda net: cn.cohesion(net.latest()),
    "mixing by chance": lambda net: cn.mixing_chance(net.latest()),
    **{
        measure.__name__: lambda net, measure=measure: by_actor(measure(net.latest()))
        for measure in (
            cn.contacts,
            cn.actor_ei_index,
            cn.heterogeneity,
            cn.participation_coefficient,
            cn.bridge_strength,
            cn.brokerage_roles,
            cn.brokerage_z,
            cn.brokerage_z_labels,
        )
    },
}


@pytest.mark.parametrize("name", OF_SEATS)
def test_seats_of_the_sample_are_counted_there(lazy, uncollected, name):
    same_asked(OF_SEATS[name], lazy, the_sample())


@pytest.mark.parametrize("name", TAKEN)
def test_measures_of_the_sample(lazy, name):
    same_asked(TAKEN[name], lazy, the_sample())


class OnlyRows:
    """A scanned network of which only some rows, or some columns, may come over."""

    def __init__(self, monkeypatch):
        self.most, self.of_ties = 0, 0
        collect = LazyNetwork.collect

        def collected(net, **given):
            taken = net.count()
            self.most = max(self.most, int(taken.sum()))
            self.of_ties = max(self.of_ties, int(taken.get("ties", 0)))
            return collect(net, **given)

        def refused(*_, **__):
            raise AssertionError("a whole table was taken")

        monkeypatch.setattr(LazyNetwork, "collect", collected)
        for name in ("_table", "_part", "_framed"):
            monkeypatch.setattr(LazyNetwork, name, refused)


@pytest.fixture
def only_rows(monkeypatch):
    return OnlyRows(monkeypatch)


# What takes a part of the rows, and how many of its 178 ties at most.
AROUND = {
    "agreement status": (cn.agreement_status, 60),
    "agreement status of a day": (
        lambda net: cn.agreement_status(net, at="2023-06-30", expected_sectors=["private"]), 60
    ),
    "beyond": (lambda net: cn.beyond(net, "I01"), 170),
    "beyond of a kind": (lambda net: cn.beyond(net, "clc", establishment="A01"), 170),
    "beyond of an unknown one": (lambda net: cn.beyond(net, ["I01", "nowhere"]), 170),
    "beyond of an unknown establishment": (
        lambda net: cn.beyond(net, "I01", establishment="nobody"), 170
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", AROUND)
def test_only_rows_around_what_is_asked_come_over(lazy, only_rows, name):
    measure, most = AROUND[name]
    same_asked(measure, lazy, the_sample())
    assert only_rows.of_ties <= most


def respondents():
    """Answers of two waves, of several persons of an actor, one of a wave without a name."""
    return pd.DataFrame(
        {
            "actor": ["A01", "A01", "A02", "A03", "A04", "A05", "A01", "A06"],
            "person": ["p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8"],
            "wave": ["one", "one", "one", "one", "two", "two", "two", None],
            "date": ["2022-05-01", "2022-05-02", None, None, "2021-01-01", None, None, None],
            "answered": [
                "none", "partial", "complete", "none", "complete", "none", "partial", "complete",
            ],
        }
    )  # fmt: skip


ANSWERS = {
    "last wave": cn.response_rate,
    "wave": lambda net: cn.response_rate(net, wave="two"),
    "territory": lambda net: cn.response_rate(net, by="territory"),
    "given": lambda net: cn.response_rate(net, by={"A01": 1, "A02": 2}),
    "unknown wave": lambda net: cn.response_rate(net, wave="three"),
    "last day": lambda net: cn.response_rate(net.latest(), by="territory"),
    "of the network": lambda net: net.response_rate,
    "of another day": lambda net: net.at("2022-06-30").response_rate,
}


@pytest.mark.parametrize("waves", ["both", "unnamed", "nobody"])
def test_answers_are_counted_there(engine, only_rows, waves):
    asked_of = respondents()
    if waves == "unnamed":
        asked_of = asked_of.drop(columns=["wave", "date"])
    tables = tables_of(the_sample()) | {"respondents": asked_of}
    if waves == "nobody":
        del tables["respondents"]
    here = cn.Network(**tables, observed=the_sample().observed)
    there = cn.scan(tables, engine=engine, observed=here.observed)
    for measure in ANSWERS.values():
        same_asked(measure, there, here)
    assert not only_rows.most


ATTENDANCE = {
    **{
        f"by {by}": lambda net, by=by: cn.attendance_rate(net, by=by)
        for by in ("instance", "actor", "role", "function", "sector", "territory", "nothing")
    },
    "unlisted": lambda net: cn.attendance_rate(net, by="sector", unlisted="absent"),
    "roles": lambda net: cn.attendance_rate(net, by="sector", roles="voting"),
    "unknown role": lambda net: cn.attendance_rate(net, roles=["voting", "singing"]),
    "given": lambda net: cn.attendance_rate(net, by={"A01": 1, "A02": 2, "A03": "inconnu"}),
    "given to nobody": lambda net: cn.attendance_rate(net, by={"nobody": 1}),
    "of a period": lambda net: cn.attendance_rate(net.between("2023", "2023"), by="actor"),
}


@pytest.mark.parametrize("at_once", [1, 10**6])
def test_attendance_is_counted_by_batches_of_instances(lazy, only_rows, monkeypatch, at_once):
    monkeypatch.setattr("concertnet.relational.batched_attendance.AT_ONCE", at_once)
    for name, measure in ATTENDANCE.items():
        if at_once > 1 or name in ("by instance", "by sector", "given"):
            same_asked(measure, lazy, the_sample())
    assert only_rows.most
    if at_once == 1:  # no more than one instance, its sheets and its people
        rows = the_sample().attendance.groupby("instance").size()
        assert only_rows.most < rows.sum()


# What takes positions of ties, and a few columns of the other tables.
OF_COLUMNS = {
    "missing links": lambda net: cn.missing_links(net.latest(), top=20),
    "missing links of a level": lambda net: cn.missing_links(
        net.at("2023-06-30").level("concertation"), sector="private", level="partnership", top=5
    ),
    "missing links of groups given": lambda net: cn.missing_links(
        net.latest(), sector="large", by=dict.fromkeys(["A01", "A02", "A05"], "large")
        | dict.fromkeys(["A03", "A10", "A11", "A20"], "small"), top=9
    ),
    "missing links of a territory": lambda net: cn.missing_links(
        net.where(territory="Val-Cendré").latest(), top=5
    ),
    "panel": cn.private_panel,
    "panel of a territory": lambda net: cn.private_panel(
        net.where(territory="Val-Cendré"), sector="community"
    ),
    "panel without an actor": lambda net: cn.private_panel(net.without("A01", "A02")),
}  # fmt: skip


@pytest.mark.parametrize("name", OF_COLUMNS)
def test_only_columns_come_over_for_missing_links(lazy, only_rows, name):
    same_asked(OF_COLUMNS[name], lazy, the_sample())
    assert only_rows.of_ties <= (170 if "panel" in name else 0)


def test_names_that_two_actors_share_are_told_apart(engine, only_rows):
    actors = the_sample().actors
    one = actors.loc[actors["sector"] == "private", "actor"].iloc[0]
    alike = dict.fromkeys([one, "A05"], "Maison") | {"A06": one}
    called = actors["actor"].map(alike).fillna(actors["name"])
    tables = tables_of(the_sample()) | {"actors": actors.assign(name=called)}
    here = cn.Network(**tables, observed=the_sample().observed)
    there = cn.scan(tables, engine=engine, observed=here.observed)
    same_asked(lambda net: cn.missing_links(net.latest(), top=200), there, here)
    assert not only_rows.most


TABLES_TAKEN = (
    "burden", "burden of persons", "overlap", "agreement status", "beyond", "attendance",
    "single links", "missing links",
)  # fmt: skip


@pytest.mark.parametrize("name", TABLES_TAKEN)
def test_tables_that_are_too_many_together_are_taken_one_by_one(engine, name):
    """As beyond five million rows: no table has more than is allowed, all of them have."""
    rows = {name: len(table) for name, table in the_sample().tables.items()}
    there = cn.scan(cn.sample_path(), engine=engine, limit=max(rows.values()))
    with pytest.raises(cn.NotComparable, match="limit="):
        there.collect()
    same_asked(TAKEN[name], there, the_sample())


def test_a_table_that_is_too_long_is_told_before_it_is_taken(engine):
    there = cn.scan(cn.sample_path(), engine=engine, limit=9).latest()
    with pytest.raises(cn.NotComparable, match="actors"):
        cn.single_representative_links(there)


OF_TIES = {
    **{
        measure.__name__: measure
        for measure in (
            cn.cohesion,
            cn.mixing_chance,
            cn.network_brokerage,
            cn.sector_brokerage,
            cn.brokerage_expected,
        )
    },
    **{
        measure.__name__: lambda net, measure=measure: by_actor(measure(net))
        for measure in (
            cn.contacts,
            cn.actor_ei_index,
            cn.heterogeneity,
            cn.participation_coefficient,
            cn.bridge_strength,
            cn.brokerage_roles,
            cn.brokerage_z,
            cn.brokerage_z_labels,
        )
    },
}


@pytest.fixture
def too_many(monkeypatch):
    """No tie may come over, even as positions: what is measured was joined in the engine."""
    monkeypatch.setattr("concertnet.relational.coded_ties.MOST_CODED", -1)

    def taken(self, *_, **__):
        raise AssertionError("ties were taken")

    monkeypatch.setattr(LazyNetwork, "grouped", taken)


@pytest.mark.parametrize("name", OF_TIES)
def test_ties_of_the_sample_that_are_too_many(lazy, uncollected, too_many, name):
    same_asked(OF_TIES[name], lazy.latest(), the_sample().latest())


# The last one is saved too.
BY_ACTOR = (
    cn.actor_ei_index, cn.heterogeneity, cn.bridge_strength,
    cn.brokerage_roles, cn.brokerage_z, cn.brokerage_z_labels, cn.contacts,
)  # fmt: skip


@pytest.mark.parametrize("at_once", [1, 7, 1000])
def test_answers_per_actor_are_made_by_batches(lazy, uncollected, at_once, tmp_path):
    there, here = lazy.latest(), the_sample().latest()
    for measure in BY_ACTOR:
        expected = pd.DataFrame(by_actor(measure(here)))
        table = there.by_actor(measure)
        same(pd.concat(list(table.batches(at_once))), expected)
        assert table.count() == len(expected)
    if at_once == 1000:
        same(table.collect(), expected)
        saved = pd.read_parquet(table.save(tmp_path / "contacts.parquet")).set_index("actor")
        assert np.array_equal(saved.to_numpy(), expected.to_numpy())
        with pytest.raises(cn.NotComparable):
            table.save(tmp_path / "contacts.parquet")
        with pytest.raises(cn.NotComparable, match="limit="):
            table.collect(limit=3)
        for other in (cn.brokerage_expected_labels, cn.betweenness):
            with pytest.raises(cn.NotComparable, match="actor_ei_index"):
                there.by_actor(other).collect()


def test_a_long_line_is_one_part(engine, uncollected, too_many):
    ids = [f"a{place:02}" for place in np.random.default_rng(7).permutation(40)]
    actors = pd.DataFrame({"actor": [*ids, "alone"], "sector": "private"})
    ties = pd.DataFrame({"source": ids[:-1], "target": ids[1:], "level": "concertation"})
    found = cn.cohesion(cn.scan({"actors": actors, "ties": ties}, engine=engine))
    assert (found.components, found.isolates, found.ties) == (2, 1, 39)


@settings(max_examples=how_many(5, 12), deadline=None)
@given(
    pairs=st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")), max_size=18),
    sectors=st.lists(st.sampled_from(["x", "y", "z", None, "?"]), min_size=7, max_size=7),
)
def test_ties_drawn_that_are_too_many(engine, pairs, sectors):
    actors = pd.DataFrame({"actor": list("abcdefg"), "sector": sectors})
    pairs = [pair for pair in pairs if pair[0] != pair[1]]
    ties = pd.DataFrame(pairs, columns=["source", "target"], dtype="object")
    tables = {"actors": actors, "ties": ties.assign(level="concertation")}
    here, there = cn.Network(**tables), cn.scan(tables, engine=engine)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("concertnet.relational.coded_ties.MOST_CODED", -1)
        for measure in OF_TIES.values():
            same_asked(measure, there, here)


@pytest.mark.parametrize("name", OVER_TIME)
def test_measures_over_time_of_the_sample(lazy, uncollected, name):
    same_asked(OVER_TIME[name], lazy, the_sample())


# Columns of the user's own, that a scan keeps: one is called as what an engine's plans use.
OWN = {
    "mixing": lambda net: cn.mixing(net.latest(), by="taille propre"),
    "where": lambda net: cn.mixing(net.where(**{"taille propre": "grande"}).latest()),
    "where of ties": lambda net: cn.mixing(net.where(rank="x").latest()),
    "at": lambda net: cn.cohesion(net.at("2023-06-30")),
    "retention": lambda net: cn.retention(net, "2022-12-31", "2024-12-31", by="taille propre"),
    "transitions": lambda net: cn.transitions(net, by="taille propre"),
    "coverage": lambda net: cn.coverage(net.latest(), by="group"),
}


def test_columns_of_the_users_own_are_kept(engine, tmp_path):
    tables = tables_of(the_sample())
    actors, ties, instances = (tables[name] for name in ("actors", "ties", "instances"))
    sizes = np.array(["petite", "grande", None], dtype=object)[np.arange(len(actors)) % 3]
    tables["actors"] = actors.assign(**{"taille propre": sizes, "date": "hier"})
    marks = np.array(["x", "y"])[np.arange(len(ties)) % 2]
    tables["ties"] = ties.assign(rank=marks, place="p")
    tables["instances"] = instances.assign(
        group=np.array(["g", "h"])[np.arange(len(instances)) % 2]
    )
    tables["seats"] = tables["seats"].assign(**{"note propre": "n"})
    here = cn.Network(**tables, observed=the_sample().observed)
    there = cn.scan(tables, engine=engine, observed=here.observed)
    for measure in OWN.values():
        same_asked(measure, there, here)
    said = [problem.text("en") for problem in there.problems]
    assert len(said) == 1
    assert "note propre" in said[0]
    saved = cn.read(there.save(tmp_path / "out"))
    assert saved.actors["taille propre"].value_counts().to_dict() == {
        size: int((sizes == size).sum()) for size in ("petite", "grande")
    }
    assert there.collect().ties["rank"].value_counts().to_dict() == {
        mark: int((marks == mark).sum()) for mark in "xy"
    }


# Networks of a survey, without dates, whose values other tests compare with other software.
CASES_OF_TIES = {
    "mixing by chance": cn.mixing_chance,
    "cohesion": cn.cohesion,
    "roles": lambda net: by_actor(cn.brokerage_roles(net)),
    "z": lambda net: by_actor(cn.brokerage_z(net)),
    "z of labels": lambda net: by_actor(cn.brokerage_z_labels(net)),
    "contacts": lambda net: by_actor(cn.contacts(net)),
    "E-I": cn.ei_index,
}


@pytest.mark.parametrize("case", ["dhhs", "chemnet"])
def test_measures_of_cases(engine, case):
    folder = CASES / case
    if not folder.is_dir():
        pytest.skip("the cases are not beside this checkout")
    actors = pd.read_csv(folder / "actors.csv", dtype="str")[["id", "sector"]]
    ties = pd.read_csv(folder / "ties.csv", dtype="str")
    weights = ties["weight"].astype(float)
    levels = np.array(cn.BOURQUE.levels)[weights.clip(1, 3).astype(int) - 1]
    tables = {
        "actors": actors.rename(columns={"id": "actor"}),
        "ties": ties[["source", "target"]].assign(level=levels),
    }
    here, there = cn.Network(**tables), cn.scan(tables, engine=engine)
    for measure in CASES_OF_TIES.values():
        same_asked(measure, there, here)


def test_a_criterion_of_a_table_that_is_not_there_leaves_nobody(engine):
    tables = {
        "actors": pd.DataFrame({"actor": ["a", "b"], "sector": ["private", "public"]}),
        "ties": pd.DataFrame({"source": ["a"], "target": ["b"], "level": ["concertation"]}),
        "instances": pd.DataFrame({"instance": ["I"], "territory": ["Rives"]}),
    }
    here, there = cn.Network(**tables), cn.scan(tables, engine=engine)
    for asked_of in ({"instance": "I"}, {"territory": "Rives"}):
        expected = here.where(**asked_of)
        counts = there.where(**asked_of).count()
        for name in tables:
            assert counts[name] == len(expected.tables[name])


def test_ids_that_look_like_numbers_stay_apart(engine):
    actors = pd.DataFrame(
        {"actor": ["1", "001", "01", "x"], "sector": ["private", "community", None, "inconnu"]}
    )
    ties = pd.DataFrame(
        {
            "source": ["1", "001", "1", "01"],  # the second says again what the first said
            "target": ["001", "1", "01", "1"],
            "level": ["collaboration", "partnership", "concertation", "concertation"],
        }
    )
    here = cn.Network(actors, ties)
    there = cn.scan({"actors": actors, "ties": ties}, engine=engine)
    for measure in CASES_OF_TIES.values():
        same_asked(measure, there, here)
    assert cn.cohesion(there).isolates == 1


# The same of networks of forty days from 2020: (of, by), and days in place of years.
DRAWN = {
    **{
        f"retention of {of} by {by}": lambda net, of=of, by=by: cn.retention(
            net, "2020-01-05", "2020-01-25", of=of, by=by
        )
        for of, by in OF_AND_BY
    },
    **{
        f"turnover of {of}": lambda net, of=of: cn.turnover_over_time(
            net, of=of, every="W", by="level" if of == "ties" else "sector"
        )
        for of in ("actors", "seats", "ties")
    },
    **{
        f"tenure of {of} by {by}": lambda net, of=of, by=by: cn.tenure(net, of=of, by=by)
        for of, by in OF_AND_BY
    },
    "logrank": lambda net: cn.logrank(net, of="actors", by="sector"),
    "transitions": lambda net: cn.transitions(net, every="W"),
    "transitions by sector": lambda net: cn.transitions(
        net, "2020-01-03", "2020-01-20", by="sector"
    ),
    "persistence": lambda net: cn.tie_persistence(net, every="W"),
    "coverage": cn.coverage,
    "coverage on a day": lambda net: cn.coverage(net.at("2020-01-10")),
    **{  # spells that touch, some of them cut by the period
        f"tenure of {of} in a period": lambda net, of=of: cn.tenure(
            net.between("2020-01-06", "2020-01-24"), of=of, by="sector" if of == "actors" else None
        )
        for of in ("actors", "seats", "ties")
    },
    "burden": lambda net: cn.burden(net, by="sector").summary,
    "overlap": cn.overlap,
    "cohesion": cn.cohesion,
    "roles": lambda net: by_actor(cn.brokerage_roles(net)),
    "persistence by sector": lambda net: cn.tie_persistence(
        net, "2020-01-03", "2020-01-20", by="sector", by_level=True
    ),
}


@settings(max_examples=how_many(6, 15), deadline=None)
@given(drawn=tables_over_time(), name=st.sampled_from(list(DRAWN)))
def test_measures_over_time_of_drawn_networks(engine, drawn, name):
    here = over_time(drawn)
    there = cn.scan(tables_of(here), engine=engine, observed=here.observed)
    same_asked(DRAWN[name], there, here)


# Groups given actor by actor: a table that is joined in the engine.
GIVEN = {
    "mixing": lambda net, by: cn.mixing(net, by=by),
    "E-I by chance": lambda net, by: cn.mixing_chance(net, by=by),
    **{
        measure.__name__: lambda net, by, measure=measure: by_actor(measure(net, by=by))
        for measure in (cn.contacts, cn.actor_ei_index, cn.brokerage_roles, cn.brokerage_z_labels)
    },
}


def groups_given():
    """Groups of the sample's actors: some unknown, one of numbers, one that nobody is in."""
    actors = sorted(set(the_sample().actors["actor"]))
    labels = [1, "1", " large ", None, "inconnu"]
    said = {actor: labels[place % 5] for place, actor in enumerate(actors) if place % 7}
    return {**said, "nobody": "elsewhere", 7: "no text"}


@pytest.mark.parametrize("most", [10**9, -1])
def test_groups_given_are_joined_there(lazy, uncollected, monkeypatch, most):
    monkeypatch.setattr("concertnet.relational.coded_ties.MOST_CODED", most)
    there, here = lazy.latest(), the_sample().latest()
    for measure in GIVEN.values():
        same_asked(lambda net, measure=measure: measure(net, groups_given()), there, here)


def test_groups_given_in_other_ways(lazy, uncollected):
    there, here = lazy.latest(), the_sample().latest()
    named, sets = pd.Series(groups_given(), name="size"), [{"A01", "A02"}, {"A03"}]
    wrong = {}, {"nobody": 1}, 3, pd.Series([1, 2], index=["A01", "A01"])
    for by in (named, sets, *wrong):
        same_asked(lambda net, by=by: cn.mixing(net, by=by), there, here)


GIVEN_OVER_TIME = {
    **{
        f"retention of {of}": lambda net, by, of=of: cn.retention(
            net, "2022-12-31", "2024-12-31", of=of, by=by
        )
        for of in ("actors", "seats", "representatives")
    },
    **{
        f"tenure of {of}": lambda net, by, of=of: cn.tenure(net, of=of, by=by)
        for of in ("actors", "seats", "representatives")
    },
    "turnover": lambda net, by: cn.turnover_over_time(net, of="seats", every="QE", by=by),
    "logrank": lambda net, by: cn.logrank(net, by=by),
    "vacancy": lambda net, by: cn.vacancy(net, by=by),
    "transitions": lambda net, by: cn.transitions(net, every="QE", by=by),
    "persistence": lambda net, by: cn.tie_persistence(net, by=by, by_level=True),
}


@pytest.mark.parametrize("name", GIVEN_OVER_TIME)
def test_groups_given_of_seats_and_dates_are_joined_there(lazy, uncollected, name):
    measure, given = GIVEN_OVER_TIME[name], groups_given()
    sizes = {actor: "large" if place % 3 else "small" for place, actor in enumerate(given)}
    for by in (pd.Series(sizes, name="size"), given):
        same_asked(lambda net, by=by: measure(net, by), lazy, the_sample())


def test_groups_given_of_nobody_are_told_as_in_memory(lazy, uncollected):
    numbers = {actor: place % 2 for place, actor in enumerate(groups_given())}
    for name in ("retention of actors", "tenure of seats", "vacancy", "transitions"):
        for by in (numbers, {"nobody": 1}, dict.fromkeys(("A01", "A02")), 3):
            measure = GIVEN_OVER_TIME[name]
            same_asked(lambda net, by=by, of=measure: of(net, by), lazy, the_sample())


def test_groups_given_of_instances_are_joined_there(lazy, uncollected):
    instances = sorted(the_sample().instances["instance"])
    half = {instance: place % 2 for place, instance in enumerate(instances) if place % 4}
    texts = pd.Series({one: f"part {n}" for one, n in half.items()}, name="part")
    for by in (half, texts, {"nowhere": 1}, 3):
        same_asked(lambda net, by=by: cn.coverage(net.latest(), by=by), lazy, the_sample())
        same_asked(lambda net, by=by: cn.absent_sectors(net, by=by), lazy, the_sample())


def test_missing_links_of_groups_given(lazy):
    by = {actor: str(label).strip() for actor, label in groups_given().items()}
    there, here = lazy.latest(), the_sample().latest()
    same_asked(lambda net: cn.missing_links(net, sector="large", by=by, top=9), there, here)
    same_asked(lambda net: cn.burden(net, by=by).summary, there, here)


def test_groups_given_to_an_answer_per_actor(lazy, uncollected):
    by = groups_given()
    there, here = lazy.latest(), the_sample().latest()
    table = there.by_actor(cn.actor_ei_index, by=by)
    same(table.collect(), pd.DataFrame(by_actor(cn.actor_ei_index(here, by=by))))
    assert "by group" in repr(table)
