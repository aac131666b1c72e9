"""Commands that answer with numbers and sentences: everything at once, measures, missing links."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Option

from concertnet.cli.answer import answer, save_table
from concertnet.cli.columns import column_meant
from concertnet.cli.everywhere import asked_everywhere
from concertnet.cli.kept import keep
from concertnet.cli.options import (
    ByColumn,
    ConditionsFile,
    InEngine,
    OfSector,
    OnDay,
    ResultsFolder,
    ResultsOutput,
    TableFile,
    either,
)
from concertnet.cli.progress import said_if_long, telling
from concertnet.cli.said import list_written
from concertnet.cli.source import Source, on_day
from concertnet.words import words

__all__ = ["conditions", "gaps", "measure", "results"]


def results(
    source: Source,
    folder: ResultsFolder = None,
    output: ResultsOutput = None,
    at: OnDay = None,
    sector: OfSector = "private",
) -> None:
    """Write the maps, the page and every table of results in a folder."""
    from concertnet.report.results import write_results

    folder = either(folder, output) or Path(words()["cli_results_folder"])
    source.spare(folder)
    net = source.network()
    on_day(net, at)
    force = asked_everywhere().force
    with telling() as progress:
        written = write_results(net, folder, at=at, sector=sector, force=force, progress=progress)
    list_written(*written)


def measure(
    source: Source,
    output: TableFile = None,
    at: OnDay = None,
    by: ByColumn = "sector",
    draws: Annotated[
        int, Option("--draws", metavar="cli_number_metavar", help="cli_draws", min=1)
    ] = 999,
    seed: Annotated[int, Option("--seed", metavar="cli_number_metavar", help="cli_seed")] = 0,
    engine: InEngine = None,
) -> None:
    """Measure bridging, cohesion, turnover and coverage on a day, with the turnover before it."""
    from concertnet.measures.overview.profile import profile

    source.spare(output)
    keep(output)
    net = source.scanned(engine)
    net = net if at is None else net.until(at)  # turnover needs the dates before
    on_day(net)
    with said_if_long(words()["cli_measuring"]):
        table = profile(net, by=column_meant(by, net), draws=draws, seed=seed)
    answer(table, output, scale=net.scale)


def conditions(
    source: Source,
    output: ConditionsFile = None,
    at: OnDay = None,
    min_raters: Annotated[
        int, Option("--min-raters", metavar="cli_number_metavar", help="cli_min_raters", min=1)
    ] = 3,
) -> None:
    """Set what the tables say of the twelve conditions beside what members answered."""
    from concertnet.measures.conditions.profile import condition_profile
    from concertnet.names import with_persons_numbered
    from concertnet.report.conditions_written import write_conditions
    from concertnet.report.told_conditions import told_cautions, told_conditions

    w = words()
    source.spare(output)
    keep(output)
    net = with_persons_numbered(source.network(), w)
    on_day(net, at)
    profile = condition_profile(net, at=at, min_raters=min_raters)
    if output is not None:
        write_conditions(net, profile, output)
        list_written(output)
        return
    for one in told_conditions(w, profile):
        print(f"{one.number}. {one.name}")
        print(f"   {w('cli_conditions_fact', text=one.fact)}")
        print(f"   {w('cli_conditions_answers', text=one.answers)}")
    print("\n".join([w["chart_conditions_no_total"], *told_cautions(w, profile)]))


def gaps(
    source: Source,
    output: TableFile = None,
    at: OnDay = None,
    sector: OfSector = "private",
    top: Annotated[int, Option("--top", metavar="cli_number_metavar", help="cli_top", min=1)] = 20,
    persons: Annotated[bool, Option("--persons", help="cli_report_persons")] = False,
    engine: InEngine = None,
) -> None:
    """Name the missing links of a sector: sentences, or a table where a file is asked for."""
    from concertnet.gaps.find.missing_links import missing_links
    from concertnet.gaps.told import in_order_of_finding, told
    from concertnet.names import with_persons_numbered

    w = words()
    source.spare(output)
    keep(output)
    net = source.scanned(engine)
    net = on_day(net if persons else with_persons_numbered(net, w), at)
    with telling() as progress:
        if progress is not None:
            progress(1, 1, w["sheet_gaps"])
        found = in_order_of_finding(missing_links(net, sector=sector))
    shown = found.groupby("kind", sort=False).head(top)
    if output is not None:
        save_table(shown, output, scale=net.scale)
        return
    for number, text in enumerate(told(shown, scale=net.scale), start=1):
        print(f"{number}. {text}")
    if found.empty:
        print(w["cli_no_gap"])
    elif len(shown) < len(found):
        print(w("cli_gaps_shown", n=len(shown), total=len(found), top=top))
