"""What people look for is found under the name that it has here."""

import csv
import re
from pathlib import Path

import pytest

import concertnet as cn
from concertnet.errors import NotComparable
from concertnet.families import FIRST, families, homes
from concertnet.words import LANGUAGES, words

HOME = Path(cn.__file__).parent
TERMS = list(csv.DictReader((HOME / "terms.csv").read_text("utf-8").splitlines()))


@pytest.mark.parametrize("row", TERMS, ids=lambda row: f"{row['en']}-{row['name']}")
def test_a_term_leads_to_its_name_in_both_languages(row):
    assert row["name"] in cn.__all__
    assert row["name"] in set(cn.find(row["en"])["name"])
    assert row["name"] in set(cn.find(row["fr"])["name"])


def test_a_name_is_the_first_that_it_leads_to():
    for name in FIRST:
        assert cn.find(name)["name"].iloc[0] == name


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("betweeness", "betweenness"),
        ("homophilly", "ei_index"),
        ("BURT CONTRAINTE", "structural_holes"),
    ],
)
def test_a_slip_case_and_order_do_not_matter(slip, meant):
    assert meant in set(cn.find(slip)["name"])


def test_what_is_well_written_leads_to_nothing_that_is_only_alike():
    assert cn.find("trust")["name"].tolist() == ["perception_scores"]  # not to "trous"
    assert "cross_sector_betweenness" not in set(cn.find("E-I")["name"])  # entre, intermédiarité
    assert "ei_index" in set(cn.find("E-I index")["name"])


def test_a_found_name_tells_what_it_does():
    found = cn.find("segregation", lang="fr")
    assert list(found.columns) == ["name", "said", "family", "what"]
    assert (found["what"] != "").all()
    assert words("fr")["family_bridging"] in set(found["family"])


def test_nothing_near_is_an_empty_answer():
    assert cn.find("quantum chromodynamics").empty


@pytest.mark.parametrize("empty", ["", "  ", "_ ?"])
def test_a_term_without_a_word_is_refused_in_the_language_of_the_reader(empty):
    with pytest.raises(NotComparable) as told:
        cn.find(empty)
    assert 'cn.find("homophily")' in told.value.text("en")
    assert 'cn.find("homophilie")' in told.value.text("fr")


def test_the_word_given_as_an_example_leads_somewhere():
    assert "ei_index" in set(cn.find("homophily")["name"]) & set(cn.find("homophilie")["name"])


def test_each_public_name_has_a_family_and_each_family_its_title():
    assert sorted(name for names in families().values() for name in names) == sorted(homes())
    for family in families():
        for lang in LANGUAGES:
            assert words(lang)[f"family_{family}"]
    # records are in cn.results; what is left of __all__ is a module or was renamed
    assert set(cn.__all__) - set(homes()) <= {"results"}


def test_the_help_of_the_package_names_everything_the_first_things_first():
    told = cn.__doc__
    assert told.index("First of all") < told.index(words("en")["family_reading"])
    assert all(re.search(rf"\b{name}\b", told) for name in homes())
