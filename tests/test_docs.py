"""What the docs show runs, as it is written."""

import doctest
import re
from pathlib import Path

import matplotlib.pyplot as plt
import pytest

DOCS = Path(__file__).parents[1] / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if "```python" in path.read_text("utf-8"))


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
