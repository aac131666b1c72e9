"""The page as a file: what is in it, what is never in it."""

import base64
import hashlib
import json
import math
import re
import warnings
from importlib import resources
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import concertnet as cn
from concertnet.errors import ConcertnetError, MissingAttribute, NotComparable
from concertnet.maps.figures.network import draw_network
from concertnet.maps.interactive import interactive_map, interactive_page
from concertnet.maps.interactive.content.drawing import CORNERS, checked_colour, contrast, places
from concertnet.maps.interactive.content.groups import gather_groups
from concertnet.maps.interactive.content.missing_links import _split, page_gaps
from concertnet.maps.interactive.content.network import gather
from concertnet.maps.interactive.content.perceptions import add_perceptions
from concertnet.maps.interactive.content.search_again import searched_again
from concertnet.maps.interactive.limits import Limits
from concertnet.maps.interactive.page import make_page
from concertnet.maps.interactive.payload import page_words
from concertnet.maps.interactive.render import as_json
from concertnet.maps.nodelink.contents import read_contents
from concertnet.maps.paper.files import page_axes
from concertnet.maps.paper.style import Style
from concertnet.measures.chance.pairs_apart import RARE
from concertnet.words import words
from tests.networks import (
    TIES,
    gap_table,
    rating,
    territory,
    territory_graph,
    the_sample,
    the_sample_now,
)

ASSETS = resources.files("concertnet.maps.interactive").joinpath("assets")


def written(net, folder, **options):
    return interactive_map(net, folder / "carte.html", **options).read_text(encoding="utf-8")


def data_of(page):
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    return json.loads(found[1])


def test_the_file_is_the_same_each_time(tmp_path):
    first = interactive_map(territory(), tmp_path / "a.html", lang="fr", gaps=gap_table())
    again = interactive_map(territory(), tmp_path / "b.html", lang="fr", gaps=gap_table())
    assert first.read_bytes() == again.read_bytes()
    assert b"\r" not in first.read_bytes()


def test_a_page_that_goes_through_its_dates_warns_of_none_taken_together():
    net = the_sample()
    assert not net.period_chosen
    with warnings.catch_warnings():
        warnings.simplefilter("error", cn.LossWarning)
        gather(net)


def test_the_data_are_those_of_the_network(tmp_path):
    data = data_of(written(territory(), tmp_path, lang="fr", gaps=gap_table()))
    assert data["actors"][0]["name"] == "École du Phare"
    labels = [group["label"]["fr"] for group in data["groups"]]
    expected = ["Communautaire", "Institutionnel", "Privé", "Économie sociale", "Secteur inconnu"]
    assert labels == expected
    assert [actor["group"] for actor in data["actors"]] == [1, 0, 1, 2, 2, 0, 3, 4]
    assert [level for *_, level in data["ties"]] == [0, 0, 0, 1, 1, 1, 2, 2]
    assert [level["label"] for level in data["levels"]][2] == {
        "fr": "Partenariat",
        "en": "Partnership",
    }
    ends = {tuple(sorted(pair)) for *pair, _ in data["ties"]}
    assert ends == {tuple(sorted((int(a[1:]) - 1, int(b[1:]) - 1))) for a, b, _ in TIES}
    assert data["actors"][0]["seats"] == [
        [0, {"fr": "Membre votant", "en": "Voting member"}],
        [1, {"fr": "Observateur", "en": "Observer"}],
    ]
    assert [at["name"] for at in data["instances"]] == ["CLC des Rives", "I2"]
    assert [actor["tray"] for actor in data["actors"]] == [False] * 7 + [True]
    assert data["about"]["responseRate"]["en"] == "75%"


def test_missing_links_are_said_in_both_languages(tmp_path):
    gaps = data_of(written(territory(), tmp_path, gaps=gap_table()))["gaps"]
    assert [gap["kind"] for gap in gaps] == ["pair", "pair", "sector_at_instance"]
    told = gaps[0]["text"]
    assert told["en"].startswith("The Caisse des Rives and the CDC Val-Nord have no tie.")
    assert told["fr"].startswith("La Caisse des Rives et la CDC Val-Nord n’ont pas de lien.")
    assert (gaps[0]["actor"], gaps[0]["other"], gaps[0]["introducers"]) == (3, 1, [2])
    assert (gaps[2]["instance"], gaps[2]["invite"]) == (1, [3, 4])


def test_missing_links_of_actors_who_are_not_there_are_left_out(tmp_path):
    graph = territory_graph()
    graph.remove_nodes_from(["A3", "A5"])
    page = written(graph, tmp_path, gaps=gap_table())
    gaps = data_of(page)["gaps"]
    assert [gap["kind"] for gap in gaps] == ["pair", "sector_at_instance"]
    assert gaps[0]["introducers"] == []
    assert "MRC Bois-Clair" not in page  # named in the table of gaps, not in the network shown


def test_other_names_are_those_decided_and_initials_but_never_of_a_person(tmp_path):
    actors = pd.DataFrame(
        {
            "actor": ["A1", "A2", "A3"],
            "name": ["Carrefour jeunesse-emploi", "Centre de services scolaire", "Jeanne Tremblay"],
            "sector": ["community", "institutional", "community"],
            "kind": ["organisation", "organisation", "person"],
        }
    )
    aliases = pd.DataFrame({"alias": ["Carrefour", "La Jeanne"], "actor": ["A1", "A3"]})
    net = cn.Network(actors=actors, aliases=aliases)
    page = written(net, tmp_path)
    also = [actor["also"] for actor in data_of(page)["actors"]]
    assert also == [["CJE", "Carrefour"], ["CSS", "CDSS"], []]
    assert "La Jeanne" not in page
    assert data_of(written(net, tmp_path, persons=True))["actors"][2]["also"] == ["JT", "La Jeanne"]


def test_no_person_is_named_unless_asked(tmp_path):
    graph = territory_graph()
    graph.nodes["A5"].update(kind="person", name="Jeanne Tremblay", contact="jeanne@exemple.org")
    gaps = gap_table({"A5": "Jeanne Tremblay"})
    page = written(graph, tmp_path, gaps=gaps)
    assert "Jeanne" not in page
    assert "jeanne" not in page
    assert data_of(page)["actors"][4]["name"] == {"fr": "Personne 1", "en": "Person 1"}
    assert "Person 1" in data_of(page)["gaps"][1]["text"]["en"]
    named = written(graph, tmp_path, gaps=gaps, persons=True)
    assert "Jeanne Tremblay" in named
    assert "jeanne@exemple.org" not in named  # a column of one's own is not shown


def test_the_policy_allows_exactly_what_is_in_the_file(tmp_path):
    page = written(territory(), tmp_path)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1].replace("&#39;", "'")
    assert policy.startswith("default-src 'none';")
    for tag in ("script", "style"):
        allowed = re.search(rf"{tag}-src ([^;]+)", policy)[1].split()
        bodies = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.S)
        digests = [base64.b64encode(hashlib.sha256(b.encode()).digest()).decode() for b in bodies]
        assert allowed == [f"'sha256-{digest}'" for digest in digests]
    assert "unsafe" not in policy
    written_by_hand = page.split("<script>")[0]
    assert not re.search(r"""<[^>]+\s(?:src|style|on\w+)=["'h]""", written_by_hand)
    assert set(re.findall(r'href="([^"]*)"', written_by_hand)) == {"#map-area", "#panel", "#tables"}


def test_the_licence_of_the_drawing_library_is_kept(tmp_path):
    page = written(territory(), tmp_path)
    assert "@version 9.1.2" in page
    assert "The Apache 2.0 License" in page
    assert "The MIT License" in page
    assert "sourceMappingURL" not in page


def our_scripts():
    return [path.read_text("utf-8") for path in Path(str(ASSETS)).rglob("*.mjs")]


def test_our_scripts_never_make_html_from_text():
    for source in our_scripts():
        assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", source)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_word_of_the_page_is_in_the_catalogue_and_used(lang):
    sources = [*our_scripts(), ASSETS.joinpath("page.html.j2").read_text("utf-8")]
    used = set(re.findall(r"""["'](page_\w+|n_\w+)["']""", "".join(sources)))
    assert "page_skip_map" in used
    known = page_words(lang)
    assert used <= set(known)
    ours = {key for key in known if key.startswith("page_")}
    made_in_python = {"page_untitled", "page_not_given", "page_level_not_given", "page_person"}
    assert ours - used == made_in_python


def test_text_cannot_end_the_data():
    text = "</script><!-- & \u2028 \u2029 \u202e \x00 é"
    assert not set(as_json(text)) & set("<>&\u2028\u2029")
    assert json.loads(as_json(text)) == text


def test_half_a_character_does_not_stop_the_page(tmp_path):
    graph = territory_graph(title="Rives \udce9")
    graph.nodes["A1"]["name"] = "\udce9cole"
    assert "Rives ?" in written(graph, tmp_path)


def test_a_plain_graph_needs_no_scale_and_no_level(tmp_path):
    data = data_of(written(nx.karate_club_graph(), tmp_path, by="club"))
    assert len(data["actors"]) == 34
    assert len(data["ties"]) == 78
    assert [level["label"] for level in data["levels"]] == [{"fr": "Lien", "en": "Tie"}]
    assert [group["label"] for group in data["groups"]] == ["Mr. Hi", "Officer"]
    assert sum(actor["group"] for actor in data["actors"]) == 17
    assert (data["waves"], data["relations"], data["themes"]) == ([], [], [])
    assert data["about"]["title"] == {
        "fr": "Carte du réseau",
        "en": "Map of the network",
    }
    json.dumps(data)


def test_groups_may_be_given_actor_by_actor(tmp_path):
    groups = {i: "pair" if i % 2 == 0 else "impair" for i in range(34)}
    data = data_of(written(nx.karate_club_graph(), tmp_path, by=groups))
    assert sum(actor["group"] for actor in data["actors"]) == 17


def test_a_pair_is_one_tie_at_its_strongest_level():
    graph = nx.DiGraph()
    graph.add_nodes_from([("a", {"sector": "private"}), ("b", {"sector": "community"}), "c"])
    graph.add_edge("a", "b", level="weak", rank=0)
    graph.add_edge("b", "a", level="strong", rank=1)
    graph.add_edge("b", "c")
    content = gather(graph)
    labels = [level.label for level in content.levels]
    assert labels[1:] == ["weak", "strong"]
    assert labels[0] == {"fr": "Niveau non précisé", "en": "Level not given"}
    assert content.ties == [(1, 2, 0), (0, 1, 2)]


@pytest.mark.parametrize(("scheme", "style"), [("light", Style()), ("dark", Style.dark())])
def test_by_day_and_by_night_the_page_has_the_colours_of_paper(scheme, style):
    graph = territory_graph()
    graph.add_edge("A4", "A8")  # of unknown level
    data = data_of(interactive_page(graph).html)
    lines = [style.line_of_unknown(3), *style.lines(3)]
    assert [level[scheme] for level in data["levels"]] == [line.colour for line in lines]
    inks = {"text": style.ink, "missing": style.missing.colour, "outline": style.outline}
    inks |= {
        "paper": style.paper,
        "soft": style.soft,
        "faint": style.faint,
        "grounds": style.grounds(3),
    }
    assert data["inks"][scheme] == inks


def test_two_actors_of_one_name_stay_two(tmp_path):
    graph = territory_graph()
    graph.nodes["A5"]["name"] = graph.nodes["A4"]["name"]
    assert len(data_of(written(graph, tmp_path))["actors"]) == 8


def test_names_on_the_map_are_short_and_differ():
    graph = territory_graph()
    graph.nodes["A4"]["name"] = "Ressource intermédiaire de la Rivière Le Boisé"
    graph.nodes["A5"]["name"] = "Ressource intermédiaire de la Rivière Le Phare"
    graph.nodes["A6"]["name"] = "Un nom bien plus long que ce que la carte peut écrire ici"
    forms = [actor.forms for actor in gather(graph).actors]
    assert len({str(form[-1][-1]) for form in forms}) == 8
    assert forms[3][0][0] == "Ressource intermédiaire\nde la Rivière Le Boisé"
    assert forms[3][1][0] != forms[4][1][0]
    assert all("…" in shape for shape in forms[5][-1])
    assert forms[1] == [["CDC Val-Nord"]]


@pytest.mark.parametrize("graph", [nx.Graph(), nx.Graph([("a", "b")])])
def test_tiny_graphs_make_a_page(graph, tmp_path):
    nx.set_node_attributes(graph, "private", "sector")
    assert "</html>" in written(graph, tmp_path)


def test_what_is_not_a_simple_graph_is_refused(tmp_path):
    with pytest.raises(NotComparable):
        written(3, tmp_path)
    with pytest.raises(NotComparable):
        written(nx.MultiGraph([("a", "b"), ("a", "b")]), tmp_path)
    with pytest.raises(MissingAttribute):
        written(nx.karate_club_graph(), tmp_path)
    with pytest.raises(ValueError, match="lang"):
        written(territory(), tmp_path, lang="es")
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "carte.html"
    path.write_text("old")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(ConcertnetError, match=r"disk is full|disque est plein"):
        interactive_map(territory(), path)
    assert path.read_text() == "old"
    assert [found.name for found in tmp_path.iterdir()] == ["carte.html"]


def test_a_folder_that_is_a_file_is_said_plainly(tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(ConcertnetError, match="taken"):
        interactive_map(territory(), tmp_path / "taken" / "carte.html")


@pytest.mark.parametrize("colour", ["red", "#12345", "#123456;}", "url(x)", "#GGGGGG"])
def test_only_plain_colours_enter_the_page(colour):
    with pytest.raises(ValueError, match="RRGGBB"):
        checked_colour(colour)


@pytest.mark.parametrize("shape", [shape for shape, corners in CORNERS.items() if corners])
def test_marks_of_a_size_have_the_same_area(shape):
    corners = CORNERS[shape]
    pairs = zip(corners, corners[1:] + corners[:1], strict=True)
    area = abs(sum(x * v - u * y for (x, y), (u, v) in pairs)) / 2
    assert math.isclose(area, math.pi, rel_tol=1e-3)


def test_a_page_holds_only_the_best_supported_links_and_says_so():
    net = the_sample().at("2024-12-31")
    gaps = cn.missing_links(net)
    data = data_of(make_page(net, gaps=gaps, limits=Limits(pairs=5)).html)
    pairs = [gap for gap in data["gaps"] if gap["kind"] == "pair"]
    assert len(pairs) == 5
    assert data["gapsLeftOut"] == int((gaps["kind"] == "pair").sum()) - 5


def test_every_kind_of_missing_link_says_whom_it_concerns(tmp_path):
    net = the_sample_now()
    gaps = cn.missing_links(net)
    data = data_of(written(net, tmp_path, gaps=gaps))
    assert [gap["kind"] for gap in data["gaps"]] == gaps["kind"].tolist()
    places = {actor: i for i, actor in enumerate(net.graph().nodes)}
    for gap, (_, row) in zip(data["gaps"], gaps.iterrows(), strict=True):
        is_bare = row["kind"] == "pair" and not row["supported"]
        # of a sector without a seat, who could bring whom is a list beside the sentence
        is_absence = row["kind"].startswith("sector_") and row["kind"] != "sector_pair"
        told = row.drop("introducer_names") if is_absence else row
        assert gap["text"] is None if is_bare else gap["text"]["fr"] == cn.explain(told, lang="fr")
        assert gap["sector"] == {"fr": "Privé", "en": "Private"}
        listed = row[["introducers", "invite", "invite_unlinked"]].fillna("").str.split("; ")
        at = listed.map(lambda ids: [places[i] for i in ids if i])
        if row["kind"] == "pair":
            ids = row[["introduced_at"]].fillna("").str.split("; ").iloc[0]
            known = net.instances["instance"].tolist()
            assert gap["tables"] == [known.index(i) for i in ids if i]
            assert (gap["shared"], gap["aside"]) == (row["shared_partners"], row["set_aside"])
        assert gap["introducers"] == at["introducers"]
        assert gap["invite"] == at["invite"] + at["invite_unlinked"]
        if gap["kind"] == "sector_at_instance":
            assert data["instances"][gap["instance"]]["name"] == row["instance_name"]
        if gap["kind"] in ("sector_in_territory", "sector_on_theme"):
            assert gap["where"] == row["territory" if "territory" in gap["kind"] else "theme"]
        if gap["kind"] == "sector_pair":
            sectors = [row["sector"], row["other_sector"]]
            sizes = [int((net.actors_now()["sector"] == sector).sum()) for sector in sectors]
            assert [len(side) for side in gap["between"]] == sizes
            assert gap["ties"] == row["ties"]
            compared = not pd.isna(row["p_value"])
            assert (gap["compared"], gap["short"]) == (compared, compared and row["p_value"] < RARE)


def test_dates_are_year_ends_and_the_last_day():
    net = the_sample()
    content = gather(net)
    assert [wave["date"] for wave in content.waves] == ["2022-12-31", "2023-12-31", "2024-12-31"]
    assert [len(wave["actors"]) for wave in content.waves] == [
        len(now.actors_now()) for now in net.waves("YE")
    ]
    assert gather(net.at("2024-06-30")).waves == []
    shorter = gather(net.between("2023", "2024-06"))
    assert [wave["date"] for wave in shorter.waves] == ["2023-12-31", "2024-06-30"]


def test_an_actor_has_the_sector_of_the_date():
    actors = pd.DataFrame(
        {
            "actor": ["a", "a", "b"],
            "sector": ["private", "social_economy", "community"],
            "start": ["2020-01-01", "2022-01-01", "2020-01-01"],
            "end": ["2022-01-01", None, None],
        }
    )
    ties = pd.DataFrame({"source": ["a"], "target": ["b"], "level": ["partnership"]})
    net = cn.Network(actors, ties, observed=("2020", "2023"))
    content = gather(net)
    labels = [group.label["en"] for group in content.groups]
    assert labels == ["Community", "Private", "Social economy"]
    assert labels[content.actors[0].group] == "Social economy"
    of_date = [wave["changed"].get("0", {}).get("group") for wave in content.waves]
    assert of_date == [1, 1, None, None]
    assert content.waves[0]["changed"]["0"]["facts"]["sector"]["en"] == "Private"


def test_a_pair_keeps_each_of_its_ties():
    actors = pd.DataFrame({"actor": ["a", "b"], "sector": ["private", "community"]})
    ties = pd.DataFrame(
        {
            "source": ["a", "b", "a"],
            "target": ["b", "a", "b"],
            "level": ["collaboration", "partnership", "partnership"],
            "theme": ["transport", "habitation", "habitation"],
        }
    )
    content = gather(cn.Network(actors, ties))
    assert content.ties == [(0, 1, 2)]
    assert content.themes == ["habitation", "transport"]
    assert content.relations == [[0, 0, 1, []], [0, 2, 0, []]]


def test_a_notebook_shows_the_page_in_a_closed_frame():
    page = interactive_page(territory(title='<b>"Rives"</b>'), lang="fr")
    shown = page._repr_html_()
    assert shown.startswith('<iframe title="&lt;b&gt;&quot;Rives&quot;&lt;/b&gt;" srcdoc="')
    assert "allow-same-origin" not in shown
    assert shown.count("<") == 2  # the frame, and its end
    assert repr(page) == '<InteractivePage: <b>"Rives"</b>>'


def test_title_and_boundary_may_be_given(tmp_path):
    about = data_of(written(territory(), tmp_path, title="Le mien", boundary="Les miens."))["about"]
    assert (about["title"], about["boundary"]) == ("Le mien", "Les miens.")
    own = data_of(written(territory(), tmp_path))["about"]
    assert own["title"] == "Réseau des Rives"
    assert own["boundary"] != "Les miens."
    assert gather_groups(territory_graph()).about["boundary"] == own["boundary"]


def test_a_person_has_one_number_on_paper_and_on_the_page(tmp_path):
    graph = nx.Graph([("P9", "P1"), ("P9", "O")])
    for actor, name, kind in (("P9", "Zoé", "person"), ("P1", "Ann", "person"), ("O", "CDC", None)):
        graph.nodes[actor].update(name=name, kind=kind, sector="community")
    page = data_of(written(graph, tmp_path))
    ax = draw_network(graph, lang="en", ax=page_axes())
    # by id, whatever the order of the actors
    assert [actor["name"]["en"] for actor in page["actors"][:2]] == ["Person 2", "Person 1"]
    order = read_contents(graph, "sector", words("en"))[1]
    assert dict(zip(order.actors, order.names, strict=True))["P1"] == "Person 1"
    assert {"Person 1", "Person 2"} <= {text.get_text() for text in ax.texts}


@pytest.mark.parametrize("draw", [interactive_page, draw_network])
def test_the_names_of_persons_are_no_groups(draw):
    graph = nx.Graph([("a", "b")])
    nx.set_node_attributes(graph, {"a": "Zoé", "b": "CDC"}, "name")
    graph.nodes["a"]["kind"] = "person"
    with pytest.raises(NotComparable, match="person"):
        draw(graph, by="name", lang="en")


def test_a_table_of_something_else_is_no_missing_link():
    for gaps in (pd.DataFrame({"x": [1]}), pd.DataFrame({"actor": ["A1"], "other": ["A2"]})):
        with pytest.raises(MissingAttribute, match="missing_links"):
            interactive_page(territory(), gaps=gaps)


def test_missing_links_of_those_who_left_are_told_apart_from_the_less_supported():
    gone = gap_table().head(1).assign(other="A99")
    gaps = pd.concat([gap_table(), gone])
    held = data_of(make_page(territory(), gaps=gaps, limits=Limits(pairs=1)).html)
    pairs = int((gap_table()["kind"] == "pair").sum())
    assert (held["gapsLeftOut"], held["gapsOutside"]) == (pairs - 1, 1)


def test_a_person_who_is_not_named_marks_nobody(tmp_path):
    graph = nx.Graph([("A", "C")])
    nx.set_node_attributes(graph, "Jean", "name")
    nx.set_node_attributes(graph, "community", "sector")
    graph.nodes["A"]["kind"] = "person"
    page = data_of(written(graph, tmp_path))
    assert [actor["name"] for actor in page["actors"]][1] == "Jean"
    assert read_contents(graph, "sector", words("en"))[1].names == ("Person 1", "Jean")


def ends_of(gaps, table):
    pairs = [table[g] for g in gaps if table[g]["kind"] == "pair"]
    return {(gap["actor"], gap["other"]) for gap in pairs}


def test_missing_links_are_searched_again_at_each_date_of_the_page(tmp_path):
    net = cn.sample_network()
    gaps = cn.missing_links(net.latest())
    data = data_of(written(net, tmp_path, gaps=gaps))
    places = {actor: i for i, actor in enumerate(net.graph().nodes)}
    dates = [*net.waves("YE"), net]
    assert len(data["found"]) == len(dates)
    for held, now in zip(data["found"], dates, strict=True):
        pairs = cn.missing_links(now, kinds=["pair"])
        expected = {
            (places[a], places[b]) for a, b in zip(pairs["actor"], pairs["other"], strict=True)
        }
        assert ends_of(held, data["gaps"]) == expected
    # the last date is that of the table, in its order
    assert data["found"][-2] == list(range(len(gaps)))
    assert data["subject"]["said"] == {"fr": "secteur privé", "en": "private sector"}


@pytest.mark.parametrize(
    "change",
    [
        lambda gaps: gaps.head(5),
        lambda gaps: gaps.iloc[1:],
        lambda gaps: pd.concat([gaps, gaps.assign(sector="community")]),
        lambda gaps: gaps.assign(by="own"),
    ],
)
def test_a_table_of_ones_own_is_not_completed(change, tmp_path):
    net = cn.sample_network()
    gaps = change(cn.missing_links(net.latest()))
    assert data_of(written(net, tmp_path, gaps=gaps))["found"] is None


def test_some_kinds_alone_are_searched_again(tmp_path):
    net = cn.sample_network()
    gaps = cn.missing_links(net.latest(), kinds=["sector_at_instance"])
    data = data_of(written(net, tmp_path, gaps=gaps))
    assert {gap["kind"] for gap in data["gaps"]} == {"sector_at_instance"}
    assert (data["subject"]["grouped"], data["subject"]["counted"]) == (True, False)
    assert [len(held) for held in data["found"]] == [
        len(cn.missing_links(now, kinds=["sector_at_instance"])) for now in (*net.waves("YE"), net)
    ]


def test_too_many_pairs_are_not_searched_again():
    net = cn.sample_network()
    gaps = cn.missing_links(net.latest())
    assert searched_again(net, gaps, net.waves("YE"), most=100) is None
    assert len(searched_again(net, gaps, net.waves("YE"))) == 4


def test_a_sentence_is_made_for_what_is_shown_alone(monkeypatch):
    made = []

    def counted(row, **options):
        made.append(row["kind"])
        return explain(row, **options)

    explain = cn.explain
    monkeypatch.setattr("concertnet.gaps.explain.explain", counted)
    net = cn.sample_network().latest()
    gaps = cn.missing_links(net)
    make_page(net, gaps=gaps, limits=Limits(pairs=7))
    assert made.count("pair") == 2 * 7  # in both languages
    assert len(made) == 2 * (7 + int(gaps["kind"].ne("pair").sum()))


def test_the_page_has_the_language_given_or_that_of_the_browser(tmp_path, monkeypatch):
    monkeypatch.delenv("CONCERTNET_LANG", raising=False)
    assert data_of(written(territory(), tmp_path))["lang"] is None
    assert data_of(written(territory(), tmp_path, lang="fr"))["lang"] == "fr"
    monkeypatch.setenv("CONCERTNET_LANG", "en")
    assert data_of(written(territory(), tmp_path))["lang"] == "en"


def test_relations_set_aside_are_on_the_page_with_their_dates(tmp_path):
    net = cn.sample_network()
    data = data_of(written(net, tmp_path))
    places = {actor: i for i, actor in enumerate(net.graph().nodes)}
    for wave, now in enumerate(net.waves("YE")):
        rows = now.set_aside
        expected = {
            (places[a], places[b]) for a, b in zip(rows["source"], rows["target"], strict=True)
        }
        assert {(a, b) for a, b, _, dates in data["aside"] if wave in dates} == expected


@pytest.mark.parametrize(
    "graph",
    [
        nx.barabasi_albert_graph(200, 3, seed=2),
        nx.star_graph(60),
        nx.disjoint_union(nx.complete_graph(40), nx.empty_graph(70)),
    ],
)
def test_no_two_marks_overlap(graph):
    nx.set_node_attributes(graph, "community", "sector")
    content = gather(graph)
    drawn = places(content, Style())
    spots = np.array([(node["x"], node["y"]) for node in drawn["nodes"]])
    radii = np.array([drawn["radii"][ties] for _, ties in graph.degree])
    apart = np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1))
    room = radii[:, None] + radii[None]
    np.fill_diagonal(apart, np.inf)
    assert (apart - room).min() > 0


def test_by_night_every_mark_stands_out(tmp_path):
    data = data_of(written(territory(), tmp_path))
    for group in data["groups"]:
        assert contrast(group["dark"], data["inks"]["dark"]["paper"]) >= 4
    assert [group["light"] for group in data["groups"]][:3] == ["#0072B2", "#E69F00", "#8C1D4F"]


def test_grounds_are_of_a_column_or_of_instances(tmp_path):
    assert data_of(written(territory(), tmp_path))["ground"] is None
    held = data_of(written(territory(), tmp_path, ground="territory"))["ground"]
    assert held == {
        "key": "territory",
        "label": {"fr": "territoire", "en": "territory"},
        "drawn": True,
    }
    own = territory_graph()
    nx.set_node_attributes(own, {actor: f"<b>{actor}" for actor in own}, "réseau")
    data = data_of(written(own, tmp_path, ground="réseau"))
    assert data["ground"]["label"] == "réseau"
    assert [actor["facts"]["réseau"] for actor in data["actors"]] == [f"<b>{a}" for a in own]
    seated = data_of(written(territory(), tmp_path, ground="instance"))
    assert seated["ground"]["key"] == "instance"
    assert all(fact["key"] != "instance" for fact in seated["facts"])
    for limits in ({"vis": 0}, {"actors": 0}):  # a large map has none, and says so
        large = make_page(territory(), ground="territory", limits=Limits(**limits))
        assert data_of(large.html)["ground"]["drawn"] is False


@pytest.mark.parametrize("limits", [Limits(), Limits(actors=0)])
def test_grounds_of_what_actors_do_not_have_are_refused(limits):
    with pytest.raises(MissingAttribute):
        make_page(territory(), ground="nothing", limits=limits)
    with pytest.raises(NotComparable, match="instances"):
        make_page(territory_graph(), ground="instance", limits=limits)


def test_what_others_think_is_there_only_if_asked_and_never_what_is_hidden():
    rows = [(f"c{n}", "p1", 1 + n % 4, "legitimacy") for n in range(5)]  # 1, 2, 3, 4, 1
    rows += [("c0", "p2", 4, "legitimacy"), ("c1", "p2", 3, "legitimacy")]
    rows += [(f"c{n}", "p1", 3, "openness") for n in range(4)]  # all alike
    net = rating(rows)
    assert "perception_" not in make_page(net).html.split("</script>")[0]
    content = gather(net)
    add_perceptions(content, net, 3)
    facts = {actor.name: actor.facts for actor in content.actors}
    assert facts["p1"]["perception_legitimacy"]["fr"] == "2,2 (moyenne de 5 évaluateurs)"
    assert not any(key.startswith("perception_") for key in facts["p2"])
    assert [f["key"] for f in content.facts if f["key"].startswith("perception_")] == [
        "perception_legitimacy"
    ]
    page = make_page(net, lang="fr", perceptions=3).html
    assert "moyenne de 5 évaluateurs" in page
    assert "perception_openness" not in page
    assert "perception_legitimacy" not in make_page(net, perceptions=6).html
    with pytest.raises(NotComparable):
        make_page(territory_graph(), perceptions=3)


def test_names_and_ids_that_hold_what_separates_them_stay_whole():
    actors = pd.DataFrame(
        [
            ("a; x", "Alpha; inc.", "private"),
            ("b", "Beta", "community"),
            ("c | y", "Gamma | fils", "institutional"),
            ("d; e", "Delta; e", "community"),
        ],
        columns=["actor", "name", "sector"],
    )
    ties = pd.DataFrame([("a; x", "c | y"), ("c | y", "b"), ("d; e", "b")])
    ties = ties.set_axis(["source", "target"], axis=1).assign(level="partnership")
    instances = pd.DataFrame({"instance": ["t"], "name": ["Table; emploi"]})
    seats = pd.DataFrame({"actor": ["c | y", "d; e"], "instance": "t"})
    net = cn.Network(actors=actors, ties=ties, instances=instances, seats=seats)
    held = page_gaps(cn.missing_links(net), gather(net), most=100)
    pair = next(one for one in held.records if one["kind"] == "pair" and one["shared"])
    assert (pair["actor"], pair["other"], pair["introducers"]) == (0, 1, [2])
    assert "Gamma | fils pourrait faire le lien" in pair["text"]["fr"]
    absent = next(one for one in held.records if one["kind"] == "sector_at_instance")
    assert absent["invite"] == [0]
    assert "Alpha; inc. (" not in absent["text"]["fr"].replace("Alpha; inc. (par", "")


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("", []),
        ("a; b", ["a", "b"]),
        ("a; b; c", ["a", "b; c"]),  # the longest known one
        ("z; a", ["z", "a"]),  # who is not here is not lost in another
    ],
)
def test_the_longest_known_id_is_meant(cell, parts):
    assert _split(cell, "; ", {"a", "b", "b; c"}.__contains__) == parts
