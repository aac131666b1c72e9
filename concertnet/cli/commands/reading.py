"""Commands about the data themselves: what is wrong in them, what they hold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Exit, Option

from concertnet.cli.answer import answer, save_table
from concertnet.cli.options import OnDay, TableFile
from concertnet.cli.said import list_written
from concertnet.cli.source import Source, on_day
from concertnet.words import words

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["check", "describe"]


def check(
    source: Source,
    output: TableFile = None,
    marked: Annotated[
        Path | None, Option("--marked", metavar="cli_file_metavar", help="cli_marked")
    ] = None,
) -> None:
    """List every problem, cell by cell; exit with 1 where there is an error."""
    from concertnet.tables.check import check
    from concertnet.tables.write.mark import mark_problems

    source.spare(output)
    source.spare(marked)
    if marked is not None:
        list_written(mark_problems(source.data, marked, scale=source.scale))
    problems = check(source.data, **source.how)
    if output is None:
        _print_problems(problems)
    else:
        save_table(problems, output)
    if (problems["severity"] == "error").any():
        raise Exit(1)


def describe(source: Source, output: TableFile = None, at: OnDay = None) -> None:
    """Count what the data hold, of the whole period or on a day."""
    from concertnet.measures.overview.description import describe

    source.spare(output)
    net = source.network()
    answer(describe(net if at is None else on_day(net, at)), output, scale=net.scale)


def _print_problems(problems: pd.DataFrame) -> None:
    """Print each problem with its place and what to do, then how many there are."""
    w = words()
    for problem in problems.to_dict("records"):
        place = [
            w(f"problem_place_{part}", value=str(problem[part]))
            for part in ("file", "sheet", "row", "column", "value")
            if _text(problem[part])
        ]
        head = w.label(f"severity_{problem['severity']}")
        print(w("cli_noticed", severity=head, text=", ".join(place)))
        print(f"  {problem['message']} {_text(problem['suggestion'])}")
    counts = problems["severity"].value_counts()
    parts = [
        w(f"n_{severity}s", n=int(counts.get(severity, 0)))
        for severity in ("error", "warning", "notice")
    ]
    print(w.join(parts) + ".")


def _text(value: Any) -> str:
    return "" if value is None or value != value else str(value)
