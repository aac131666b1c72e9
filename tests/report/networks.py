"""Networks that a report is made of: whole, poor, empty, hostile."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

import concertnet as cn
from tests.networks import reporting_sample, small_network, the_sample

HOSTILE = [
    '=HYPERLINK("http://example.com")',
    "<script>alert(1)</script>",
    '{ INCLUDETEXT "c:/secret" }',
    '#eval(read("/etc/passwd")) $x$ *gras*',
    "@SUM(1+1)|cmd",
    "\u202egnp.exe\x07",
]


def _frame(**columns: object) -> pd.DataFrame:
    return pd.DataFrame(columns)


def no_dates() -> cn.Network:
    return cn.Network(
        _frame(actor=list("abcde"), sector=["private", "community", "community", None, "private"]),
        _frame(source=list("abcd"), target=list("bcde"), level=["concertation"] * 4),
        instances=_frame(instance=["t"], name=["Table des aînés"]),
        seats=_frame(seat=list("12"), instance=["t", "t"], actor=["a", "b"]),
    )


def one_wave() -> cn.Network:
    return the_sample().latest()


def no_sector() -> cn.Network:
    return cn.Network(
        _frame(actor=list("abc"), sector=[None, None, None]),
        _frame(source=["a", "b"], target=["b", "c"], level=["collaboration"] * 2),
    )


def one_actor() -> cn.Network:
    return cn.Network(_frame(actor=["a"], name=["Office d'habitation"], sector=["institutional"]))


def no_ties() -> cn.Network:
    net = small_network()
    return net.with_tables(ties=net.ties.iloc[:0])


def no_instances() -> cn.Network:
    return small_network().with_tables(
        **{
            name: getattr(small_network(), name).iloc[:0]
            for name in ("instances", "seats", "mandates")
        }
    )


def no_mandates() -> cn.Network:
    net = small_network()
    return net.with_tables(mandates=net.mandates.iloc[:0])


def long_names() -> cn.Network:
    net = small_network()
    names = [f"Regroupement {'très ' * 57}long {i}" for i in range(len(net.actors))]
    bodies = [f"Table {'de ' * 97}{i}" for i in range(len(net.instances))]
    return net.with_tables(
        actors=net.actors.assign(name=names), instances=net.instances.assign(name=bodies)
    )


def hostile() -> cn.Network:
    """Every text of people's own is one that some program would run."""
    n = len(HOSTILE)
    ids = [f"{text} {i}" for i, text in enumerate(HOSTILE)]
    dates = ["2022-01-01"] * n
    return cn.Network(
        _frame(
            actor=ids,
            name=HOSTILE,
            sector=["private", "community", HOSTILE[0], HOSTILE[1], "private", "community"],
            territory=HOSTILE,
            start=dates,
        ),
        _frame(source=ids[:-1], target=ids[1:], level=["partnership"] * (n - 1), start=dates[1:]),
        instances=_frame(
            instance=ids, name=HOSTILE, theme=HOSTILE, territory=HOSTILE, kind=["clc"] * n
        ),
        seats=_frame(seat=ids, instance=ids, actor=ids, start=dates),
        mandates=_frame(seat=ids, person=HOSTILE, start=dates),
        agreements=_frame(
            agreement=ids, name=HOSTILE, parties=[f"{ids[0]}; {ids[3]}"] * n, start=dates
        ),
        set_aside=_frame(source=[ids[0]], target=[ids[2]], kind=["consultation"]),
        observed=("2022", "2024"),
        about=cn.About(
            title=HOSTILE[1],
            boundary=HOSTILE[0],
            source=HOSTILE[3],
            sectors=(HOSTILE[0], HOSTILE[1]),
        ),
    )


def own_scale() -> cn.Network:
    return cn.Network(
        _frame(actor=list("abc"), sector=["private", "Médias", "community"]),
        _frame(source=["a", "b"], target=["b", "c"], level=["connaissance", "projet"]),
        scale=cn.Scale("la nôtre", ("connaissance", "projet")),
        about=cn.About(sectors=("Médias",), invited=40, responded=20),
    )


def surveyed() -> cn.Network:
    """Reports of both sides, and two persons of one organisation who answer otherwise."""
    answers = _frame(
        respondent=["A01", "A01", "A01", "A01", "A02"],
        item=["C01", "C01", "C02", "C02", "C01"],
        answer=["1", "4", "3", "3", "2"],
        person=["p1", "p2", "p1", "p2", "p3"],
    )
    return reporting_sample().with_tables(answers=answers)


def by_a_rule() -> cn.Network:
    return reporting_sample().reported(keep="both", level="weakest")


NETWORKS: dict[str, Callable[[], cn.Network]] = {
    "sample": the_sample,
    "small": small_network,
    "no_dates": no_dates,
    "one_wave": one_wave,
    "no_sector": no_sector,
    "one_actor": one_actor,
    "no_ties": no_ties,
    "no_instances": no_instances,
    "no_mandates": no_mandates,
    "long_names": long_names,
    "hostile": hostile,
    "own_scale": own_scale,
    "surveyed": surveyed,
    "by_a_rule": by_a_rule,
}
