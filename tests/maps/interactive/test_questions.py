"""The questions of a planner, answered from the page alone in a real browser, in few clicks."""

from itertools import pairwise

import pandas as pd
import pytest

import concertnet as cn
from concertnet.maps.interactive import interactive_map
from concertnet.maps.paper.days import when_text
from concertnet.words import words
from tests.maps.interactive.test_browser import FRAMES, at_date, focus, panel

pytestmark = pytest.mark.browser
SIZES = [
    {"width": 1440, "height": 900},
    {"width": 1280, "height": 800},
    {"width": 390, "height": 844},
]


# The texts that their boxes do not hold.
CUT = """() => [...document.querySelectorAll(
  "#matrix button, #matrix thead th > span, .actor .name, .gap-title")]
  .filter(({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
    scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1)
  .map(({ textContent }) => textContent)"""


@pytest.fixture
def told(page_of):
    return page_of("sample")


@pytest.fixture
def now(net):
    return net.latest()


def committee():
    """Two tables; two private actors and a whole sector sit nowhere; who knows whom differs."""
    actors = pd.DataFrame(
        [
            ("M", "MRC des Outardes", "institutional"),
            ("C", "CISSS de la Côte", "institutional"),
            ("T", "Coopérative Le Tournant", "social_economy"),
            ("P", "Pharmacie Côté", "private"),
            ("B", "Chambre de commerce", "private"),
            ("S", "Scierie Tremblay", "private"),
            ("N", "Conseil de la nation", "Autochtone"),
            ("J", "Carrefour jeunesse-emploi", "community"),
        ],
        columns=["actor", "name", "sector"],
    )
    ties = pd.DataFrame(
        [("M", "P"), ("C", "B"), ("T", "B"), ("J", "C")], columns=["source", "target"]
    ).assign(level="partnership")
    instances = pd.DataFrame({"instance": ["L", "E"], "name": ["Table logement", "Table emploi"]})
    seats = pd.DataFrame(
        [("M", "L"), ("C", "L"), ("T", "L"), ("J", "L"), ("J", "E"), ("P", "E"), ("M", "E")],
        columns=["actor", "instance"],
    )
    aliases = pd.DataFrame({"alias": ["Le Carrefour du coin"], "actor": ["J"]})
    about = {"instances": instances, "seats": seats, "aliases": aliases}
    return cn.Network(actors=actors, ties=ties, **about)


@pytest.fixture
def small(tmp_path, visit):
    net = committee()
    return visit(interactive_map(net, tmp_path / "p.html", lang="fr", gaps=cn.missing_links(net)))


def test_who_sits_nowhere_is_told_at_once_and_listed_in_one_click(small):
    first = small.locator(".told-first p").first.inner_text()
    assert "2 de ses acteurs ne siègent nulle part" in first
    assert "Chambre de commerce" in first
    assert "Scierie Tremblay" in first
    assert first.endswith("Sans aucun siège\xa0: Autochtone (1 acteur).")
    small.locator("#matrix tr.nowhere th button").click()
    assert small.inner_text("#panel-heading") == "Privé – Ne siègent nulle part (2)"
    names = small.locator("#panel section").first.locator(".actor").all_inner_texts()
    assert sorted(names) == ["Chambre de commerce", "Scierie Tremblay"]
    small.click("#close")
    assert "nulle part" not in panel(small)
    small.locator(".told-first a", has_text="Autochtone").click()
    assert "Conseil de la nation" in small.locator("#panel section").first.inner_text()


def test_each_sector_has_its_column_with_zero_where_nobody_sits(small):
    column = small.locator("#matrix thead th").all_inner_texts().index("Autochtone")
    rows = small.locator("#matrix tbody tr")
    counts = [int(row.locator("td").nth(column).inner_text()) for row in rows.all()]
    assert counts == [0, 0, 1]  # at the two tables, then nowhere


def test_who_could_bring_whom_to_a_table_is_told_of_each(small):
    small.locator('[aria-label="Table logement, Privé\xa0: 0"]').click()
    current = small.locator("#panel .current")
    assert "(par CISSS de la Côte et Coopérative Le Tournant), ou 2 autres" in current.inner_text()
    brought = {
        one.locator(".actor").inner_text(): one.locator(".with").inner_text()
        for one in current.locator(".opened").all()
    }
    assert brought == {
        "Chambre de commerce": "par CISSS de la Côte et Coopérative Le Tournant",
        "Pharmacie Côté": "par MRC des Outardes",
        "Scierie Tremblay": "sans lien avec les acteurs qui y siègent",
    }
    assert "pourraient faire le lien" not in current.inner_text()  # it would be of any with any


def test_those_at_a_same_table_are_told_as_such(small, now):
    # the Pharmacie and the Carrefour share no partner, and sit at the same table
    finding = small.inner_text("#finding")
    assert "Pour 1 lien manquant, les deux acteurs siègent déjà à une même instance" in finding
    assert "intermédiaire" not in small.inner_text("body")
    focus(small, "pharmacie")
    assert "1 de ces liens manquants est entre deux acteurs d'une même instance" in panel(small)


def test_who_has_no_partner_is_told_where_to_begin(small):
    focus(small, "scierie")
    told = panel(small)
    assert "Table logement – 4 sur 5" in told
    assert "Table emploi – 2 sur 5" in told
    assert "Aucun de ses partenaires ne siège" not in told
    assert "personne ici ne peut le présenter" in told
    # no territory here: the most tied first, then in order
    assert "y voir d'abord CISSS de la Côte et MRC des Outardes" in told
    assert "Sans partenaire ni instance en commun (5)" in told
    focus(small, "chambre")  # somebody could introduce it: nothing to begin
    assert "Par où commencer" not in panel(small)


@pytest.mark.parametrize("asked", ["cje", "CARREFOUR DU COIN"])
def test_a_search_finds_initials_and_decided_spellings(asked, small):
    small.fill("#search", asked)
    assert small.locator("#found li").count() == 1
    assert "Carrefour jeunesse-emploi" in small.inner_text("#found")
    assert asked.lower() in small.inner_text("#found").lower()


def test_what_changed_is_told_and_listed_in_one_click(told, visit, net):
    page = visit(told)
    first, *_, last = net.waves("YE")
    ids = [set(wave.actors_now()["actor"]) for wave in (first, last)]
    pairs = [{frozenset(tie) for tie in wave.graph().edges} for wave in (first, last)]
    arrived, left = ids[1] - ids[0], ids[0] - ids[1]
    made, undone = pairs[1] - pairs[0], pairs[0] - pairs[1]
    told = page.locator(".told-last p").inner_text()
    counts = f"{len(arrived)} acteurs arrivés, {len(left)} acteurs partis, {len(made)} liens noués"
    first_date, before = ("31\xa0déc.\xa02022", "31\xa0déc.\xa02023")
    assert told.startswith(f"Depuis le {first_date}\xa0: {counts} et {len(undone)} liens défaits")
    assert f"Depuis le {before}" in told
    page.locator(".told-last a", has_text="voir lesquels").first.click()
    names = net.actors.drop_duplicates("actor").set_index("actor")["name"]
    listed = panel(page)
    assert all(names[i] in listed for i in arrived | left)
    assert f"Liens noués ({len(made)})" in listed
    at_date(page, 1)  # nothing before it
    assert "Depuis le" not in page.inner_text("#finding")
    assert "Liens noués" not in panel(page)


def test_the_whole_period_stands_apart_from_the_dates(told, visit):
    page = visit(told)
    assert page.get_attribute("#date", "max") == "2"
    assert page.locator(".ticks span").all_inner_texts() == ["2022", "2023", "2024"]
    page.focus("#date")
    page.keyboard.press("Home")
    assert page.get_attribute("#date", "aria-valuetext") == "31\xa0déc.\xa02022"
    assert "Taux de réponse" not in page.inner_text("#facts")  # it is known of the last date alone
    page.click("#whole-period")
    assert page.get_attribute("#date", "aria-valuetext") == "toute la période"
    page.click("#whole-period")
    assert page.get_attribute("#date", "aria-valuetext") == "31\xa0déc.\xa02022"


@pytest.mark.parametrize("viewport", SIZES, ids=lambda size: str(size["width"]))
def test_no_name_is_cut(viewport, told, visit):
    page = visit(told, viewport=viewport)
    cut = page.evaluate(CUT)
    assert cut == []
    heads = page.locator("#matrix thead th > span")
    assert all(one.is_visible() and one.bounding_box()["width"] > 5 for one in heads.all())
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


@pytest.mark.parametrize("viewport", SIZES[:2], ids=lambda size: str(size["width"]))
def test_the_map_is_seen_at_once_between_who_sits_where_and_the_missing_links(
    viewport, told, visit
):
    page = visit(told, viewport=viewport)
    boxes = {
        name: page.locator(name).bounding_box()
        for name in ("#finding", "#matrix", "#map", "#levels", "#panel-heading")
    }
    top, high = boxes["#map"]["y"], boxes["#map"]["height"]
    assert boxes["#finding"]["y"] + boxes["#finding"]["height"] <= top < 0.5 * viewport["height"]
    assert high > 300
    assert top + high <= boxes["#levels"]["y"] < viewport["height"]
    assert boxes["#matrix"]["x"] + boxes["#matrix"]["width"] <= boxes["#map"]["x"]
    assert boxes["#map"]["x"] + boxes["#map"]["width"] <= boxes["#panel-heading"]["x"]
    assert max(boxes["#matrix"]["y"], boxes["#panel-heading"]["y"]) < 0.5 * viewport["height"]


def test_on_a_phone_nothing_of_the_map_stands_on_who_sits_where(told, visit):
    page = visit(told, viewport=SIZES[2])
    parts = ["#filters", "#map", "#levels", ".tools", "#choices", "#matrix", "#panel-heading"]
    boxes = [page.locator(part).first.bounding_box() for part in parts]
    for above, below in pairwise(boxes):
        assert above["y"] + above["height"] <= below["y"] + 1
    assert page.locator("#map").bounding_box()["height"] > 300


def test_no_line_of_the_finding_begins_with_a_mark(told, visit):
    finding = visit(told).inner_text("#finding")
    assert "\xa0: " in finding
    assert not any(f" {mark}" in finding for mark in ":;?!»")


def test_a_table_that_is_opened_is_seen(told, visit):
    page = visit(told)
    page.click("#actors summary")
    page.locator("#actors-rows tbody tr").first.wait_for()
    page.evaluate(FRAMES)
    assert 0 <= page.locator("#actors").bounding_box()["y"] < 400


def test_missing_links_within_an_instance_are_listed_in_one_click(small):
    small.locator(".told-first a", has_text="voir lesquels").click()
    assert small.inner_text("#panel-heading") == "Liens manquants au sein d'une même instance (1)"
    listed = small.locator("#panel section").first
    names = listed.locator(".actor").all_inner_texts()
    assert names == ["Pharmacie Côté", "Carrefour jeunesse-emploi"]
    assert "Table emploi" in listed.inner_text()


def test_agreements_that_end_soon_are_told_and_listed_in_one_click(told, visit, net):
    page = visit(told)
    found = cn.agreement_status(net, within_months=12).agreements.set_index("name")
    ending = found[found["status"] == "expiring"]
    in_force = found["status"].isin(["active", "expiring"]).sum()
    finding = page.inner_text("#finding")
    assert f"{in_force} ententes en vigueur\xa0; {len(ending)} prennent fin" in finding
    page.locator(".told-last a", has_text="voir lesquelles").click()
    assert page.inner_text("#panel-heading") == f"Ententes en vigueur ({in_force})"
    listed = panel(page)
    assert f"Prennent fin dans les douze mois ({len(ending)})" in listed
    for name, row in ending.iterrows():
        last = when_text(words("fr"), (row["end"] - pd.Timedelta(days=1)).date())
        at = listed.index(name)
        assert f"dernier jour\xa0: {last}" in listed[at : at + len(name) + 60]
    page.click("#whole-period")  # they came one after the other
    assert "en vigueur" not in page.inner_text("#finding")


def test_a_territory_where_nobody_is_tied_to_the_sector_is_named_and_filters(told, visit, now):
    page = visit(told)
    of = now.actors_now().set_index("actor")[["sector", "territory"]]
    ends = [now.ties[end].map(of["sector"]).tolist() for end in ("source", "target")]
    where = [now.ties[end].map(of["territory"]).tolist() for end in ("source", "target")]
    sides = [
        *zip(ends[0], ends[1], where[1], strict=True),
        *zip(ends[1], ends[0], where[0], strict=True),
    ]
    tied = {place for one, other, place in sides if one == "private" != other}
    places = set(of.loc[of["sector"].ne("private"), "territory"].dropna()) - tied
    assert places
    sentence = page.locator(".told-first p").nth(1)
    links = sentence.locator("a").all_inner_texts()
    assert set(links) == places
    sentence.locator("a").first.click()
    assert page.input_value("#territory") == links[0]
    assert " acteurs sur 59" in page.inner_text("#facts")


def test_missing_links_that_no_map_can_show_are_told(told, visit, now):
    page = visit(told)
    names = now.instances["name"]
    seated = now.seats.merge(now.actors_now()[["actor", "sector"]])
    private = set(seated.loc[seated["sector"] == "private", "instance"])
    without = now.instances.loc[~now.instances["instance"].isin(private), "name"].iloc[0]
    page.select_option("#instance", label=without)
    assert names.eq(without).any()
    assert "aucun n'a ses deux acteurs sur la carte" in page.inner_text("#shown")
    assert "Aucun n'est tracé" in page.inner_text("#levels")
    assert "mieux appuyés" not in page.inner_text("#levels")


def test_what_the_panel_lists_of_sectors_is_what_the_sentence_says(told, visit, now):
    page = visit(told)
    gaps = cn.missing_links(now, kinds=["sector_pair"])
    short = int(gaps["p_value"].lt(0.05).sum())
    heading = "Secteurs qui ont moins de liens que le hasard n'en donnerait"
    assert (f"{heading} ({short})" in panel(page)) == (short > 0)
    assert f"qui peut tenir au hasard ({len(gaps) - short})" in panel(page)
    assert ("Aucun autre secteur n'a avec" in page.inner_text("#finding")) == (short == 0)


def test_the_red_number_is_explained_while_it_is_drawn(told, small, visit):
    page = visit(told)
    assert page.locator("#stub").is_visible()
    page.uncheck("#gaps-toggle")
    assert not page.locator("#stub").is_visible()
