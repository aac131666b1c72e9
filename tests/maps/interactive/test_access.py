"""The page for those who read it by ear, by keyboard, in other colours, on a phone, on paper."""

import itertools

import pytest

from concertnet.maps.interactive import interactive_page
from tests.maps.interactive.test_browser import focus

pytestmark = pytest.mark.browser

# What can take the focus, with its name as a screen reader says it.
CONTROLS = """() => {
  const seen = (e) => e.checkVisibility({ visibilityProperty: true });
  const said = (e) => {
    const by = e.getAttribute("aria-labelledby");
    if (by) return by.split(" ").map((id) => document.getElementById(id).textContent).join(" ");
    if (e.ariaLabel) return e.ariaLabel;
    if (e.labels?.length) return [...e.labels].map((l) => l.textContent).join(" ");
    return e.textContent;
  };
  const wanted = "a[href], button, input, select, summary, canvas, [tabindex], [role=button]";
  return [...document.querySelectorAll(wanted)].filter(seen).map((e) => ({
    tag: e.tagName, id: e.id, name: said(e).trim(), tabindex: e.tabIndex }));
}"""

# The lowest contrast of a text with the first opaque background under it, and that text.
CONTRAST = """() => {
  const channels = (c) => c.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => v / 255).map((v) =>
      v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const once = (make) => {
    const made = new Map();
    return (e) => made.get(e) ?? made.set(e, make(e)).get(e);
  };
  const style = once(getComputedStyle);
  const under = once((e) => {
    if (!e) return light([255, 255, 255]);
    const colour = channels(style(e).backgroundColor);
    return colour.length < 4 || colour[3] === 1 ? light(colour) : under(e.parentElement);
  });
  const opacity = once((e) => (e ? Number(style(e).opacity) * opacity(e.parentElement) : 1));
  const found = [];
  for (const e of document.querySelectorAll("body *")) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.checkVisibility() || ["SCRIPT", "NOSCRIPT"].includes(e.tagName)) continue;
    const [a, b] = [light(channels(style(e).color)), under(e)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    found.push([opacity(e) * ratio, e.textContent.slice(0, 40)]);
  }
  found.sort((x, y) => x[0] - y[0]);
  return [found.length, ...found[0]];
}"""

LANDMARKS = """() => [...document.querySelectorAll("header, nav, main, aside, section[aria-label]")]
  .map((e) => e.tagName.toLowerCase())"""
HEADINGS = "() => [...document.querySelectorAll('h1, h2, h3, h4')].map((e) => Number(e.tagName[1]))"
DOUBLES = """() => {
  const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
  return ids.filter((id, i) => ids.indexOf(id) !== i);
}"""
POINTERS = """() => [...document.querySelectorAll("[aria-controls], label[for], a[href^='#']")]
  .map((e) => e.getAttribute("aria-controls") ?? e.htmlFor ?? e.hash.slice(1))
  .filter((id) => !document.getElementById(id))"""


@pytest.fixture
def carte(page_of):
    return page_of("sample")


def open_everything(page):
    page.click("#actors > summary")
    page.click("#gaps > summary")
    page.locator("#gaps-rows tbody").wait_for()


def states(page):
    """Yield a name after each thing that changes what the page shows."""
    yield "opened"
    open_everything(page)
    yield "tables"
    page.locator('#panel [data-gap="0"]').click()
    yield "missing link"
    focus(page, "cisss de l'orliere")
    yield "actor"
    page.fill("#search", "maison")
    yield "searching"


def test_every_control_has_a_name_and_the_order_of_the_page(carte, visit):
    page = visit(carte)
    for state in states(page):
        controls = page.evaluate(CONTROLS)
        assert len(controls) > 30
        assert [c for c in controls if not c["name"] and c["tabindex"] >= 0] == [], state
        assert [c for c in controls if c["tabindex"] > 0] == [], state
        assert page.evaluate(DOUBLES) == [], state
        assert page.evaluate(POINTERS) == [], state


def test_landmarks_and_headings_follow_one_another(carte, visit):
    page = visit(carte)
    assert page.evaluate(LANDMARKS) == ["nav", "header", "main", "section", "section", "aside"]
    for state in states(page):
        levels = page.evaluate(HEADINGS)
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), state
    role = page.locator("#map [role=img]")
    assert role.get_attribute("aria-label").startswith("Carte du réseau\u00a0: 59 acteurs")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_text_stands_out_from_its_background(carte, visit, scheme, lang):
    page = visit(carte, color_scheme=scheme)
    page.click(f"[data-language={lang}]")
    for state in states(page):
        n, least, words = page.evaluate(CONTRAST)
        assert n > 30
        assert least >= 4.5, (state, words)
    page.emulate_media(media="print")
    assert page.evaluate(CONTRAST)[1] >= 4.5


def test_the_first_key_leads_past_the_heading(carte, visit):
    page = visit(carte)
    wanted = ["#map-area", "#panel", "#tables"]
    for place, target in enumerate(wanted, start=1):
        page.keyboard.press("Tab")
        link = page.locator(f".skip a:nth-child({place})")
        assert page.evaluate("document.activeElement.getAttribute('href')") == target
        assert link.bounding_box()["x"] >= 0  # seen once it has the focus
        assert link.get_attribute("href") == target
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.parentElement.id") == "actors"


def test_everything_is_reached_with_the_keyboard_alone(carte, visit):
    page = visit(carte)
    reached = []
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "document.activeElement.id || document.activeElement.dataset.gap"
                " || document.activeElement.dataset.group || document.activeElement.tagName"
            )
        )
    wanted = ["search", "0", "date", "territory", "theme", "instance", "gaps-toggle", "zoom-in",
              "recentre", "show-all", "picture", "print"]  # fmt: skip
    places = [reached.index(name) for name in wanted]
    assert places == sorted(places)
    page.focus("#date")
    page.keyboard.press("ArrowLeft")
    assert page.get_attribute("#date", "aria-valuetext") == "31\xa0déc.\xa02023"
    page.focus("#panel [data-gap]")
    page.keyboard.press("Enter")
    assert page.locator("#panel .current").count() == 1
    assert page.evaluate("document.activeElement.dataset.gap") == "0"
    page.keyboard.press("Escape")
    assert page.locator("#panel .current").count() == 0


def test_language_is_declared_and_follows_the_switch(carte, visit):
    page = visit(carte)
    for lang, words in (("en", "Go to the map"), ("fr", "Aller à la carte")):
        page.click(f"[data-language={lang}]")
        assert page.get_attribute("html", "lang") == lang
        assert page.locator(".skip a").first.text_content() == words
        assert (
            page.locator("#territory option").first.text_content()
            == {"en": "All", "fr": "Tous"}[lang]
        )


@pytest.mark.parametrize("width", [360, 800, 1440])
def test_nothing_runs_off_the_side(carte, visit, width):
    page = visit(carte, viewport={"width": width, "height": 740})
    wide = "document.documentElement.scrollWidth"
    for state in states(page) if width > 700 else [*open_phone(page)]:
        assert page.evaluate(wide) <= width, state
    assert page.locator("#map").bounding_box()["height"] > 200


def open_phone(page):
    yield "opened"
    page.click("#filters > summary")
    yield "legend"
    open_everything(page)
    yield "tables"
    page.select_option("#territory", "Val-Cendré")
    page.click("#panel [data-gap]")
    yield "missing link"


def test_paper_has_the_legend_the_sentences_and_no_control(carte, visit):
    page = visit(carte, color_scheme="dark")
    page.select_option("#territory", "Val-Cendré")
    page.emulate_media(media="print", color_scheme="light")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for control in ("#search", "#territory", "#date", ".tools", ".skip", "#gaps-csv", ".languages"):
        assert page.locator(control).first.is_hidden(), control
    assert page.locator("#legend").is_visible()
    assert "Filtres\xa0: Val-Cendré" in page.inner_text("#shown")
    assert "le hasard en donnerait" in page.inner_text("#panel")
    pixel = "document.querySelector('#legend svg > *').getAttribute('stroke')"
    assert page.evaluate(pixel) == "#22282E"  # in the inks of paper
    page.emulate_media(media="screen", color_scheme="dark")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.wait_for_function(f"{pixel} === '#E9EDF0'")


def test_a_notebook_shows_the_page_without_a_network(net, tmp_path, visit):
    page = interactive_page(net.latest(), lang="fr")
    path = tmp_path / "notebook.html"
    path.write_text(f"<!DOCTYPE html><html data-ready>{page._repr_html_()}</html>", "utf-8")
    frame = visit(path).frame_locator("iframe")
    frame.locator("html[data-ready]").wait_for()
    assert "59 acteurs sur 59" in frame.locator("#shown").inner_text()
    frame.locator('[data-group="0"]').uncheck()
    assert "33 acteurs sur 59" in frame.locator("#shown").inner_text()
