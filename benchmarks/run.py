"""Run every benchmark found here, and write what they print to `results.txt`.

``python benchmarks/run.py`` runs all of them, ``python benchmarks/run.py chance gaps`` those whose
path has one of these words. With ``--release 0.1.0`` it is kept in `releases/0.1.0.txt` instead. A
benchmark is a file that can be run alone.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TextIO

HERE = Path(__file__).parent
RESULTS = HERE / "results.txt"
BESIDE = ("concertnet", "numpy", "scipy", "pandas", "numba", "networkx", "igraph")


def found(folder: Path = HERE, words: Iterable[str] = ()) -> list[Path]:
    """Return the benchmarks of a folder and of those in it, this file apart."""
    files = [path for path in sorted(folder.rglob("*.py")) if path.name != Path(__file__).name]
    wanted = list(words)
    return [
        path
        for path in files
        if '__name__ == "__main__"' in path.read_text(encoding="utf-8")
        and (not wanted or any(word in str(path.relative_to(folder)) for word in wanted))
    ]


def released(name: str, folder: Path = HERE) -> Path:
    """Return the file that keeps the figures of a release; those of others stay."""
    if Path(name).name != name:
        sys.exit(f"a release is named as its tag, without a folder: {name}")
    (folder / "releases").mkdir(exist_ok=True)
    return folder / "releases" / f"{name}.txt"


def machine() -> str:
    """Say where and with what the figures were taken: they mean little without."""
    versions = ", ".join(f"{name} {_version(name)}" for name in BESIDE)
    python = f"Python {platform.python_version()}, {os.cpu_count()} processors"
    return f"{date.today()}, {platform.machine()}, {python}\n{versions}\n"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


def run(files: Iterable[Path], results: Path, head: str = "") -> list[str]:
    """Run benchmarks one after the other, shown as they come; return those that failed."""
    failed = []
    with results.open("w", encoding="utf-8") as written:
        _say(head, written)
        for path in files:
            _say(f"\n## {path.stem}\n", written)
            if _printed(path, written):
                failed.append(path.stem)
    return failed


def _printed(path: Path, written: TextIO) -> int:
    """Run a benchmark, say what it prints, and return its exit code."""
    command = [sys.executable, "-u", str(path)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    ) as process:
        for line in process.stdout or ():
            _say(line, written)
    return process.returncode


def _say(text: str, written: TextIO) -> None:
    for out in (sys.stdout, written):
        out.write(text)
        out.flush()


if __name__ == "__main__":
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("words", nargs="*", help="of the path of a benchmark; all by default")
    reader.add_argument("--release", help="keep what is printed under the name of a release")
    given = reader.parse_args()
    asked = found(words=given.words)
    if not asked:
        sys.exit(f"no benchmark has one of these words: {' '.join(given.words)}")
    kept = released(given.release) if given.release else RESULTS
    broken = run(asked, kept, machine())
    print(f"\nwritten to {kept}")
    if broken:
        sys.exit(f"failed: {', '.join(broken)}")
