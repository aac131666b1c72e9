import pandas as pd
import pytest

import concertnet as cn
from concertnet.maps.paper.files import page_axes
from concertnet.maps.paper.style import Style
from tests.networks import the_sample, took_part


def texts(ax) -> list[str]:
    return [text.get_text() for text in ax.texts]


@pytest.mark.parametrize(("lang", "said"), [("fr", "3 sur 4"), ("en", "3 of 4")])
def test_each_sector_says_how_often_it_came(lang, said):
    """At the table, a came to three meetings of four; c to none of the three that are known."""
    found = texts(cn.draw_attendance(took_part(), lang=lang, ax=page_axes()))
    assert any(text.startswith(said) for text in found)
    assert any(text.startswith(said.replace("3", "0").replace("4", "3")) for text in found)


def test_a_sector_without_a_seat_is_named():
    found = texts(cn.draw_attendance(the_sample(), lang="en", ax=page_axes()))
    assert "no seat" in found
    assert any("list only those present" in text for text in found)


def test_a_small_page_shows_the_instances_of_most_meetings_and_says_it():
    ax = cn.draw_attendance(the_sample(), lang="en", ax=page_axes(Style(), size=(6.5, 4.2)))
    found = " ".join(texts(ax))
    assert "not shown" in found


def test_nothing_to_draw_is_said():
    net = cn.Network(pd.DataFrame({"actor": ["a"]}))
    found = texts(cn.draw_attendance(net, lang="en", ax=page_axes()))
    assert "No attendance is recorded: there is nothing to show." in found
    with pytest.raises(cn.NotComparable):
        cn.draw_attendance(net.graph())
