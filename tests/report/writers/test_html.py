"""The page: it opens alone, in a real browser, and keeps the rules of access."""

import html
import re

import pandas as pd
import pytest

import concertnet as cn
from tests.networks import the_sample
from tests.report.networks import HOSTILE, NETWORKS


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    return cn.report(the_sample(), tmp_path_factory.mktemp("html") / "r.html", lang="fr")


def test_the_page_is_whole_and_asks_for_nothing(page):
    text = page.read_text("utf-8")
    assert "<script" not in text
    assert not re.findall(r'(?:src|href)="(?!#)[^"]+"', text)
    assert "default-src 'none'" in html.unescape(text)


def test_ids_are_unique_and_links_lead_somewhere(page):
    text = page.read_text("utf-8")
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(set(ids)) == len(ids)
    links = set(re.findall(r'href="#([^"]+)"', text)) | set(re.findall(r"url\(#([^)]+)\)", text))
    assert links <= set(ids)


def test_a_name_that_looks_like_an_id_stays_as_it_is(tmp_path):
    names = ['a id="b', 'x href="#y" url(#z)', "<b>&amp;</b>"]
    net = cn.Network(
        pd.DataFrame({"actor": list("abc"), "name": names, "sector": ["private"] * 3}),
        pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "level": ["concertation"] * 2}),
    )
    text = cn.report(net, tmp_path / "r.html", lang="en", sections=["who"]).read_text("utf-8")
    drawn = re.search(r"<svg.*?</svg>", text, flags=re.DOTALL)
    assert drawn
    written = "".join(html.unescape(t) for t in re.findall(r">([^<]*)</text>", drawn[0]))
    for name in names:
        assert name.replace(" ", "") in re.sub(r"\s", "", written)


def test_hostile_texts_are_texts(tmp_path):
    text = cn.report(NETWORKS["hostile"](), tmp_path / "r.html", lang="en").read_text("utf-8")
    assert HOSTILE[1] not in text
    assert html.escape(HOSTILE[1]) in text
    assert not re.findall(r"<script|<iframe|javascript:", text)


def test_the_same_report_is_the_same_bytes(tmp_path):
    net = NETWORKS["small"]()
    one, other = (cn.report(net, tmp_path / name, lang="en") for name in ("a.html", "b.html"))
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1280, 900), (800, 600), (390, 800)])
def test_a_browser_shows_it_and_axe_finds_nothing(page, size, browser_page):
    from axe_playwright_python.sync_playwright import Axe

    shown = browser_page(*size)
    shown.goto(page.as_uri())
    found = Axe().run(shown)
    broken = [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found.response["violations"]]
    assert broken == []
    widths = shown.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert widths[0] <= widths[1], "nothing goes out of the page"
