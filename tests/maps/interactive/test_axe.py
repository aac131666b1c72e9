"""The page under axe-core: nothing that its rules of WCAG and of good practice forbid."""

from importlib.resources import files

import pytest

pytestmark = pytest.mark.browser

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def violations(page, part="html"):
    page.evaluate(AXE)  # by the browser's own hand: the page's policy lets no script in
    found = page.evaluate("(part) => axe.run(part)", part)
    assert found["passes"], "axe looked at something"
    return [
        (rule["id"], rule["help"], [node["html"][:200] for node in rule["nodes"][:3]])
        for rule in found["violations"]
    ]


@pytest.mark.parametrize(
    ("lang", "scheme", "width", "board"),
    [("fr", "light", 1440, "vis"), ("en", "dark", 390, "vis"), ("fr", "dark", 1440, "sigma")],
)
def test_nothing_that_axe_forbids(page_of, visit, lang, scheme, width, board):
    page = visit(page_of("sample", board, lang))
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    assert violations(page) == []
    # an actor in focus, and its missing links told in the panel
    page.fill("#search", "Scierie")
    page.press("#search", "Enter")
    assert violations(page) == []
    # the lists that the finding leads to: pairs within an instance, changes, agreements
    for part in ("asked-together", "since-0", "asked-agreements"):
        page.click(f'[data-part="{part}"]')
        assert page.locator("#panel section").first.is_visible()
        assert violations(page, "#panel") == []


def test_a_page_that_is_wrong_is_told(page_of, visit):
    page = visit(page_of("sample"))
    page.evaluate("() => document.documentElement.removeAttribute('lang')")
    assert [rule for rule, *_ in violations(page)] == ["html-has-lang"]
