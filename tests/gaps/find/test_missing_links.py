import functools
import warnings
from collections.abc import Callable

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from concertnet.gaps.answers import GAPS, KINDS
from concertnet.gaps.evidence.ground import ground_of, laid_out
from concertnet.gaps.evidence.near import _from_sums
from concertnet.gaps.evidence.score import PAIR_WEIGHTS
from concertnet.gaps.find.pairs import untied_pairs
from tests.networks import graphs, of_sectors

# Small networks are often without a tie here; that it is said has a test of its own.
pytestmark = pytest.mark.filterwarnings("ignore:No tie is entered", "ignore:Aucun lien n")

COLUMNS = GAPS["missing_links"].names


@functools.cache
def missing(make: Callable[[], cn.Network]) -> pd.DataFrame:
    """All the missing links of a network drawn by hand, found once for several tests."""
    return cn.missing_links(make())


def pairs(gaps: pd.DataFrame) -> pd.DataFrame:
    return gaps[gaps["kind"] == "pair"]


@functools.cache
def hand() -> cn.Network:
    """p is private and knows b; b knows c and d strongly, e weakly; p and e sit in T."""
    return cn.Network(
        pd.DataFrame(
            {
                "actor": ["p", "b", "c", "d", "e", "u"],
                "name": ["Pharmacie", "Banque", "Centre", "Dépannage", "École", "Inconnu"],
                "sector": ["private", "community", "community", "community", "institutional", None],
                "territory": ["n", "n", "n", "s", None, "n"],
            }
        ),
        pd.DataFrame(
            {
                "source": ["p", "b", "b", "b", "p", "u"],
                "target": ["b", "c", "d", "e", "u", "c"],
                "level": [
                    "partnership",
                    "partnership",
                    "partnership",
                    "collaboration",
                    "collaboration",
                    "concertation",
                ],
            }
        ),
        instances=pd.DataFrame(
            {"instance": ["T", "V"], "name": ["Table", "Veille"], "territory": ["n", "n"]}
        ),
        seats=pd.DataFrame(
            {"seat": ["1", "2", "3"], "instance": ["T", "T", "V"], "actor": ["p", "e", "b"]}
        ),
    )


def test_worked_by_hand():
    found = pairs(missing(hand)).set_index("other")
    assert set(found.index) == {"c", "d", "e"}, "u is of unknown sector: nobody's missing link"
    c = found.loc["c"]
    assert c["shared_partners"] == 2
    # b has 4 partners, u has 2
    assert c["resource_allocation"] == pytest.approx(1 / 4 + 1 / 2)
    assert c["introducers"] == "b; u", "the stronger of the weaker ties first"
    assert bool(c["same_territory"])
    assert not bool(found.loc["d", "same_territory"])
    assert pd.isna(found.loc["e", "same_territory"]), "an unknown territory says nothing"
    # 12 ends of ties: p holds 2, the community b, c, d hold 4 + 2 + 1; one tie joins p to them
    mixed = (1 + 2) / (2 * 7 / 12 + 2)
    assert c["expected"] == pytest.approx(2 * 2 / 12 * mixed)
    assert bool(c["supported"])
    assert found.loc["e", "introduced_at"] == "T"
    assert found.loc["e", "shared_instances"] == 1


def test_introducers_stand_by_their_weaker_tie_then_the_stronger():
    sectors = ["private", "community", *["institutional"] * 4]
    levels = {"q": (2, 0), "r": (1, 1), "s": (1, 0), "t": (2, 1)}
    names = cn.BOURQUE.levels
    ends = [
        (end, via, names[rank])
        for via, ranks in levels.items()
        for end, rank in zip("ab", ranks, strict=True)
    ]
    net = cn.Network(
        pd.DataFrame({"actor": list("abqrst"), "sector": sectors}),
        pd.DataFrame(ends, columns=["source", "target", "level"]),
    )
    found = pairs(cn.missing_links(net)).set_index("other").loc["b"]
    assert found["introducers"] == "t; r; q; s"


def test_a_link_missing_at_a_level_says_so():
    strong = cn.missing_links(hand().level("partnership"))
    found = pairs(strong).set_index("other")
    text = cn.explain(found.loc["c"], lang="en")
    assert 'no tie at the level "partnership" or above' in text
    assert pairs(missing(hand))["level"].isna().all()


def test_a_relation_set_aside_is_told():
    net = cn.Network(
        pd.DataFrame({"actor": ["p", "c"], "sector": ["private", "community"]}),
        set_aside=pd.DataFrame({"source": ["c"], "target": ["p"], "kind": ["subcontracting"]}),
    )
    row = cn.missing_links(net).iloc[0]
    assert bool(row["set_aside"])
    assert "set aside" in cn.explain(row, lang="en")


def test_a_person_is_named_by_the_id():
    net = cn.Network(
        pd.DataFrame(
            {
                "actor": ["p1", "c"],
                "name": ["Marie Tremblay", "CDC"],
                "kind": ["person", "organisation"],
                "sector": ["private", "community"],
            }
        ),
    )
    found = cn.missing_links(net)
    assert "Tremblay" not in found.to_csv()
    assert found.loc[0, "actor_name"] == "p1"


def test_only_a_network_has_what_it_takes():
    import networkx as nx

    with pytest.raises(cn.NotComparable, match="Network"):
        cn.missing_links(nx.path_graph(3))


def test_a_sector_absent_from_an_instance_by_hand():
    found = missing(hand).query("kind == 'sector_at_instance'").iloc[0]
    assert found["instance"] == "V"
    assert found[["seats", "linked"]].tolist() == [1, 1]
    assert found[["invite_names", "introducer_names"]].tolist() == ["Pharmacie", "Banque"]


def test_evidence_equals_networkx(net, gaps):
    graph = net.graph()
    found = pairs(gaps)
    ends = list(zip(found["actor"], found["other"], strict=True))
    for column, function in (
        ("resource_allocation", nx.resource_allocation_index),
        ("adamic_adar", nx.adamic_adar_index),
    ):
        theirs = [value for _, _, value in function(graph, ends)]
        assert found[column].tolist() == pytest.approx(theirs)
    counts = [len(list(nx.common_neighbors(graph, *pair))) for pair in ends]
    assert found["shared_partners"].tolist() == counts


def test_every_untied_pair_is_there_once_and_no_tied_one(net, gaps):
    graph = net.graph()
    sector = dict(graph.nodes(data="sector"))
    wanted = {
        (i, j)
        for i in graph
        for j in graph
        if sector[i] == "private"
        and sector[j] not in ("private", None)
        and not graph.has_edge(i, j)
    }
    found = list(zip(pairs(gaps)["actor"], pairs(gaps)["other"], strict=True))
    assert len(found) == len(set(found))
    assert set(found) == wanted


def test_introducers_know_both(net, gaps):
    graph = net.graph()
    for row in pairs(gaps).dropna(subset=["introducers"]).itertuples():
        for via in row.introducers.split("; "):
            assert graph.has_edge(row.actor, via)
            assert graph.has_edge(via, row.other)


def test_instances_without_the_sector_are_those_of_coverage(net, gaps):
    table = cn.coverage(net)
    absent = table[(table["sector"] == "private") & table["absent"]]["instance"]
    assert set(gaps["instance"].dropna()) == set(absent)


def test_rows_are_ordered_by_score_and_the_same_each_time(net, gaps):
    for kind, rows in gaps.groupby("kind", sort=False):
        # nobody to invite: last of the tables without the sector
        parts = [part for _, part in rows.groupby("supported")] if "sector_" in kind else [rows]
        assert all(part["score"].is_monotonic_decreasing for part in parts)
        if kind in ("sector_at_instance", "sector_in_territory", "sector_on_theme"):
            assert rows["supported"].is_monotonic_decreasing
    pd.testing.assert_frame_equal(gaps, cn.missing_links(net))
    assert list(gaps.columns) == COLUMNS


def test_weights_make_the_score(net):
    only = cn.missing_links(net, kinds="pair", weights={"shared_instances": 1})
    found = pairs(only)
    assert found["shared_instances"].is_monotonic_decreasing
    with pytest.raises(cn.UnknownWord, match="resource_allocation"):
        cn.missing_links(net, weights={"luck": 1})


def test_top_keeps_the_first_of_each_kind(net, gaps):
    top = cn.missing_links(net, top=2)
    kinds = ["pair", "sector_at_instance", "sector_in_territory"]
    assert top["kind"].tolist()[:6] == [kind for kind in kinds for _ in range(2)]
    assert top["kind"].value_counts().max() == 2
    assert top["actor"].tolist()[:2] == pairs(gaps)["actor"].tolist()[:2]


def test_any_sector_may_be_asked(net):
    found = cn.missing_links(net, sector="social_economy")
    assert set(found["sector"]) == {"social_economy"}
    with pytest.raises(cn.UnknownWord, match="community"):
        cn.missing_links(net, sector="moon")


def test_a_sector_without_actors_is_absent_everywhere():
    net = hand().without("p")
    with pytest.warns(UserWarning, match="community, institutional"):
        found = cn.missing_links(net)
    assert found["kind"].tolist() == ["sector_at_instance"] * 2 + ["sector_in_territory"]
    assert found[["invite", "invite_unlinked"]].isna().all(axis=None)


def test_large_networks_look_only_at_near_pairs(net, gaps):
    all_pairs = pairs(gaps)
    with pytest.warns(UserWarning, match="looked at|examin") as caught:
        near = untied_pairs(ground_of(net), "private", PAIR_WEIGHTS, listed_up_to=0)
    with_evidence = all_pairs[
        (all_pairs["shared_partners"] > 0) | (all_pairs["shared_instances"] > 0)
    ]
    ends = ["actor", "other"]
    assert set(map(tuple, near[ends].to_numpy())) == set(map(tuple, with_evidence[ends].to_numpy()))
    private = int((net.actors["sector"] == "private").sum())
    others = int(net.actors["sector"].notna().sum()) - private
    number = "".join(c for c in str(caught[0].message).split(" pair")[0] if c.isdigit())
    tied = private * others - len(all_pairs)
    assert int(number) == private * others - tied - len(near)


def test_the_first_of_the_near_pairs_are_those_of_the_whole_list(net, gaps):
    """Whatever the spread of a column: shares vary by less than one, numbers by more."""
    near = pairs(gaps)[pairs(gaps)["supported"].astype(bool)]
    with pytest.warns(UserWarning, match="looked at|examin"):
        found = untied_pairs(ground_of(net), "private", PAIR_WEIGHTS, top=5, listed_up_to=0)
    ends = ["actor", "other"]
    assert found[ends].to_numpy().tolist() == near[ends].head(5).to_numpy().tolist()


def test_a_network_without_ties_or_instances():
    net = of_sectors("private", "community")
    found = cn.missing_links(net)
    assert len(found) == 1
    assert found["shared_partners"].tolist() == [0]


@functools.cache
def regional() -> cn.Network:
    """p and q are private; tables A (north, housing), B (south, food), C (south, no theme)."""
    return cn.Network(
        pd.DataFrame(
            {
                "actor": ["p", "q", "c", "d", "i"],
                "sector": ["private", "private", "community", "community", "institutional"],
                "territory": ["north", "south", "north", "south", "south"],
            }
        ),
        pd.DataFrame(
            {
                "source": ["q", "c", "d", "c"],
                "target": ["d", "d", "i", "i"],
                "level": ["collaboration", "partnership", "concertation", "concertation"],
            }
        ),
        instances=pd.DataFrame(
            {
                "instance": ["A", "B", "C"],
                "name": ["Table A", "Table B", "Table C"],
                "territory": ["north", "south", "south"],
                "theme": ["housing", "food", None],
            }
        ),
        seats=pd.DataFrame(
            {
                "seat": list("12345"),
                "instance": ["A", "A", "B", "B", "C"],
                "actor": ["p", "c", "d", "i", "d"],
            }
        ),
    )


def test_territories_and_themes_without_the_sector_by_hand():
    found = missing(regional)
    south = found[found["kind"] == "sector_in_territory"].iloc[0]
    assert south["territory"] == "south", "the north has p at table A"
    # d sits twice, i once; q is tied to d, and lives there
    assert south[["seats", "linked"]].tolist() == [3, 1]
    assert (south["invite"], south["introducers"]) == ("q", "d")
    theme = found[found["kind"] == "sector_on_theme"]
    assert theme["theme"].tolist() == ["food"], "a table without a theme is on none"
    assert theme["seats"].tolist() == [2]


def test_who_is_said_to_know_an_invited_actor_is_tied_to_it():
    net = cn.sample_network().latest()
    tied = {frozenset(ends) for ends in zip(net.ties["source"], net.ties["target"], strict=True)}
    kinds = ["sector_at_instance", "sector_in_territory", "sector_on_theme"]
    found = cn.missing_links(net, kinds=kinds).dropna(subset=["invite"])
    assert len(found)
    for row in found.to_dict("records"):
        invited, through = row["invite"].split("; "), row["invite_through"].split("; ")
        for actor, each in zip(invited, through, strict=True):
            for seated in each.split(" | "):
                assert frozenset((actor, seated)) in tied
                assert seated in set(net.seats["actor"])


def test_sectors_with_fewer_ties_than_chance_by_hand():
    found = cn.missing_links(regional(), kinds=["sector_pair"]).set_index("other_sector")
    # 4 ties over 10 pairs: 2 private x 1 institutional are expected 0.8, and have none
    institutional = found.loc["institutional"]
    assert institutional["ties"] == 0
    assert institutional["expected"] == pytest.approx(4 * 2 / 10)
    assert institutional["score"] > 0
    assert pd.isna(institutional["p_value"]), "so few ties are expected that nothing is compared"


def test_below_a_level_a_looser_tie_is_evidence():
    net = regional()
    assert not pairs(cn.missing_links(net))["looser_tie"].any()
    found = pairs(cn.missing_links(net, level="concertation")).set_index(["actor", "other"])
    assert bool(found.loc[("q", "d"), "looser_tie"])
    assert bool(found.loc[("q", "d"), "supported"])
    assert found.index[0] == ("q", "d")
    assert set(found["level"]) == {"concertation"}
    assert len(found) == 6, "no private actor has a tie at that level"
    assert found["shared_partners"].sum() == 0


def test_affinity_by_hand():
    found = pairs(missing(regional)).set_index(["actor", "other"])
    # q knows one community actor of two; c knows no private actor
    assert found.loc[("q", "c"), "sector_affinity"] == pytest.approx(1 / 2 + 0)
    # q knows no institution; i knows neither private actor
    assert found.loc[("q", "i"), "sector_affinity"] == 0
    # p knows no community actor; d knows q, one private actor of two
    assert found.loc[("p", "d"), "sector_affinity"] == pytest.approx(1 / 2)


@pytest.mark.parametrize(
    ("options", "error", "told"),
    [
        ({"kinds": ["luck"]}, cn.UnknownWord, "sector_on_theme"),
        ({"level": "friendship"}, cn.UnknownWord, "friendship"),
        ({"weights": "best"}, cn.UnknownWord, "fitted"),
        ({"weights": {}}, cn.NotComparable, "0"),
        ({"weights": {"expected": float("nan")}}, cn.NotComparable, "nan"),
        ({"weights": {"expected": 0}}, cn.NotComparable, "expected"),
    ],
)
def test_bad_questions_are_answered_clearly(net, options, error, told):
    with pytest.raises(error, match=told):
        cn.missing_links(net, **options)


def test_fitted_weights_say_what_they_are(net):
    with pytest.warns(UserWarning, match=r"default|partners|affinity|numbers|instances|territory"):
        found = cn.missing_links(net, kinds="pair", weights="fitted", top=3)
    assert len(pairs(found)) == 3


def test_everything_linked_leaves_no_pair():
    actors = pd.DataFrame({"actor": ["a", "b"], "sector": ["private", "community"]})
    ties = pd.DataFrame({"source": ["a"], "target": ["b"], "level": ["collaboration"]})
    found = cn.missing_links(cn.Network(actors, ties))
    assert found.empty
    assert list(found.columns) == COLUMNS


SAID = {
    "fr": "Aucun acteur n'est du secteur « {sector} ». Secteurs présents : {present}.",
    "en": 'No actor is of the sector "{sector}". Sectors present: {present}.',
}


@pytest.mark.parametrize(("lang", "sector"), [("fr", "privé"), ("en", "private")])
@pytest.mark.parametrize(
    ("sectors", "present"),
    [((), {}), ((None, None), {}), (("community",), {"fr": "communautaire", "en": "community"})],
    ids=["empty", "unknown sectors only", "one actor of another sector"],
)
@pytest.mark.parametrize("kinds", [KINDS, ("sector_pair",)])
def test_no_actor_of_the_sector_is_said(monkeypatch, lang, sector, sectors, present, kinds):
    """In the reader's words, whatever the kinds asked."""
    monkeypatch.setenv("CONCERTNET_LANG", lang)
    with pytest.warns(UserWarning, match=sector) as caught:
        found = cn.missing_links(of_sectors(*sectors), kinds=kinds)
    said = [str(w.message) for w in caught]
    assert said == [SAID[lang].format(sector=sector, present=present.get(lang, "–"))]
    assert found.empty
    assert list(found.columns) == COLUMNS


@pytest.mark.parametrize(("lang", "present"), [("fr", "communautaire, privé"), ("en", None)])
def test_an_unknown_sector_names_those_present(monkeypatch, lang, present):
    monkeypatch.setenv("CONCERTNET_LANG", lang)
    with pytest.raises(cn.UnknownWord) as caught:
        cn.missing_links(of_sectors("private", "community"), sector="Lune")
    present = present or "community, private"
    assert str(caught.value) == SAID[lang].format(sector="Lune", present=present)


@pytest.mark.parametrize("word", ["Privé", "PRIVATE", "secteur privé"])
def test_a_sector_is_understood_in_either_language(word):
    net = of_sectors("private", "community")
    assert set(cn.missing_links(net, sector=word)["sector"]) == {"private"}
    assert cn.private_panel(net, sector=word).sector == "private"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_one_actor_has_nobody_to_be_tied_to(monkeypatch, lang):
    monkeypatch.setenv("CONCERTNET_LANG", lang)
    assert cn.missing_links(of_sectors("private")).empty


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_without_instances_pairs_alone_are_missing(lang):
    row = cn.missing_links(of_sectors("private", "community")).squeeze()
    assert row["kind"] == "pair"
    said = {
        "fr": "a et b n’ont pas de lien. Les deux n’ont aucun partenaire en commun.",
        "en": "a and b have no tie. They have no partner in common.",
    }
    assert cn.explain(row, lang=lang) == said[lang]


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        (["expected"], {"fr": "par colonne (un dictionnaire)", "en": "by column (a dictionary)"}),
        ({"luck": 1}, {"fr": "aucune colonne d'appui : luck", "en": "no column of evidence: luck"}),
        ({"expected": "much"}, {"fr": "nombres finis", "en": "finite numbers"}),
        ({"expected": 0}, {"fr": "reçu : expected=0", "en": "received: expected=0"}),
    ],
)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_weights_are_is_said(net, weights, said, lang):
    with pytest.raises(cn.ConcertnetError) as caught:
        cn.missing_links(net, weights=weights)
    assert said[lang] in caught.value.text(lang).replace("\u202f", " ")


def test_weights_need_no_sum(net):
    """They are parts of one sum: all of them doubled, the same list."""
    once, twice = (
        pairs(cn.missing_links(net, kinds="pair", weights={"expected": w, "same_tier": w / 2}))
        for w in (1, 2)
    )
    assert once["other"].tolist() == twice["other"].tolist()
    np.testing.assert_allclose(2 * once["score"], twice["score"], atol=1e-8)  # written to 1e-9


@given(graphs(directed=False), st.integers(1, 12), st.integers(0, 3))
@settings(max_examples=60)
def test_the_best_of_a_large_network_are_the_first_of_all(graph, top, seed):
    rng = np.random.default_rng(seed)
    n = graph.number_of_nodes()
    seats = pd.DataFrame(
        {"actor": rng.integers(0, max(n, 1), 8), "instance": rng.integers(0, 3, 8)}
    )
    actors = pd.DataFrame({"territory": rng.choice(["x", "y", None], n)}, dtype=object)
    on = laid_out(cn.grouped(graph), seats=seats[seats["actor"] < n], actors=actors)
    weights = {"resource_allocation": 1, "expected": 2, "sector_affinity": 1, "same_territory": 1}
    everything = untied_pairs(on, "a", weights)
    shared = untied_pairs(on, "a", {"shared_partners": 1})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        asked = untied_pairs(on, "a", weights, top=top, plain_up_to=-1)
        sharing = untied_pairs(on, "a", {"shared_partners": 1}, top=top, plain_up_to=-1)
        best = untied_pairs(on, "a", weights, top=top, listed_up_to=-1)
    np.testing.assert_allclose(asked["score"], everything["score"].head(top), atol=1e-9)
    pd.testing.assert_frame_equal(sharing, shared.head(top))
    near = everything[everything["supported"]]
    np.testing.assert_allclose(best["score"], near["score"].head(top), atol=1e-9)
    ours = set(zip(best["actor"], best["other"], strict=True))
    assert ours <= set(zip(near["actor"], near["other"], strict=True))


def test_a_spread_of_rounding_is_none_and_a_small_one_is_kept():
    """1 and 1.00002 lie 0.00001 from their mean; the squares of 0.1 add up to a little more."""
    mean, sd = _from_sums(1 + 1.00002, 1 + 1.00002**2, 2)
    assert (mean, sd) == (pytest.approx(1.00001), pytest.approx(1e-5, rel=1e-3))
    values = np.full(3, 0.1)
    assert _from_sums(values.sum(), (values**2).sum(), 3)[1] == 0


def test_what_separates_ids_may_stand_in_one():
    """Ids and names with "; ": nobody is made out of half a name."""
    net = cn.Network(
        pd.DataFrame(
            {
                "actor": ["p; x", "b; z", "c"],
                "name": ["P; inc.", "CDC Nord; Laval", "Centre"],
                "sector": ["private", "community", "community"],
            }
        ),
        pd.DataFrame(
            {"source": ["p; x", "b; z"], "target": ["b; z", "c"], "level": ["collaboration"] * 2}
        ),
    )
    row = cn.missing_links(net, kinds=["pair"]).iloc[0]
    text = cn.explain(row, lang="fr")
    assert "CDC Nord, Laval pourrait faire le lien" in text


def test_a_level_below_that_of_the_network_is_that_of_the_network():
    strong = regional().level("concertation")
    found = cn.missing_links(strong, kinds="pair", level="collaboration")
    assert set(found["level"]) == {"concertation"}


def test_seats_of_unknown_sector_are_told():
    net = regional()
    unknown = net.actors.assign(sector=net.actors["sector"].mask(net.actors["actor"] == "i"))
    changed = cn.Network(unknown, net.ties, instances=net.instances, seats=net.seats)
    row = cn.missing_links(changed).set_index("instance").loc["B"]
    assert row["unknown_seats"] == 1
    assert "secteur inconnu" in cn.explain(row, lang="fr")


def test_actors_of_unknown_territory_may_be_invited_last():
    net = regional()
    lost = net.actors.assign(territory=net.actors["territory"].mask(net.actors["actor"] == "p"))
    changed = cn.Network(lost, net.ties, instances=net.instances, seats=net.seats)
    row = cn.missing_links(changed).set_index("instance").loc["C"]
    assert row["invite"] == "q"
    assert row["invite_unlinked"] == "p"
    assert row[["linked", "linked_seated", "unlinked"]].tolist() == [1, 1, 1]


@functools.cache
def crowded() -> cn.Network:
    """Seven private actors tied to c, who sits in T alone: two live there, five elsewhere."""
    ids = [f"p{i}" for i in range(1, 8)]
    return cn.Network(
        pd.DataFrame(
            {
                "actor": [*ids, "c", "q"],
                "sector": [*["private"] * 7, "community", "private"],
                "territory": [*["south"] * 5, "north", "north", "south", "north"],
            }
        ),
        pd.DataFrame({"source": ids, "target": "c", "level": "collaboration"}),
        instances=pd.DataFrame({"instance": ["T"], "name": ["Table"], "territory": ["north"]}),
        seats=pd.DataFrame({"seat": ["1"], "instance": ["T"], "actor": ["c"]}),
    )


def test_of_those_as_well_tied_the_local_are_invited_first():
    row = cn.missing_links(crowded(), kinds="sector_at_instance").iloc[0]
    assert row["invite"] == "p6; p7; p1; p2; p3"
    assert row[["linked", "linked_seated", "unlinked"]].tolist() == [7, 1, 1]
    assert (row["introducers"], row["invite_unlinked"]) == ("c", "q")


def test_the_introducers_are_tied_to_those_invited():
    """d is tied to p7 alone, who is not among the five that are named."""
    net = crowded()
    ties = [{"source": "d", "target": "p7", "level": "collaboration"}]
    ties += [
        {"source": f"p{i}", "target": end, "level": "collaboration"}
        for i in range(1, 6)
        for end in "ef"
    ]
    more = pd.DataFrame({"actor": list("def"), "sector": "community"})
    seats = pd.DataFrame({"seat": list("234"), "instance": "T", "actor": list("def")})
    net = cn.Network(
        pd.concat([net.actors, more]),
        pd.concat([net.ties, pd.DataFrame(ties)]),
        instances=net.instances,
        seats=pd.concat([net.seats, seats]),
    )
    row = cn.missing_links(net, kinds="sector_at_instance").iloc[0]
    assert row["invite"] == "p1; p2; p3; p4; p5"
    assert row["introducers"] == "c; e; f"
    assert row["linked_seated"] == 4


def test_those_of_the_same_name_are_told_apart():
    net = cn.Network(
        pd.DataFrame(
            {"actor": ["p", "c", "d"], "name": ["P", "CDC", "CDC"]}
            | {"sector": ["private", "community", "community"]}
        ),
        instances=pd.DataFrame({"instance": ["T", "V"], "name": ["Table", "Table"]}),
    )
    found = cn.missing_links(net)
    assert pairs(found)["other_name"].tolist() == ["CDC (c)", "CDC (d)"]
    assert found["instance_name"].dropna().tolist() == ["Table (T)", "Table (V)"]
    assert cn.private_panel(net).reach["instance_name"].tolist() == ["Table (T)", "Table (V)"]


def test_any_column_of_actors_may_make_the_groups():
    """The north lacks a tie to the south: p and c are of the north, u of nowhere."""
    net = regional()
    found = cn.missing_links(net, sector="north", by="territory")
    assert set(found["by"]) == {"territory"}
    ends = pairs(found)[["actor", "other"]].to_numpy().tolist()
    tied = {("c", "d"), ("c", "i")}
    assert {tuple(e) for e in ends} == {(a, b) for a in "pc" for b in "qdi"} - tied
    assert set(pairs(found)["other_sector"]) == {"south"}
    # nobody of the north sits at B or C
    assert set(found["instance"].dropna()) == {"B", "C"}
    with pytest.raises(cn.UnknownWord, match="north, south"):
        cn.missing_links(net, sector="private", by="territory")
    with pytest.raises(cn.MissingAttribute):
        cn.missing_links(net, sector="north", by="colour")


@pytest.mark.parametrize(
    "options",
    [
        {"kinds": None},
        {"kinds": 3},
        {"kinds": [["pair"]]},
        {"kinds": ["sector_pair"], "weights": {"expected": 1}},
    ],
)
def test_what_cannot_be_understood_is_refused(net, options):
    with pytest.raises(cn.NotComparable, match=next(iter(options))):
        cn.missing_links(net, **options)


def test_fitting_where_there_is_nothing_to_fit():
    ids = list("abcdef")
    linked = [(a, b, "collaboration") for a in ids for b in ids if a < b]
    net = cn.Network(
        pd.DataFrame({"actor": ids, "sector": ["private", "community"] * 3}),
        pd.DataFrame(linked, columns=["source", "target", "level"]),
    )
    with pytest.warns(UserWarning, match="Nothing to rank|Rien à ordonner") as caught:
        assert cn.missing_links(net, weights="fitted").empty
    assert "nan" not in str(caught[0].message)
    with pytest.warns(UserWarning, match="institutional|institutionnel"):
        assert cn.missing_links(net, sector="institutional", weights="fitted").empty


def crowd() -> cn.Network:
    """501 private actors and 500 others, of whom the first 150 of each sit at one table."""
    ids = [f"a{i}" for i in range(1001)]
    sectors = ["private", "community"] * 500 + ["private"]
    seats = pd.DataFrame({"actor": ids[:300], "instance": "T", "seat": ids[:300]})
    return cn.Network(
        pd.DataFrame({"actor": ids, "sector": sectors}),
        instances=pd.DataFrame({"instance": ["T"]}),
        seats=seats,
    )


def test_warnings_point_at_who_asks(net):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        # pairs too many to be looked at, and of those that share something too many to be listed
        found = cn.missing_links(crowd(), kinds="pair")
        cn.missing_links(net, kinds="pair", weights="fitted")
        cn.missing_links(of_sectors("community"))
    assert len(found) == 10_000
    assert len({str(w.message) for w in caught}) == 5
    assert {w.filename for w in caught} == {__file__}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_that_no_tie_is_entered_is_said(monkeypatch, lang):
    monkeypatch.setenv("CONCERTNET_LANG", lang)
    with pytest.warns(UserWarning, match="Aucun lien n" if lang == "fr" else "No tie is entered"):
        cn.missing_links(of_sectors("private", "community"))


@pytest.mark.parametrize("top", [0, -1, 2.5])
def test_top_is_a_number_of_rows(net, top):
    with pytest.raises(cn.NotComparable, match="top"):
        cn.missing_links(net, top=top)
