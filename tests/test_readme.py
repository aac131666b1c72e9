"""What the README shows runs as it is written."""

import re
from pathlib import Path

import matplotlib as mpl

README = Path(__file__).parents[1] / "README.md"


def test_the_notebook_lines_run(tmp_path, monkeypatch):
    (code,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line for line in code.splitlines() if line.strip()]
    assert len(lines) <= 16
    monkeypatch.chdir(tmp_path)
    with mpl.rc_context():
        mpl.use("agg")
        exec(compile(code, "README.md", "exec"), {})
    assert (tmp_path / "map.html").exists()


def test_every_command_of_the_readme_exists():
    from concertnet.words import words

    text = README.read_text(encoding="utf-8")
    commands = set(re.findall(r"^concertnet (\w+)", text, re.MULTILINE))
    assert commands >= {"check", "results", "describe", "measure", "gaps", "map"}
    assert all(f"cli_{command}" in words("fr") for command in commands)
