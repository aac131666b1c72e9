import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concertnet.words import default_lang, normalise, synonyms, words


def test_numbers_are_written_as_each_language_does():
    assert words("fr").number(1234.5, digits=1) == "1\u202f234,5"
    assert words("en").number(1234.5, digits=1) == "1,234.5"
    assert words("fr").number(-0.25, digits=2) == "\u22120,25"
    assert words("en").number(-0.0001, digits=2) == "0.00"
    assert words("en").number(float("nan")) == "–"
    assert words("en").number(3.0) == "3"
    assert words("en").number(0.000012345) == "0.0000123"


def test_percentages():
    assert words("fr").percent(0.125, 1) == "12,5\u202f%"
    assert words("en").percent(0.125, 1) == "12.5%"
    assert words("en").percent(float("nan")) == "–"


@pytest.mark.parametrize(
    ("lang", "n", "expected"),
    [
        ("fr", 0, "0 acteur"),
        ("fr", 1, "1 acteur"),
        ("fr", 2, "2 acteurs"),
        ("en", 0, "0 actors"),
        ("en", 1, "1 actor"),
        ("en", 2, "2 actors"),
    ],
)
def test_plural(lang, n, expected):
    assert words(lang)("n_actors", n=n) == expected


def test_join():
    assert words("fr").join(["a", "b", "c"]) == "a, b et c"
    assert words("en").join(["a"]) == "a"
    assert words("en").join([]) == ""


def test_a_field_may_hold_braces():
    assert "{x}" in words("en")("error_unknown_scale", value="{x}", known="")


def test_unknown_language_is_refused():
    with pytest.raises(ValueError, match="de"):
        words("de")


def test_language_follows_the_environment(monkeypatch):
    monkeypatch.setenv("CONCERTNET_LANG", "fr")
    assert default_lang() == "fr"
    monkeypatch.setenv("CONCERTNET_LANG", "en_CA.UTF-8")
    assert default_lang() == "en"


def test_label_leaves_a_users_own_word_as_it_is():
    assert words("fr").label("private") == "Privé"
    assert words("fr").label("rivière du Nord") == "rivière du Nord"


def test_synonyms_cover_both_languages():
    assert {"obnl", "community", "communautaire"} <= synonyms("community")


@given(st.text())
def test_normalising_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)


def test_the_function_is_not_hidden_by_its_module():
    code = "import concertnet as cn, concertnet.words as _; print(cn.words('fr')['private'])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "privé"
