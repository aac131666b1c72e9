"""Every figure beside its picture in `baseline/`: in French, in English, and in grey.

`make pictures` draws the pictures again, to be looked at before they are kept: with the matplotlib
of `constraints.txt`, whose releases do not draw letters alike.
"""

import math

import pandas as pd
import pytest

import concertnet as cn
from concertnet.maps.paper.files import page_axes
from concertnet.maps.paper.style import Style
from concertnet.measures.chance.against_chance import Chance
from tests.maps.figures.test_geographic import SQUARE, placed
from tests.maps.pinned import as_pinned
from tests.networks import (
    ACTORS,
    answered_sample,
    gap_table,
    rated_sample,
    reporting_sample,
    territory_graph,
    the_sample,
    the_sample_now,
)

pytestmark = as_pinned

WAYS = {
    "fr": ("fr", Style()),
    "en": ("en", Style()),
    "grey": ("fr", Style.grey()),
}
# What another platform may do to the edges of letters; a tie or a name elsewhere is more.
ALIKE = {
    "tolerance": 2,
    "style": "default",
    "savefig_kwargs": {"dpi": 60, "pil_kwargs": {"optimize": True}},
}
DRAWN = pd.DataFrame(
    {"value": [k / 20 for k in range(11)], "draws": [9, 40, 99, 160, 190, 180, 150, 99, 50, 18, 4]}
)
CHANCE = Chance(0.42, 0.25, 0.08, 0.1, 0.4, 0.02, 999, drawn=DRAWN)


def circle():
    """Places that no layout has a say in."""
    turn = {actor: 2 * math.pi * k / len(ACTORS) for k, actor in enumerate(ACTORS)}
    places = {actor: (math.cos(angle), math.sin(angle)) for actor, angle in turn.items()}
    return pd.DataFrame.from_dict(places, orient="index", columns=["x", "y"])


def waves():
    before, after = territory_graph(date="2023-06-30"), territory_graph()
    before.remove_edges_from([("A1", "A2"), ("A3", "A5")])
    after.remove_edges_from([("A3", "A4"), ("A1", "A6")])
    return [before, after]


def draw_network(**options):
    return cn.draw_network(territory_graph(), gaps=gap_table(), layout=circle(), **options)


def draw_groups(**options):
    return cn.draw_network(territory_graph(), collapse="sector x territory", **options)


def draw_waves(**options):
    return cn.draw_waves(waves(), layout=circle(), **options)


def draw_geographic(**options):
    outline = {"type": "Polygon", "coordinates": [SQUARE]}
    return cn.draw_geographic(placed(), outline=outline, **options)


def draw_chance(**options):
    return cn.draw_chance(CHANCE, measure="ei_index", **options)


def draw_comparison(**options):
    found = cn.compare(
        the_sample().at("2022-12-31"), the_sample_now(), measures=[cn.sector_ei_index]
    )
    return cn.draw_comparison(found, names=("2022", "2024"), about=the_sample_now(), **options)


def draw_mandates(**options):
    return cn.draw_mandates(the_sample(), instance="I01", **options)


VIEWS = {
    "network": draw_network,
    "groups": draw_groups,
    "waves": draw_waves,
    "geographic": draw_geographic,
    "territories": lambda **options: cn.draw_territories(territory_graph(), **options),
    "mixing": lambda **options: cn.draw_mixing(territory_graph(), **options),
    "brokerage": lambda **options: cn.draw_brokerage(territory_graph(), **options),
    "chance": draw_chance,
    "comparison": draw_comparison,
    "seats": lambda **options: cn.draw_seats(the_sample_now(), **options),
    "coverage": lambda **options: cn.draw_coverage(the_sample_now(), **options),
    "attendance": lambda **options: cn.draw_attendance(the_sample(), **options),
    "overlap": lambda **options: cn.draw_overlap(the_sample_now(), **options),
    "mandates": draw_mandates,
    "tenure": lambda **options: cn.draw_tenure(the_sample(), of="seats", **options),
    "confirmation": lambda **options: cn.draw_confirmation(reporting_sample(), **options),
    "transitions": lambda **options: cn.draw_transitions(the_sample(), **options),
    "perceptions": lambda **options: cn.draw_perceptions(rated_sample(), **options),
    "conditions": lambda **options: cn.draw_conditions(answered_sample(), **options),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.mpl_image_compare(**ALIKE)
def test_picture(view, way):
    lang, style = WAYS[way]
    ax = VIEWS[view](lang=lang, style=style, ax=page_axes(style, size=(7.6, 5.5)))
    return ax.get_figure()


@pytest.mark.parametrize("style", [Style.dark(), Style.large_print()], ids=["dark", "large"])
@pytest.mark.parametrize("view", ["network", "mixing", "transitions"])
@pytest.mark.mpl_image_compare(**ALIKE)
def test_other_styles(view, style):
    size = (7.6 * style.magnify, 5.5 * style.magnify)
    return VIEWS[view](lang="fr", style=style, ax=page_axes(style, size=size)).get_figure()
