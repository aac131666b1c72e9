"""Tables that stay in an engine, beside the same numbers by queries written by hand.

``python benchmarks/scale.py`` makes a register of a million ties and one of ten, measures, and
deletes them; ``--rows 1e8`` asks for others, and ``--memory 6GB`` bounds what DuckDB takes, ours
and by hand. ``--write FOLDER`` writes the first alone, for ``/usr/bin/time -v concertnet results
FOLDER``; ``--undated`` leaves its dates out. Each measure runs in a process of its own: what is
printed is how long one waits, the seconds of its processors, and its peak of memory. Reading and
checking are counted apart.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HUB_SEATS, HUB_TIES = 5_000, 20_000
SECTORS = ("private", 0.5), ("community", 0.25), ("public", 0.2), ("citizens", 0.05)


def make(folder: Path, rows: int) -> None:
    """Write a register of `rows` ties: a tenth as many actors, a fifth as many seats.

    Sectors are uneven, instances have a heavy tail, one of them 5,000 seats, and one actor has
    20,000 ties.
    """
    import duckdb

    n, seats, instances = rows // 10, rows // 5, max(rows // 500, 10)
    cases, low = [], 0.0
    for sector, share in SECTORS:
        low += share
        cases.append(f"WHEN u < {low} THEN '{sector}'")
    queries = {
        "actors": f"""SELECT 'A' || i AS actor, CASE {" ".join(cases)} ELSE 'private' END AS sector,
            DATE '2018-01-01' + floor(random() * 1500)::INTEGER AS start,
            CASE WHEN random() < 0.5
                THEN DATE '2022-06-01' + floor(random() * 900)::INTEGER END AS "end"
            FROM (SELECT i, random() AS u FROM range({n}) AS r(i))""",
        "ties": f"""SELECT 'A' || s AS source, 'A' || t AS target, level, start, "end" FROM (
            SELECT CASE WHEN i < {min(HUB_TIES, n - 1)} THEN 0
                   ELSE floor(random() * {n})::BIGINT END AS s,
                CASE WHEN i < {min(HUB_TIES, n - 1)} THEN i + 1
                   ELSE floor(pow(random(), 2) * {n})::BIGINT END AS t,
                CASE floor(random() * 3) WHEN 0 THEN 'collaboration' WHEN 1 THEN 'concertation'
                    ELSE 'partnership' END AS level,
                DATE '2018-01-01' + floor(random() * 1500)::INTEGER AS start,
                CASE WHEN random() < 0.5
                    THEN DATE '2022-06-01' + floor(random() * 900)::INTEGER END AS "end"
            FROM range({rows}) AS r(i)) WHERE s <> t""",
        "instances": f"SELECT 'I' || i AS instance FROM range({instances}) AS r(i)",
        "seats": f"""SELECT 'S' || i AS seat, 'A' || (i * 7919 % {n}) AS actor,
            'I' || CASE WHEN i < {HUB_SEATS} THEN 0
                ELSE floor(pow(random(), 3) * {instances})::BIGINT END AS instance,
            DATE '2018-01-01' + floor(random() * 1500)::INTEGER AS start,
            CASE WHEN random() < 0.5
                THEN DATE '2022-06-01' + floor(random() * 900)::INTEGER END AS "end"
            FROM range({seats}) AS r(i)""",
    }
    session = duckdb.connect()
    session.execute("SELECT setseed(0.5)")
    for name, query in queries.items():
        session.execute(f"COPY ({query}) TO '{folder / name}.parquet' (FORMAT parquet)")


def leave_dates_out(folder: Path) -> None:
    """Take starts and ends out of the tables of a register."""
    import duckdb

    for file in sorted(folder.glob("*.parquet")):
        frame = duckdb.sql(f"SELECT * FROM '{file}'").df()
        frame.drop(columns=["start", "end"], errors="ignore").to_parquet(file, index=False)


# -- the numbers, ours and by hand -----------------------------------------------------------------


Prepared = Callable[[Path, str | None], tuple[float, Callable[[], float]]]


def ours(measure: str, engine: str) -> Prepared:
    """Return what scans a register, and then what measures it."""

    def prepared(folder: Path, memory: str | None) -> tuple[float, Callable[[], float]]:
        import concertnet as cn

        begun = time.process_time()
        lazy = cn.scan(folder, engine=engine, observed=("2018", "2024"), memory=memory)  # pyright: ignore
        calls: dict[str, Callable[[], Any]] = {
            "mixing": lambda: cn.mixing(lazy).counts.to_numpy().sum(),
            "coverage": lambda: cn.coverage(lazy.at("2021-06-30"))["seats"].sum(),
            "retention": lambda: cn.retention(lazy, "2020-12-31", "2022-12-31")["kept"].sum(),
            "tenure": lambda: cn.tenure(lazy, of="seats").n,
            "brokerage": lambda: cn.brokerage_roles(lazy).to_numpy(float).sum(),
        }
        return time.process_time() - begun, lambda: float(calls[measure]())

    return prepared


PAIRS = """SELECT DISTINCT least(source, target) AS a, greatest(source, target) AS b
    FROM read_parquet('{folder}/ties.parquet')"""


def by_duckdb(folder: Path, memory: str | None) -> tuple[float, Callable[[], float]]:
    """Count the pairs of two sectors, as one would write it in SQL."""
    import duckdb

    query = f"""WITH pairs AS ({PAIRS.format(folder=folder)}),
        actors AS (SELECT actor, sector FROM read_parquet('{folder}/actors.parquet'))
        SELECT x.sector, y.sector, count(*) FROM pairs
        JOIN actors AS x ON x.actor = a JOIN actors AS y ON y.actor = b GROUP BY 1, 2"""
    bound: dict[str, Any] = (
        {} if memory is None else {"memory_limit": memory, "temp_directory": str(folder)}
    )
    return 0.0, lambda: _matrix_sum(duckdb.connect(config=bound).execute(query).fetchall())


def by_polars(folder: Path, _memory: str | None) -> tuple[float, Callable[[], float]]:
    """Count the pairs of two sectors, as one would write it in Polars."""
    import polars as pl

    def count() -> float:
        actors = pl.scan_parquet(folder / "actors.parquet").select("actor", "sector")
        one, other = pl.col("source"), pl.col("target")
        pairs = pl.scan_parquet(folder / "ties.parquet").select(
            a=pl.when(one < other).then(one).otherwise(other),
            b=pl.when(one < other).then(other).otherwise(one),
        )
        counted = (
            pairs.unique()
            .join(actors.rename({"sector": "x"}), left_on="a", right_on="actor")
            .join(actors.rename({"sector": "y"}), left_on="b", right_on="actor")
            .group_by("x", "y")
            .len()
        )
        return _matrix_sum(counted.collect(engine="streaming").rows())

    return 0.0, count


def by_pandas(folder: Path, _memory: str | None) -> tuple[float, Callable[[], float]]:
    """Count the pairs of two sectors, as one would write it in pandas."""
    import numpy as np
    import pandas as pd

    def count() -> float:
        actors = pd.read_parquet(folder / "actors.parquet").set_index("actor")["sector"]
        ties = pd.read_parquet(folder / "ties.parquet", columns=["source", "target"])
        ends = np.sort(ties.to_numpy(dtype=object), axis=1)
        pairs = pd.DataFrame(ends, columns=["a", "b"]).drop_duplicates()
        counted = pairs["a"].map(actors).to_frame("x").assign(y=pairs["b"].map(actors))
        sizes = counted.groupby(["x", "y"], observed=True).size()
        return _matrix_sum([(x, y, n) for (x, y), n in sizes.items()])

    return 0.0, count


def _matrix_sum(rows: list[Any]) -> float:
    """Return the sum of the symmetric matrix that ours is: a pair of two sectors stands twice."""
    return float(sum(n * (1 if x == y else 2) for x, y, n in rows))


PEERS: dict[str, Prepared] = {
    "hand-written DuckDB": by_duckdb,
    "hand-written Polars": by_polars,
    "hand-written pandas": by_pandas,
}
_MOST_PANDAS = 2_000_000
_MOST_POLARS = _MOST_BROKERAGE = 20_000_000


def task(name: str, folder: Path, memory: str | None) -> None:
    """Run one task, and print what it took and found."""
    made = PEERS[name] if name in PEERS else ours(*name.split("/"))
    checked, measured = made(folder, memory)
    begun, waited = time.process_time(), time.perf_counter()
    value = measured()
    waited = time.perf_counter() - waited
    cpu = time.process_time() - begun
    print(json.dumps({"check": checked, "cpu": cpu, "waited": waited, "value": value}))


def alone(name: str, folder: Path, memory: str | None) -> dict[str, float]:
    """Run a task in a process of its own, and return its seconds, its memory and its answer."""
    command = [sys.executable, __file__, "--task", name, "--folder", str(folder)]
    command += [] if memory is None else ["--memory", memory]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    out, err = process.communicate()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    if process.returncode:
        raise SystemExit(f"{name}: {err.strip().splitlines()[-1]}")
    return {**json.loads(out.splitlines()[-1]), "peak": peak}


def compared(folder: Path, rows: int, memory: str | None) -> dict[str, float]:
    """Measure one register, print its table, and return the seconds of each of our measures."""
    print(f"\n{rows:,} ties, {rows // 10:,} actors, {rows // 5:,} seats", flush=True)
    names = ["mixing/duckdb", "mixing/polars", *PEERS]
    if rows > _MOST_PANDAS:
        names.remove("hand-written pandas")
    if rows > _MOST_POLARS:  # it keeps all of them in memory
        names = [name for name in names if "olars" not in name]
    names += ["coverage/duckdb", "retention/duckdb", "tenure/duckdb"]
    names += ["brokerage/duckdb"] if rows <= _MOST_BROKERAGE else []
    print(f"  {'':<22} {'waited s':>10} {'processor s':>12} {'check s':>8} {'peak GiB':>9}")
    found = {}
    for name in names:
        one = found[name] = _in_fork(name, folder, memory)
        print(
            f"  {name:<22} {one['waited']:>10.2f} {one['cpu']:>12.2f} {one['check']:>8.2f}"
            f" {one['peak']:>9.2f}",
            flush=True,
        )
    answers = {found[name]["value"] for name in names if name in PEERS or "mixing" in name}
    print(f"  the same number: {len(answers) == 1}")
    for engine, peer in (("duckdb", "hand-written DuckDB"), ("polars", "hand-written Polars")):
        if peer in found:
            ratio = found[f"mixing/{engine}"]["cpu"] / max(found[peer]["cpu"], 1e-9)
            print(f"  mixing in {engine}, beside the same by hand: {ratio:.2f}x")
    return {name: one["cpu"] for name, one in found.items()}


def _in_fork(name: str, folder: Path, memory: str | None) -> dict[str, float]:
    """Run `alone` in a child, so that its peak of memory is that of one task."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        with os.fdopen(write, "w") as pipe:
            pipe.write(json.dumps(alone(name, folder, memory)))
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return json.loads(told)


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--rows", type=float, nargs="*", default=[1e6, 1e7])
    asked.add_argument("--task")
    asked.add_argument("--folder", type=Path)
    asked.add_argument("--write", type=Path)
    asked.add_argument("--undated", action="store_true")
    asked.add_argument("--memory", help="what DuckDB may take, as it writes it: 6GB")
    given = asked.parse_args()
    if given.write:
        given.write.mkdir()
        make(given.write, int(given.rows[0]))
        if given.undated:
            leave_dates_out(given.write)
        return
    if given.task:
        task(given.task, given.folder, given.memory)
        return
    before: tuple[int, dict[str, float]] | None = None
    for rows in map(int, given.rows):
        with tempfile.TemporaryDirectory() as place:
            if shutil.disk_usage(place).free < 100 * rows:
                print(f"\n{rows:,} ties: the disk has no room for them")
                continue
            make(Path(place), rows)
            took = compared(Path(place), rows, given.memory)
        if before is not None:
            print("  growth, as a power of the rows:")
            for name in took.keys() & before[1].keys():
                power = math.log(took[name] / max(before[1][name], 1e-3)) / math.log(
                    rows / before[0]
                )
                print(f"    {name:<22} {power:.2f}")
        before = rows, took


if __name__ == "__main__":
    main()
