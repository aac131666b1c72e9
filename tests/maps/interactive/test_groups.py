"""The page of a very large network: its marks are groups of actors, and it says so."""

import json
import re
from collections import Counter

import networkx as nx
import pytest

import concertnet as cn
from concertnet.maps.interactive.content.groups import gather_groups
from concertnet.maps.interactive.limits import Limits
from concertnet.maps.interactive.page import make_page
from tests.maps.interactive.test_browser import HOSTILE, focus, panel, shown
from tests.networks import gap_table, sixty_actors, the_sample, the_sample_now


def page_of_groups(net, **options):
    return make_page(net, limits=Limits(actors=5), **options)


def cell(graph, actor):
    return graph.nodes[actor].get("sector"), graph.nodes[actor].get("territory")


def test_groups_hold_their_actors_and_their_ties():
    graph = sixty_actors()
    found = gather_groups(graph)
    sizes = Counter(cell(graph, actor) for actor in graph)
    assert sorted(found.sizes) == sorted(sizes.values())
    within, between = Counter(), Counter()
    for a, b in graph.edges:
        one, two = sorted([cell(graph, a), cell(graph, b)], key=str)
        (within if one == two else between)[one, two] += 1
    assert len(found.ties) == len(between)
    assert sum(actor.facts["actors"] for actor in found.actors) == len(graph)
    assert sum(actor.facts["within"] for actor in found.actors) == sum(within.values())
    tops = [int(re.findall(r"\d+", level.label["en"])[-1]) for level in found.levels]
    drawn = Counter(rank for *_, rank in found.ties)
    expected = Counter(next(k for k, top in enumerate(tops) if n <= top) for n in between.values())
    assert drawn == expected


def test_groups_given_actor_by_actor_and_too_many_places():
    graph = nx.karate_club_graph()
    found = gather_groups(graph, by={i: "one" if i < 20 else None for i in graph})
    assert sorted(found.sizes) == [14, 20]
    assert found.by == {"fr": "Groupe", "en": "Group"}
    nx.set_node_attributes(graph, {i: f"place {i}" for i in graph}, "territory")
    assert len(gather_groups(graph, by="club").actors) == 34
    big = nx.empty_graph(500)
    nx.set_node_attributes(big, {i: f"place {i}" for i in big}, "territory")
    nx.set_node_attributes(big, "private", "sector")
    assert [actor.facts["actors"] for actor in gather_groups(big).actors] == [500]


def test_the_page_names_no_actor_and_is_the_same_twice(tmp_path):
    graph = sixty_actors()
    page = page_of_groups(graph, lang="fr")
    assert page.html == page_of_groups(graph, lang="fr").html
    held = re.search(r'id="data">(.*?)</script>', page.html, re.S)
    actors = json.loads(held[1])["actors"]
    assert len(actors) == len({cell(graph, actor) for actor in graph})
    names = [data["name"] for _, data in graph.nodes(data=True)]
    assert not [name for name in names if name in page.html]


def test_missing_links_between_actors_are_counted_and_the_others_told():
    net = the_sample_now()
    gaps = cn.missing_links(net)
    page = page_of_groups(net, lang="en", gaps=gaps)
    held = json.loads(re.search(r'id="data">(.*?)</script>', page.html, re.S)[1])
    pairs = int((gaps["kind"] == "pair").sum())
    assert (held["gapsOutside"], held["gapsLeftOut"]) == (pairs, 0)
    assert len(held["gaps"]) == len(gaps) - pairs


@pytest.mark.browser
def test_the_controls_work_on_groups(tmp_path, visit):
    net = the_sample()
    written = page_of_groups(net, lang="fr", gaps=gap_table().iloc[:2])
    page = visit(written.save(tmp_path / "p.html"))
    found = gather_groups(net)
    assert shown(page)[:2] == (len(found.actors), len(found.ties))
    status = page.inner_text("#shown")
    assert f"{len(found.actors)} groupes sur" in status
    assert "trop pour une carte des acteurs" in page.inner_text("#notes")
    assert "2 liens manquants entre deux acteurs" in panel(page)
    focus(page, "communautaire val-cendre")
    assert page.inner_text("#panel-heading").startswith("Communautaire, Val-Cendré (")
    assert "Groupes liés" in panel(page)
    page.select_option("#territory", "Val-Cendré")
    places = [actor.facts.get("territory") for actor in found.actors]
    assert shown(page)[0] == places.count("Val-Cendré")
    page.click("#actors summary")
    page.get_by_role("button", name="Acteurs", exact=True).click()
    sizes = page.locator("#actors-rows tbody td.number:nth-child(4)").all_inner_texts()
    assert [int(size) for size in sizes] == sorted(map(int, sizes), reverse=True)
    page.click("[data-language=en]")
    assert "groups of" in page.inner_text("#shown")


@pytest.mark.browser
def test_hostile_groups_are_only_text(tmp_path, visit):
    graph = nx.path_graph(len(HOSTILE))
    for i, text in enumerate(HOSTILE):
        graph.nodes[i].update(sector=text, territory=text)
    page = visit(page_of_groups(graph, lang="en").save(tmp_path / "p.html"))
    assert shown(page)[0] == len(HOSTILE)
    page.click("#actors summary")
    for i in range(len(HOSTILE)):
        page.locator("#actors-rows .actor").nth(i).click()
    assert page.evaluate("window.hit") is None
    assert page.locator("#panel img, #panel a, table img, table a").count() == 0


def test_of_many_lines_the_widest_are_drawn_first():
    found = gather_groups(sixty_actors(), most_lines=3)
    of_level = Counter(level for *_, level in found.ties)
    assert found.levels_off == sorted(found.levels_off)
    drawn = sum(n for level, n in of_level.items() if level not in found.levels_off)
    assert 0 < drawn <= max(3, of_level[max(of_level)])
    assert found.levels_off
