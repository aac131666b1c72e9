"""The key of shortened names: which column holds which, and what is written there."""

import pytest

from concertnet.maps.paper.files import page_axes
from concertnet.maps.paper.key import KeyColumn, draw_key, key_height, key_number, pour_key
from concertnet.maps.paper.page import Sheet
from concertnet.maps.paper.style import Style

NAMES = [(str(k), f"Regroupement au nom long, numéro {k}") for k in range(1, 10)]


@pytest.fixture
def sheet():
    return Sheet(page_axes(size=(11, 8.5)), Style())


def column(sheet, lines, *, headed=True, left=0.0, width=200.0):
    return KeyColumn(left, 50.0, width, key_height(sheet, lines, headed=headed), headed)


def test_columns_are_filled_one_after_the_other(sheet):
    first, second = column(sheet, 4), column(sheet, 9, headed=False, left=220)
    parts = pour_key(sheet, NAMES, [first, second])
    assert [(place, part.start, part.stop) for place, part in parts] == [
        (first, 0, 4),
        (second, 4, 9),
    ]


def test_without_room_for_all_there_is_no_key(sheet):
    assert pour_key(sheet, NAMES, [column(sheet, 8)]) is None
    assert pour_key(sheet, NAMES, []) is None
    assert pour_key(sheet, [], []) == []
    # a name on two lines takes two
    assert pour_key(sheet, NAMES, [column(sheet, 9, width=70)]) is None


def test_every_name_is_written_beside_its_number(sheet):
    draw_key(sheet, column(sheet, 9), NAMES, "Noms abrégés")
    (ax,) = sheet.ax.child_axes
    written = [text.get_text() for text in ax.texts]
    assert written == ["Noms abrégés", *(part for name in NAMES for part in name)]
    assert min(text.get_position()[1] for text in ax.texts) >= 0
    assert key_number(12) == "[12]"
