"""Commands of inference: ties regressed on what is known of pairs, two networks side by side."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from concertnet.cli.answer import answer
from concertnet.cli.columns import column_meant
from concertnet.cli.kept import keep
from concertnet.cli.options import AgainstTerritory, ByColumn, OnDay, TableFile, Territory
from concertnet.cli.source import Source, on_day
from concertnet.errors import ConcertnetError, NotComparable
from concertnet.words import words

if TYPE_CHECKING:
    from concertnet.hinges.door import NetworkLike

__all__ = ["compare", "regress"]

# Of a regression or a difference, these are an interval; of other answers, what chance gives.
_INTERVAL = {"low": "interval_low", "high": "interval_high"}
# What the library says of its arguments, said of the options that are typed.
_TYPED = {
    "error_no_term": "error_cli_no_term",
    "error_term_missing": "error_cli_term_column",
    "error_unknown_choice": "error_cli_term",
    "error_directed_only": "error_cli_term_directed",
}


def regress(
    source: Source,
    on: Annotated[str, Option("--on", metavar="cli_regress_metavar", help="cli_regress_on")],
    output: TableFile = None,
    at: OnDay = None,
    strata: Annotated[
        str | None, Option("--strata", metavar="cli_column_metavar", help="cli_regress_strata")
    ] = None,
    draws: Annotated[
        int, Option("--draws", metavar="cli_number_metavar", help="cli_draws", min=1)
    ] = 4999,
    seed: Annotated[int, Option("--seed", metavar="cli_number_metavar", help="cli_seed")] = 0,
) -> None:
    """Regress ties on what is known of pairs, each term tested by permuted actors."""
    from concertnet.hinges.grouping import some
    from concertnet.measures.inference.mrqap import mrqap

    w = words()
    source.spare(output)
    keep(output)
    net = on_day(source.network(), at)
    terms = [term.strip() for term in on.split(",") if term.strip()]
    strata = None if strata is None else column_meant(strata, net, option="--strata")
    with _as_typed():
        found = mrqap(net, on=terms, strata=strata, draws=draws, seed=seed)
    answer(found.terms.rename(columns=_INTERVAL).reset_index(), output, scale=net.scale)
    told = {"pairs": found.pairs, "n": found.n}
    if math.isnan(found.r_squared):
        print(w("cli_regress_no_variation", ties=found.ties, **told))
    else:
        ties, share = w("n_ties", n=found.ties), w.number(round(found.r_squared, 3))
        print(w("cli_regress_rests", ties=ties, r_squared=share, **told))
    if len(found.left_out):
        names = list(dict.fromkeys(map(str, found.left_out["actor"])))
        print(w("cli_regress_left_out", n=len(names), actors=some(names, 10)))
    if found.reference:
        print(w("cli_regress_reference", terms=some(found.reference, 10)))
    print(w["cli_regress_association"])


def compare(
    source: Source,
    other: Annotated[
        Path | None, Argument(metavar="cli_compare_metavar", help="cli_compare_other")
    ] = None,
    output: TableFile = None,
    at: OnDay = None,
    at_other: Annotated[
        str | None, Option("--at-other", metavar="cli_date_metavar", help="cli_compare_at_other")
    ] = None,
    territory: Territory = None,
    against: AgainstTerritory = None,
    by: ByColumn = "sector",
) -> None:
    """Set two networks side by side: two territories, two dossiers, or two days of one."""
    from concertnet.measures.overview.compare import compare as compared

    if against is not None and territory is None:
        raise NotComparable("error_report_against")
    if other is None and at_other is None and against is None:
        raise NotComparable("error_cli_compare_nothing")
    other = source.data if other is None else other
    beside = replace(source, data=other)
    for one in (source, beside):
        one.spare(output)
    keep(output)
    whole = source.network()
    one = on_day(whole, at)
    # a dossier that is compared with itself, on two days, is read once
    again = whole if other.resolve() == source.data.resolve() else beside.network()
    two = on_day(again, at if at_other is None else at_other)
    if territory is not None:
        one = one.where(territory=territory)
        two = two.where(territory=territory if against is None else against)
    days = [_day(each) for each in (one, two)]
    table = compared(one, two, by=column_meant(by, one))
    if days[0] != days[1]:
        table = table.assign(day_one=days[0], day_other=days[1])
    answer(table.rename(columns=_INTERVAL), output, scale=one.scale)
    if days[0] != days[1]:
        w = words()
        said = [w["cli_compare_undated"] if day is None else day for day in days]
        print(w("cli_compare_days", one=said[0], other=said[1]))


def _day(net: NetworkLike) -> str | None:
    """Return the day that a network is looked at; None where it has no dates."""
    return None if net.observed is None else str(net.observed.start.date())


@contextmanager
def _as_typed() -> Iterator[None]:
    """Say what the library refuses with the options of the command."""
    try:
        yield
    except ConcertnetError as error:
        if error.key not in _TYPED:
            raise
        raise type(error)(_TYPED[error.key], **error.fields) from None
