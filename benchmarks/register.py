"""Reading and checking a register in CSV, beside what reads its cells alone.

A million ties with dates and 100,000 actors, as `scale.py` makes them (``--rows`` asks for others).
Each reader has a process of its own: what is printed is how long one waits, the seconds of its
processors, those of loading it, and its peak of memory. The peers check nothing.
"""

from __future__ import annotations

import argparse
import importlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import scale

TABLES = ("ties", "actors")


def make(folder: Path, rows: int) -> None:
    """Write the actors and the ties of a register as plain CSV."""
    import duckdb

    with tempfile.TemporaryDirectory() as place:
        scale.make(Path(place), rows)
        for name in TABLES:
            written = f"'{folder}/{name}.csv' (HEADER, DELIMITER ',')"
            duckdb.execute(f"COPY (FROM '{place}/{name}.parquet') TO {written}")


def read(folder: Path) -> int:
    import concertnet as cn

    return len(cn.read(folder).ties)


def check(folder: Path) -> int:
    import concertnet as cn

    return len(cn.check(folder))


def by_pandas(folder: Path) -> int:
    import pandas as pd

    how: dict[str, Any] = {"parse_dates": ["start", "end"]}
    return sum(len(pd.read_csv(folder / f"{name}.csv", **how)) for name in TABLES)


def by_arrow(folder: Path) -> int:
    from pyarrow import csv

    return sum(len(csv.read_csv(folder / f"{name}.csv")) for name in TABLES)


def by_polars(folder: Path) -> int:
    import polars as pl

    files = [folder / f"{name}.csv" for name in TABLES]
    return sum(len(pl.read_csv(file, try_parse_dates=True)) for file in files)


OURS = ("cn.read", "cn.check")
READERS: dict[str, tuple[str, Callable[[Path], int]]] = {
    "cn.read": ("concertnet.tables.check", read),
    "cn.check": ("concertnet.tables.check", check),
    "pandas.read_csv": ("pandas", by_pandas),
    "Polars": ("polars", by_polars),
    "Arrow": ("pyarrow.csv", by_arrow),
}


def task(name: str, folder: Path) -> None:
    """Read the files by one reader, and print what it took."""
    module, reads = READERS[name]
    begun = time.process_time()
    importlib.import_module(module)
    loaded = time.process_time()
    waited = time.perf_counter()
    reads(folder)
    took = {"waited": time.perf_counter() - waited, "cpu": time.process_time() - loaded}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(json.dumps({**took, "loading": loaded - begun, "peak": peak}))


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--rows", type=float, default=1e6)
    asked.add_argument("--task")
    asked.add_argument("--folder", type=Path)
    given = asked.parse_args()
    if given.task:
        if given.task == "make":
            make(given.folder, int(given.rows))
        else:
            task(given.task, given.folder)
        return

    def alone(name: str) -> str:
        """Run a task in a process of its own: this one stays small, as its peak is theirs too."""
        command = [sys.executable, __file__, "--task", name, "--folder", place]
        command += ["--rows", str(given.rows)]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout

    with tempfile.TemporaryDirectory() as place:
        alone("make")
        found = {}
        print(f"\n{int(given.rows):,} ties and {int(given.rows) // 10:,} actors with dates, in CSV")
        print(f"  {'':<16} {'waited s':>9} {'processor s':>12} {'loading s':>10} {'peak GiB':>9}")
        for name in READERS:
            one = found[name] = json.loads(alone(name))
            print(
                f"  {name:<16} {one['waited']:>9.2f} {one['cpu']:>12.2f} {one['loading']:>10.2f}"
                f" {one['peak']:>9.2f}",
                flush=True,
            )
    for ours in OURS:
        for peer in (name for name in READERS if name not in OURS):
            ratio = found[ours]["cpu"] / max(found[peer]["cpu"], 1e-9)
            print(f"  {ours}, beside {peer} reading the cells alone: {ratio:.1f}x")


if __name__ == "__main__":
    main()
