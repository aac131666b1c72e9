"""A network too large for a result has the others, and is told so before they are made."""

import pytest

import concertnet as cn
from concertnet.maps.figures import any_size
from concertnet.maps.paper.files import page_axes
from concertnet.report import bounds
from concertnet.report.bounds import PATHS, LeftOut, left_out_of
from concertnet.report.subject import subject_of
from concertnet.words import words
from tests.networks import the_sample


def test_nothing_is_left_out_of_an_ordinary_network():
    net = the_sample()
    left = left_out_of(net.latest(), net)
    assert (left.paths, left.marks, left.page) == (False, False, False)
    assert left.texts(words("fr")) == []


def test_measures_of_paths_alone_are_left_out_of_a_large_one(monkeypatch):
    monkeypatch.setattr(bounds, "MOST_WALKED", 1)
    whole = subject_of(the_sample(), lang="en")
    whole.__dict__["bounds"] = LeftOut(1, 1)
    found = subject_of(the_sample(), lang="en")
    assert [c for c in whole.actors if c not in found.actors] == list(PATHS)
    assert found.actors.equals(whole.actors.drop(columns=[*PATHS]))
    with pytest.warns(UserWarning, match=r"betweenness across sectors.*choose a part"):
        found.bounds.tell(words("en"))


def test_the_map_of_a_large_one_shows_groups(monkeypatch):
    monkeypatch.setattr(any_size, "MOST_DRAWN", 1)
    net = the_sample().latest()
    axes = any_size.draw_of_any_size(net, gaps=cn.missing_links(net), lang="en", ax=page_axes())
    assert any("groups" in text.get_text() for text in axes.texts)
    assert left_out_of(net).marks
