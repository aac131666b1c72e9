"""The legend: what is drawn beside words, and the room that it takes."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from concertnet.maps.paper.files import page_axes
from concertnet.maps.paper.legend import Entry, Section, column_width, draw_column, draw_strip
from concertnet.maps.paper.page import Sheet
from concertnet.maps.paper.style import Fill, Line, Mark, Style

STYLES = [Style(), Style.grey(), Style.dark()]
BOX = (500.0, 100.0, 150.0, 400.0)


def sheet(style=STYLES[0], size=(11, 8.5)):
    return Sheet(page_axes(style, size=size), style)


def sections(style, n=2):
    marks = tuple(Entry(f"Groupe {k}", str(k), mark=style.sectors[0][1]) for k in range(n))
    gaps = Entry("Lien manquant", "3", line=style.missing, bends=True, remark="3 montrés sur 9")
    return [Section("Secteurs", marks), Section("Liens", (gaps,), "de la plus forte à la moindre")]


def legends(page):
    return [ax for ax in page.ax.child_axes if ax.get_label() == "legend"]


def test_a_column_says_each_entry_its_count_and_its_remark():
    page = sheet()
    left = draw_column(page, sections(page.style), BOX)
    (ax,) = legends(page)
    written = [text.get_text() for text in ax.texts]
    assert written[:5] == ["Secteurs", "Groupe 0", "0", "Groupe 1", "1"]
    assert "3 montrés sur 9" in written
    assert min(text.get_position()[1] for text in ax.texts) > left - 1
    assert len(ax.collections) == 2  # a mark for each group


def test_a_column_is_smaller_rather_than_longer_than_its_room():
    heights, sizes = [], []
    for spare in (0.0, 180.0):
        page = sheet()
        heights.append(draw_column(page, sections(page.style, n=14), BOX, spare=spare))
        (ax,) = legends(page)
        sizes.append(max(text.get_fontsize() for text in ax.texts))
    assert heights[0] < 180 <= heights[1]
    assert sizes[1] < sizes[0]


def test_on_the_page_of_a_report_a_column_leaves_out_remarks_rather_than_leave_its_room():
    page = sheet(size=(6.5, 4.2))
    # eight sectors, three levels and what is said of missing links, between a title and five notes
    levels = Section(
        "Niveau", tuple(Entry(f"Niveau {k}", "9", line=Line("#000", 1)) for k in "123")
    )
    parts = sections(page.style, n=8)
    left = draw_column(page, [parts[0], levels, parts[1]], (350.0, 80.0, 100.0, 130.0))
    (ax,) = legends(page)
    written = [text.get_text() for text in ax.texts]
    assert left >= 0
    assert min(text.get_position()[1] for text in ax.texts) >= 0
    assert {"Groupe 7", "Niveau 3", "Lien manquant"} <= set(written)
    assert "3 montrés sur 9" not in written


@pytest.mark.parametrize("style", STYLES)
def test_a_sample_is_the_line_of_the_style(style):
    page = sheet(style)
    draw_column(page, sections(style), BOX)
    draw_strip(page, [Entry("perdu", line=style.lost), Entry("manquant", line=style.missing)])
    (bent,) = legends(page)[0].lines
    lost, missing = page.ax.lines
    for drawn, line in ((bent, style.missing), (missing, style.missing), (lost, style.lost)):
        assert to_hex(drawn.get_color()).upper() == line.colour
        assert drawn.get_linewidth() == line.width
        # matplotlib keeps dashes in points: those of the style are in widths
        dashes = np.array(drawn._dash_pattern[1])
        assert dashes / line.width == pytest.approx(line.dash)
    assert np.ptp(bent.get_ydata()) > 0  # bent, as on a map
    assert np.ptp(missing.get_ydata()) == 0


def test_a_strip_goes_on_on_another_line_and_the_frame_shrinks():
    few, many = sheet(), sheet()
    entries = [
        Entry(f"Un niveau de relation, numéro {k}", line=Line("#000000", 1.0)) for k in range(9)
    ]
    top = few.top
    draw_strip(few, entries[:2])
    draw_strip(many, entries)
    assert many.top < few.top < top
    assert all(text.get_position()[0] * many.width < many.right for text in many.ax.texts)
    empty = sheet()
    draw_strip(empty, [])
    assert empty.top == top


def test_a_bar_is_hatched_and_a_double_line_has_a_core():
    page, style = sheet(), Style()
    fill = Fill("#EFE8F8", "||||")
    draw_strip(
        page, [Entry("arrivé", bar=fill), Entry("nouveau", line=style.new, core=style.new_core)]
    )
    (bar,) = page.ax.patches
    assert (bar.get_hatch(), to_hex(bar.get_facecolor()).upper()) == (fill.hatch, fill.colour)
    assert [line.get_linewidth() for line in page.ax.lines] == [2.2, 0.8]


def test_a_column_is_as_wide_as_its_words_within_a_share_of_the_page():
    page = sheet()
    short, long = (
        column_width(
            page, [Section("Secteurs", (Entry("mot " * n, mark=Mark("#000000", "star")),))]
        )
        for n in (1, 60)
    )
    assert short == 128 * page.zoom
    assert long == 0.25 * (page.right - page.left)
