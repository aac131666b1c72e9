"""The filters of the page in a real browser: they leave what the library's selections leave."""

import csv
import io

import pandas as pd
import pytest

import concertnet as cn
from concertnet.maps.interactive import interactive_map
from concertnet.maps.paper.days import when_text
from concertnet.measures.chance.pairs_apart import RARE
from concertnet.names import brief
from concertnet.report.files import save_csv
from concertnet.words import words
from tests.maps.interactive.boards import BOARDS, PLACES_OF
from tests.maps.interactive.test_browser import (
    FRAMES,
    HOSTILE,
    PINK,
    at_date,
    focus,
    panel,
    pixels,
    shown,
)

pytestmark = pytest.mark.browser


@pytest.fixture(params=BOARDS)
def carte(request, page_of):
    return page_of("sample", request.param)


@pytest.fixture
def told(page_of):
    """Return the page by one board: what it says, the same modules say beside the other."""
    return page_of("sample")


def counts(net):
    graph = net.graph()
    return graph.number_of_nodes(), graph.number_of_edges()


def choose(page, control, value):
    page.select_option(control, str(value))


def test_the_date_moves_over_the_waves_and_the_whole_period(net, told, visit):
    page = visit(told)
    for place, now in enumerate((net, *net.waves("YE"))):
        at_date(page, place)
        assert shown(page)[:2] == counts(now)
        assert page.get_attribute("#whole-period", "aria-pressed") == str(now is net).lower()
        day = now.observed.start.date()
        date = "toute la période" if now is net else when_text(words("fr"), day)
        assert page.get_attribute("#date", "aria-valuetext") == date
        header = page.inner_text("#facts")
        assert f"{counts(now)[0]} acteurs" in header
        assert f"{counts(now)[1]} liens" in header
        whole = when_text(words("fr"), net.details()["date"])
        assert (whole if now is net else date) in header
        levels = [int(n) for n in page.locator("#levels [data-level] ~ .count").all_inner_texts()]
        ranks = [rank for *_, rank in now.graph().edges(data="rank")]
        assert levels == [ranks.count(rank) for rank in range(3)]


def test_actors_keep_their_place_from_date_to_date(net, carte, visit):
    page = visit(carte)
    always = set.intersection(*(set(now.actors_now()["name"]) for now in net.waves("YE")))
    page.evaluate(FRAMES)
    spots = page.evaluate(PLACES_OF, [0, 114, 178])  # marks of the community sector

    def found_at(x, y):
        page.click("#map", position={"x": x, "y": y})
        return page.inner_text("#panel-heading")

    some = spots[:: len(spots) // 20]
    x, y, name = next((*spot, name) for spot in some if (name := found_at(*spot)) in always)
    for place in range(4):
        page.click("#close")
        at_date(page, place)
        assert found_at(x, y) == name


# The numbers of actors and ties after each choice: one place of the slider, one value of a list.
CHOOSE_EACH = """(choices) => choices.map(([date, list, value]) => {
  const set = (id, wanted, event) => {
    const control = document.getElementById(id);
    control.value = wanted;
    if (control.value !== wanted) throw new Error(`${id} has no ${wanted}`);
    control.dispatchEvent(new Event(event));
  };
  set("date", date, "input");
  set(list, value, "change");
  const { actors, ties } = document.getElementById("shown").dataset;
  set(list, "", "change");
  return [Number(actors), Number(ties)];
})"""


@pytest.fixture(scope="module")
def every_choice(net):
    """Return each choice of the page, with what the library leaves of the network."""
    places = net.instances["instance"].tolist()
    found = []
    for date, now in enumerate(net.waves("YE")):
        columns = {"territory": now.actors["territory"], "theme": now.instances["theme"]}
        columns["instance"] = now.instances["instance"]
        found.append(((str(date), "theme", ""), counts(now)))
        for column, values in columns.items():
            for value in values.dropna().unique():
                written = str(places.index(value)) if column == "instance" else value
                left = counts(now.where(**{column: value}))
                found.append(((str(date), column, written), left))
    return found


def test_every_choice_leaves_what_where_leaves(every_choice, told, visit):
    page = visit(told)
    assert len(every_choice) > 50
    choices = [choice for choice, _ in every_choice]
    left = page.evaluate(CHOOSE_EACH, choices)
    assert dict(zip(choices, map(tuple, left), strict=True)) == dict(every_choice)


def test_sectors_levels_and_choices_add_up(net, told, visit):
    page = visit(told)
    now = net.latest()
    page.uncheck('[data-level="0"]')
    assert shown(page)[:2] == counts(now.level("concertation"))
    page.uncheck('[data-level="2"]')
    assert shown(page)[:2] == counts(now.where(level="concertation"))
    choose(page, "#territory", "Val-Cendré")
    part = now.where(level="concertation").where(territory="Val-Cendré")
    assert shown(page)[:2] == counts(part)
    sectors = part.actors_now()["sector"]
    page.uncheck('[data-group="0"]')
    kept = part.where(sector=[s for s in sectors.dropna().unique() if s != "community"])
    assert shown(page)[:2] == counts(kept)
    status = page.inner_text("#shown")
    assert "Filtres\xa0: Val-Cendré · sans Communautaire, Collaboration, Partenariat" in status
    page.click("#show-all")
    assert shown(page)[:2] == counts(now)
    assert page.input_value("#territory") == ""


def test_missing_links_follow_the_choices(net, gaps, told, visit):
    page = visit(told)
    page.click("#gaps summary")
    page.locator("#gaps-rows tbody tr").first.wait_for()

    def listed():
        page.locator("#gaps-rows tbody").wait_for()
        return int(page.inner_text("#gaps-count").split()[0])

    assert listed() == len(gaps)
    now = net.latest()
    territory = "Plaine-aux-Ormes"
    choose(page, "#territory", territory)
    there = set(now.where(territory=territory).actors["actor"])
    at = now.instances.set_index("instance")["territory"]
    both = gaps["actor"].isin(there) & gaps["other"].isin(there)
    seats = gaps["instance"].map(at).eq(territory)
    own = now.instances[now.instances["territory"].eq(territory)]
    other = gaps["kind"].eq("sector_pair") | gaps["theme"].isin(own["theme"].dropna())
    assert listed() == int((both | seats | gaps["territory"].eq(territory) | other).sum())
    supported = gaps["supported"].fillna(False).astype(bool)
    alone = gaps["shared_partners"].eq(0).fillna(False).astype(bool)
    assert f"Avec un partenaire commun ({int((both & supported & ~alone).sum())})" in panel(page)
    assert f"Sans partenaire commun ({int((both & alone).sum())})" in panel(page)
    assert f"Liens manquants ({int(both.sum())})" in panel(page)
    page.click("#show-all")
    theme = gaps["theme"].dropna().iloc[0]
    choose(page, "#theme", theme)
    at = now.instances.set_index("instance")["theme"]
    same = gaps["instance"].map(at).eq(theme) | gaps["theme"].eq(theme)
    own = now.instances[now.instances["theme"].eq(theme)]
    others = gaps["kind"].isin(["pair", "sector_pair"])
    others |= gaps["territory"].isin(own["territory"].dropna())
    assert listed() == int((same | others).sum())
    # at an earlier date, the missing links are those that the library finds there
    page.click("#show-all")
    at_date(page, 1)
    first = cn.missing_links(net.waves("YE")[0])
    assert listed() == len(first)
    pairs = first[first["kind"].eq("pair")]
    assert f"Liens manquants ({len(pairs)})" in panel(page)
    assert f"Avec un partenaire commun ({int(pairs['shared_partners'].gt(0).sum())})" in panel(page)
    assert f"Sans partenaire commun ({int(pairs['shared_partners'].eq(0).sum())})" in panel(page)


@pytest.mark.parametrize("kind", ["sector_at_instance", "sector_in_territory", "sector_on_theme"])
def test_who_could_take_a_seat_is_ringed_and_listed(kind, net, gaps, carte, visit):
    page = visit(carte)
    page.uncheck("#gaps-toggle")
    assert pixels(page, PINK) == 0
    row = gaps[gaps["kind"] == kind].iloc[0]
    g = int(row.name)
    told = cn.explain(row.drop("introducer_names"), lang="fr")
    assert told not in panel(page)
    page.click(f'[data-gap="{g}"]')
    assert told in panel(page)
    page.uncheck("#gaps-toggle")  # the curves go, the rings stay
    assert pixels(page, PINK) > 10
    names = net.actors_now().set_index("actor")["name"]
    invited = page.locator(".current .opened")
    listed = {
        one.locator(".actor").inner_text(): one.locator(".with").inner_text()
        for one in invited.all()
    }
    for column, brought in (("invite", True), ("invite_unlinked", False)):
        ids = row[column].split("; ") if isinstance(row[column], str) else []
        for i in ids[:3]:
            assert (listed[names[i]] != "sans lien avec les acteurs qui y siègent") == brought
    # each is brought by partners of its own who sit there, and by nobody else
    units = {"sector_at_instance": "instance", "sector_in_territory": "territory"}
    unit = units.get(kind, "theme")
    there = net.instances.loc[net.instances[unit] == row[unit], "instance"]
    seated = set(net.seats.loc[net.seats["instance"].isin(there), "actor"])
    for name, by in listed.items():
        (actor,) = names.index[names == name]
        own = {names[i] for i in set(net.graph()[actor]) & seated}
        first, *_ = by.removeprefix("par ").replace(" et ", ", ou ").split(", ou ")
        assert (first in own) if own else by.startswith("sans lien")


def test_two_sectors_with_few_ties_are_shown(net, gaps, carte, visit):
    page = visit(carte)
    row = gaps[gaps["kind"] == "sector_pair"].iloc[0]
    page.click(f'[data-gap="{int(row.name)}"]')
    assert cn.explain(row, lang="fr") in panel(page)
    kind = (
        "qui ont moins de liens que le hasard n'en donnerait"
        if row["p_value"] < RARE
        else "qui peut tenir au hasard"
    )
    assert kind in panel(page)
    assert pixels(page, (230, 159, 0)) == 0  # institutional actors are dimmed
    assert pixels(page, (0, 114, 178)) > 10


def test_a_search_lifts_the_filters_that_hide_the_actor(net, told, visit):
    page = visit(told)
    choose(page, "#territory", "Val-Cendré")
    focus(page, "cisss de l'orliere")
    assert page.inner_text("#panel-heading") == "CISSS de l'Orlière"
    assert page.input_value("#territory") == ""
    gone = set(net.actors["actor"]) - set(net.latest().actors["actor"])
    name = net.actors.set_index("actor")["name"][min(gone)]
    focus(page, name)
    assert page.inner_text("#panel-heading") == name
    assert page.get_attribute("#date", "aria-valuetext") == "toute la période"


def saved(page, button):
    with page.expect_download() as download:
        page.click(button)
    return download.value.suggested_filename, download.value.path().read_bytes().decode("utf-8")


def test_tables_are_filtered_by_what_is_typed_and_saved(net, gaps, told, visit):
    page = visit(told)
    page.click("#actors summary")
    page.fill("#actors-filter", "ILETS communautaire")
    kept = net.latest().actors_now()
    kept = kept[kept["sector"].eq("community")]
    told = page.locator("#actors-rows tbody tr").all_inner_texts()
    assert len(told) == int(page.inner_text("#actors-count").split()[0])
    assert 0 < len(told) < len(kept)
    assert all("Îlets" in row for row in told)
    name, text = saved(page, "#actors-csv")
    assert name.endswith("-acteurs.csv")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[0][:3] == ["Nom", "Secteur d'appartenance", "Territoire"]
    assert len(rows) == 1 + len(told)
    page.click("#gaps summary")
    page.locator("#gaps-rows tbody tr").first.wait_for()
    page.click("#gaps-sort-shared")
    shared = [int(n) for n in page.locator("#gaps-rows td.number").all_inner_texts()]
    assert shared == sorted(gaps["shared_partners"].dropna(), reverse=True)
    page.click("[data-language=en]")
    name, text = saved(page, "#gaps-csv")
    assert name.endswith("-missing-links.csv")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["Explanation"] for row in rows].count(cn.explain(gaps.iloc[0], lang="en")) == 1
    assert len(rows) == len(gaps)
    page.locator("#gaps-rows tbody button").first.click()
    assert page.locator("#panel .current").count() == 1


def hostile_network():
    n = len(HOSTILE)
    ids = [f"A{i}" for i in range(n)]
    texts = [f"{'=+-@'[i % 4]}{text}" if i % 2 else text for i, text in enumerate(HOSTILE)]
    held = {"start": ["2020-01-01"] * n, "end": [None] * n}
    actors = pd.DataFrame(
        {"actor": ids, "name": texts, "sector": ["private", "community"] * (n // 2)}
        | {"territory": texts, "tier": "local"}
    )
    ties = pd.DataFrame({"source": ids, "target": [*ids[1:], ids[0]], "theme": texts} | held)
    ties["level"] = "concertation"
    instances = pd.DataFrame({"instance": [f"I{i}" for i in range(n)], "name": texts})
    instances = instances.assign(theme=texts, territory=texts)
    seats = pd.DataFrame({"seat": [f"S{i}" for i in range(n)], "actor": ids, "role": texts})
    seats["instance"] = instances["instance"]
    return cn.Network(actors, ties, instances, seats, observed=("2020", "2022")), texts


def test_hostile_text_in_every_table_is_only_text(tmp_path, visit):
    net, texts = hostile_network()
    gaps = cn.missing_links(net)
    assert set(gaps["kind"]) >= {
        "pair",
        "sector_at_instance",
        "sector_in_territory",
        "sector_on_theme",
    }
    page = visit(interactive_map(net, tmp_path / "p.html", gaps=gaps, lang="en"))
    page.click("#actors summary")
    page.click("#gaps summary")
    page.locator("#gaps-rows tbody tr").first.wait_for()
    for control in ("#territory", "#theme", "#instance"):
        assert page.locator(f"{control} option").count() == 1 + len(texts)
        for place in range(1, 1 + len(texts)):
            page.select_option(control, index=place)
        page.select_option(control, "")
    shown_gaps = page.locator("#panel .gap-title:visible").count()
    assert shown_gaps > len(texts)
    for place in range(shown_gaps):
        page.locator("#panel .gap-title:visible").nth(place).click()
    at_date(page, 1)
    with page.expect_download():
        page.click("#picture")
    _, text = saved(page, "#actors-csv")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    expected = tmp_path / "expected.csv"
    save_csv(pd.DataFrame({"Name": net.actors["name"].map(brief)}), expected, lang="en")
    with expected.open(encoding="utf-8-sig", newline="") as file:
        safe = [row[0] for row in csv.reader(file)]
    assert sorted(row[0] for row in rows) == sorted(safe)
    _, text = saved(page, "#gaps-csv")
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    assert page.evaluate("window.hit") is None
    assert page.locator("#panel img, #panel a, table img, table a, #choices img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_an_actor_lacks_no_link_that_it_has_at_the_date_chosen(net, tmp_path, visit):
    """Missing links of 2022 on a page that opens at the end of 2024."""
    old = cn.missing_links(net.at("2022-12-31"), sector="community")
    now = net.latest().graph()
    pairs = old[old["kind"].eq("pair") & old["supported"].fillna(False).astype(bool)]
    tied = [now.has_edge(a, b) for a, b in zip(pairs["actor"], pairs["other"], strict=True)]
    assert any(tied)
    page = visit(interactive_map(net, tmp_path / "p.html", lang="en", gaps=old))
    name = pairs[tied].iloc[0]["actor_name"]
    focus(page, name)
    other = pairs[tied].iloc[0]["other_name"]
    assert other in page.inner_text("#ties")
    assert f"{other} have no tie" not in panel(page)
    # those that it lacks at the date, listed or not
    sectors, actor = dict(now.nodes(data="sector")), pairs[tied].iloc[0]["actor"]
    others = {a for a, sector in sectors.items() if sector not in (None, "community")}
    assert f"Missing links ({len(others - set(now[actor]))})" in panel(page)
    page.keyboard.press("Escape")
    assert not page.is_visible("#close")
