import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import concertnet as cn
from concertnet.errors import NotComparable
from concertnet.maps.figures.coverage import draw_coverage
from concertnet.maps.paper.style import Style
from tests.maps.charts import assert_printable, assert_same_bytes, marked, page, said, texts
from tests.networks import the_sample_now

SEATS = pd.DataFrame(
    {
        "instance": ["T1", "T1", "T1", "T2"],
        "actor": list("abcd"),
        "sector": ["community", "community", "institutional", "private"],
    }
)


@pytest.fixture(scope="module")
def net():
    return the_sample_now()


def many(rows, sectors, names="Comité {}"):
    rng = np.random.default_rng(1)
    return pd.DataFrame(
        {
            "instance": [names.format(k) for k in rng.integers(0, rows, 500)],
            "actor": [f"a{k}" for k in rng.integers(0, 90, 500)],
            "sector": [sectors[k] for k in rng.integers(0, len(sectors), 500)],
        }
    )


def test_cells_are_the_counts_and_frames_the_absences():
    ax = draw_coverage(cn.coverage(SEATS), lang="en", ax=page())
    # rows T1, T2; columns community, institutional, private
    assert set(marked(ax, "absent-")) == {"absent-0-2", "absent-1-0", "absent-1-1"}
    shown = texts(ax)
    assert (shown.count("2"), shown.count("0")) == (1, 3)
    assert "4 seats and 2 instances" in said(ax)


def test_the_network_is_stated(net):
    ax = draw_coverage(net, lang="fr", ax=page())
    cells = cn.coverage(net)
    assert len(marked(ax, "absent-")) == (cells["absent"] & cells["expected_sector"]).sum()
    shown = said(ax)
    for words in (
        "Sièges par instance et par secteur",
        f"{cells['seats'].sum()} sièges et 9 instances",
        "31 déc. 2024",
        "taux de réponse",
        "Frontière du réseau",
        "Source : Données inventées",
        "Table des aînés des Îlets-Gris",
    ):
        assert words in shown
    assert_printable(ax)


def test_both_languages_and_grey(net):
    ax = draw_coverage(net, by="tier", lang="en", style=Style.grey(), ax=page((6.5, 4)))
    assert "Seats by tier and sector" in texts(ax)
    assert "Supralocal" in texts(ax)
    assert_printable(ax)


@pytest.mark.parametrize(
    ("rows", "names"),
    [(40, "Comité {}"), (40, "Comité de " + "très " * 12 + "long {}"), (300, "{}")],
)
def test_many_rows_and_long_names(rows, names):
    seats = many(rows, ["community", "institutional"], names)
    ax = draw_coverage(cn.coverage(seats), lang="fr", ax=page())
    assert_printable(ax)
    if rows == 300:
        assert "Faute de place" in said(ax)


def test_forty_sectors():
    seats = many(5, [f"Secteur inventé numéro {k}" for k in range(40)])
    ax = draw_coverage(cn.coverage(seats), lang="en", ax=page())
    assert "Shortened names: [1]" in said(ax)
    assert_printable(ax)


def test_nothing_and_nonsense():
    ax = draw_coverage(cn.coverage(SEATS.iloc[:0]), lang="en", ax=page())
    assert "No seat is known: there is nothing to show." in said(ax)
    with pytest.raises(NotComparable, match="coverage"):
        draw_coverage(SEATS, ax=page())


def test_unknown_sectors_are_counted():
    seats = pd.concat([SEATS, SEATS.iloc[:1].assign(sector=None)])
    ax = draw_coverage(cn.coverage(seats), lang="en", ax=page())
    assert "1 seat of unknown sector, counted in the total alone." in said(ax)


def test_same_bytes(net, tmp_path):
    assert_same_bytes(lambda: draw_coverage(net, by="theme", lang="fr", ax=page()), tmp_path)


def test_without_axes_a_notebook_has_a_figure():
    ax = draw_coverage(cn.coverage(SEATS), lang="en")
    assert ax.get_figure() is plt.gcf()
    plt.close("all")


def test_a_small_page(net):
    ax = draw_coverage(net, lang="fr", ax=page((6.5, 4.5)))
    assert "Communautaire" in texts(ax)
    assert_printable(ax)


def test_the_page_of_a_report_holds_half_of_the_rows_at_least(net):
    """In a column of 6.5 in, a title and margins give way to the rows."""
    ax = draw_coverage(net, lang="fr", ax=page((6.5, 4.2)))
    names = cn.coverage(net)["instance"].nunique()
    left = next((t for t in texts(ax) if t.startswith("Faute de place")), "Faute de place, 0")
    assert int(left.split()[3]) <= names / 2
