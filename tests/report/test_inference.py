"""The section of tests and intervals: regression of ties, differences, intervals."""

import re
from itertools import combinations

import pandas as pd
import pytest

import concertnet as cn
from concertnet.report.report import made_report
from concertnet.report.sections import inference
from tests.networks import the_sample
from tests.report.networks import HOSTILE, NETWORKS

PRIVATE, COMMUNITY = ("p1", "p2", "p3"), ("c1", "c2", "c3", "c4")
WITHIN = [*combinations(PRIVATE, 2), *combinations(COMMUNITY, 2)]
ACROSS = [(p, c) for p in PRIVATE for c in COMMUNITY]
# two cliques, without one of their nine ties, and one of the twelve ties across
CLIQUES = [pair for pair in WITHIN if pair != ("c1", "c2")] + [("p1", "c1")]


def network(ties, actors=(*PRIVATE, *COMMUNITY), **columns):
    sector = [{"p": "private", "c": "community"}[actor[0]] for actor in actors]
    return cn.Network(
        pd.DataFrame({"actor": list(actors), "sector": sector, **columns}),
        pd.DataFrame(ties, columns=["source", "target"]).assign(level="concertation"),
    )


def section_of(net, lang="en", **asked):
    report = made_report(net, lang=lang, sections=["inference"], **asked)
    return report.sections[0]


def said(net, lang="en", **asked):
    """Return what the section says, spaces of print made plain."""
    told = " ".join(sentence.text for sentence in section_of(net, lang, **asked).sentences)
    return re.sub(r"\s", " ", told)


def p_by_hand(ties):
    """Return the share of the 35 ways to choose three of seven that are as far from chance.

    There are nine pairs within whatever is chosen, and the t of one term follows its distance from
    what chance gives, so counting ties within is enough.
    """
    actors = (*PRIVATE, *COMMUNITY)
    expected = len(ties) * 9 / 21

    def apart(chosen):
        return abs(sum((a in chosen) == (b in chosen) for a, b in ties) - expected)

    ways = [apart(chosen) for chosen in combinations(actors, 3)]
    return sum(way >= apart(PRIVATE) - 1e-9 for way in ways) / len(ways)


def test_pairs_of_the_same_sector_that_are_tied_more_often_are_told_so():
    """8 of 9 pairs within are tied, 1 of 12 across: 8/9 - 1/12 = 29/36; R2 = (29/36)^2."""
    assert p_by_hand(CLIQUES) == pytest.approx(1 / 35)
    english, french = said(network(CLIQUES)), said(network(CLIQUES), "fr")
    assert (
        "Pairs of the same sector are tied more often than others: 80.6 percentage points more "
        "(p = 0.029). This is an association, not an effect."
    ) in english
    assert (
        "Les paires d’un même secteur sont plus souvent liées que les autres : 80,6 points de "
        "pourcentage de plus (p = 0,029). C’est une association, non un effet."
    ) in french
    assert "9 ties, among 21 pairs of 7 actors; the terms explain 64.9% of the variance" in english
    assert "9 liens, parmi 21 paires de 7 acteurs ; les termes expliquent 64,9 %" in french
    assert "all the possible orders of the actors, 5,040 in number" in english
    assert "Fewer than ten actors" in english
    assert "Density: 42.9% (95% interval:" in english
    assert "E-I index: −0.78 (95% interval:" in english


def test_pairs_of_the_same_sector_that_are_tied_less_often_are_told_so():
    assert p_by_hand(ACROSS) == pytest.approx(1 / 35)
    assert (
        "Pairs of the same sector are tied less often than others: 100.0 percentage points less "
        "(p = 0.029)."
    ) in said(network(ACROSS))
    assert "100,0 points de pourcentage de moins (p = 0,029)" in said(network(ACROSS), "fr")


def test_a_difference_that_chance_gives_is_told_neither_as_one_nor_as_none():
    """A chain p1-c1-p2-c2: 0 of 2 within, 3 of 4 across; 2 of the 3 ways to pair are as far."""
    net = network([("p1", "c1"), ("c1", "p2"), ("p2", "c2")], ("p1", "c1", "p2", "c2"))
    assert "one that chance usually gives: −75.0 percentage points (p = 0.667)" in said(net)
    assert "That does not show that there is none." in said(net)
    assert "−75,0 points de pourcentage (p = 0,667)" in said(net, "fr")
    report = made_report(net, lang="en", sections=["findings", "inference"])
    assert [s.text for s in report.sections[0].sentences] == [
        "No section of this report has a finding to put first."
    ]


def test_what_is_rare_stands_among_the_findings_with_its_caution():
    report = made_report(network(CLIQUES), lang="en", sections=["findings", "inference"])
    (found,) = report.sections[0].sentences
    assert "not an effect" in found.text
    assert found.see == ("section_inference",)


def test_numbers_are_those_of_the_functions():
    net = the_sample()
    before, now = net.at("2022-12-31"), net.latest()
    tables = {t.key: t for p in section_of(net, compare="2022-12-31").parts for t in p.tables}
    on = ["same_sector", "same_territory", "shared_instances"]
    terms = cn.mrqap(now, on=on, draws=4999, seed=0).terms.iloc[1:]
    frame = tables["inference_regression"].frame
    assert frame.iloc[:, 1:4].to_numpy() == pytest.approx(
        100 * terms[["estimate", "low", "high"]].to_numpy()
    )
    assert frame.iloc[:, 4].tolist() == terms["p_value"].tolist()
    apart = cn.compare(before, now, measures=(cn.density, cn.ei_index))
    frame = tables["inference_differences"].frame
    assert frame.iloc[:, -1].tolist() == apart["p_value"].tolist()
    assert frame.iloc[1, 3] == f"{apart['difference'][1]:.2f}"
    found = cn.interval(cn.density, now)
    shown = tables["inference_intervals"].frame.iloc[0].tolist()
    assert shown[1:4] == [f"{end:.1%}" for end in (found.value, found.low, found.high)]


def test_terms_that_cannot_be_made_say_why():
    text = said(network(CLIQUES))
    assert "The term “same territory” is not in the regression: it is known of too few" in text
    assert "The term “bodies in common” is not in the regression: no seat is known" in text
    # three of seven are fewer than half; four are not
    territory = ["Nord", "Sud", "Sud", "Nord", None, None, None]
    assert "“same territory” is not in" not in said(network(CLIQUES, territory=territory))
    few = said(network(CLIQUES, territory=[*territory[:3], None, *territory[4:]]))
    assert "“same territory” is not in the regression: it is known of too few" in few
    assert "left out" not in few
    alike = ["Nord"] * 3 + ["Sud"] * 4
    assert "the other terms tell the same already" in said(network(CLIQUES, territory=alike))


def test_actors_of_unknown_value_are_counted():
    territory = ["Nord", "Sud", "Sud", "Nord", "Nord", "Sud", None]
    text = said(network(CLIQUES, territory=territory))
    assert "1 actor is left out, without a known sector or territory." in text
    assert "15 pairs of 6 actors" in text


@pytest.mark.parametrize("name", ["no_ties", "one_actor"])
def test_without_a_tie_nothing_is_computed(name):
    for lang in ("fr", "en"):
        assert not any(part.tables for part in section_of(NETWORKS[name](), lang).parts)
    report = made_report(NETWORKS[name](), lang="en", sections=["inference", "unmade"])
    assert "No tie is known" in report.sections[-1].sentences[-1].text


def test_one_sector_leaves_nothing_to_compare():
    net = network([("p1", "p2")], PRIVATE)
    assert "all pairs have the same value of it" in said(net)
    assert "No term is left: the regression is not made." in said(net)
    assert "E-I index: −1.00, without an interval" in said(net)


def test_two_actors_are_too_few():
    assert "No term is left" in said(network([("p1", "c1")], ("p1", "c1")))


def test_no_sector_has_a_density_alone():
    text = said(NETWORKS["no_sector"]())
    assert "The sector of no actor is known: the E-I index is not computed." in text
    assert "Density: 66.7%" in text


def todo_of(net, **asked):
    report = made_report(net, lang="en", sections=["inference", "unmade"], **asked)
    return " ".join(sentence.text for sentence in report.sections[-1].sentences)


def test_ties_that_do_not_vary_are_not_regressed():
    assert "All the pairs compared are tied, or none is" in todo_of(network(WITHIN + ACROSS))


def test_a_large_network_is_not_regressed_and_says_what_to_do(monkeypatch):
    monkeypatch.setattr(inference, "MOST_REGRESSED", 6)
    text = todo_of(network(CLIQUES))
    assert "7 actors are too many" in text
    assert "6 at most" in text


def test_a_day_that_data_do_not_cover_leaves_the_other_parts():
    assert "1999-01-01" in todo_of(the_sample(), compare="1999-01-01")
    assert "1,485 pairs" in said(the_sample(), compare="1999-01-01")


def test_two_sides_without_a_sector_are_not_compared():
    net = NETWORKS["no_sector"]().with_tables()
    net = net.with_tables(actors=net.actors.assign(territory=["Nord", "Nord", "Sud"]))
    assert "sector of no actor is known" in todo_of(net, territory="Nord", against="Sud")


@pytest.mark.parametrize("hostile", [*HOSTILE[:2], "measure", "{one}"])
def test_hostile_names_stand_as_they_are_and_are_escaped(hostile, tmp_path):
    names = dict.fromkeys(PRIVATE, hostile) | dict.fromkeys(COMMUNITY, "p_value")
    net = network(CLIQUES, territory=[names[actor] for actor in (*PRIVATE, *COMMUNITY)])
    asked = {"territory": hostile, "against": "p_value"}
    made = section_of(net, **asked)
    assert any(f"({hostile})" in sentence.text for sentence in made.sentences)
    for table in (table for part in made.parts for table in part.tables):
        assert table.frame.columns.is_unique
    path = cn.report(net, tmp_path / "r.html", sections=["inference"], lang="en", **asked)
    assert "<script>alert" not in path.read_text("utf-8")
    for kind in ("docx", "xlsx"):
        assert cn.report(net, tmp_path / f"r.{kind}", sections=["inference"], **asked).exists()


def test_the_section_is_made_only_when_it_is_named():
    keys = [s.key for s in made_report(network(CLIQUES), lang="en").sections]
    assert "inference" not in keys
    assert section_of(network(CLIQUES)).key == "inference"


@pytest.mark.parametrize("name", ["small", "no_dates", "no_sector", "long_names", "hostile"])
def test_each_language_says_as_much_and_leaves_no_field(name):
    both = [section_of(NETWORKS[name](), lang).sentences for lang in ("fr", "en")]
    both = [list(sentences) for sentences in both]
    assert len(both[0]) == len(both[1])
    for sentence in (*both[0], *both[1]):
        assert sentence.text[-1] in ".:"
        assert "nan" not in re.findall(r"\w+", sentence.text)
