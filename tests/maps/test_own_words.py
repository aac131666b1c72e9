"""Words and names of a user's own stand on maps as they are written, in the order people count."""

import pandas as pd
import pytest

import concertnet as cn
from concertnet.words import LANGUAGES


def with_own_sectors(*sectors: str, about: tuple[str, ...] = ()) -> cn.Network:
    """Eight actors of these sectors in turn, in a path, some at a body."""
    actors = [f"A{i}" for i in range(1, 9)]
    return cn.Network(
        pd.DataFrame(
            {"actor": actors, "sector": [sectors[i % len(sectors)] for i in range(8)]},
        ),
        pd.DataFrame({"source": actors[:5], "target": actors[1:6], "level": "concertation"}),
        seats=pd.DataFrame({"instance": "T1", "actor": actors[:3]}),
        about=cn.About(sectors=about),
    )


def texts_of(axes) -> str:
    return " ".join(t.get_text() for t in axes.figure.findobj(lambda a: hasattr(a, "get_text")))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sector_is_named_as_it_is_written(lang):
    net = with_own_sectors("NGO", "Municipal", about=("NGO", "Municipal"))
    gaps = cn.missing_links(net, sector="NGO")
    shown = texts_of(cn.draw_network(net, gaps=gaps, lang=lang))
    assert "NGO" in shown
    assert "ngo" not in shown


def test_a_usual_word_finds_the_sector_that_was_declared_by_a_like_one():
    net = with_own_sectors("Private Sector", "community", about=("Private Sector",))
    found = [
        cn.missing_links(net, sector=word)[["kind", "actor", "other"]]
        for word in ("private", "privé", "Private Sector")
    ]
    assert len(found[0])
    for other in found[1:]:
        pd.testing.assert_frame_equal(found[0], other)


def test_declared_sectors_are_those_expected_everywhere():
    net = with_own_sectors("NGO", "Municipal", about=("NGO", "Municipal", "Faith"))
    assert cn.absent_sectors(net)["absent"].tolist() == ["Faith"]
    panel = cn.private_panel(net, sector="NGO")
    assert set(panel.absences["sector"].dropna()) <= {"NGO"}
    words = set(cn.profile(net, draws=9).to_string().split())
    assert "NGO" in words
    assert not {"private", "institutional", "community"} & words


def test_instances_stand_in_the_order_in_which_people_count():
    bodies = [f"T{i}" for i in (10, 2, 1, 11)]
    net = cn.Network(
        pd.DataFrame({"actor": ["a", "b"], "sector": ["private", "community"]}),
        instances=pd.DataFrame({"instance": bodies}),
        seats=pd.DataFrame({"instance": bodies * 2, "actor": ["a"] * 4 + ["b"] * 4}),
    )
    axes = cn.draw_coverage(net, lang="en")
    shown = texts_of(axes)
    places = [shown.index(f"{body} ") for body in ("T1", "T2", "T10", "T11")]
    assert places == sorted(places) or places == sorted(places, reverse=True)
