"""The site of the documentation is built without a warning, and asks nothing of the Internet."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

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
    net = cn.sample_network().latest()
    assert f"({cn.ei_index(net)!r}, {cn.ei_expected(net)!r}, " in page


class _Read(HTMLParser):
    """What a page leads to, and the places of it that can be led to."""

    def __init__(self, page):
        super().__init__()
        self.leads, self.places = [], set()
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, _, attrs):
        given = dict(attrs)
        self.places |= {given["id"]} if "id" in given else set()
        self.leads += [given[name] for name in ("href", "src") if given.get(name)]


@pytest.mark.slow
def test_links_within_the_site_lead_somewhere(site):
    read = {page: _Read(page) for page in site.rglob("*.html") if "_static" not in page.parts}
    lost = []
    for page, found in read.items():
        for lead in map(urlsplit, found.leads):
            if lead.scheme or lead.netloc:
                continue
            target = (page.parent / unquote(lead.path)).resolve() if lead.path else page
            place = unquote(lead.fragment)
            if not target.exists() or (
                target in read and place and place not in read[target].places
            ):
                lost.append(f"{page.relative_to(site)}: {lead.geturl()}")
    assert lost == []


@pytest.mark.slow
def test_a_name_in_a_page_leads_to_what_the_reference_says_of_it(site):
    page = (site / "measures" / "segregation.html").read_text("utf-8")
    assert re.search(r'href="\.\./reference/names/concertnet\.ei_index\.html"><code', page)
    network = (site / "reference" / "names" / "concertnet.Network.html").read_text("utf-8")
    assert "Return the network in force at an instant." in network


@pytest.mark.slow
def test_a_page_in_french_says_so(site):
    assert '<html lang="fr"' in (site / "guide" / "index.html").read_text("utf-8")
    assert '<html lang="en"' in (site / "start.html").read_text("utf-8")
