"""How the map moves: under a finger, under a mouse, and to what was looked for."""

import networkx as nx
import numpy as np
import pytest
from scipy import ndimage

import concertnet as cn
from concertnet.maps.interactive import interactive_map
from tests.maps.interactive.boards import BOARDS, PLACES_OF, drawn_by
from tests.maps.interactive.test_browser import FRAMES, focus, panel, pixels, shown
from tests.networks import territory

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 700}, "has_touch": True, "is_mobile": True}


@pytest.fixture(params=BOARDS)
def carte(request, page_of):
    return page_of("small", request.param)


def picture(page):
    page.evaluate(FRAMES)
    return page.locator("#map").screenshot()


def settles_to(page, wanted):
    """Whether the map comes to look so: a graphics card takes its time."""
    return any(picture(page) == wanted for _ in range(10))


def touch(page, *fingers):
    """Draw fingers over the map: the places of each, from its middle, at the same moments."""
    box = page.locator("#map").bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    session = page.context.new_cdp_session(page)

    def send(kind, places):
        points = [
            {"x": middle[0] + x, "y": middle[1] + y, "id": k} for k, (x, y) in enumerate(places)
        ]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    moments = list(zip(*fingers, strict=True))
    send("touchStart", moments[0])
    for places in moments[1:]:
        send("touchMove", places)
    send("touchEnd", [])
    page.wait_for_timeout(500)


def swipe(page, dy):
    touch(page, [(0, dy * k / 10) for k in range(11)])


def pinch(page):
    touch(page, *([(side * (30 + 8 * k), 0) for k in range(11)] for side in (-1, 1)))


def test_one_finger_scrolls_the_page_until_two_bring_the_map_nearer(carte, visit):
    page = visit(carte, **PHONE)
    page.evaluate("document.querySelector('.map-area').scrollIntoView({ block: 'start' })")
    before = page.evaluate("scrollY"), picture(page)
    swipe(page, 90)
    assert page.evaluate("scrollY") < before[0]
    assert settles_to(page, before[1])
    pinch(page)
    assert page.evaluate("visualViewport.scale") == 1  # the map came nearer, not the page
    scrolled, near = page.evaluate("scrollY"), picture(page)
    assert near != before[1]
    swipe(page, 60)
    assert page.evaluate("scrollY") == scrolled
    assert picture(page) != near
    page.locator("#recentre").tap()
    assert settles_to(page, before[1])


BLUE = (0, 114, 178)
PRIVATE = [140, 29, 79]
SECTORS = [PRIVATE, [0, 114, 178], [230, 159, 0], [61, 165, 138], [154, 160, 166]]


def test_a_tap_chooses_an_actor(carte, visit):
    page = visit(carte, **PHONE)
    page.evaluate("document.querySelector('.map-area').scrollIntoView({ block: 'start' })")
    page.evaluate(FRAMES)
    box = page.locator("#map").bounding_box()
    x, y = page.evaluate(PLACES_OF, PRIVATE)[0]
    page.touchscreen.tap(box["x"] + x, box["y"] + y)
    page.wait_for_selector("#close")
    assert page.inner_text("#panel-heading") in {"Caisse des Rives", "Épicerie Boréal"}


def test_the_map_cannot_be_lost(carte, visit):
    page = visit(carte)
    box = page.locator("#map").bounding_box()
    for _ in range(4):
        page.mouse.move(box["x"] + 20, box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] - 20, box["y"] + box["height"] - 20, steps=4)
        page.mouse.up()
    page.wait_for_timeout(400)  # it comes back when it is let go
    page.evaluate(FRAMES)
    assert any(page.evaluate(PLACES_OF, colour) for colour in SECTORS)


def marks_in(page, colour):
    """Return the number of marks that are drawn in a colour and touch no other."""
    spots = np.rint(page.evaluate(PLACES_OF, list(colour))).astype(int)
    mask = np.zeros(spots.max(axis=0) + 1, dtype=bool)
    mask[tuple(spots.T)] = True
    return ndimage.label(mask)[1]


def test_what_is_found_on_a_large_map_comes_nearer_with_its_neighbours(tmp_path, visit):
    graph = nx.random_regular_graph(3, 800, seed=2)
    page = visit(drawn_by("sigma", graph, tmp_path / "p.html", by=dict.fromkeys(graph, "x")))
    whole = pixels(page, BLUE)
    focus(page, "640")
    page.evaluate(FRAMES)
    assert marks_in(page, BLUE) == 1 + graph.degree(640)  # the others are pale, or out of sight
    page.click("#recentre")
    page.click("#show-all")
    assert pixels(page, BLUE) == pytest.approx(whole, rel=0.05)


def test_filters_that_leave_nothing_say_so_and_are_lifted_at_once(carte, visit):
    page = visit(carte)
    assert not page.is_visible("#nothing")
    for box in page.locator("[data-group]").all():
        box.uncheck()
    assert shown(page) == (0, 0, 0)
    assert "aucun acteur" in page.inner_text("#nothing")
    page.click("#show-all")
    assert not page.is_visible("#nothing")
    assert shown(page) == (8, 8, 2)


def test_hiding_the_actor_in_focus_leaves_the_others_bright(carte, visit):
    page = visit(carte)
    page.uncheck('[data-group="1"]')
    bright = picture(page)
    page.click("#show-all")
    focus(page, "ecole")  # institutional
    page.uncheck('[data-group="1"]')
    assert "masqué par les filtres" in panel(page).lower()
    assert settles_to(page, bright)


def test_a_hidden_sector_lacks_nothing(net, tmp_path, visit):
    now = net.latest()
    gaps = cn.missing_links(now, kinds=["sector_at_instance", "sector_pair"])
    page = visit(interactive_map(now, tmp_path / "p.html", lang="fr", gaps=gaps))
    assert "Instances où le secteur ne siège pas" in panel(page)
    private = page.locator("#groups .entry", has_text="Privé").locator("input")
    private.uncheck()
    assert "Aucun lien manquant avec ces filtres." in panel(page)
    private.check()
    community = page.locator("#groups .entry", has_text="Communautaire").locator("input")
    community.uncheck()
    assert "Privé – Communautaire" not in panel(page)
    assert "Privé – Institutionnel" in panel(page)


def test_show_everything_comes_back_to_the_date_at_which_the_page_opens(page_of, visit):
    page = visit(page_of("sample"))
    opened = page.input_value("#date"), shown(page)
    page.fill("#date", "0")
    assert shown(page) != opened[1]
    page.click("#show-all")
    assert (page.input_value("#date"), shown(page)) == opened


def test_the_name_of_a_file_ends_with_a_word(tmp_path, visit):
    title = "Concertation intersectorielle des Rives et de la Plaine-aux-Ormes, 2024"
    page = visit(interactive_map(territory(title), tmp_path / "p.html", lang="fr"))
    with page.expect_download() as saved:
        page.click("#picture")
    name = saved.value.suggested_filename
    assert name == "concertation-intersectorielle-des-rives-et-de-la-plaine-aux.png"
