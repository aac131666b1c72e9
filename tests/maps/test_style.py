import math
from dataclasses import FrozenInstanceError

import pytest

from concertnet.maps.style import SHAPES, Style, group_order, polygon
from concertnet.scale import BOURQUE, PARTNER


def darkness(colour):
    return -sum(int(colour[i : i + 2], 16) for i in (1, 3, 5))


@pytest.mark.parametrize("style", [Style(), Style.grey()])
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
