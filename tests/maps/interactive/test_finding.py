"""What the page opens with, in a real browser: the finding, who sits where, who could introduce."""

import networkx as nx
import pandas as pd
import pytest

import concertnet as cn
from concertnet.maps.interactive import interactive_map
from concertnet.measures.chance.pairs_apart import RARE
from tests.maps.interactive.boards import BOARDS
from tests.maps.interactive.test_browser import FRAMES, PINK, at_date, focus, panel, pixels, shown

pytestmark = pytest.mark.browser


@pytest.fixture
def told(page_of):
    return page_of("sample")


@pytest.fixture
def now(net):
    return net.latest()


def seated(now, sector):
    rows = now.seats.merge(now.actors_now()[["actor", "sector"]], on="actor")
    return rows[rows["sector"] == sector].groupby("instance")["actor"].nunique()


def test_three_sentences_say_where_with_whom_and_through_whom(told, visit, now):
    page = visit(told)
    finding = page.locator(".told-first p").all_inner_texts()
    assert len(finding) == 3
    n = now.seats["instance"].nunique()
    assert f"siège à {len(seated(now, 'private'))} instances sur {n}" in finding[0]
    gaps = cn.missing_links(now)
    rare = gaps[gaps["p_value"].lt(RARE)]
    assert all(f"({int(row.ties)} au lieu de" in finding[1] for row in rare.itertuples())
    openers = cn.introductions(now)
    best = openers.iloc[0]
    assert f"{best['via_name']} ({best['opens']})" in finding[2]
    pairs = gaps[gaps["kind"] == "pair"]
    assert f"{len(pairs)} liens manquants" in finding[2]
    assert (
        f"{int(pairs['shared_partners'].eq(0).sum())} sont entre deux acteurs sans partenaire"
        in finding[2]
    )
    assert f"Pour {int(pairs['shared_instances'].gt(0).sum())} liens manquants" in finding[2]
    page.locator(".told-first p").nth(2).locator("a").first.click()
    assert page.inner_text("#panel-heading") in set(openers["via_name"])


def test_the_matrix_counts_who_sits_where_and_filters(told, visit, now):
    page = visit(told)
    at_first = page.locator(
        "#matrix tbody tr"
    ).count()  # where the sector does not sit, and nowhere
    assert page.locator("#matrix td.lack").count() == at_first - 1
    page.click(".more-rows")
    rows = page.locator("#matrix tbody tr")
    names = now.instances.set_index("instance")["name"]
    private = seated(now, "private").rename(names)
    headings = page.locator("#matrix thead th").all_inner_texts()
    column = headings.index("Privé")
    counts = {}
    # every sector of the data has its column, whoever sits nowhere
    labels = page.locator("#groups .entry-name").all_inner_texts()
    assert headings == labels
    *rows, nowhere = rows.all()
    unseated = ~now.actors_now()["actor"].isin(now.seats["actor"])
    private_alone = now.actors_now()[unseated & now.actors_now()["sector"].eq("private")]
    assert int(nowhere.locator("td").nth(column).inner_text()) == len(private_alone)
    for row in rows:
        name = row.locator("th").inner_text()
        counts[name] = int(row.locator("td").nth(column).inner_text())
    assert counts == {name: int(private.get(name, 0)) for name in names}
    # where the sector does not sit comes first, and stands out
    lacking = [name for name, n in counts.items() if not n]
    assert list(counts)[: len(lacking)] == lacking
    assert page.locator("#matrix td.lack").count() == len(lacking)
    name = lacking[0]
    page.locator("#matrix tbody th button", has_text=name).click()
    at = names[names == name].index[0]
    assert shown(page)[0] == now.seats.loc[now.seats["instance"] == at, "actor"].nunique()
    assert page.locator("#instance option:checked").inner_text() == name
    assert f"ne siège pas à\xa0: {name}." in page.inner_text("#finding")
    page.locator("#matrix tbody th button", has_text=name).click()
    assert shown(page)[0] == len(now.actors_now())


def test_an_empty_cell_leads_to_who_could_be_invited(told, visit, now):
    page = visit(told)
    cell = page.locator("#matrix td.lack button").first
    cell.click()
    assert page.locator("#panel .current .actor").count() > 0
    # those who could be invited have a ring, though they do not sit there
    assert pixels(page, PINK) > 10
    assert page.locator("#matrix td.lack button").first.get_attribute("aria-pressed") == "true"
    page.locator("#matrix td.lack button").first.click()
    assert shown(page)[0] == len(now.actors_now())


def test_the_arrows_walk_over_the_matrix(told, visit):
    page = visit(told)
    page.locator("#matrix tbody th button").first.focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.dataset.row !== undefined")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.cell !== undefined")
    assert page.locator('#matrix [aria-pressed="true"]').count() >= 1


def test_each_pair_says_in_its_line_who_could_introduce(told, visit, now):
    page = visit(told)
    gaps = cn.missing_links(now, kinds=["pair"])
    for row in page.locator("#panel .gap").all()[:8]:
        g = int(row.locator("[data-gap]").get_attribute("data-gap"))
        gap = gaps.iloc[g]
        first, *_ = gap["introducer_names"].split("; ")
        others = int(gap["shared_partners"]) - 1
        line = row.locator(".by").inner_text()
        assert line.startswith(f"par {first}")
        assert (f", ou {others} autre" in line) == (others > 0)
        if isinstance(gap["introduced_at_names"], str):
            assert f"les deux siègent à\xa0: {gap['introduced_at_names'].split('; ')[0]}" in line


def test_introducers_have_a_list_of_their_own(told, visit, now):
    page = visit(told)
    openers = cn.introductions(now)
    rows = page.locator("#panel .openers li")
    listed = [
        (row.locator(".actor").inner_text(), int(row.locator(".number").inner_text()))
        for row in rows.all()
    ]
    opens = dict(zip(openers["via_name"], openers["opens"], strict=True))
    assert listed == [(name, opens[name]) for name, _ in listed]
    assert [n for _, n in listed] == openers["opens"].tolist()[: len(listed)]
    name, n = listed[0]
    rows.first.locator(".actor").click()
    assert page.inner_text("#panel-heading") == name
    assert f"Liens qu'il pourrait faire ({n})" in panel(page)


def test_an_actor_who_knows_nobody_lacks_all_of_its_links(tmp_path, visit):
    graph = nx.star_graph(6)
    nx.set_node_attributes(graph, "community", "sector")
    graph.add_node("seule", sector="private", name="Quincaillerie seule")
    nx.relabel_nodes(graph, str, copy=False)
    net = cn.Network(
        pd.DataFrame({"actor": list(graph), "sector": [graph.nodes[i]["sector"] for i in graph]}),
        pd.DataFrame(list(graph.edges), columns=["source", "target"]).assign(level="partnership"),
    )
    page = visit(interactive_map(net, tmp_path / "p.html", lang="fr", gaps=cn.missing_links(net)))
    assert "7 liens manquants, tous entre deux acteurs sans partenaire" in page.inner_text(
        "#finding"
    )
    assert "Liens manquants (7)" in panel(page)
    assert page.locator("#panel .bare li").all_inner_texts() == ["seule\n7"]
    assert pixels(page, PINK) > 5  # its stub, and its number
    focus(page, "seule")
    assert "Liens manquants (7)" in panel(page)
    assert "il n'a aucun lien, personne ici ne peut le présenter" in panel(page)
    page.click("#actors summary")
    row = page.locator("#actors-rows tbody tr", has_text="seule")
    row.wait_for()
    assert [int(n) for n in row.locator("td.number").all_inner_texts()] == [0, 7, 7, 0]


def test_what_is_missing_and_not_listed_is_counted(page_of, visit):
    page = visit(page_of("small"))  # two pairs are given, of the eight that are missing
    assert "Liens manquants (8)" in panel(page)
    assert "6 autres paires, moins appuyées, ne sont pas dans cette page." in panel(page)
    page.select_option("#territory", "Val-Nord")
    assert "Liens manquants (3)" in panel(page)
    assert "2 autres paires" in panel(page)


@pytest.mark.parametrize("date", [1, 2])
def test_a_date_recomputes_the_finding(date, told, visit, net):
    page = visit(told)
    then = net.waves("YE")[date - 1]
    at_date(page, date)
    n = then.seats["instance"].nunique()
    finding = page.inner_text("#finding")
    assert f"siège à {len(seated(then, 'private'))} instances sur {n}" in finding
    best = cn.introductions(then).iloc[0]
    assert f"{best['via_name']} ({best['opens']})" in finding


def test_an_instance_limits_every_list(told, visit, now):
    page = visit(told)
    instances = now.instances
    at = instances["instance"].iloc[0]
    page.select_option("#instance", "0")
    there = set(now.seats.loc[now.seats["instance"] == at, "actor"])
    gaps = cn.missing_links(now)
    pairs = gaps[gaps["kind"] == "pair"]
    left = pairs["actor"].isin(there) | pairs["other"].isin(there)
    assert f"Liens manquants ({int(left.sum())})" in panel(page)
    bridged = pairs["shared_partners"].gt(0)
    assert f"Avec un partenaire commun ({int((left & bridged).sum())})" in panel(page)
    page.click("#gaps summary")
    page.locator("#gaps-rows tbody tr").first.wait_for()
    rows = page.inner_text("#gaps-count").split()[0]
    own = instances.iloc[0]
    absent = gaps["instance"].eq(at)
    absent |= gaps["kind"].eq("sector_in_territory") & gaps["territory"].eq(own["territory"])
    absent |= gaps["kind"].eq("sector_on_theme") & gaps["theme"].eq(own["theme"])
    assert int(rows) == int(left.sum()) + int(absent.sum())


@pytest.mark.parametrize(("locale", "lang"), [("fr-CA", "fr"), ("en-GB", "en"), ("de-DE", "fr")])
def test_it_opens_in_the_language_of_the_browser(locale, lang, tmp_path, visit, monkeypatch):
    monkeypatch.delenv("CONCERTNET_LANG", raising=False)
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")
    graph = nx.Graph([("a", "b")])
    nx.set_node_attributes(graph, "private", "sector")
    page = visit(interactive_map(graph, tmp_path / "p.html"), locale=locale)
    assert page.get_attribute("html", "lang") == lang
    given = visit(interactive_map(graph, tmp_path / "q.html", lang="en"), locale=locale)
    assert given.get_attribute("html", "lang") == "en"


@pytest.mark.parametrize("board", BOARDS)
def test_a_change_of_date_fades_where_motion_is_wanted(board, page_of, visit):
    page = visit(page_of("sample", board), reduced_motion="no-preference")
    page.wait_for_timeout(600)
    at_date(page, 1)
    page.wait_for_timeout(700)  # more than it takes
    page.evaluate(FRAMES)
    faded = page.locator("#map").screenshot()
    calm = visit(page_of("sample", board))
    at_date(calm, 1)
    calm.evaluate(FRAMES)
    assert calm.locator("#map").screenshot() == faded


def test_on_a_phone_the_card_comes_and_the_map_stays_in_view(told, visit):
    page = visit(told, viewport={"width": 390, "height": 844})
    focus(page, "cisss de l'orliere")
    page.evaluate(FRAMES)
    box = page.locator("#map").bounding_box()
    heading = page.locator("#panel-heading").bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= heading["y"] + 1
    assert heading["y"] + heading["height"] <= 844
    assert box["height"] > 200


def test_paper_has_the_finding_the_map_and_every_pair(told, visit, now):
    page = visit(told)
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    gaps = cn.missing_links(now, kinds=["pair"])
    bridged = int(gaps["shared_partners"].gt(0).sum())
    listed = page.locator("#panel .gaps").first.locator("li").count()
    assert listed == min(bridged, 300)
    if bridged > 300:
        assert f"{bridged - 300} autres" in panel(page)
    assert page.locator("#finding").is_visible()
    assert "(liste plus bas)" in page.inner_text(
        "#finding"
    )  # what no finger can press is not asked
    assert "voir lesquel" not in page.inner_text("#finding")
    assert "Ententes en vigueur (" in panel(page)
    assert page.locator("#matrix tbody tr").count() == len(now.instances) + 1
    assert page.locator("#actors-rows tbody tr").count() == len(now.actors_now())
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("#actors").get_attribute("open") is None


def test_the_network_fills_its_canvas(told, visit):
    for viewport in ({"width": 1280, "height": 800}, {"width": 1920, "height": 1080}):
        page = visit(told, viewport=viewport)
        page.evaluate(FRAMES)
        seen = page.evaluate(
            """() => {
  const layer = document.querySelector("#map canvas");
  const { width, height } = layer;
  const { data } = layer.getContext("2d").getImageData(0, 0, width, height);
  let [left, right, top, bottom] = [width, 0, height, 0];
  for (let i = 3; i < data.length; i += 4) {
    if (!data[i]) continue;
    const [x, y] = [((i - 3) / 4) % width, Math.floor((i - 3) / 4 / width)];
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  return [(right - left) / width, (bottom - top) / height];
}"""
        )
        assert min(seen) > 0.8, viewport
