"""A report as one page of HTML that opens offline and prints: native tables, figures in line."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

from concertnet.report.harmless import harmless
from concertnet.report.numbering import Numbering
from concertnet.report.record import Report, ReportPart, ReportSection
from concertnet.report.writers.written import (
    is_numeric,
    paragraphs,
    svg_of,
    texts_of_rows,
)
from concertnet.swap import replace_bytes
from concertnet.words import words

__all__ = ["write_html"]

# Nothing is fetched, nothing runs: figures carry their styles in line.
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)


def write_html(report: Report, path: Path) -> Path:
    """Write a report as one HTML file, whole or not at all.

    Parameters
    ----------
    report : Report
        The report.
    path : Path
        The file.

    Returns
    -------
    Path
        The file.
    """
    page = _page(report)
    # half a character, as badly decoded files hold, cannot be written in UTF-8
    content = page.encode("utf-8", "replace")
    return replace_bytes(path, content)


def _page(report: Report) -> str:
    import jinja2
    from markupsafe import Markup

    folder = resources.files("concertnet.report.writers")
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string(folder.joinpath("report.html.j2").read_text("utf-8"))
    style = folder.joinpath("report.css").read_text("utf-8")
    numbering = Numbering(report)
    return template.render(
        lang=report.lang,
        w=words(report.lang),
        title=harmless(report.title),
        facts=list(map(harmless, report.facts)),
        policy=_POLICY,
        # ours: the only text, with the figures, that enters the page as it is
        style=Markup(style),
        sections=[_section(section, numbering) for section in report.sections],
    )


def _section(section: ReportSection, numbering: Numbering) -> dict[str, Any]:
    key = f"section_{section.key}"
    return {
        "id": key,
        "title": section.title,
        "parts": [_part(part, numbering) for part in section.parts],
    }


def _part(part: ReportPart, numbering: Numbering) -> dict[str, Any]:
    from markupsafe import Markup

    w = words(numbering.report.lang)
    running, listed = paragraphs(part)
    tables = []
    for table in part.tables:
        headings, rows = texts_of_rows(table, w)
        key = f"table_{table.key}"
        tables.append(
            {
                "id": key,
                "caption": w(
                    "report_caption_table",
                    number=str(numbering.numbers[key]),
                    text=harmless(table.caption),
                ),
                "headings": headings,
                "numeric": [is_numeric(cell) for cell in table.cells],
                "rows": rows,
                "note": table.note,
            }
        )
    figures = [
        {
            "id": (key := f"figure_{figure.key}"),
            "caption": w(
                "report_caption_figure",
                number=str(numbering.numbers[key]),
                text=harmless(figure.caption),
            ),
            "alternative": harmless(figure.alternative),
            "svg": Markup(svg_of(figure)),
        }
        for figure in part.figures
    ]
    return {
        "title": part.title,
        "paragraph": [numbering.runs(sentence) for sentence in running],
        "items": [numbering.runs(sentence) for sentence in listed],
        "tables": tables,
        "figures": figures,
    }
