"""What the docs show runs, as it is written."""

import doctest
import re
from pathlib import Path

import matplotlib.pyplot as plt
import pytest

DOCS = Path(__file__).parents[1] / "docs"
MADE = {"_build", "reference", "notebooks", "gallery"}  # when the site is built
WRITTEN = [
    path for path in sorted(DOCS.rglob("*.md")) if path.relative_to(DOCS).parts[0] not in MADE
]
PAGES = [path for path in WRITTEN if "```python" in path.read_text("utf-8")]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_lines_of_a_page_run(path, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)  # what they write stays there
    names: dict = {}
    for block in re.findall(r"```python\n(.*?)```", path.read_text("utf-8"), flags=re.DOTALL):
        if block.startswith(">>>"):
            shown = doctest.DocTestParser().get_doctest(block, names, path.stem, str(path), 0)
            outcome = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(shown)
            assert not outcome.failed
            continue
        exec(compile(block, path.name, "exec"), names)
    plt.close("all")


def test_every_page_of_measures_shows_how_it_is_called():
    shown = {path.stem for path in PAGES}
    assert {path.stem for path in (DOCS / "measures").glob("*.md")} - shown <= {
        "missing_links",
        "spectral_segregation",
    }


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_a_table_of_a_page_is_whole(path):
    """A blank line in the midst of one would leave its rows as texts full of bars."""
    text = re.sub(r"^```.*?^```$", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    for table in re.findall(r"(?:^\|.*\n?)+", text, re.MULTILINE):
        heading, *rows = table.splitlines()
        assert rows, heading
        assert not set(rows[0]) - set("|-: "), heading
        cells = {len(re.findall(r"(?<!\\)\|", row)) for row in (heading, *rows)}
        assert len(cells) == 1, heading
