"""Commands that write what a person fills in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Option

from concertnet.cli.said import list_written
from concertnet.words import words

__all__ = ["template"]


def template(
    output: Annotated[Path, Argument(metavar="cli_file_metavar", help="cli_template_output")],
    tables: Annotated[
        str, Option("--tables", metavar="cli_tables_metavar", help="cli_tables")
    ] = "core",
    data: Annotated[
        Path | None, Option("--from", metavar="cli_data_metavar", help="cli_from")
    ] = None,
) -> None:
    """Write a workbook to fill in, empty or of a network; say what to type then."""
    from concertnet.tables.spec.next_command import next_command
    from concertnet.tables.write.template import template

    chosen: Any = tables  # the library refuses what is neither of the two
    list_written(template(output, tables=chosen, data=data))
    w = words()
    print(w("cli_template_next", command=next_command("check", output, "--lang", w.lang)))
