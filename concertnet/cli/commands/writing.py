"""Commands that write a document to hand in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Option

from concertnet.cli.kept import keep
from concertnet.cli.options import AgainstTerritory, OfSector, OnDay, Territory
from concertnet.cli.progress import telling
from concertnet.cli.said import list_written
from concertnet.cli.source import Source, on_day
from concertnet.errors import ConcertnetError
from concertnet.words import words

__all__ = ["report"]


def _written_as_report(path: Path | None) -> Path | None:
    from concertnet.report.report import REPORT_FORMATS

    if path is not None and path.suffix.lower() not in REPORT_FORMATS:
        raise ConcertnetError("error_report_kind", value=path.name, known=REPORT_FORMATS)
    return path


def report(
    source: Source,
    output: Annotated[
        Path | None,
        Option(
            "--output",
            "-o",
            metavar="cli_file_metavar",
            help="cli_report_output",
            show_default="cli_report_file",
            callback=_written_as_report,
        ),
    ] = None,
    at: OnDay = None,
    sector: OfSector = "private",
    sections: Annotated[
        str | None,
        Option("--sections", metavar="cli_sections_metavar", help="cli_sections"),
    ] = None,
    template: Annotated[
        Path | None, Option("--template", metavar="cli_file_metavar", help="cli_report_template")
    ] = None,
    compare: Annotated[
        str | None, Option("--compare", metavar="cli_date_metavar", help="cli_report_compare")
    ] = None,
    territory: Territory = None,
    against: AgainstTerritory = None,
    persons: Annotated[bool, Option("--persons", help="cli_report_persons")] = False,
) -> None:
    """Write a report to hand in: findings, sections, method, in one document."""
    from concertnet.report.report import report

    output = output or Path(words()["cli_report_file"])
    source.spare(output)
    keep(output)
    if template is not None:  # before the data are read
        from concertnet.report.writers.word import require_template

        require_template(template)
    net = source.network()
    on_day(net, at)
    asked = None if sections is None else [s.strip() for s in sections.split(",") if s.strip()]
    with telling() as progress:
        written = report(
            net,
            output,
            at=at,
            sector=sector,
            sections=asked,
            compare=compare,
            territory=territory,
            against=against,
            persons=persons,
            template=template,
            force=True,  # `keep` has seen to it
            progress=progress,
        )
    list_written(written)
