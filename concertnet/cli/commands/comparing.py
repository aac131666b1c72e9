"""Commands of inference: ties regressed on what is known of pairs, two networks side by side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from concertnet.cli.answer import answer
from concertnet.cli.columns import column_meant
from concertnet.cli.kept import keep
from concertnet.cli.options import ByColumn, OnDay, TableFile
from concertnet.cli.source import Source, on_day
from concertnet.words import words

__all__ = ["compare", "regress"]

# Of a regression, these are an interval; of other answers, what chance gives.
_INTERVAL = {"low": "interval_low", "high": "interval_high"}


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
    from concertnet.measures.inference.mrqap import mrqap

    w = words()
    source.spare(output)
    keep(output)
    net = on_day(source.network(), at)
    terms = [term.strip() for term in on.split(",") if term.strip()]
    strata = None if strata is None else column_meant(strata, net)
    found = mrqap(net, on=terms, strata=strata, draws=draws, seed=seed)
    answer(found.terms.rename(columns=_INTERVAL).reset_index(), output, scale=net.scale)
    r_squared = w.number(round(found.r_squared, 3))
    told = {"ties": found.ties, "pairs": found.pairs, "n": found.n, "r_squared": r_squared}
    print(w("cli_regress_rests", **told))
    if len(found.left_out):
        names = dict.fromkeys(map(str, found.left_out["actor"]))
        print(w("cli_regress_left_out", n=len(names), actors=w.join(list(names)[:10])))
    print(w["cli_regress_association"])


def compare(
    source: Source,
    other: Annotated[Path, Argument(metavar="cli_compare_metavar", help="cli_compare_other")],
    output: TableFile = None,
    at: OnDay = None,
    by: ByColumn = "sector",
) -> None:
    """Set two networks side by side: two territories, two dossiers, each on a day."""
    from concertnet.measures.overview.compare import compare as compared

    beside = replace(source, data=other)
    for one in (source, beside):
        one.spare(output)
    keep(output)
    one = on_day(source.network(), at)
    two = on_day(beside.network(), at)
    answer(compared(one, two, by=column_meant(by, one)), output, scale=one.scale)
