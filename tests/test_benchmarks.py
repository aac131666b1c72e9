"""The benchmarks are found, not listed, and what they print is kept."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "benchmarks"
# what benchmarks share, and what runs them
HELPERS = {"side_by_side", "run"}


@pytest.fixture(scope="module")
def runner():
    specification = importlib.util.spec_from_file_location("bench_run", FOLDER / "run.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_every_file_is_a_benchmark_or_a_known_helper(runner):
    files = {path.stem for path in FOLDER.rglob("*.py")}
    found = [path.stem for path in runner.found()]
    assert set(found) == files - HELPERS
    assert {"chance", "first_call", "gaps"} <= set(found), "those of peers/ too"
    assert [path.stem for path in runner.found(words=["peers/chance"])] == ["chance"]


def test_what_they_print_is_shown_and_kept_and_a_failure_stops_none(runner, tmp_path, capsys):
    guard = '\nif __name__ == "__main__":\n    '
    (tmp_path / "peers").mkdir()
    (tmp_path / "broken.py").write_text(f"import sys{guard}sys.exit('no such peer')\n")
    (tmp_path / "peers" / "later.py").write_text(f"{guard}print('2.0x')\n")
    (tmp_path / "helper.py").write_text("print('never run')\n")
    results = tmp_path / "results.txt"
    failed = runner.run(runner.found(tmp_path), results, "a machine\n")
    assert failed == ["broken"]
    expected = "a machine\n\n## broken\nno such peer\n\n## later\n2.0x\n"
    assert results.read_text() == capsys.readouterr().out == expected


def test_the_command_refuses_a_word_that_no_benchmark_has():
    done = subprocess.run(
        [sys.executable, FOLDER / "run.py", "nosuchthing"], capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "nosuchthing" in done.stderr


def test_make_bench_runs_what_is_found():
    rule = (FOLDER.parent / "Makefile").read_text(encoding="utf-8").split("\nbench:")[1]
    assert "benchmarks/run.py" in rule.split("\n\n")[0]


def test_each_release_keeps_its_figures_beside_those_of_others(runner, tmp_path):
    first, second = (runner.released(name, tmp_path) for name in ("0.1.0", "0.2.0"))
    assert first != second
    assert first.parent == second.parent == tmp_path / "releases"
    assert first.parent.is_dir()
    with pytest.raises(SystemExit, match="named as its tag"):
        runner.released("../elsewhere", tmp_path)


def test_every_command_that_the_readme_names_is_there():
    told = (FOLDER / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"`(?:python )?benchmarks/([\w/]+\.py)", told)
    assert len(named) > 5
    assert all((FOLDER / name).is_file() for name in named)
    for page in re.findall(r"\]\(\.\./(docs/[\w/]+\.md)\)", told):
        text = (FOLDER.parent / page).read_text(encoding="utf-8")
        assert re.search(r"benchmarks/|/usr/bin/time", text), page
