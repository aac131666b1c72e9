"""A large plain file is read by columns; what this reader takes, the careful one reads alike."""

import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concertnet.tables.read import read_tables
from concertnet.tables.source import delimited
from concertnet.tables.source.plain import plain_cells
from tests.thorough import how_many

pytest.importorskip("pyarrow")

HEAD = "source,target,level,start\n"
ROWS = "".join(f"a{i},b{i},concertation,2024-0{i % 9 + 1}\n" for i in range(60))


@pytest.fixture
def both(monkeypatch, tmp_path):
    """Return what each reader finds in the bytes of a file, and whether the fast one took it."""
    taken = []

    def cells(data, separator):
        taken.append(plain_cells(data, separator))
        return taken[-1]

    def read(data, name="ties.csv"):
        path = tmp_path / name
        path.write_bytes(data)
        taken.clear()
        with monkeypatch.context() as patched:
            patched.setattr(delimited, "_LARGE", 0)
            patched.setattr(delimited, "plain_cells", cells)
            fast = delimited.read_delimited(path, None), read_tables(path)
        careful = delimited.read_delimited(path, None), read_tables(path)
        return fast, careful, bool(taken) and taken[0] is not None

    return read


def same(fast, careful):
    (sheet, problems), reading = fast
    (other, others), again = careful
    assert problems == others
    assert (sheet is None) == (other is None)
    if sheet is not None:
        pd.testing.assert_frame_equal(sheet.cells, other.cells)
    assert [p.text("en") for p in reading.problems] == [p.text("en") for p in again.problems]
    for name, table in reading.tables.items():
        pd.testing.assert_frame_equal(table, again.tables[name])


PLAIN = {
    "plain": HEAD + ROWS,
    "no end of line at the end": (HEAD + ROWS).rstrip(),
    "returns": (HEAD + ROWS).replace("\n", "\r\n"),
    "semicolons": (HEAD + ROWS).replace(",", ";"),
    "tabs": (HEAD + ROWS).replace(",", "\t"),
    "a title above": "Liens du territoire,,,\n" + HEAD + ROWS,
    "spaces, marks, other alphabets": HEAD + ROWS + " x , é,œuvre,\u3000\nÅ,\u2028,'=1,'été\n",
    "words that are none": HEAD + ROWS + "NA,null,NaN,\nn/d,,inconnu,2024-02-30\n",
    "blank cells": HEAD + ROWS + ",,,\n",
    "blank lines": HEAD + ROWS + "\na,b,concertation,\n\n",
    "a mark of order": "\ufeff" + HEAD + ROWS,
    "one column": "acteur\n" + "".join(f"a{i}\n" for i in range(60)),
}
OTHER = {
    "quotes": (HEAD + ROWS + '"a,b","c\nd",concertation,\n').encode(),
    "an open quotation mark": (HEAD + ROWS + '"a,b,concertation,\n').encode(),
    "an inner quotation mark": (HEAD + ROWS + 'a 5" b,c,concertation,\n').encode(),
    "a longer row": (HEAD + ROWS + "a,b,concertation,2024,more\n").encode(),
    "a shorter row": (HEAD + ROWS + "a,b\n").encode(),
    "a return alone": (HEAD + ROWS + "a,b,concertation,\rc,d,partenariat,\n").encode(),
    "another encoding": (HEAD + ROWS + "é,b,concertation,\n").encode("cp1252"),
    "two bytes": (HEAD + ROWS).encode("utf-16"),
    "a byte of nothing": (HEAD + ROWS + "a\0,b,concertation,\n").encode(),
    "a declared separator": ("sep=;\n" + (HEAD + ROWS).replace(",", ";")).encode(),
    "too short to tell": HEAD.encode() + b"a,b,concertation,2024\n",
    "nothing": b"",
    "spaces": b" \n" * 60,
}


@pytest.mark.parametrize("what", PLAIN)
def test_a_plain_file_is_read_by_columns_and_alike(both, what):
    fast, careful, taken = both(PLAIN[what].encode())
    assert taken
    same(fast, careful)


@pytest.mark.parametrize("what", OTHER)
def test_what_is_not_plain_is_left_to_the_careful_reader(both, what):
    fast, careful, taken = both(OTHER[what])
    assert not taken
    same(fast, careful)


LINES = st.lists(st.text(alphabet="ab,;\"'\t\r\n \ufeffé\u2028=", max_size=12), max_size=12)


@settings(max_examples=40, deadline=None)
@given(lines=LINES)
def test_drawn_files_are_read_alike(lines):
    data = (HEAD + ROWS + "\n".join(lines)).encode()
    cells = plain_cells(data, ",")
    if cells is not None:
        careful = delimited._rows(data.decode(), ",")
        pd.testing.assert_frame_equal(cells, careful, check_column_type=False)


IDS = st.sampled_from(
    ["A1", "A2", " A2 ", "a1", "A3", "Ville", "Ville; A1", "aucun", "X9", "total", ""]
)
LEVEL = st.sampled_from(["concertation", "Partenariat", "sous-traitance", "bidon", "n/d", ""])
DATES = st.sampled_from(
    [
        "2020",
        "2020-03",
        "2020-03-05",
        "04/05/2020",
        "2021-02-30",
        "43831",
        "en cours",
        "2019-2021",
        "",
    ]
)
SAID = st.lists(st.tuples(IDS, IDS, LEVEL, DATES, DATES), max_size=12)


@settings(max_examples=how_many(8, 100), deadline=None)
@given(said=SAID)
def test_drawn_registers_are_read_alike(said):
    """Every cell, every problem and every decision, whichever reader took the files."""
    more = "".join(f"{','.join(row)}\n" for row in said)
    ties = "source,target,level,start,end\n" + "A1,A2,concertation,2020,\n" * 30 + more
    actors = "actor,name,sector,start,end\n" + "".join(
        f"A{i},{'Ville' if i == 1 else f'Organisme {i}'},private,{2017 + i % 3},\n"
        for i in range(60)
    )
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        for name, text in (("ties", ties), ("actors", actors)):
            (Path(folder) / f"{name}.csv").write_text(text, encoding="utf-8")
        careful = read_tables(folder)
        taken = []

        def cells(data, separator):
            taken.append(plain_cells(data, separator))
            return taken[-1]

        patched.setattr(delimited, "_LARGE", 0)
        patched.setattr(delimited, "plain_cells", cells)
        fast = read_tables(folder)
    assert all(one is not None for one in taken)
    assert len(taken) == 2
    assert fast.problems == careful.problems
    assert fast.decisions == careful.decisions
    for name, table in careful.tables.items():
        pd.testing.assert_frame_equal(fast.tables[name], table)
