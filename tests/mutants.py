"""Change the code at random places, one at a time, and see whether a test says so.

``make mutants`` runs it over every room of `ROOMS`; ``python tests/mutants.py hinges gaps --sample
50 --seed 1`` over some. The changes are those of cosmic-ray. Each is made in a copy of the last
commit, where the tests that run the changed line are run, those of the room first, until one fails.
A kernel is compiled again with its change, as users run it; its loops leave no trace of their
lines, so that its tests are those that import it, and those that run a line that does.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import io
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parents[1]
# a room of the package, and where the tests are that run its lines: its examples, its own, others
ROOMS = {
    "measures": ["concertnet/measures", "tests/measures"],
    "hinges": ["concertnet/hinges", "tests/hinges", "tests/measures", "tests/gaps"],
    "kernels": ["tests/kernels", "tests/measures", "tests/gaps", "tests/maps/layout"],
    "gaps": ["concertnet/gaps", "tests/gaps"],
    "tables/rules": ["concertnet/tables/rules", "tests/tables/rules", "tests/tables"],
}
NO_TESTS = 5  # what pytest returns of a room without examples
MOST_TESTS = 150  # of those that run a changed line: a survivor may be one that another test kills
SLOW = 6.0  # times what the tests take without a change, and a moment: an endless loop is seen
MOMENT = 20
# What changes nothing that can be told: no decorator that keeps answers; `is` for `==` or the other
# way. And changes of variables, which cosmic-ray must be given.
SAME = re.compile(r"RemoveDecorator|Variable|(Eq|NotEq|Gt|GtE|Lt|LtE)_Is|Is_Eq$|IsNot_NotEq$")

# a change that never ends is seen too: the tests would not end
OUTCOMES = ("killed", "endless", "survived", "untested")

Place = tuple[int, int]


@dataclass(frozen=True)
class Mutant:
    """A change of one place of a file: the operator of cosmic-ray, and which of its occurrences."""

    path: str
    line: int
    operator: str
    occurrence: int


def unread(source: str) -> list[tuple[Place, Place]]:
    """Return the spans that do nothing when the code runs: types, and imports of types."""
    spans: list[ast.AST] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.arg, ast.AnnAssign)) and node.annotation:
            spans.append(node.annotation)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            spans += [node.returns] if node.returns else []
            if any(getattr(one, "id", "") == "overload" for one in node.decorator_list):
                spans.append(node)
        elif isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
            spans += node.body
        elif isinstance(node, ast.ClassDef):
            protocol = any(getattr(base, "id", "") == "Protocol" for base in node.bases)
            spans += node.body if protocol else []
    return [((s.lineno, s.col_offset), (s.end_lineno, s.end_col_offset)) for s in spans]  # type: ignore[attr-defined]


def candidates(path: Path, root: Path) -> Iterator[tuple[Place, Mutant]]:
    """Yield every change of a file, with its place."""
    import cosmic_ray.plugins
    from cosmic_ray.ast import ast_nodes, get_ast

    source = path.read_text(encoding="utf-8")
    nodes, quiet = list(ast_nodes(get_ast(source))), unread(source)
    places: dict[str, list[Place]] = {}
    for name in sorted(cosmic_ray.plugins.operator_names()):
        if SAME.search(name):
            continue
        # what replaces an operator does where it stands: Add_Sub where Add_Mul does
        family = name if "Unary" in name else name.rpartition("_")[0] or name
        if family not in places:
            operator = cosmic_ray.plugins.get_operator(name)()
            found = (place for node in nodes for place in operator.mutation_positions(node))
            places[family] = [tuple(start) for start, _ in found]
        for occurrence, start in enumerate(places[family]):
            if not any(low <= start < high for low, high in quiet):
                relative = path.relative_to(root).as_posix()
                yield start, Mutant(relative, start[0], name, occurrence)


def sample(room: str, size: int, seed: int, root: Path = HERE) -> list[Mutant]:
    """Return one change at each of so many places of a room, places as likely as each other."""
    places: dict[tuple[str, Place], list[Mutant]] = defaultdict(list)
    for path in sorted((root / "concertnet" / room).rglob("*.py")):
        for place, mutant in candidates(path, root):
            places[mutant.path, place].append(mutant)
    drawn, found = random.Random(seed), []
    for key in drawn.sample(sorted(places), len(places)):
        if len(found) == size:
            break
        mutant = drawn.choice(places[key])
        source = (root / mutant.path).read_text(encoding="utf-8")
        with contextlib.suppress(SyntaxError):  # what no longer reads would prove nothing
            ast.parse(mutated(mutant, source))
            found.append(mutant)
    return found


def mutated(mutant: Mutant, source: str) -> str:
    """Return the text of the file with the change made."""
    import cosmic_ray.plugins
    from cosmic_ray.mutating import mutate_code

    operator = cosmic_ray.plugins.get_operator(mutant.operator)()
    changed = mutate_code(source, operator, mutant.occurrence)
    if changed is None or changed == source:
        raise ValueError(f"no such change: {mutant}")
    return changed


def importers(path: str, root: Path, folder: str) -> Iterator[tuple[str, int]]:
    """Yield the files of a folder that import a file, each with the lines that do."""
    wanted = f"from {path.removesuffix('.py').replace('/', '.')} import"
    for file in sorted((root / folder).rglob("*.py")):
        for line, text in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if text.strip().startswith(wanted):
                yield file.relative_to(root).as_posix(), line


class Tests:
    """Which tests run which line, and how long each takes, from a run under coverage."""

    def __init__(self, folder: Path, root: Path) -> None:
        from coverage import CoverageData

        self._root = root
        self._lines: dict[tuple[str, int], set[str]] = defaultdict(set)
        self._files: dict[str, set[str]] = defaultdict(set)
        for kept in sorted(folder.glob("*.coverage")):
            data = CoverageData(basename=str(kept))
            data.read()
            for file in data.measured_files():
                relative = "concertnet/" + file.rpartition("/concertnet/")[2]
                for line, contexts in data.contexts_by_lineno(file).items():
                    # "tests/x.py::test_y|run"; what is run by imports has no test
                    ids = {one.rpartition("|")[0] for one in contexts if "::" in one}
                    self._lines[relative, line] |= ids
                    self._files[relative] |= ids
        self.seconds: dict[str, float] = {}
        for told in sorted(folder.glob("*.seconds")):
            self.seconds.update(json.loads(told.read_text(encoding="utf-8")))

    def of(self, mutant: Mutant, homes: list[str]) -> list[str]:
        """Return the tests to run: those of its own file first, of its room, the quick ones."""
        ids = self._lines[mutant.path, mutant.line]
        # a constant of the module is read once, by an import: any test of the file may see it
        ids = ids or self._files[mutant.path] | self._by_import(mutant.path)

        own = Path(mutant.path).stem.strip("_")

        def first(one: str) -> tuple[bool, int, float, str]:
            file = Path(one.partition("::")[0]).stem.removeprefix("test_")
            home = next((k for k, home in enumerate(homes) if one.startswith(home)), len(homes))
            return file != own, home, self.seconds.get(one, 1.0), one

        return sorted(ids, key=first)[:MOST_TESTS]

    def _by_import(self, path: str) -> set[str]:
        """Return the tests that import a file, or run a line of the package that does."""
        found: set[str] = set()
        for file, line in importers(path, self._root, "concertnet"):
            found |= self._lines[file, line] or self._files[file]
        files = {file for file, _ in importers(path, self._root, "tests")}
        return found | {one for one in self.seconds if one.partition("::")[0] in files}


class _Seconds:
    """A plugin of pytest that keeps how long each test took; it looks for no smallest failure."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def pytest_collection(self) -> None:
        from hypothesis import Phase, settings

        # after the profile of tests/conftest.py, before the tests that take it
        once = {"phases": (Phase.explicit, Phase.generate), "derandomize": True, "database": None}
        settings.register_profile("once", settings(), **once)
        settings.load_profile("once")

    def pytest_runtest_logreport(self, report: Any) -> None:
        taken = self.seconds.get(report.nodeid, 0.0)
        self.seconds[report.nodeid] = round(taken + report.duration, 4)


def in_a_child(root: Path, arguments: list[str], seconds: float | None, keep: Path | None) -> int:
    """Run pytest in a copy of this process, in which the libraries are loaded; return its code."""
    child = os.fork()
    if child == 0:
        code = 3
        try:
            os.setsid()
            os.chdir(root)
            sys.path[:0] = [str(root)]
            sys.dont_write_bytecode = keep is None
            told = _Seconds()
            quiet = io.StringIO()
            with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
                import pytest

                base = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:randomly", "--no-header"]
                base += ["-p", "no:faulthandler"]  # a changed loop may read beyond its arrays
                code = int(pytest.main([*(base if keep is None else base[2:]), *arguments], [told]))
            if keep is not None:
                keep.write_text(json.dumps(told.seconds), encoding="utf-8")
                sys.__stdout__.write(quiet.getvalue()[-2000:])  # type: ignore[union-attr]
                sys.__stdout__.flush()  # type: ignore[union-attr]
        finally:
            os._exit(code)
    end = None if seconds is None else time.monotonic() + seconds
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        if end is not None and time.monotonic() > end:
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return -1
        time.sleep(0.02)


def listed(root: Path, kept: Path, homes: Iterable[str]) -> None:
    """Run the tests of each folder once under coverage, unless an earlier run kept what it told."""
    kept.mkdir(parents=True, exist_ok=True)
    for home in homes:
        name = home.replace("/", "-")
        if (kept / f"{name}.seconds").exists():
            continue
        print(f"running {home} to see which test runs which line", flush=True)
        os.environ["COVERAGE_FILE"] = str(kept / f"{name}.coverage")
        arguments = [home, "-m", "not slow and not browser", "--cov=concertnet", "--cov-report="]
        code = in_a_child(
            root, [*arguments, "--cov-context=test"], None, kept / f"{name}.seconds.part"
        )
        if code not in (0, NO_TESTS):
            sys.exit(f"the tests of {home} fail without any change (code {code})")
        (kept / f"{name}.seconds.part").rename(kept / f"{name}.seconds")


def compile_again(mutant: Mutant, root: Path) -> None:
    """Have numba compile what reads the changed file too: it looks for changes in its own alone."""
    for file, _ in importers(mutant.path, root, "concertnet/kernels"):
        for kept in (root / file).parent.glob(f"__pycache__/{Path(file).stem}.*.nbi"):
            kept.unlink()


def outcome(mutant: Mutant, tests: Tests, homes: list[str], root: Path) -> str:
    """Make a change, run the tests of its line, undo it; say what became of it (`OUTCOMES`)."""
    ids = tests.of(mutant, homes)
    if not ids:
        return "untested"
    path = root / mutant.path
    source = path.read_text(encoding="utf-8")
    path.write_text(mutated(mutant, source), encoding="utf-8")
    compile_again(mutant, root)
    try:
        usual = sum(tests.seconds.get(one, 1.0) for one in ids)
        code = in_a_child(root, ids, MOMENT + SLOW * usual, None)
    finally:
        path.write_text(source, encoding="utf-8")
        compile_again(mutant, root)
    return {0: "survived", -1: "endless"}.get(code, "killed")


def told(mutant: Mutant, root: Path) -> str:
    """Return the changed line, before and after."""
    source = (root / mutant.path).read_text(encoding="utf-8")
    pairs = zip(source.splitlines(), mutated(mutant, source).splitlines(), strict=False)
    before, after = next((a, b) for a, b in pairs if a != b)
    return f"{mutant.path}:{mutant.line}\n    - {before.strip()}\n    + {after.strip()}"


def main() -> None:
    """Sample the rooms asked for, and print what survived and the score of each."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("rooms", nargs="*", help=f"of {', '.join(ROOMS)}; all by default")
    asked.add_argument("--sample", type=int, default=50, help="changes in each room")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--kept", type=Path, help="a folder that keeps which test runs which line")
    given = asked.parse_args()
    unknown = [room for room in given.rooms if not (HERE / "concertnet" / room).is_dir()]
    if unknown:
        asked.error(f"no such room: {', '.join(unknown)}")
    # loaded once, before the copies of this process; the package itself never is
    import networkx
    import numba
    import numpy
    import pandas
    import pytest
    import scipy.sparse.csgraph
    import scipy.stats

    del networkx, numba, numpy, pandas, pytest, scipy
    sys.path[:] = [one for one in sys.path if Path(one) != HERE / "tests"]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "copy"
        git = ["git", "-C", str(HERE), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(root), "HEAD"], check=True)
        try:
            scores = _scores(given, root, given.kept or Path(folder) / "kept")
        finally:
            subprocess.run([*git, "remove", "--force", str(root)], check=True)
    print(f"\n{given.sample} changes a room, seed {given.seed}\n")
    print("| room | changes | killed | without end | survived | no test runs the line | score |")
    print("|---|---|---|---|---|---|---|")
    for room, found in scores.items():
        counts = [found.count(one) for one in OUTCOMES]
        score = (counts[0] + counts[1]) / max(len(found), 1)
        print(f"| {room} | {len(found)} | {' | '.join(map(str, counts))} | {score:.0%} |")


def _scores(given: argparse.Namespace, root: Path, kept: Path) -> dict[str, list[str]]:
    scores: dict[str, list[str]] = {}
    for room in given.rooms or ROOMS:
        whole = next((one for one in ROOMS if room == one or room.startswith(f"{one}/")), None)
        within = [f"concertnet/{room}", f"tests/{room}"]
        homes = ROOMS[room] if room == whole else [*within, *(ROOMS[whole] if whole else [])]
        listed(root, kept, homes if whole is None else ROOMS[whole])
        tests, mutants = Tests(kept, root), sample(room, given.sample, given.seed)
        found = scores[room] = []
        unchanged = next((ids for mutant in mutants if (ids := tests.of(mutant, homes))), [])
        if unchanged and in_a_child(root, unchanged, None, None):
            sys.exit(f"tests of {room} fail without any change")
        for mutant in mutants:
            found.append(outcome(mutant, tests, homes, root))
            if found[-1] != "killed":
                print(f"{found[-1]}: {told(mutant, root)}", flush=True)
        print(f"{room}: {found.count('killed')} of {len(found)} killed", flush=True)
    return scores


if __name__ == "__main__":
    main()
