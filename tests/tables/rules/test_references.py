"""What is named and not described: how often, and where first."""

import pandas as pd
import pytest

from concertnet.tables.assemble import check_tables
from concertnet.tables.rules.references import unknown_references

TABLES = {
    "actors": {"actor": ["a", "b"], "name": ["A", "B"], "sector": ["x", "y"]},
    "instances": {"instance": ["I"], "name": ["I"]},
    "seats": {"seat": ["S1", "S2"], "instance": ["I", "I"], "actor": ["a", "b"]},
    "mandates": {"seat": ["S1", "S7", "S7", "S9"], "person": ["P", "Q", "R", "T"]},
    "agreements": {"agreement": ["E1"], "parties": ["a; b"]},
    "ties": {
        "source": ["a", "b", "a"],
        "target": ["b", "a", "b"],
        "level": ["partnership"] * 3,
        "agreement": [None, "E1", "E4"],
    },
}


def frames():
    return {name: pd.DataFrame(columns) for name, columns in TABLES.items()}


def test_each_unknown_identifier_is_told_once_with_how_often_and_where_first():
    _, problems = check_tables(frames())
    unknown = [one for one in problems if one.code == "reference_unknown"]
    assert [(one.sheet, one.row, one.value, one.fields["n"]) for one in unknown] == [
        ("mandates", 2, "S7", 2),
        ("mandates", 4, "S9", 1),
        ("ties", 3, "E4", 1),
    ]


@pytest.mark.parametrize(("unread", "left"), [("seats", "ties"), ("agreements", "mandates")])
def test_references_to_what_could_not_be_read_are_not_judged(monkeypatch, unread, left):
    from concertnet.tables import assemble

    asked = []

    def spied(tables, **given):
        asked.append(unknown_references(tables, unread={unread}))
        return unknown_references(tables, **given)

    monkeypatch.setattr(assemble, "unknown_references", spied)
    check_tables(frames())
    assert {one.sheet for one in asked[0]} == {left}
