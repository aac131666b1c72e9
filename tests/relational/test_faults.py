"""What can go wrong at scale: a killed program, a memory too small, two programs on one source."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import concertnet as cn
from concertnet.errors import ConcertnetError, OutsideObservation, TableError
from concertnet.relational.scratch import Scratch

pytest.importorskip("duckdb")
pa = pytest.importorskip("pyarrow")


def register(folder, actors=1_000, ties=20_000, **columns):
    """Write a register of Parquet, and return its folder."""
    rng = np.random.default_rng(5)
    folder.mkdir(parents=True, exist_ok=True)
    ids = np.array([f"A{i}" for i in range(actors)])
    sector = np.array(["private", "public", "community"])[rng.integers(0, 3, actors)]
    pd.DataFrame({"actor": ids, "sector": sector}).to_parquet(folder / "actors.parquet")
    one = rng.integers(0, actors, ties)
    other = (one + 1 + rng.integers(0, actors - 1, ties)) % actors
    made = {"source": ids[one], "target": ids[other], "level": "concertation", **columns}
    pd.DataFrame(made).to_parquet(folder / "ties.parquet")
    return folder


def as_csv(path):
    """Write a table of Parquet as CSV in its place."""
    pd.read_parquet(path).to_csv(path.with_suffix(".csv"), index=False)
    path.unlink()


def test_what_a_killed_program_left_is_removed_by_the_next():
    code = "import os; from concertnet.relational.scratch import Scratch; s = Scratch(); "
    code += "print(s.folder, flush=True); os._exit(1)"
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    left = Path(child.stdout.strip())
    assert left.is_dir()
    mine = Scratch()
    assert not left.exists()
    Scratch().close()
    assert mine.folder.exists()
    assert os.name == "nt" or mine.folder.stat().st_mode & 0o077 == 0
    mine.close()
    assert not mine.folder.exists()


def test_a_folder_that_a_killed_saving_left_is_written_again(tmp_path):
    lazy = cn.scan(register(tmp_path / "in"))
    (tmp_path / "out" / ".concertnet-save-abc").mkdir(parents=True)
    (tmp_path / "out" / ".concertnet-save-abc" / "ties.parquet").write_bytes(b"half")
    lazy.save(tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "actors.parquet",
        "ties.parquet",
    ]


def test_a_memory_too_small_goes_to_disk_and_what_fits_nowhere_is_said(tmp_path):
    source = register(tmp_path / "in", ties=60_000)
    lazy = cn.scan(source, memory="64MB")
    wide = lazy.scanned["ties"]
    kept = lazy.engine.kept(wide.join(wide, on="source"))  # four million rows
    import narwhals.stable.v2 as nw

    assert int(lazy.engine.small(kept.select(n=nw.len()))["n"].iloc[0]) > 3_000_000
    tight = cn.scan(source, memory="64MB")
    tight.engine.session.execute("SET max_temp_directory_size = '1MB'")
    wide = tight.scanned["ties"]
    with pytest.raises(ConcertnetError, match=r"memory or disk.*memory="):
        tight.engine.kept(wide.join(wide, on="source"))


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
def test_a_table_that_is_damaged_or_cut_is_said(tmp_path, engine):
    source = register(tmp_path / "in")
    whole = (source / "ties.parquet").read_bytes()
    (source / "ties.parquet").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ConcertnetError, match=f'The engine "{engine}" stopped'):
        cn.scan(source, engine=engine)


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_a_date_that_is_none_far_down_is_counted_and_shown(tmp_path, engine, kind):
    source = register(tmp_path, start=["2024-01-01"] * 19_999 + ["2024-13-01"])
    if kind == "csv":
        as_csv(source / "ties.parquet")
    with pytest.raises(TableError, match="1 cell of this column is no date: 2024-13-01"):
        cn.scan(source, engine=engine)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_a_date_that_is_none_in_row_nine_millions(tmp_path, kind):
    import duckdb

    source = register(tmp_path)
    write = "(FORMAT parquet)" if kind == "parquet" else "(FORMAT csv, HEADER)"
    (source / "ties.parquet").unlink()
    duckdb.execute(
        f"""COPY (SELECT 'A' || i % 1000 AS source, 'A' || (i + 1) % 1000 AS target,
            'concertation' AS level,
            CASE WHEN i = 9000000 THEN '31/02/2024' ELSE '2024-01-01' END AS start
            FROM range(10000000) AS r(i)) TO '{source / f"ties.{kind}"}' {write}"""
    )
    with pytest.raises(TableError, match="1 cell of this column is no date: 31/02/2024"):
        cn.scan(source, memory="2GB")


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
def test_ids_of_two_types_are_counted(tmp_path, engine):
    source = register(tmp_path / "ids", actors=100)
    numbers = pd.DataFrame({"actor": range(100), "sector": "private"})
    numbers.to_parquet(source / "actors.parquet")  # 1, where the ties say A1
    with pytest.raises(TableError, match=r"100 identifiers.*not in the table"):
        cn.scan(source, engine=engine)


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
def test_cells_that_are_no_numbers_are_counted_and_shown(tmp_path, engine):
    tables = {
        "actors": pd.DataFrame({"actor": ["a"], "sector": ["private"]}),
        "instances": pd.DataFrame(
            {"instance": ["I", "J", "K", "L"], "meetings_per_year": ["4", "few", "3,5", "many"]}
        ),
    }
    with pytest.raises(TableError, match=r"2 cells of this column are no numbers.*few, many"):
        cn.scan(tables, engine=engine)


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
def test_a_hub_is_counted_whole(tmp_path, engine):
    """No actor and no instance is too large to be counted: nothing is cut, in silence or not."""
    ids = [f"A{i}" for i in range(3_000)]
    tables = {
        "actors": pd.DataFrame(
            {"actor": ids, "sector": ["private", "public", "community"] * 1_000}
        ),
        "ties": pd.DataFrame({"source": "A0", "target": ids[1:], "level": "concertation"}),
        "instances": pd.DataFrame({"instance": ["I"]}),
        "seats": pd.DataFrame({"seat": ids, "instance": "I", "actor": ids}),
    }
    here, there = cn.Network(**tables), cn.scan(tables, engine=engine)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("concertnet.relational.coded_ties.MOST_CODED", -1)
        roles = cn.brokerage_roles(there)
    expected = cn.brokerage_roles(here)
    pd.testing.assert_frame_equal(roles.sort_index(), expected.sort_index())
    assert expected.loc["A0", "total"] == 2_999 * 2_998 // 2
    assert cn.coverage(there)["seats"].sum() == 3_000


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
def test_two_at_once_read_one_source_and_leave_it_as_it_was(tmp_path, engine):
    source = register(tmp_path / "in")
    before = {path.name: path.read_bytes() for path in source.iterdir()}
    one, other = cn.scan(source, engine=engine), cn.scan(source, engine=engine)
    assert cn.ei_index(one) == cn.ei_index(other)
    script = f"import concertnet as cn; print(cn.ei_index(cn.scan({str(source)!r})))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert float(done.stdout) == pytest.approx(cn.ei_index(one))
    assert {path.name: path.read_bytes() for path in source.iterdir()} == before


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
def test_actors_without_dates_are_said_to_have_none_as_in_memory(engine):
    tables = {
        "actors": pd.DataFrame({"actor": list("ab"), "sector": ["private", "public"]}),
        "ties": pd.DataFrame({"source": ["a"], "target": ["b"], "level": ["concertation"]}),
    }
    observed, dates = ("2018", "2024"), ("2020-12-31", "2023-12-31")
    for net in (
        cn.scan(tables, engine=engine, observed=observed),
        cn.Network(**tables, observed=observed),
    ):
        with pytest.raises(OutsideObservation, match="no date"):
            cn.retention(net, *dates)
