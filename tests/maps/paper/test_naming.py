from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concertnet.maps.paper.naming import naming_order, on_lines, phrases, short_forms

NAMES = st.lists(
    st.text(st.sampled_from("ab AB'dle-(… "), min_size=1, max_size=24), min_size=1, max_size=12
)


def test_the_most_connected_is_named_first_and_the_subject_before():
    names = ["Zone", "École", "Arbre", "Eau"]
    assert naming_order([2, 2, 9, 2], names) == [2, 3, 1, 0]
    assert naming_order([2, 2, 9, 2], names, first={0, 3}) == [3, 0, 2, 1]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Groupe d'entraide en santé mentale Le Fil tendu", 4),
        ("Entreprise d'insertion Fil et Bobine", 3),
        ("Chambre de commerce – secteur nord (CCN)", 4),
        ("MRC du Val-Cendré", 2),
        ("Comité logement", 1),
        ("  ", 0),
    ],
)
def test_phrases_begin_at_small_words_capitals_and_brackets(name, parts):
    found = phrases(name)
    assert len(found) == parts
    assert " ".join(found) == " ".join(name.split())


def test_lines_break_between_phrases_where_widths_would_not():
    assert on_lines("CPE Les Petites Pruches", 2).lines == ("CPE", "Les Petites Pruches")
    even = on_lines("Table en santé mentale et dépendances de la Plaine-aux-Ormes", 2)
    assert even.loose == 0
    assert even.lines[1] == "de la Plaine-aux-Ormes"


def test_a_line_ends_by_no_small_word_and_is_no_wider_than_allowed():
    name = "Association pour la défense des droits des personnes handicapées des Trois-Rives"
    for n in (2, 3, 4):
        found = on_lines(name, n)
        assert " ".join(found.lines) == name
        assert len(found.lines) == n
        assert not any(line.split()[-1] in ("la", "pour", "des") for line in found.lines)
    assert on_lines(name, 2, widest=20) is None
    assert max(map(len, on_lines(name, 4, widest=30).lines)) <= 30


def test_words_that_do_not_allow_so_many_lines():
    assert on_lines("de la Rive", 2) is None
    assert on_lines("", 1) is None
    assert on_lines("Ville", 0) is None


def test_a_very_long_name_is_broken_at_once():
    found = on_lines("mot " * 300, 3)
    assert len(found.lines) == 3
    assert "".join(found.lines).count("mot") == 300


def test_no_two_names_are_cut_to_the_same_text():
    names = [
        "Centre d'action bénévole de Mine-Cendrée",
        "Centre d'action bénévole de Portage-aux-Pruches",
        "Maison des jeunes de Mine-Cendrée",
        "Maison des aînés de Mine-Cendrée",
    ]
    forms = short_forms(names)
    assert all(forms)
    assert not any("Maison… de Mine-Cendrée" in cuts for cuts in forms)
    assert "Maison des jeunes…" in forms[2]


def test_what_no_cut_tells_apart_is_not_cut():
    assert short_forms(["CDC du Nord", "CDC du Sud", "Ville"]) == [(), (), ()]
    assert short_forms(["Maison des jeunes du Nord"] * 2) == [(), ()]


def test_a_long_word_is_cut_by_its_letters():
    (cuts,) = short_forms(["Anticonstitutionnellement"])
    assert cuts == ("Anticonstitution…", "Anticonstit…")


@given(NAMES)
def test_cuts_are_shorter_and_none_is_that_of_two_names(names):
    forms = short_forms(names)
    count = Counter(cut for cuts in forms for cut in cuts)
    assert not count or max(count.values()) == 1
    for name, cuts in zip(names, forms, strict=True):
        assert all(len(cut) < len(name) and "…" in cut for cut in cuts)
        assert [*map(len, cuts)] == sorted(map(len, cuts), reverse=True)


@given(st.text(max_size=60), st.integers(1, 4))
def test_breaking_a_name_keeps_its_words(name, n):
    found = on_lines(name, n)
    if found is not None:
        assert " ".join(found.lines) == " ".join(part for part in name.split(" ") if part)
