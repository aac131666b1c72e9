import math
from dataclasses import FrozenInstanceError

import pytest

from concertnet.errors import UnknownWord
from concertnet.maps.figures.network import draw_network
from concertnet.maps.figures.transitions import CHANGES
from concertnet.maps.paper.files import page_axes
from concertnet.maps.paper.style import PAPERS, SHAPES, Style, group_order, polygon
from concertnet.scale import BOURQUE, PARTNER
from tests.networks import territory_graph

STYLES = [Style(), Style.grey(), Style.dark(), Style.large_print()]


def contrast(one, other):
    """The contrast ratio of WCAG 2, from 1 to 21."""

    def light(colour):
        shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05

    return max(light(one), light(other)) / min(light(one), light(other))


def darkness(colour):
    return -sum(int(colour[i : i + 2], 16) for i in (1, 3, 5))


@pytest.mark.parametrize("style", STYLES)
def test_every_sector_has_its_own_shape_and_colour(style):
    marks = [mark for _, mark in style.sectors]
    assert len({mark.shape for mark in marks}) == len(marks)
    assert len({mark.colour for mark in (*marks, style.unknown)}) == len(marks) + 1


def test_the_sectors_of_the_design():
    marks = Style().marks(["private", "community", "institutional", "social_economy"])
    assert [(m.colour, m.shape) for m in marks.values()] == [
        ("#0072B2", "circle"),
        ("#E69F00", "square"),
        ("#8C1D4F", "diamond"),
        ("#3DA58A", "triangle"),
    ]


def test_a_sector_of_ones_own_takes_no_mark_of_another():
    marks = Style().marks(["private", "arts", "school", "faith", "union", "community"])
    assert len(set(marks.values())) == 6
    shown = Style().marks(["arts"])
    assert shown["arts"] not in dict(Style().sectors).values()


def test_a_long_cycle_repeats_no_mark():
    marks = Style().marks([f"g{i}" for i in range(40)], by="territory")
    assert len(set(marks.values())) == 40


def test_missing_groups_are_passed_over():
    assert list(Style().marks([None, float("nan"), "private"])) == ["private"]
    assert group_order(["local", "national", "Zone"], "tier") == ["national", "local", "Zone"]


@pytest.mark.parametrize("scale", [2, BOURQUE, PARTNER, 7])
def test_lines_grow_wider_and_darker_with_the_level(scale):
    lines = Style().lines(scale)
    widths, shades = [x.width for x in lines], [darkness(x.colour) for x in lines]
    assert widths == sorted(set(widths))
    assert shades == sorted(set(shades))
    assert not any(line.dash for line in lines)
    assert (widths[0], widths[-1]) == (0.7, 2.8)


def test_only_what_does_not_exist_is_dashed():
    assert Style().missing.dash
    assert Style().missing.colour == "#D81B60"


def test_one_level_has_a_line():
    assert len(Style().lines(1)) == 1


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_have_the_same_area_and_are_centred(shape):
    corners = polygon(shape)
    around = list(zip(corners, corners[1:] + corners[:1], strict=True))
    area = sum(x * v - u * y for (x, y), (u, v) in around) / 2
    assert area == pytest.approx(1, abs=1e-6)
    assert sum(x for x, _ in corners) == pytest.approx(0, abs=1e-6)
    assert sum(y for _, y in corners) == pytest.approx(0, abs=1e-6)


def test_an_unknown_shape_is_refused():
    with pytest.raises(ValueError, match="circle, square"):
        polygon("blob")


def test_area_is_proportional_to_ties_above_the_least():
    style = Style()
    assert style.area(20, 40) == pytest.approx(2 * style.area(10, 40))
    assert style.area(0, 40) == style.least_area
    assert style.area(0, 0) == style.least_area
    assert math.isfinite(style.area(1, 1))


def test_a_style_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        Style().font = "Comic Sans"  # type: ignore[misc]


@pytest.mark.parametrize("style", STYLES)
def test_text_and_lines_are_read_on_their_ground(style):
    """WCAG 2: 4.5 for text, 3 for what a figure needs (levels also differ by width)."""
    for ground in (style.paper, style.tray, style.densest):
        assert contrast(style.ink, ground) >= 4.5
    assert contrast(style.soft, style.paper) >= 4.5
    for line in (style.middle, style.strongest, style.missing, style.new, style.lost):
        assert contrast(line.colour, style.paper) >= 3
    for line in style.lines(3):
        assert contrast(style.text_on(line.colour), line.colour) >= 4
    assert dict(style.changes).keys() == set(CHANGES)


@pytest.mark.parametrize("style", STYLES)
def test_a_new_tie_and_a_lost_one_differ_by_more_than_colour(style):
    assert style.lost.dash
    assert not style.new.dash
    assert style.lost.dash != style.missing.dash
    assert style.new_core is not None  # a double line is told from a tie without its colour
    assert style.new_core.width < style.new.width


def test_papers():
    assert Style().on("A4").page == Style().on("a4").page == PAPERS["a4"] == (11.69, 8.27)
    assert Style.grey().on("letter") == Style.grey()
    with pytest.raises(UnknownWord, match="letter, a4"):
        Style().on("foolscap")


def test_large_print_is_larger_everywhere():
    plain, large = (
        draw_network(territory_graph(), lang="fr", style=s, ax=page_axes(s))
        for s in (Style(), Style.large_print())
    )
    sizes = [min(t.get_fontsize() for t in ax.texts) for ax in (plain, large)]
    assert sizes[1] == pytest.approx(1.5 * sizes[0], rel=0.01)
    widths = [max(max(c.get_linewidths()) for c in ax.collections) for ax in (plain, large)]
    assert widths[1] == pytest.approx(1.5 * widths[0], rel=0.01)


def test_a_dark_page_has_no_text_of_its_own_colour():
    style = Style.dark()
    ax = draw_network(territory_graph(), lang="fr", style=style, ax=page_axes(style))
    shown = [t for part in (ax, *ax.child_axes) for t in part.texts]
    kept = {t.get_color() for t in shown if not (t.get_gid() or "").startswith("halo")}
    assert kept <= {style.ink, style.soft}


@pytest.mark.parametrize("style", STYLES)
def test_sectors_in_ones_own_words_share_no_colour_while_there_are_some(style):
    names = ["arts", "church", "police", "school", "union"]
    marks = style.marks(names)
    assert len({mark.colour for mark in marks.values()}) == len(names)
    beside = style.marks([*names, "private"])
    assert beside["private"] == dict(style.sectors)["private"]
    assert len({mark.colour for mark in beside.values()}) == len(names) + 1
