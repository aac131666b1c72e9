"""The grid of a matrix: where its cells stand, how the heads over them fit."""

import pytest

from concertnet.maps.paper.files import page_axes
from concertnet.maps.paper.grid import Grid, fit_heads
from concertnet.maps.paper.name_fitting import Names, fit_names, fit_rows
from concertnet.maps.paper.page import Sheet
from concertnet.maps.paper.style import Style
from concertnet.words import words


@pytest.fixture
def sheet():
    return Sheet(page_axes(size=(11, 8.5)), Style())


def names(*lines, size=8.5):
    return Names([[line] for line in lines], [], size)


def test_the_centre_of_a_cell_is_its_column_and_row(sheet):
    grid = Grid(sheet, names("a", "b", "c"), names("x", "y"), after=20.0, below=30.0, above=10.0)
    assert grid.at(grid.x(1), grid.y(2)) == pytest.approx((1.0, 2.0))
    assert (grid.right - grid.left, grid.top - grid.bottom) == (2 * grid.wide, 3 * grid.tall)
    assert grid.right + 20 <= sheet.right
    assert grid.bottom - 30 >= sheet.bottom
    corner = sheet.ax.transData.transform((-0.5, -0.5)) * 72 / sheet.ax.figure.dpi
    assert corner == pytest.approx((grid.left, grid.top))


def test_heads_are_wrapped_then_smaller_then_upright(sheet):
    heads = names("Économie sociale", "Communautaire")
    broad, narrow, least = (fit_heads(sheet, heads, wide) for wide in (120, 64, 20))
    assert broad.names.lines == [["Économie sociale"], ["Communautaire"]]
    assert narrow.names.lines[0] == ["Économie", "sociale"]
    assert narrow.names.size <= broad.names.size
    assert (broad.upright, narrow.upright, least.upright) == (False, False, True)
    assert least.height > narrow.height > broad.height
    assert heads.size == 8.5  # what was given stays as it was


def test_what_does_not_exist_has_the_dashes_of_missing_links(sheet):
    grid = Grid(sheet, names("a"), names("x"))
    grid.absent(0, 0, gid="absent")
    (frame,) = sheet.ax.patches
    line = sheet.style.missing
    assert frame.get_linestyle() == (0, line.dash)
    assert frame.get_linewidth() == line.width
    assert 0 < frame.get_bbox().x0 + 0.5 < 0.1  # inside its cell


def test_long_names_are_shortened_and_their_key_is_measured(sheet):
    long = [f"Table de concertation au nom interminable, numéro {k}" for k in range(8)]
    found = fit_names(sheet, long, width=90, lines=1, size=7)
    assert [lines[0].split("…")[1] for lines in found.lines] == [f" [{k}]" for k in range(1, 9)]
    assert (
        found.note(words("fr"))[0].endswith(f"[8] {long[7]}.")
        or long[7] in found.note(words("fr"))[0]
    )
    wrapped = sheet.ruler.wrap(
        found.note(words("fr"))[0], sheet.size("note"), sheet.right - sheet.left
    )
    assert found.note_height(sheet) >= len(wrapped) * sheet.size("note")
    assert fit_names(sheet, ["CDC"], width=90, lines=1, size=7).note_height(sheet) == 0


def test_rows_of_most_weight_are_kept_in_their_order(sheet):
    weights = [k % 7 for k in range(100)]
    shown, rows = fit_rows(sheet, [f"Rangée {k}" for k in range(100)], weights, room=200, width=90)
    assert shown == sorted(shown)
    assert len(rows.lines) == len(shown) < 100
    assert min(weights[k] for k in shown) >= max(w for k, w in enumerate(weights) if k not in shown)
