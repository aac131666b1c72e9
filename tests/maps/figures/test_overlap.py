import pandas as pd
import pytest

import concertnet as cn
from concertnet.errors import NotComparable
from concertnet.maps.figures.overlap import draw_overlap
from concertnet.maps.paper.style import Style
from tests.maps.charts import assert_printable, assert_same_bytes, marked, page, said, texts
from tests.networks import the_sample_now


@pytest.fixture(scope="module")
def net():
    return the_sample_now()


def seated(n, name="Comité {}", theme="logement"):
    """Instances of which each shares an actor with the next, all of a same theme and place."""
    seats = [(f"T{i}", f"A{i + k}") for i in range(n) for k in (0, 1)]
    return cn.Network(
        actors=pd.DataFrame({"actor": [f"A{i}" for i in range(n + 1)], "sector": "community"}),
        instances=pd.DataFrame(
            {
                "instance": [f"T{i}" for i in range(n)],
                "name": [name.format(i) for i in range(n)],
                "theme": theme,
                "territory": "Val-Nord",
            }
        ),
        seats=pd.DataFrame(seats, columns=["instance", "actor"]),
    )


def test_numbers_are_those_of_the_measure(net):
    ax = draw_overlap(net, lang="fr", ax=page())
    pairs = cn.overlap(net)
    shown = texts(ax)
    sizes = [t.get_text() for t in ax.texts if t.get_fontweight() == "bold"][1:]
    assert sizes == ["11", "8", "9", "8", "10", "5", "3", "12", "17"]
    cells = [*pairs["shared_actors"], *pairs["shared_persons"]]
    for n in (1, 2, 3, 4, 5, 6, 10):
        heads = 1 if n <= 9 else 0  # columns are numbered 1 to 9
        assert shown.count(str(n)) == cells.count(n) + heads + sizes.count(str(n))
    assert "36 paires qui partagent des acteurs" in said(ax)
    assert "Table des aînés des Îlets-Gris (4)" in said(ax)
    assert_printable(ax)


@pytest.mark.parametrize(("lang", "style"), [("fr", Style()), ("en", Style.grey())])
def test_frames_of_instances_that_ignore_each_other(lang, style):
    ax = draw_overlap(seated(4), lang=lang, style=style, ax=page((6.5, 5)))
    # T0 and T2, T0 and T3, T1 and T3 have the theme and the place in common, and nobody
    assert set(marked(ax, "alone-")) == {"alone-2-0", "alone-3-0", "alone-3-1"}
    assert "Aucun mandat consigné." in said(ax) or "No mandate recorded." in said(ax)
    assert_printable(ax)


def test_many_instances_with_long_names():
    long = "Comité de concertation et de développement au nom interminable, numéro {}"
    ax = draw_overlap(seated(60, long), lang="en", ax=page())
    assert "For lack of room" in said(ax)
    assert_printable(ax)


def test_a_table_and_its_network(net):
    ax = draw_overlap(cn.overlap(net), about=net, lang="en", ax=page())
    assert "Table petite enfance de la Haute-Pruche (2)" in texts(ax)
    bare = draw_overlap(cn.overlap(net), lang="en", ax=page())
    assert "I02 (2)" in texts(bare)
    assert "network boundary" in said(bare)


def test_one_instance_and_nonsense():
    ax = draw_overlap(seated(1), lang="en", ax=page())
    assert "It takes two instances to have something in common." in said(ax)
    with pytest.raises(NotComparable):
        draw_overlap(3, ax=page())
    with pytest.raises(NotComparable, match="overlap"):
        draw_overlap(pd.DataFrame({"instance": []}), ax=page())


def test_same_bytes(net, tmp_path):
    assert_same_bytes(lambda: draw_overlap(net, lang="fr", ax=page()), tmp_path)


def test_a_small_page(net):
    assert_printable(draw_overlap(net, lang="fr", ax=page((6.5, 4.5))))
