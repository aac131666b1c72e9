"""A column as its distinct texts; a code among them says nothing as words, whatever reads it."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concertnet.tables.cells.coded import Coded
from concertnet.tables.cells.column import bare_choice, says_nothing
from concertnet.tables.cells.natural import is_total
from concertnet.tables.rules.parties import _MAYBE_SEVERAL
from concertnet.tables.rules.reshape import empty_table
from concertnet.tables.spec.text import cleaned
from concertnet.words import synonyms
from tests.thorough import how_many

CELLS = st.lists(st.none() | st.sampled_from(["a", "b ", "", "12", "é1", "A-1", "total"]))
CODES = st.from_regex(r"[A-Za-z0-9]*[0-9][A-Za-z0-9]*", fullmatch=True)
LIKE_WORDS = st.sampled_from(["total", "sum", "nombre", "aucun", "tous", "nd", "na", "x"])


@settings(max_examples=how_many(30, 100), deadline=None)
@given(cells=CELLS)
def test_a_coded_column_is_the_column(cells):
    column = pd.Series(cells, dtype="str")
    coded = Coded.of(column)
    assert coded.texts == column.dropna().unique().tolist()
    pd.testing.assert_series_equal(coded.column(), column)
    places = [place for place, text in enumerate(coded.texts) if text in ("a", "12")]
    assert coded.holding(places).tolist() == column.isin(["a", "12"]).tolist()


def test_codes_are_letters_and_digits_with_a_digit():
    texts = ["A12", "0045", "a", "A 12", "A-12", "é1", "", "total", "1²", "12e"]
    coded = Coded.of(pd.Series(texts, dtype="str"))
    assert [coded.texts[place] for place in coded.worded] == [
        "a", "A 12", "A-12", "é1", "", "total", "1²"
    ]  # fmt: skip


@settings(max_examples=how_many(60, 300), deadline=None)
@given(
    code=CODES
    | st.tuples(LIKE_WORDS, CODES).map("".join)
    | st.tuples(CODES, LIKE_WORDS).map("".join)
)
def test_a_code_says_nothing_as_words(code):
    assert Coded.of(pd.Series([code], dtype="str")).worded == []
    assert cleaned(code) == bare_choice(code) == code
    assert not is_total(code)
    assert not says_nothing(code)
    assert not _MAYBE_SEVERAL.search(code)


@pytest.mark.parametrize("words", ["unknown", "every", "nobody"])
def test_no_word_that_names_nobody_is_a_code(words):
    spelt = sorted(synonyms(words))
    worded = Coded.of(pd.Series(spelt, dtype="str")).worded
    assert [spelt[place] for place in worded] == spelt


def test_a_column_that_is_replaced_is_coded_again():
    table = empty_table("ties").with_frame(
        pd.DataFrame({"source": ["a", "b"], "target": ["c", "c"]}, dtype="str")
    )
    target = table.coded("target")
    assert table.coded("target") is target
    other = table.with_column("source", pd.Series(["d", "d"], dtype="str"))
    assert other.coded("source").texts == ["d"]
    assert other.coded("target") is target
    assert table.coded("source").texts == ["a", "b"]
    assert table.with_frame(table.frame[["target"]].replace("c", "e")).coded("target").texts == [
        "e"
    ]
