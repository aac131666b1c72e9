"""Large CSV files made Parquet by batches: what reading finds, whatever the size of a batch."""

import pandas as pd
import pytest

import concertnet as cn
from concertnet.errors import ConcertnetError, TableError
from concertnet.tables.write.convert import convert
from tests.networks import the_sample

pytest.importorskip("pyarrow")

ACTORS = "acteur,secteur\na,privé\nb,public\nc,communautaire\n"


def written(folder, **tables):
    folder.mkdir(parents=True)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("rows_at_once", [60, 10_000])
def test_the_sample_is_what_reading_it_gives(tmp_path, rows_at_once):
    done = convert(cn.sample_path(), tmp_path / "out", rows_at_once=rows_at_once)
    assert not done.errors
    again, net = cn.read(tmp_path / "out"), the_sample()
    assert again.observed == net.observed
    for name in ("actors", "ties", "seats", "mandates", "set_aside", "agreements"):
        assert done.rows[name] == len(net.tables[name])
        pd.testing.assert_frame_equal(again.tables[name], net.tables[name])


def test_all_problems_are_counted_wherever_they_stand_and_nothing_is_written(tmp_path):
    rows = "".join("a,b,concertation,2024\n" for _ in range(2_000))
    wrong = (
        "a,zz,concertation,2024\na,b,amitié,2024\na,b,concertation,2024-02-30\na,a,concertation,\n"
    )
    ties = "de,a,niveau,debut\n" + rows + wrong * 500
    source = written(tmp_path / "in", acteurs=ACTORS, liens=ties)
    done = convert(source, tmp_path / "out", rows_at_once=300)
    assert done.folder is None
    assert not (tmp_path / "out").exists()
    assert done.counts["error", "reference_unknown"] == 500
    assert done.counts["error", "self_tie"] == 500
    assert done.counts["error", "date_wrong"] == 500
    assert done.errors >= 2_000
    assert len(done.problems) <= 1_000
    first = next(p for p in done.problems if p.code == "reference_unknown")
    assert (first.row, first.value) == (2_002, "zz")


def test_what_was_done_shows_what_it_counts(tmp_path):
    source = written(tmp_path / "in", acteurs=ACTORS, liens="de,a,niveau\na,a,concertation\n")
    shown = repr(convert(source, tmp_path / "out"))
    assert "counts_error_self_tie=1" in shown
    assert "rows_actors=3" in shown


def test_progress_ends_at_the_whole(tmp_path):
    told = []
    source = written(tmp_path / "in", acteurs=ACTORS, liens="de,a,niveau\na,b,concertation\n")
    convert(source, tmp_path / "out", progress=lambda *one: told.append(one))
    assert told[-1][:2] == (100, 100)
    assert [one[0] for one in told] == sorted(one[0] for one in told)


def test_a_single_file_another_encoding_and_longer_rows(tmp_path):
    path = tmp_path / "liens.csv"
    path.write_bytes("de;a;niveau\né;b;concertation\n".encode("cp1252"))
    done = convert(path, tmp_path / "out")
    assert done.rows == {"ties": 1}
    assert pd.read_parquet(tmp_path / "out" / "ties.parquet")["source"].tolist() == ["é"]
    path.write_text("de,a,niveau\na,b,concertation,more\n")
    done = convert(path, tmp_path / "out2")
    assert [(p.code, p.row) for p in done.problems if p.severity == "error"] == [
        ("row_too_long", 2)
    ]


def test_refusals(tmp_path):
    source = written(tmp_path / "in", acteurs=ACTORS)
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mine.txt").write_text("kept")
    with pytest.raises(ConcertnetError, match="already"):
        convert(source, tmp_path / "there")
    assert (tmp_path / "there" / "mine.txt").read_text() == "kept"
    with pytest.raises(TableError):
        convert(tmp_path / "none", tmp_path / "out")
    with pytest.raises(TableError):
        convert(written(tmp_path / "other", weather="a,b\n1,2\n"), tmp_path / "out")
    (tmp_path / "a.xlsx").write_bytes(b"")
    with pytest.raises(ConcertnetError, match="check"):
        convert(tmp_path / "a.xlsx", tmp_path / "out")


@pytest.mark.parametrize("rows_at_once", [2, 1_000])
def test_an_identifier_that_stands_in_two_batches_is_told(tmp_path, rows_at_once):
    actors = "acteur,secteur,début,fin\na,privé,,\nb,public,,\nc,public,,2020\n"
    ties = "de,a,niveau\na,b,concertation\n"
    twice = written(tmp_path / "twice", acteurs=actors + "a,public,,\n", liens=ties)
    done = convert(twice, tmp_path / "out", rows_at_once=rows_at_once)
    assert (done.folder, dict(done.counts)["error", "actor_twice"]) == (None, 1)
    told = next(p for p in done.problems if p.code == "actor_twice")
    assert (told.row, told.value, told.fields["first"]) == (5, "a", "2")
    # one who changed sector has a row for each
    moved = written(tmp_path / "moved", acteurs=actors + "c,privé,2021,\n", liens=ties)
    assert not convert(moved, tmp_path / "moved.out", rows_at_once=rows_at_once).errors


@pytest.mark.parametrize("given", [0, -1, 1.5, True, "10"])
def test_batches_have_a_whole_number_of_rows(tmp_path, given):
    source = written(tmp_path / "in", acteurs=ACTORS)
    with pytest.raises(cn.NotComparable, match=r"rows_at_once=.*whole number of at least 1"):
        convert(source, tmp_path / "out", rows_at_once=given)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("above", ["", "\n", "Nos acteurs\n\n"])
def test_batches_of_one_row_find_what_the_whole_file_holds(tmp_path, above):
    ties = "de,a,niveau\n\na,b,concertation\nb,c,collaboration\n"
    source = written(tmp_path / "in", acteurs=above + ACTORS, liens=above + ties)
    whole = convert(source, tmp_path / "whole")
    single = convert(source, tmp_path / "single", rows_at_once=1)
    assert not whole.errors, whole.problems
    assert (single.rows, single.counts) == (whole.rows, whole.counts)
    assert ("notice", "header_only") not in single.counts
    for name in whole.rows:
        one, other = (
            pd.read_parquet(tmp_path / f / f"{name}.parquet") for f in ("single", "whole")
        )
        pd.testing.assert_frame_equal(one, other, check_dtype=False)


@pytest.mark.parametrize("rows_at_once", [1, 1_000])
def test_headings_without_rows_are_told_whatever_the_batches(tmp_path, rows_at_once):
    source = written(tmp_path / "in", acteurs=ACTORS, liens="de,a,niveau\n\n ,\n")
    done = convert(source, tmp_path / "out", rows_at_once=rows_at_once)
    assert done.counts["notice", "header_only"] == 1
