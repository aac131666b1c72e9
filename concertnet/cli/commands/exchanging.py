"""Commands that hand the data over to another tool."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Exit, Option

from concertnet.cli.answer import answer
from concertnet.cli.columns import column_meant
from concertnet.cli.kept import keep
from concertnet.cli.options import ByColumn, DataPath, OnDay, ScaleName
from concertnet.cli.progress import telling
from concertnet.cli.said import list_written
from concertnet.cli.source import Source, on_day
from concertnet.words import words

__all__ = ["convert", "export"]


def export(
    source: Source,
    output: Annotated[
        Path, Option("--output", "-o", metavar="cli_file_metavar", help="cli_export_output")
    ],
    at: OnDay = None,
    level: Annotated[
        str | None, Option("--level", metavar="cli_word_metavar", help="cli_export_level")
    ] = None,
    by: ByColumn = "sector",
    persons: Annotated[bool, Option("--persons", help="cli_export_persons")] = False,
) -> None:
    """Write the network for another tool, by the suffix of the file; say what was lost."""
    from concertnet.exchange.write_graph import SPELLED, files_of_graph, write_graph

    source.spare(output)
    keep(*files_of_graph(output))
    whole, w = source.network(), words()
    # what holds dates is given all of them; the others, a day
    net = whole if at is None and output.suffix.lower() in SPELLED else on_day(whole, at)
    by = column_meant(by, net)
    done = write_graph(net, output, levels=level, by=by, lang=w.lang, persons=persons)
    list_written(*done.paths)
    if len(done.lost):
        print(w["cli_export_lost"])
        answer(done.lost, None, scale=net.scale)
    else:
        print(w["cli_export_nothing_lost"])


def convert(
    data: DataPath,
    output: Annotated[
        Path, Option("--output", "-o", metavar="cli_folder_metavar", help="cli_convert_output")
    ],
    scale: ScaleName = None,
) -> None:
    """Make a folder of Parquet of large CSV files, checked by batches; exit with 1 on errors."""
    from concertnet.cli.findings import print_errors, print_kinds
    from concertnet.tables.spec.next_command import next_command
    from concertnet.tables.write import convert as of_library

    w = words()
    with telling() as progress:
        done = of_library.convert(data, output, scale=scale, progress=progress)
    print_errors([problem for problem in done.problems if problem.severity == "error"], w)
    for severity in ("warning", "notice"):
        print_kinds(severity, [p for p in done.problems if p.severity == severity], w)
    if done.errors:
        print(w("convert_stopped", n=done.errors, listed=len(done.problems)))
        raise Exit(1)
    list_written(output)
    for name, n in done.rows.items():
        print(f"  {w(f'table_{name}')}: {w.number(n)}")
    print(w("convert_next", command=next_command("measure", output, "--engine", "duckdb")))
