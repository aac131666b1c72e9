"""The page in a real browser, without a network: each control does what it says."""

import re

import networkx as nx
import pandas as pd
import pytest

import concertnet as cn
from concertnet.maps.interactive import interactive_map
from concertnet.maps.interactive.payload import page_words
from concertnet.maps.paper.style import Style
from concertnet.names import brief
from concertnet.scale import Scale
from concertnet.tables.spec.text import cleaned
from tests.maps.interactive.boards import BOARDS, COUNT_PIXELS, drawn_by
from tests.networks import ACTORS, gap_table, territory_graph, the_sample_now

pytestmark = pytest.mark.browser

PINK = (216, 27, 96)

# The map is drawn again at a next frame.
# How many pixels have just this colour.
EXACTLY = """([r, g, b]) => {
  let n = 0;
  for (const layer of document.querySelectorAll("#map canvas")) {
    const context = layer.getContext("2d");
    if (!context) continue;
    const { data } = context.getImageData(0, 0, layer.width, layer.height);
    for (let i = 0; i < data.length; i += 4)
      n += [r, g, b].every((wanted, k) => Math.abs(data[i + k] - wanted) < 2) && data[i + 3] > 0;
  }
  return n;
}"""
FRAMES = """() => new Promise((done) => {
  const wait = (n) => (n ? requestAnimationFrame(() => wait(n - 1)) : done());
  wait(4);
})"""


@pytest.fixture(params=BOARDS)
def carte(request, page_of):
    return page_of("small", request.param)


@pytest.fixture
def told(page_of):
    """Return the page by one board: what it says, the same modules say beside the other."""
    return page_of("small")


def shown(page):
    status = page.locator("#shown")
    return tuple(int(status.get_attribute(f"data-{what}")) for what in ("actors", "ties", "gaps"))


def focus(page, asked):
    page.fill("#search", asked)
    page.press("#search", "Enter")


def at_date(page, place):
    """Go to a date of the page, the first being 1; to the whole period at 0."""
    if place:
        page.fill("#date", str(place - 1))
    else:
        page.click("#whole-period")


def panel(page):
    return page.inner_text("#panel")


def pixels(page, colour):
    page.evaluate(FRAMES)
    return page.evaluate(COUNT_PIXELS, list(colour))


def test_the_page_opens_alone_and_draws(carte, visit):
    page = visit(carte)
    assert page.title() == "Réseau des Rives"
    assert page.get_attribute("html", "lang") == "fr"
    assert shown(page) == (8, 8, 2)
    header = page.inner_text("header")
    for said in (
        "30\u00a0juin\u00a02024",
        "8 acteurs",
        "8 liens",
        "75\u202f%",
        "Enquête de 2024.",
        "une table",
    ):
        assert said in header
    for colour in [(0, 114, 178), (230, 159, 0), (140, 29, 79), (61, 165, 138), PINK]:
        assert pixels(page, colour) > 5


def test_the_legend_filters_sectors_and_levels(carte, visit):
    page = visit(carte)
    graph = territory_graph()
    assert page.locator("#groups .entry").all_inner_texts() == [
        "Communautaire\n2",
        "Institutionnel\n2",
        "Privé\n2",
        "Économie sociale\n1",
        "Secteur inconnu\n1",
    ]
    page.uncheck('[data-group="2"]')
    kept = [a for a, sector in graph.nodes(data="sector") if sector != "private"]
    ties = graph.subgraph(kept).number_of_edges()
    assert shown(page) == (6, ties, 0)
    assert pixels(page, (140, 29, 79)) == 0
    assert f"6 acteurs sur 8 et {ties} liens sur 8 affichés" in page.inner_text("#shown")
    page.uncheck('[data-level="0"]')
    strong = [1 for *_, rank in graph.subgraph(kept).edges(data="rank") if rank > 0]
    assert shown(page) == (6, len(strong), 0)
    page.check('[data-group="2"]')
    assert shown(page)[1] == sum(1 for *_, rank in graph.edges(data="rank") if rank > 0)
    page.click("#show-all")
    assert shown(page) == (8, 8, 2)
    assert page.is_checked('[data-level="0"]')


def test_missing_links_can_be_hidden(carte, visit):
    page = visit(carte)
    assert pixels(page, PINK) > 5
    page.uncheck("#gaps-toggle")
    assert shown(page)[2] == 0
    assert pixels(page, PINK) == 0
    page.check("#gaps-toggle")
    assert pixels(page, PINK) > 5


def test_many_missing_links_are_rationed(tmp_path, visit):
    graph = nx.star_graph(40)
    nx.set_node_attributes(graph, "community", "sector")
    graph.nodes[1]["sector"] = "private"
    nx.relabel_nodes(graph, {i: f"A{i}" for i in graph}, copy=False)
    row = gap_table().iloc[0].to_dict()
    gaps = [row | {"actor": "A1", "other": f"A{i}", "introducers": "A0"} for i in range(2, 41)]
    path = interactive_map(graph, tmp_path / "p.html", gaps=type(gap_table())(gaps), lang="en")
    page = visit(path)
    assert shown(page)[2] == 12
    page.fill("#gap-limit", "30")
    assert shown(page)[2] == 30
    assert "the 30 best supported" in page.inner_text("#levels")
    assert page.locator(".gap").count() == 8
    page.click("#panel details summary")
    page.locator(".gap").nth(38).wait_for()  # the rest is listed when asked for
    assert page.locator(".gap").count() == 39


def test_search_ignores_accents_and_case(told, visit):
    page = visit(told)
    page.fill("#search", "ecole")
    assert page.locator("#found li").all_inner_texts() == ["École du Phare"]
    assert page.get_attribute("#search", "aria-expanded") == "true"
    page.fill("#search", "EPICERIE bor")
    assert page.locator("#found li").all_inner_texts() == ["Épicerie Boréal"]
    page.fill("#search", "jeunes l'an")
    assert page.locator("#found li").count() == 1
    page.fill("#search", "zzz")
    assert page.locator("#found li").count() == 0
    assert "Aucun acteur ne porte ce nom." in page.inner_text(".search")


def test_search_works_from_the_keyboard(told, visit):
    page = visit(told)
    page.focus("#search")
    page.keyboard.type("e")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    active = page.get_attribute("#search", "aria-activedescendant")
    wanted = page.inner_text(f"#{active}")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel-heading") == wanted
    assert page.evaluate("document.activeElement.id") == "panel-heading"
    page.keyboard.press("Escape")
    assert page.locator("#close").count() == 0
    assert page.evaluate("document.activeElement.id") == "search"


def test_focus_lists_ties_seats_and_missing_links(told, visit):
    page = visit(told)
    graph = territory_graph()
    for actor, (name, *_) in ACTORS.items():
        focus(page, name)
        assert page.inner_text("#panel-heading") == name
        listed = page.locator("#ties .actor").all_inner_texts()
        assert sorted(listed) == sorted(ACTORS[other][0] for other in graph[actor])
    focus(page, "caisse des rives")
    text = panel(page)
    for said in ("Privé", "Val-Nord", "Régional", "Collaboration (1)", "CLC des Rives"):
        assert said in text
    assert "La Caisse des Rives et la CDC Val-Nord n’ont pas de lien." in text
    assert "MRC Bois-Clair pourrait faire le lien." in text
    assert "Épicerie" not in text  # another actor's missing link
    focus(page, "ecole")
    assert "I2 (Observateur)" in panel(page)
    focus(page, "inconnu")
    assert "Aucun lien dans le réseau." in panel(page)
    assert "Ne siège à aucune instance." in panel(page)


def test_focus_dims_the_rest(carte, visit):
    page = visit(carte)
    green = pixels(page, (61, 165, 138))
    focus(page, "caisse des rives")  # no tie with the social economy
    assert pixels(page, (61, 165, 138)) < green / 4
    page.click("#close")
    assert pixels(page, (61, 165, 138)) >= green * 0.9


def test_a_missing_link_is_shown_from_the_panel(carte, visit):
    page = visit(carte)
    assert "Avec un partenaire commun (2)" in panel(page)
    assert "Instances où le secteur ne siège pas (1)" in panel(page)
    assert "I2 n’a aucun siège du secteur privé." not in panel(page)
    page.uncheck("#gaps-toggle")
    page.click('[data-gap="1"]')
    assert page.is_checked("#gaps-toggle")
    assert page.get_attribute('[data-gap="1"]', "aria-expanded") == "true"
    assert "L’Épicerie Boréal et l’École du Phare n’ont pas de lien." in panel(page)
    page.click(".current .actor")  # who could introduce
    assert page.inner_text("#panel-heading") == "MRC Bois-Clair"
    page.click("#close")
    page.click('[data-gap="2"]')
    assert page.locator(".current .actor").count() == 2  # who could be invited
    assert "Pourraient être invités" in page.inner_text(".current")
    assert "I2 n’a aucun siège du secteur privé." in panel(page)
    assert pixels(page, PINK) > 5  # they have a ring on the map
    page.click('[data-gap="2"]')
    assert page.locator(".current").count() == 0


def test_an_actor_hidden_by_a_filter_can_still_be_found(told, visit):
    page = visit(told)
    page.uncheck('[data-group="2"]')
    page.fill("#search", "caisse")
    assert "masqué par les filtres" in page.inner_text("#found")
    page.press("#search", "Enter")
    assert page.is_checked('[data-group="2"]')


@pytest.mark.parametrize("board", BOARDS)
def test_a_click_on_the_map_chooses_the_actor(board, tmp_path, visit):
    graph = nx.Graph()
    graph.add_node("A1", name="Seule", sector="community")
    page = visit(drawn_by(board, graph, tmp_path / "p.html", lang="fr"))
    page.click("#map")  # one actor stands in the middle
    assert page.inner_text("#panel-heading") == "Seule"
    page.click("#map", position={"x": 5, "y": 5})
    assert page.inner_text("#panel-heading") == "Renseignements"


def test_the_language_changes_everywhere(told, visit):
    page = visit(told)
    page.click("#actors summary")
    french, english = page_words("fr"), page_words("en")
    read = "document.body.innerText + [...document.querySelectorAll('[aria-label],[placeholder]')]"
    read += ".map((e) => e.ariaLabel + ' ' + e.placeholder).join(' ')"
    for actor in ("", "ecole"):
        if actor:
            focus(page, actor)
        for mine, other, lang in ((english, french, "en"), (french, english, "fr")):
            page.click(f"[data-language={lang}]")
            assert page.get_attribute("html", "lang") == lang
            said = page.evaluate(read)
            for key in mine:
                if (
                    len(other[key]) > 6
                    and "{" not in other[key]
                    and other[key] not in mine.values()
                ):
                    assert not re.search(rf"\b{re.escape(other[key])}\b", said), key
    page.click("[data-language=en]")
    assert "8 of" not in panel(page)
    assert "Institutional\n2" in page.inner_text("#legend")
    assert "8 actors of 8 and 8 ties of 8 shown" in page.inner_text("#shown")
    assert "School" not in page.inner_text("#panel-heading")  # names are never translated


def test_the_table_sorts_and_follows_the_filters(told, visit):
    page = visit(told)
    page.click("#actors summary")
    rows = page.locator("#actors-rows tbody tr")
    rows.first.wait_for()  # rows are made when the table opens
    assert rows.count() == 8
    names = page.locator("#actors-rows tbody .actor").all_inner_texts()
    assert names[:2] == ["Caisse des Rives", "CDC Val-Nord"]
    assert names.index("École du Phare") < names.index("MRC Bois-Clair")
    page.get_by_role("button", name="Liens", exact=True).click()
    degrees = [
        int(text) for text in page.locator("#actors-rows tbody td:nth-child(5)").all_inner_texts()
    ]
    assert degrees == sorted((d for _, d in territory_graph().degree), reverse=True)
    assert page.get_attribute("#actors-rows th:nth-child(5)", "aria-sort") == "descending"
    page.keyboard.press("Enter")  # the heading kept the focus
    assert page.get_attribute("#actors-rows th:nth-child(5)", "aria-sort") == "ascending"
    page.uncheck('[data-group="0"]')
    assert rows.count() == 6
    page.locator("#actors-rows .actor", has_text="MRC").click()
    assert page.inner_text("#panel-heading") == "MRC Bois-Clair"


def test_the_picture_is_a_png(carte, visit, tmp_path):
    page = visit(carte, color_scheme="dark")
    before = page.locator("#map canvas").first.get_attribute("width")
    with page.expect_download() as download:
        page.click("#picture")
    assert download.value.suggested_filename == "reseau-des-rives.png"
    from PIL import Image

    download.value.save_as(tmp_path / "carte.png")
    with Image.open(tmp_path / "carte.png") as picture:
        assert picture.getpixel((2, 2))[:3] == (255, 255, 255)  # paper, even at night
        assert picture.height > 1500  # three times the screen: fit for print
        wide = page.locator("#map").bounding_box()["width"]
        assert picture.width == pytest.approx(3 * wide, abs=3)
        colours = picture.crop((0, 200, *picture.size)).convert("RGB").getcolors(1 << 24) or []
        assert {colour: n for n, colour in colours}[0, 114, 178] > 1000
    assert (
        page.locator("#map canvas").first.get_attribute("width") == before
    )  # the screen is as it was


def test_it_holds_on_a_phone_at_night_and_on_paper(carte, visit):
    page = visit(carte, viewport={"width": 360, "height": 740}, color_scheme="dark")
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 360
    assert pixels(page, (233, 237, 240)) > 5  # light outlines
    focus(page, "ecole")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.emulate_media(media="print")
    assert 500 < page.locator("#map").bounding_box()["height"] < 640
    assert not page.is_visible("#search")
    assert not page.is_visible(".tools")


HOSTILE = [
    "<script>window.hit = 1; alert(1)</script>",
    "</script><script>window.hit = 1</script>",
    '"><img src=x onerror="window.hit = 1">',
    "'><svg/onload=window.hit=1>",
    "javascript:window.hit=1",
    '<a href="javascript:window.hit=1">x</a>',
    "{{ 7 * 7 }} {% raw %} ${window.hit = 1} {n} {actors} $& $1",
    "<!-- <script>",
    "\u202etxet desrever\u202c \u2028 \u2029 \x00 \\u0041 \\",
    "x" * 10_000,
]


def hostile_graph():
    """Each text as it is, in every attribute that a graph may have."""
    graph = nx.Graph(
        title=HOSTILE[1], date=HOSTILE[0], boundary=HOSTILE[2], source=HOSTILE[6], by="sector"
    )
    ids = [f"{text}{i}" for i, text in enumerate(HOSTILE)]
    for i, text in enumerate(HOSTILE):
        same = dict.fromkeys(("name", "sector", "territory", "tier", "kind", "field"), text)
        graph.add_node(ids[i], **same)
    for i, text in enumerate(HOSTILE):
        graph.add_edge(ids[i], ids[i - 1], level=text, rank=i)
    return graph


def hostile_network():
    """Each text as a table keeps it, in every column of one's own words."""
    texts = [cleaned(text) for text in HOSTILE]
    ids = [f"{text}{i}" for i, text in enumerate(texts)]
    own = dict.fromkeys(("name", "theme", "territory"), texts)
    return cn.Network(
        pd.DataFrame({"actor": ids, "sector": texts, "field": texts, **own}),
        pd.DataFrame({"source": ids, "target": ids[-1:] + ids[:-1], "level": texts}),
        pd.DataFrame({"instance": texts, **own}),
        pd.DataFrame({"seat": ids, "actor": ids, "instance": texts[0], "role": texts}),
        scale=Scale("own", tuple(texts)),
        about=cn.About(HOSTILE[1], HOSTILE[2], HOSTILE[6], sectors=tuple(texts)),
    )


def test_grounds_are_under_the_marks_and_said_in_the_legend(tmp_path, visit):
    for board, said in (("vis", "Fonds pâles, par territoire"), ("sigma", "n’en a pas")):
        net = the_sample_now()
        path = drawn_by(board, net, tmp_path / f"{board}.html", lang="fr", ground="territory")
        page = visit(path)
        page.evaluate(FRAMES)
        assert said in page.inner_text("#ground")
        # nothing else of the map has the tints over such a surface
        tints = [[int(tint[k : k + 2], 16) for k in (1, 3, 5)] for tint in Style().grounds(3)]
        drawn = sum(page.evaluate(EXACTLY, tint) for tint in tints)
        assert (drawn > 5000) == (board == "vis")


def test_the_card_counts_instances_not_roles(tmp_path, visit):
    net = the_sample_now()
    held = net.seats.groupby("actor")["instance"].nunique()
    roles = net.seats.drop_duplicates(["actor", "instance", "role"]).groupby("actor").size()
    actor = (roles - held).idxmax()
    assert roles[actor] > held[actor]  # else this would not tell
    name = net.actors.set_index("actor")["name"][actor]
    page = visit(cn.interactive_map(net, tmp_path / "carte.html", lang="fr"))
    focus(page, name)
    assert f"Instances où il siège ({held[actor]})" in panel(page)


@pytest.mark.parametrize("board", BOARDS)
@pytest.mark.parametrize("make", [hostile_graph, hostile_network])
def test_hostile_text_in_every_field_is_only_text(make, board, tmp_path, visit):
    net = make()
    ids = list(net if make is hostile_graph else net.actors["actor"])
    row = gap_table().iloc[0].to_dict()
    gaps = [
        row | {"actor": ids[i], "other": ids[i - 2], "introducers": ids[i - 1], "sector": text}
        for i, text in enumerate(HOSTILE)
    ]
    absent = gap_table().iloc[2].to_dict()
    absent |= {"sector": HOSTILE[0], "instance": HOSTILE[0], "instance_name": HOSTILE[2]}
    table = pd.DataFrame([*gaps, absent | {"invite": ids[0]}])
    page = visit(drawn_by(board, net, tmp_path / "p.html", gaps=table, lang="en"))
    assert page.title() == HOSTILE[1]
    assert page.inner_text("#title") == HOSTILE[1]
    assert HOSTILE[2] in page.inner_text("#notes")
    page.click("#actors summary")
    for i in range(len(HOSTILE)):
        page.locator("#actors-rows .actor").nth(i).click()
        page.locator("#panel .show").first.click()
        assert page.locator(".current").count() == 1
        page.keyboard.press("Escape")
    page.click("[data-language=fr]")
    for text in HOSTILE[:-1]:
        page.fill("#search", text[:40])
        page.press("#search", "Escape")
    names = page.locator("#actors-rows tbody .actor .name").evaluate_all(
        "(found) => found.map((e) => e.textContent)"
    )
    kept = str.strip if make is hostile_graph else cleaned
    assert sorted(names) == sorted(brief(kept(text)) for text in HOSTILE)
    assert page.evaluate("window.hit") is None
    assert (
        page.locator("#panel img, #panel a, #actors-rows img, #actors-rows a, header img").count()
        == 0
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    with page.expect_download():
        page.click("#picture")


def test_what_the_finding_leads_to_runs_nothing(tmp_path, visit):
    texts = [cleaned(text) for text in HOSTILE]
    actors = pd.DataFrame({"actor": ["p", *map(str, range(len(texts)))], "name": ["p", *texts]})
    actors = actors.assign(sector=["private", *["community"] * len(texts)])
    actors = actors.assign(territory=[texts[2], *texts])
    agreements = pd.DataFrame({"agreement": texts, "name": texts, "parties": "0; 1"})
    ties = pd.DataFrame({"source": ["0"], "target": ["1"], "level": ["partnership"]})
    net = cn.Network(
        actors=actors,
        ties=ties,
        agreements=agreements.assign(start="2023-01-01", end="2025-03-01"),
        observed=("2023-01-01", "2024-12-31"),
    )
    page = visit(interactive_map(net, tmp_path / "p.html", lang="fr", gaps=cn.missing_links(net)))
    places = page.locator(".told-first [data-part^=territory]")
    assert places.count() == 3  # the others are counted
    for k in range(3):
        named = places.nth(k).inner_text()
        places.nth(k).click()
        assert page.input_value("#territory") == named
        assert page.evaluate("document.activeElement.dataset.part") == f"territory-{named}"
        page.click("#show-all")
    page.click('[data-part="asked-agreements"]')
    assert texts[0] in panel(page)
    assert page.evaluate("window.hit") is None
    assert page.locator("#panel img, #panel a, #finding img").count() == 0


def test_a_thousand_actors_open_quickly(tmp_path, visit):
    graph = nx.barabasi_albert_graph(1000, 3, seed=1)
    nx.set_node_attributes(graph, {i: ("private", "community")[i % 2] for i in graph}, "sector")
    page = visit(interactive_map(graph, tmp_path / "p.html", lang="fr"))
    assert shown(page)[:2] == (1000, graph.number_of_edges())
    focus(page, "12")
    assert page.inner_text("#panel-heading") == "12"
    assert page.evaluate("performance.now()") < 8000
