"""The site of the documentation is built without a warning, and asks nothing of the Internet."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).parents[1]
# what a browser would fetch by itself when it opens a page; links are followed by people
FETCHED = re.compile(
    r"""<(?:script|img|iframe|link|source)\b[^>]*(?:src|href)=["'](?:https?:)?//"""
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return the folder of the pages, built as `make docs` builds them."""
    folder = tmp_path_factory.mktemp("site")
    command = ["-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", "docs", folder / "html"]
    run = subprocess.run(
        [sys.executable, *command],
        cwd=HOME,
        capture_output=True,
        text=True,
        timeout=1200,
        env={**os.environ, "PYTHONPATH": str(HOME)},
    )
    assert run.returncode == 0, run.stderr[-4000:]
    return folder / "html"


@pytest.mark.slow
def test_pages_fetch_nothing(site):
    pages = list(site.rglob("*.html"))
    assert len(pages) > 150
    for page in pages:
        assert not FETCHED.search(page.read_text("utf-8")), page.name


@pytest.mark.slow
def test_search_works_from_files(site):
    """The index is a script of the site's own: a page opened from a disk may not fetch a file."""
    index = (site / "searchindex.js").read_text("utf-8")
    assert index.startswith("Search.setIndex(")
    assert "homophil" in index


@pytest.mark.slow
def test_a_page_shows_the_answers_of_the_day(site):
    import concertnet as cn

    page = (site / "measures" / "segregation.html").read_text("utf-8")
    assert f"{cn.ei_index(cn.sample_network().latest()):.10f}"[:12] in page
