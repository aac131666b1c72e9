"""Every table that the library gives back is as its specification says."""

import dataclasses
import inspect
import re
from collections import defaultdict
from pathlib import Path

import pandas as pd
import pytest

import concertnet as cn
from concertnet.answers import AnswerTable
from concertnet.gaps.answers import ACTOR_LISTS, EVIDENCE, GAPS, INSTANCE_LISTS, UNIT_OF
from concertnet.measures.answers import (
    MEASURES,
    OF_ANSWERS,
    OF_GRAPHS,
    OF_PARTICIPATION,
    OF_REPORTS,
    OF_TIME,
)
from concertnet.report.answers import REPORT
from concertnet.report.results import result_tables
from concertnet.report.seated import seated_tables
from concertnet.report.subject import subject_of
from concertnet.tables.decide.decision import DECISIONS
from concertnet.tables.spec.problems import PROBLEMS
from concertnet.words import LANGUAGES, words
from tests.networks import answered_survey, the_sample, took_part, worked_survey

DOCS = Path(__file__).parents[1] / "docs" / "measures"
TABLES = {**MEASURES, **GAPS, "check": PROBLEMS, "decisions": DECISIONS}
# What the whole period is needed for, and what must be asked.
OVER_TIME = {name.partition(".")[0]: {} for name in OF_TIME} | {
    "beyond": {"founding": "clc"},
    "instance_dynamics": {},
    "logrank": {"by": "sector"},
    "private_panel": {},
    "retention": {"before": "2022-12-31", "after": "2024-06-30"},
}
REPORTED = {name.partition(".")[0] for name in OF_REPORTS}
ANSWERED = {name.partition(".")[0]: {} for name in OF_ANSWERS} | {
    "perception_gap": {"rated": "private", "dimension": "legitimacy"}
}
TOOK_PART = {name.partition(".")[0]: {} for name in OF_PARTICIPATION} | {
    "event_rate": {"kind": "innovation"},
    "membership_reach": {"kind": "community_of_practice"},
}


@pytest.fixture(scope="module")
def net() -> cn.Network:
    return the_sample()


@pytest.fixture(scope="module")
def now(net) -> cn.Network:
    return net.latest()


def answers(function: str, net: cn.Network, now: cn.Network) -> dict[str, pd.DataFrame]:
    """Return the tables of an answer, under the names that specifications give them."""
    call = getattr(cn, function)
    if function in REPORTED:
        answer = call(worked_survey())
    elif function == "condition_items":
        answer = call()
    elif function in ANSWERED:
        answer = call(answered_survey(), **ANSWERED[function])
    elif function in TOOK_PART:
        answer = call(took_part(), **TOOK_PART[function])
    elif function in ("mrqap", "logistic_mrqap"):
        answer = call(now, on=["same_sector"], draws=9)
    elif function in ("check", "decisions"):
        answer = call(cn.sample_path())
    elif function == "compare":
        answer = call(net.at("2022-12-31"), now)
    elif function in OVER_TIME:
        answer = call(net, **OVER_TIME[function])
    elif function in ("introducers", "what_if"):
        gap = cn.missing_links(now, kinds="pair", top=1).iloc[0]
        pair = gap["actor"], gap["other"]
        answer = call(now, *pair) if function == "introducers" else call(now, links=[pair])
    else:
        fewer = {"draws": 9} if "draws" in inspect.signature(call).parameters else {}
        answer = call(now, **fewer)
    held = {function: answer}
    if dataclasses.is_dataclass(answer):
        held = {f"{function}.{f.name}": getattr(answer, f.name) for f in dataclasses.fields(answer)}
    frames = {name: value for name, value in held.items() if isinstance(value, pd.DataFrame)}
    return {name: frame for name, frame in frames.items() if name not in BY_GROUP}


def assert_as_said(frame: pd.DataFrame, table: AnswerTable, by: str = "sector") -> None:
    asked = [by] if table.name == "logrank.groups" else []
    assert list(frame.columns) == asked + table.names, table.name
    assert frame.index.name == (by if table.index == "group" else table.index or None), table.name
    for column in table.columns:
        if column.dtype != "label":
            assert frame[column.name].dtype == column.dtype, f"{table.name}: {column.name}"


FUNCTIONS = sorted({name.partition(".")[0] for name in TABLES})
# Given as the answer of another function: rows of missing links.
THE_SAME = {"private_panel.absences": "missing_links"}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_table_has_the_columns_that_its_specification_says(function, net, now):
    given = answers(function, net, now)
    assert given
    for name, frame in given.items():
        assert_as_said(frame, TABLES[THE_SAME.get(name, name)])
    said = {name for name in TABLES if name.partition(".")[0] == function}
    assert said == set(given) - set(THE_SAME)


def test_the_tables_of_the_workbook_are_as_their_specifications_say(net, now):
    tables = result_tables(subject_of(net))
    seated, unmade = seated_tables(net, now)
    assert not unmade
    # a measure as it is, or a table of the report
    whose = {"description": "describe", "presence": "private_panel.presence"}
    for name, frame in (tables | seated).items():
        if name == "gaps":
            assert list(frame) == [c for c in GAPS["missing_links"].names if c in set(frame)]
            continue
        table = REPORT.get(name) or TABLES[whose.get(name, name)]
        # a column that no row fills is left out
        kept = [c for c in table.columns if c.name in frame or name != "burden"]
        assert_as_said(frame, dataclasses.replace(table, columns=tuple(kept)))


# Functions whose tables have a column for each group, or are no answer: places on a map, names,
# what is given with less in it.
BY_GROUP = {"contacts", "communities.table", "find", "mixing", "map_layout", "suppress_small"}


def test_no_table_is_without_a_specification(net, now):
    """A new measure that gives a table says what it holds."""
    missing = []
    for name in cn.__all__:
        call = getattr(cn, name)
        if not inspect.isfunction(call) or name in FUNCTIONS or name in BY_GROUP:
            continue
        returns = str(inspect.signature(call).return_annotation)
        if "DataFrame" in returns or name in dir(cn.results):
            missing.append(name)
    of_a_measure = [
        "against_chance",
        "by_level",
        "interval",
        "leave_one_out",
        "nonresponse_sensitivity",
    ]
    assert missing == of_a_measure, "these give the answer of a measure"


def every_column():
    for table in (*TABLES.values(), *REPORT.values()):
        for column in table.columns:
            yield table, column


def test_a_name_is_put_in_words_in_one_way():
    ways = defaultdict(set)
    for _, column in every_column():
        if column.coded:
            ways[column.name].add(column.coded)
    assert len(ways) > 10
    # a text of the data, or a number
    assert {name: how for name, how in ways.items() if len(how) > 1} == {}


def test_a_name_has_one_role_in_all_that_a_null_may_draw():
    roles = defaultdict(set)
    for table in OF_GRAPHS.values():
        for column in table.columns:
            roles[column.name].add(column.role)
    assert {name: of for name, of in roles.items() if len(of) > 1} == {}
    assert roles["expected"] == {"beside"}
    assert roles["coreness"] == {"value"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("table", [*REPORT.values(), *map(TABLES.get, ("describe", "profile"))])
def test_what_readers_are_given_has_headings(table, lang):
    for column in table.columns:
        assert column.word in words(lang) or column.name in words(lang), column.name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_missing_links_have_headings(lang):
    for column in GAPS["missing_links"].columns:
        assert column.word in words(lang) or column.name in words(lang), column.name


def said_of(name: str) -> str:
    """Return the docstring of a function, and of the record that it gives."""
    call = getattr(cn, name, None)
    record = str(getattr(call, "__annotations__", {}).get("return"))
    docs = [inspect.getdoc(thing) for thing in (call, getattr(cn.results, record, None)) if thing]
    return "\n".join(filter(None, docs))


def test_docstrings_name_every_column():
    """What a function says that it returns is what its specification says."""
    unsaid = []
    for name, table in (MEASURES | GAPS).items():
        doc = said_of(name.partition(".")[0])
        # "the columns of `brokerage_roles`"
        doc += "".join(said_of(other) for other in re.findall(r"`(\w+)`", doc))
        unsaid += [f"{name}: {c.name}" for c in table.columns if c.name not in doc]
    assert not unsaid, ", ".join(unsaid)


def test_docs_define_every_column_of_evidence():
    page = (DOCS / "missing_links.md").read_text(encoding="utf-8")
    for column in EVIDENCE:
        assert f"`{column.name}`" in page, column.name


def test_lists_of_ids_stand_beside_their_names():
    names = GAPS["missing_links"].names
    for ids, of in (ACTOR_LISTS | INSTANCE_LISTS).items():
        assert names.index(of) == names.index(ids) + 1
    assert set(UNIT_OF.values()) < set(names)
