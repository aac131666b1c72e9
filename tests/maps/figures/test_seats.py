import pandas as pd
import pytest

import concertnet as cn
from concertnet.errors import NotComparable
from concertnet.maps.figures.seats import draw_seats
from concertnet.maps.paper.marks import sector_marks
from concertnet.maps.paper.style import Style
from tests.maps.charts import assert_printable, assert_same_bytes, marked, page, said, texts
from tests.networks import the_sample_now


@pytest.fixture(scope="module")
def net():
    return the_sample_now()


def seated(actors, instances):
    """Each actor sits at as many instances as its number allows; the first one is a person."""
    seats = [(f"T{j}", f"A{i}") for i in range(actors) for j in range(instances) if not i % (j + 1)]
    return cn.Network(
        actors=pd.DataFrame(
            {
                "actor": [f"A{i}" for i in range(actors)],
                "name": [f"Regroupement au nom particulièrement long, {i}" for i in range(actors)],
                "sector": ["private" if i % 2 else None for i in range(actors)],
                "kind": ["person" if i == 0 else "organisation" for i in range(actors)],
            }
        ),
        instances=pd.DataFrame(
            {
                "instance": [f"T{j}" for j in range(instances)],
                "name": [f"Comité de concertation au nom long, {j}" for j in range(instances)],
            }
        ),
        seats=pd.DataFrame(seats, columns=["instance", "actor"]),
    )


@pytest.mark.parametrize(("lang", "style"), [("fr", Style()), ("en", Style.grey())])
def test_a_mark_per_actor_and_instance(net, lang, style):
    ax = draw_seats(net, lang=lang, style=style, ax=page((8.5, 11)))
    pairs = net.seats[["actor", "instance"]].drop_duplicates()
    assert len(marked(ax, "seat-")) == len(pairs)
    assert "×2" in texts(ax)
    assert "84 sièges, 45 acteurs, 9 instances" in said(ax) or "84 seats, 45 actors" in said(ax)
    legend = said(ax)
    assert "Personnes concernées (" in legend or "Persons concerned (" in legend
    # a sector that sits nowhere keeps its line
    counts = net.seating().drop_duplicates(["actor", "instance", "seat"])["sector"].value_counts()
    assert f"({counts['community']})" in legend
    assert_printable(ax)


def test_totals_count_those_left_out(net):
    ax = draw_seats(net, lang="en", ax=page())
    assert "actors are not shown, among those that sit at the fewest instances." in said(ax)
    sizes = net.seats.groupby("instance")["actor"].nunique()
    row = texts(ax)[-len(sizes) :]
    assert row == [str(n) for n in sizes]
    assert_printable(ax)


@pytest.mark.parametrize("size", [(11, 8.5), (6.5, 6)])
def test_many_long_names_and_no_person_named(size):
    ax = draw_seats(seated(80, 40), lang="fr", ax=page(size))
    assert "Personne 1" in texts(ax)
    assert "long, 0" not in " ".join(t for t in texts(ax) if "Regroupement" in t)
    assert "Secteur inconnu (" in said(ax)
    assert_printable(ax)


def test_a_sector_without_a_seat_keeps_its_line():
    net = seated(4, 2)
    actors = pd.concat([net.actors, pd.DataFrame({"actor": ["Z"], "sector": ["community"]})])
    net = cn.Network(actors, instances=net.instances, seats=net.seats)
    assert "Communautaire (0)" in said(draw_seats(net, lang="fr", ax=page()))


def test_nothing_and_nonsense():
    ax = draw_seats(cn.Network(pd.DataFrame({"actor": ["a"]})), lang="en", ax=page())
    assert "No seat is known: there is nothing to show." in said(ax)
    with pytest.raises(NotComparable):
        draw_seats(pd.DataFrame(), ax=page())


def test_same_bytes(net, tmp_path):
    assert_same_bytes(lambda: draw_seats(net, lang="fr", ax=page()), tmp_path)


def test_a_small_page(net):
    assert_printable(draw_seats(net, lang="en", ax=page((6.5, 4.5))))


def test_a_former_sector_moves_no_mark_of_those_present():
    actors = pd.DataFrame(
        {
            "actor": ["a", "a", "c"],
            "sector": ["Mmm", "Zed", "Zed"],
            "start": ["2018", "2020", "2018"],
            "end": ["2019", None, None],
        }
    )
    net = cn.Network(actors)
    marks = sector_marks(Style(), net, ["Zed", "Mmm"])
    assert marks["Zed"] == Style().marks(["Zed"])["Zed"]
    assert "Mmm" in marks


def test_a_page_too_small_for_its_actors_says_so(net):
    ax = draw_seats(net, lang="fr", ax=page((4, 2.6)))
    assert "La page est trop petite pour" in " ".join(said(ax).split())
    assert not any(line.startswith("Noms abrégés") for line in texts(ax))
