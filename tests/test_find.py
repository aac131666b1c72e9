"""What people look for is found under the name that it has here."""

import csv
import re
from pathlib import Path

import pytest

import concertnet as cn
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


def test_a_found_name_tells_what_it_does():
    found = cn.find("segregation", lang="fr")
    assert list(found.columns) == ["name", "said", "family", "what"]
    assert (found["what"] != "").all()
    assert words("fr")["family_bridging"] in set(found["family"])


def test_nothing_near_is_an_empty_answer_and_an_empty_term_an_error():
    assert cn.find("quantum chromodynamics").empty
    with pytest.raises(ValueError, match="takes a term"):
        cn.find("  ")


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
