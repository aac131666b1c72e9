"""Names in sentences: worked by hand, and what no name may lead to."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concertnet.grammar import at_name, number_of, of_name, the_name, the_names
from concertnet.words import normalise, synonyms, words

FR, EN = words("fr"), words("en")
NOUNS = sorted(
    set().union(*(synonyms(f"article_{key}") for key in ("feminine", "masculine", "plural")))
    - {"la", "le", "les", "the", "article feminine", "article masculine", "article plural"}
)


@pytest.mark.parametrize(
    ("name", "the", "of", "at"),
    [
        ("Table en santé", "la Table en santé", "de la Table en santé", "à la Table en santé"),
        ("Comité des aînés", "le Comité des aînés", "du Comité des aînés", "au Comité des aînés"),
        ("Office d'habitation", *(f"{p}l’Office d'habitation" for p in ("", "de ", "à "))),
        ("Hôpital du Fjord", *(f"{p}l’Hôpital du Fjord" for p in ("", "de ", "à "))),
        ("Halte-garderie", "la Halte-garderie", "de la Halte-garderie", "à la Halte-garderie"),
        ("Services du Sud", "les Services du Sud", "des Services du Sud", "aux Services du Sud"),
        ("Les Serres", "Les Serres", "des Serres", "aux Serres"),
        ("La Récolte", "La Récolte", "de La Récolte", "à La Récolte"),
        ("L'Écho d'Hébertville", *(f"{p}L’Écho d'Hébertville" for p in ("", "de ", "à "))),
        ("CLSC", "le CLSC", "du CLSC", "au CLSC"),
        ("OMH", "l’OMH", "de l’OMH", "à l’OMH"),
        ("HLM du Nord", "le HLM du Nord", "du HLM du Nord", "au HLM du Nord"),
        ("YMCA", "le YMCA", "du YMCA", "au YMCA"),
        ("Hydro-Québec", "Hydro-Québec", "d’Hydro-Québec", "à Hydro-Québec"),
        ("Ville-Marie", "Ville-Marie", "de Ville-Marie", "à Ville-Marie"),
        ("Cascades", "Cascades", "de Cascades", "à Cascades"),
    ],
)
def test_names_of_every_kind(name, the, of, at):
    assert (the_name(name, FR), of_name(name, FR), at_name(name, FR)) == (the, of, at)


MUTE = (
    "Hébertville Haltérophilie Haïti Harmonie Héroïne Hôtellerie Huberdeau Huîtrière Humanité "
    "Honneur Homéopathie Hérouxville Île Œuvre Ouest Ouïe Uashat Yves Youville Évangéline"
)
CLOSED = (
    "Huguenot Harpe Haute-Pruche Héros Hibou Hiérarchie Hongrie Hull Huron Hors-piste HEC "
    "Hudson Onze Onzième Oui Ouate Ouistiti Yaourt Yamaska York Yukon Uhlan 11 Val-Nord"
)


@pytest.mark.parametrize("name", MUTE.split())
def test_a_mute_h_and_vowels_elide(name):
    assert of_name(name, FR) == f"d’{name}"


@pytest.mark.parametrize("name", CLOSED.split())
def test_what_does_not_elide(name):
    assert of_name(name, FR) == f"de {name}"


@pytest.mark.parametrize(
    ("name", "the"),
    [
        ("Housing Table", "the Housing Table"),
        ("Table on Seniors", "the Table on Seniors"),
        ("City of Laval", "the City of Laval"),
        ("Quebec City", "Quebec City"),
        ("Table 2", "Table 2"),
        ("CISSS du Fjord", "the CISSS du Fjord"),
        ("The Lighthouse", "The Lighthouse"),
        ("Les Amis", "Les Amis"),
        ("Scierie Beaulac", "Scierie Beaulac"),
        # a common noun, and what tells which, is a description: it takes an article
        ("Scierie de la Haute-Pruche", "the Scierie de la Haute-Pruche"),
        ("Halte-garderie", "the Halte-garderie"),
        ("Hôpital", "the Hôpital"),
        ("Pont-Rouge", "Pont-Rouge"),
        ("Hydro-Québec", "Hydro-Québec"),
        # its own apostrophe stays
        ("L'Écho d'Hébertville", "L'Écho d'Hébertville"),
    ],
)
def test_english_names(name, the):
    assert the_name(name, EN) == the
    assert of_name(name, EN) == f"of {the}"


def test_a_capital_begins_an_article_only():
    assert the_name("table A", FR, first=True) == "La table A"
    assert the_name("eBay", FR, first=True) == "eBay"


def test_the_verb_agrees_with_the_article():
    assert number_of(["Les Amis"], FR) == 2
    assert number_of(["Les Amis"], EN) == 1
    assert number_of(["Table", "Comité"], FR) == 2
    assert the_names(["Table A", "Hydro-Québec"], FR) == "la Table A et Hydro-Québec"


NAMES = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "Le ", "les ", "LA ", "L'", "l’", "The "]),
    st.sampled_from(["", *NOUNS, *map(str.capitalize, NOUNS)]) | st.text(max_size=12),
    st.sampled_from(["", " d'Hébertville", " A", "-répit", " (RI)"]),
)


@given(NAMES)
def test_no_name_leads_to_a_fault(name):
    the = the_name(name, FR)
    for said in (of_name(name, FR), at_name(name, FR)):
        assert not re.match(r"(de|à) les? ", said, flags=re.IGNORECASE)
    # what a name says is kept, a name with its article takes no other
    assert _letters(the).endswith(_letters(name))
    assert the_name(the, FR) == the
    noun = re.sub(r"^(les?|la|the|l['’])\s*", "", name.strip(), count=1, flags=re.IGNORECASE)
    assert _letters(the) in (
        _letters(f"{own}{noun}") for own in ("", "le", "la", "l'", "les", "the")
    )


def _letters(text):
    return re.sub(r"\s", "", text.replace("’", "'")).casefold()


@given(NAMES)
def test_english_takes_one_article(name):
    assert the_name(the_name(name, EN), EN) == the_name(name, EN)


@pytest.mark.parametrize("key", ["article_feminine", "article_masculine"])
def test_every_noun_elides_as_it_sounds(key):
    mute = {"hopital", "hotel", "hotel-dieu", "habitation", "hebergement"}
    # letters said one by one are told by their capitals
    for noun in synonyms(key) - {"la", "le", "the", normalise(key), "hlm", "ymca", "ywca"}:
        noun = noun.replace(" ", "-")
        is_open = noun[0] in "aeiou" or noun in mute
        assert the_name(noun, FR) == (f"l’{noun}" if is_open else f"{FR[key]} {noun}")


def test_names_of_governments_stand_without_an_article():
    names = (
        "Services Québec",
        "Services Québec – Roberval",
        "Services Québec d’Alma",
        "Parcs Canada",
    )
    assert [at_name(name, FR) for name in names] == [f"à {name}" for name in names]
    assert number_of(["Services Québec"], FR) == 1
    # a name that goes on is that of its noun
    assert the_name("Réseau Québec maritime", FR) == "le Réseau Québec maritime"
    assert of_name("Hôtel-Dieu d’Alma", FR) == "de l’Hôtel-Dieu d’Alma"
