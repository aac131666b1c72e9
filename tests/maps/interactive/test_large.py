"""The page of a large network: drawn by sigma.js, with the same controls."""

import networkx as nx
import pytest

from concertnet.maps.interactive import interactive_map
from concertnet.maps.interactive.limits import Limits
from concertnet.maps.interactive.page import make_page
from tests.maps.interactive.test_browser import FRAMES, PINK, focus, panel, pixels, shown

WITHOUT_WEBGL = """
const own = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...options) {
  return kind.includes("webgl") ? null : own.call(this, kind, ...options);
};
"""

# When the card began to draw the lines again.
LINES_DRAWN = """
const drawn = (globalThis.linesDrawn = []);
const { clear } = WebGL2RenderingContext.prototype;
WebGL2RenderingContext.prototype.clear = function (...what) {
  if (this.canvas.classList.contains("sigma-edges")) drawn.push(performance.now());
  return clear.apply(this, what);
};
"""

# Where the dashes of the missing links are drawn, under the marks.
DASHES = """() => {
  const layer = document.querySelector("#map .sigma-edgeLabels");
  const { width, height } = layer;
  const { data } = layer.getContext("2d").getImageData(0, 0, width, height);
  const found = [];
  for (let i = 0; i < data.length; i += 4)
    if (data[i + 3] === 255 && data[i] === 216 && data[i + 1] === 27 && data[i + 2] === 96)
      found.push([(i / 4) % width, Math.floor(i / 4 / width)]);
  return found;
}"""


@pytest.fixture
def carte(page_of):
    return page_of("small", "sigma")


def large(n):
    graph = nx.barabasi_albert_graph(n, 3, seed=1)
    nx.set_node_attributes(graph, {i: ("private", "community")[i % 2] for i in graph}, "sector")
    return graph


def test_the_library_follows_the_size_and_its_licence_is_kept():
    few, many = (make_page(large(n), limits=Limits(vis=50)).html for n in (50, 51))
    assert "vis.js may be distributed" in few
    assert "Alexis Jacomy" not in few
    assert "vis.js may be distributed" not in many
    for holder in ("Alexis Jacomy", "Copyright (c) 2016-2021 Guillaume Plique", "Joyent"):
        assert holder in many
    assert "sourceMappingURL" not in many
    assert make_page(large(51), limits=Limits(vis=50)).html == many


@pytest.mark.browser
def test_thousands_of_actors_open_filter_and_are_found(tmp_path, visit):
    graph = large(5001)
    page = visit(interactive_map(graph, tmp_path / "p.html", lang="en"))
    assert shown(page)[:2] == (5001, graph.number_of_edges())
    assert pixels(page, (0, 114, 178)) > 1000
    page.uncheck("[data-group='1']")  # private
    kept = [i for i in graph if i % 2]
    assert shown(page)[:2] == (len(kept), graph.subgraph(kept).number_of_edges())
    assert pixels(page, (140, 29, 79)) == 0
    focus(page, "4000")
    assert page.inner_text("#panel-heading") == "4000"
    assert f"Ties ({graph.degree(4000)})" in panel(page)


@pytest.mark.browser
def test_a_click_on_a_missing_link_tells_it(carte, visit):
    page = visit(carte)
    page.evaluate(FRAMES)
    spots = page.evaluate(DASHES)
    told = set()
    for x, y in spots[:: len(spots) // 12]:
        page.click("#map", position={"x": x, "y": y})
        told.update(page.locator(".current .sentence").all_inner_texts())
    assert len(told) == 2, "both missing links are told by a click on one of their dashes"
    assert all("n’ont pas de lien" in sentence for sentence in told)


@pytest.mark.browser
def test_the_keyboard_and_the_mouse_move_the_map(carte, visit):
    page = visit(carte)
    frame = page.locator("#map .frame")
    assert frame.get_attribute("role") == "img"
    assert "8 acteurs" in frame.get_attribute("aria-label")

    def picture():
        page.evaluate(FRAMES)
        return frame.screenshot()

    seen = [picture()]
    frame.focus()
    for key in ("ArrowLeft", "ArrowUp", "+", "-"):
        page.keyboard.press(key)
        seen.append(picture())
    assert seen[-1] == seen[-3]  # as near as before it was zoomed
    assert len(set(seen)) == 4
    box = frame.bounding_box()
    page.mouse.move(box["x"] + 100, box["y"] + 100)
    page.mouse.wheel(0, -200)
    assert picture() not in seen
    page.click("#recentre")
    assert picture() == seen[0]


@pytest.mark.browser
def test_opened_it_draws_once_what_is_seen(carte, chromium):
    context = chromium.new_context(offline=True)
    page = context.new_page()
    page.add_init_script(LINES_DRAWN)
    page.goto(carte.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    page.evaluate(FRAMES)
    # sigma draws while it is made, when nothing is shown yet: it costs little
    assert page.evaluate("linesDrawn.length") == 2
    context.close()


@pytest.mark.browser
def test_a_browser_that_cannot_draw_says_so(carte, chromium):
    context = chromium.new_context(offline=True)
    page = context.new_page()
    wrongs = []
    page.on("pageerror", lambda error: wrongs.append(str(error)))
    page.add_init_script(WITHOUT_WEBGL)
    page.goto(carte.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    assert "WebGL 2" in page.inner_text("#undrawn")
    assert shown(page) == (8, 8, 2)
    focus(page, "ecole")  # what is text works
    assert page.inner_text("#panel-heading") == "École du Phare"
    page.click("#map", position={"x": 30, "y": 30}, force=True)
    page.click("#zoom-in")
    page.click("#recentre")
    # sigma itself asks for WebGL as soon as it is read; nothing of ours fails after it
    assert [wrong for wrong in wrongs if "getParameter" not in wrong] == []
    context.close()


@pytest.mark.browser
def test_on_paper_the_map_is_whole(carte, visit):
    page = visit(carte, color_scheme="dark")
    page.emulate_media(media="print")
    frame = page.locator("#map").bounding_box()
    for canvas in page.locator("#map canvas").all():
        box = canvas.bounding_box()
        assert (box["width"], box["height"]) == (frame["width"], frame["height"])
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert pixels(page, PINK) > 5
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert pixels(page, (255, 92, 149)) > 5  # the pink of the night
