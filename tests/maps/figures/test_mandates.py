import pandas as pd
import pytest

import concertnet as cn
from concertnet.errors import NotComparable, OutsideObservation, UnknownWord
from concertnet.hinges.seat_lives import seat_lives
from concertnet.hinges.spells import DAY_LENGTH
from concertnet.maps.figures.mandates import draw_mandates, seat_rows
from concertnet.maps.paper.style import Style
from concertnet.tables.cells.dates import as_period
from concertnet.words import words
from tests.maps.charts import assert_printable, assert_same_bytes, page, said, texts
from tests.networks import the_sample


@pytest.fixture(scope="module")
def net():
    return the_sample()


def many(instances, seats, mandates=True):
    """Instances of so many seats each, every one vacant for the first month of 2021."""
    held = [(f"T{i}", f"S{i}-{k}", f"A{k}") for i in range(instances) for k in range(seats)]
    people = [
        {"seat": seat, "person": f"P{n}{seat}", "function": "titular", "start": a, "end": b}
        for _, seat, _ in held
        for n, (a, b) in enumerate([("2020-01-01", "2021-01-01"), ("2021-02-01", None)])
    ]
    return cn.Network(
        actors=pd.DataFrame(
            {
                "actor": [f"A{k}" for k in range(seats)],
                "name": [f"Organisme de bienfaisance au nom démesuré, {k}" for k in range(seats)],
                "sector": "community",
                "kind": ["person" if k == 0 else "organisation" for k in range(seats)],
            }
        ),
        instances=pd.DataFrame(
            {
                "instance": [f"T{i}" for i in range(instances)],
                "name": [f"Table de concertation au nom démesuré, {i}" for i in range(instances)],
            }
        ),
        seats=pd.DataFrame(held, columns=["instance", "seat", "actor"]).assign(start="2020-01-01"),
        mandates=pd.DataFrame(people) if mandates else pd.DataFrame(),
        observed=as_period(("2020", "2021")),
    )


def test_days_are_those_of_the_measures(net):
    rows = seat_rows(net, seat_lives(net, None, None), words("fr"))
    vacant = sum(b - a for row in rows for a, b in row.vacant) / DAY_LENGTH
    assert vacant == cn.vacancy(net)["vacant_days"].item()
    in_force = sum(b - a for row in rows if row.recorded for a, b in row.forces) / DAY_LENGTH
    assert in_force == cn.vacancy(net)["seat_days"].item()


def test_rows_bars_and_dashes(net):
    rows = seat_rows(net, seat_lives(net, None, None), words("fr"))
    ax = draw_mandates(net, lang="fr", ax=page())
    assert len(ax.patches) > len(rows)
    lines = [a for a in ax.lines if (a.get_gid() or "").startswith("vacant-")]
    assert len(lines) == sum(len(row.vacant) for row in rows)
    shown = said(ax)
    for told in (
        "Mandats et sièges vacants",
        "96 sièges",
        "2 635 jours de vacance",
        "Frontière",
        "taux de réponse",
        "Personnes concernées",
        "Substitut",
        "17 %",
    ):
        assert told in shown
    assert not any(person in shown for person in net.mandates["person"])
    assert_printable(ax)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_one_instance_names_its_actors(net, lang):
    ax = draw_mandates(net, instance="I01", lang=lang, style=Style.grey(), ax=page((6.5, 6)))
    assert "Ville de Saint-Ormel" in texts(ax)
    share = cn.vacancy(net, by="seat").set_index("seat")["vacant_share"]["S003"]
    assert words(lang).percent(share) in texts(ax)
    assert_printable(ax)


def test_many_seats_leave_some_out():
    ax = draw_mandates(many(60, 5), lang="en", ax=page())
    assert "For lack of room" in said(ax)
    assert_printable(ax)


def test_long_names_are_numbered_and_persons_are_not_named():
    ax = draw_mandates(many(1, 12), lang="fr", ax=page((6.5, 6)))
    assert "Personne 1" in texts(ax)
    assert "Noms abrégés : [1]" in said(ax)
    assert "démesuré, 0" not in said(ax)
    assert_printable(ax)


def test_nothing_to_show():
    ax = draw_mandates(many(2, 3, mandates=False), lang="en", ax=page())
    assert "No mandate is recorded: there is nothing to show." in said(ax)


def test_nonsense(net):
    with pytest.raises(NotComparable):
        draw_mandates(pd.DataFrame(), ax=page())
    with pytest.raises(UnknownWord, match="I99"):
        draw_mandates(net, instance="I99", ax=page())
    with pytest.raises(OutsideObservation):
        draw_mandates(cn.Network(pd.DataFrame({"actor": ["a"]})), ax=page())


def test_same_bytes(net, tmp_path):
    assert_same_bytes(lambda: draw_mandates(net, lang="en", ax=page()), tmp_path)


def test_named_seats_of_several_instances_stand_under_their_instance():
    net = the_sample()
    kept = net.instances["instance"].tolist()[:3]
    seats = net.seats[net.seats["instance"].isin(kept)].groupby("instance").head(4)
    few = cn.Network(
        net.actors,
        net.ties,
        net.instances[net.instances["instance"].isin(kept)],
        seats,
        net.mandates[net.mandates["seat"].isin(seats["seat"])],
        observed=net.observed,
    )
    ax = draw_mandates(few, lang="fr", ax=page())
    names = net.instances.set_index("instance")["name"][kept]
    assert set(names) <= set(texts(ax))
    assert_printable(ax)
