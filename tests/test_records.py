"""Every record of results shows itself: a few lines, HTML that is safe, a row that stacks."""

import dataclasses
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import concertnet as cn
from concertnet.records import Record
from tests.networks import small_network

NAME = "<b>CDC & Cie</b><script>alert(1)</script>"
LONG = pd.DataFrame({"actor": [NAME] * 64, "value": np.linspace(0, 1, 64)})
PERIOD = cn.Period(pd.Timestamp("2022-01-01"), pd.Timestamp("2025-01-01"))


KINDS = {
    "pd.DataFrame": LONG,
    "pd.Timestamp": pd.Timestamp("2024-06-30"),
    "tuple[Problem": (),
    "tuple[Decision": (),
    "tuple[Path": (Path("<b>CDC & Cie</b>.net"),),
    "tuple": (NAME, "b"),
    "Mapping": {NAME: 1 / 3},
    "Tenure": None,
    "ExactChance": cn.results.ExactChance(1 / 3, math.nan, 1e-9, -1e12),
    "Period": PERIOD,
    "Scale": cn.BOURQUE,
    "Network": small_network(),
    "bool": True,
    "int": np.int64(12345),
    "float": 1 / 3,
}


def given(annotation: str):
    """Return a hostile value of a type, by what a record says of its field."""
    kind = next((kind for kind in KINDS if annotation.startswith(kind)), None)
    return NAME * 5 if kind is None else KINDS[kind]


def made(kind: type) -> Record:
    values = {field.name: given(str(field.type)) for field in dataclasses.fields(kind)}
    if "Tenure" in {str(f.type) for f in dataclasses.fields(kind)}:
        name = next(f.name for f in dataclasses.fields(kind) if str(f.type) == "Tenure")
        values[name] = made(cn.results.Tenure)
    return kind(**values)


@pytest.fixture(params=cn.results.__all__)
def record(request):
    return made(getattr(cn.results, request.param))


def test_every_result_is_a_record(record):
    assert isinstance(record, Record)
    assert dataclasses.is_dataclass(record)


def test_a_record_is_a_few_short_lines(record):
    text = repr(record)
    assert len(text) < 300
    assert 1 <= len(text.splitlines()) <= 3
    assert type(record).__name__ in text
    assert "64 rows" not in text


def test_html_holds_names_as_text_and_no_script_nor_style(record):
    html = record._repr_html_()
    assert "<b>CDC" not in html
    assert "<script" not in html
    assert "style" not in html
    assert html.count("<tr>") < 400


def test_a_table_shows_its_first_rows_and_its_size(record):
    html = record._repr_html_()
    if any(value is LONG for value in vars(record).values()):
        assert "64 x 2" in html
        assert "&lt;b&gt;CDC" in html


def test_records_stack(record):
    two = pd.concat([record.to_frame(), record.to_frame()], ignore_index=True)
    assert len(two) == 2
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if isinstance(value, (int, float, np.integer)):
            assert two[field.name].tolist() == [value, value]
        assert not isinstance(value, pd.DataFrame) or field.name not in two


def test_numbers_have_four_digits_and_counts_are_whole():
    shown = repr(cn.results.Heterogeneity(1 / 3, math.nan, 12345, 2.0, 98765, 0))
    assert shown == (
        "Heterogeneity(blau=0.3333, iqv=nan, richness=12345, shannon=2, n=98765, unknown=0)"
    )


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (-0.0, "0"), (-1e-9, "-1e-09"), (999.96, "1000"), (1234.5, "1234"), (-12345.6, "-12350"),
        (123456.7, "123500"), (12345.0, "12345"), (1.23456e15, "1.235e+15"), (-math.inf, "-inf"),
        (np.float32(-0.0), "0"), (math.nan, "nan"),
    ],
)  # fmt: skip
def test_numbers_of_any_size_have_four_digits_and_no_zero_a_sign(number, shown):
    assert f"observed={shown}, " in repr(cn.results.ExactChance(number, 0.5, 0.1, 0.2))


def test_a_record_in_a_record_is_named_after_both():
    exact = cn.results.ExactChance(0.25, 0.4, 0.1, -1.5)
    held = cn.results.MixingChance(LONG, exact, 2, 3)
    assert held.to_frame().columns.tolist() == [
        "ei_index_observed", "ei_index_expected", "ei_index_sd", "ei_index_z",
        "unknown_actors", "unknown_ties",
    ]  # fmt: skip
    assert "cells: 64 x 2" in repr(held)


def test_a_graph_of_arrays_says_its_sizes():
    assert repr(small_network().grouped()).startswith("<GroupedGraph: ")
