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
    "transitions": lambda net: cn.transitions(net, every="QE"),
    "transitions by sector": lambda net: cn.transitions(net, by="sector"),
    "escalation by tier": lambda net: cn.escalation(net, by="tier"),
    "persistence": lambda net: cn.tie_persistence(net, every="QE"),
    "persistence by sector and level": lambda net: cn.tie_persistence(
        net, by="sector", by_level=True
    ),
}


@pytest.mark.parametrize("name", OVER_TIME)
def test_measures_over_time_of_the_sample(lazy, uncollected, name):
    same_asked(OVER_TIME[name], lazy, the_sample())


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
    "persistence by sector": lambda net: cn.tie_persistence(
        net, "2020-01-03", "2020-01-20", by="sector", by_level=True
    ),
}


@settings(max_examples=60, deadline=None)
@given(drawn=tables_over_time(), name=st.sampled_from(list(DRAWN)))
def test_measures_over_time_of_drawn_networks(engine, drawn, name):
    here = over_time(drawn)
    there = cn.scan(tables_of(here), engine=engine, observed=here.observed)
    same_asked(DRAWN[name], there, here)
