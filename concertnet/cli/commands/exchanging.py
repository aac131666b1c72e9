"""Commands that hand the data over to another tool."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from typer import Exit, Option

from concertnet.cli.answer import answer
from concertnet.cli.columns import column_meant
from concertnet.cli.kept import keep
from concertnet.cli.options import ByColumn, DataPath, OnDay, ScaleName
from concertnet.cli.progress import telling
from concertnet.cli.said import list_written
from concertnet.cli.source import Source, on_day
from concertnet.errors import NotComparable
from concertnet.words import words

if TYPE_CHECKING:
    from concertnet.exchange.lost import Written
    from concertnet.hinges.door import NetworkLike

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
    waves: Annotated[
        str | None, Option("--waves", metavar="cli_waves_metavar", help="cli_export_waves")
    ] = None,
    absent: Annotated[
        Literal["structural_zero", "composition"],
        Option("--absent", metavar="cli_absent_metavar", help="cli_export_absent"),
    ] = "structural_zero",
) -> None:
    """Write the network for another tool, by the suffix of the file; say what was lost."""
    from concertnet.exchange.write_graph import GRAPH_FILES, SPELLED, files_of_graph, write_graph
    from concertnet.exchange.write_waves import WAVE_FILES, write_waves

    source.spare(output)
    if waves is not None:
        if at is not None or output.suffix.lower() in GRAPH_FILES:
            raise NotComparable("error_export_waves", value=output.name)
        keep(*(output / name for name in WAVE_FILES))
        whole, w = source.network(), words()
        by = column_meant(by, whole)
        dates = _dates(waves)
        _tell(
            write_waves(
                whole, output, dates=dates, level=level, absent=absent, by=by, lang=w.lang,
                persons=persons,
            ),
            whole,
        )  # fmt: skip
        return
    keep(*files_of_graph(output))
    whole, w = source.network(), words()
    # what holds dates is given all of them; the others, a day
    net = whole if at is None and output.suffix.lower() in SPELLED else on_day(whole, at)
    by = column_meant(by, net)
    _tell(write_graph(net, output, levels=level, by=by, lang=w.lang, persons=persons), net)


def _dates(waves: str) -> str | list[str]:
    """Return the days that a text lists, or the frequency that it is."""
    given = [part.strip() for part in waves.split(",") if part.strip()]
    return given if any(part[0].isdigit() for part in given) else waves


def _tell(done: Written, net: NetworkLike) -> None:
    """List what was written, then what was lost."""
    w = words()
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
