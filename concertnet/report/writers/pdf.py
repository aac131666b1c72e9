"""A report as a tagged PDF, by typst: it reads the record as data, never as markup."""

from __future__ import annotations

import json
import tempfile
import unicodedata
from importlib import resources
from pathlib import Path
from typing import Any

from concertnet.errors import ConcertnetError, LossWarning, warn
from concertnet.report.harmless import harmless
from concertnet.report.numbering import Numbering
from concertnet.report.record import Report, ReportPart
from concertnet.report.writers.written import drawn, lay_out, paragraphs
from concertnet.swap import replace_bytes
from concertnet.words import words

__all__ = ["require_typst", "write_pdf"]

_STANDING, _LYING = 468.0, 648.0  # points across a page
_TOLD = 12  # characters that a warning shows


def write_pdf(report: Report, path: Path) -> Path:
    """Write a report as a PDF, whole or not at all.

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

    Raises
    ------
    ConcertnetError
        If typst is not installed, or the file cannot be written.

    Warns
    -----
    LossWarning
        If texts hold characters that the font of the pages does not draw.
    """
    typst = require_typst()
    template = resources.files("concertnet.report.writers").joinpath("report.typ")
    with tempfile.TemporaryDirectory(prefix="concertnet-") as name:
        folder = Path(name)
        data = _data(report, folder)
        _tell_what_is_not_drawn(data, report.lang)
        (folder / "report.json").write_text(json.dumps(data), "utf-8")
        (folder / "report.typ").write_text(template.read_text("utf-8"), "utf-8")
        content = typst.compile(
            str(folder / "report.typ"),
            root=name,
            font_paths=[_fonts()],
            ignore_system_fonts=True,
            timestamp=0,
        )
    return replace_bytes(path, content)


def require_typst() -> Any:
    """Return typst, or say what to install: before anything is computed for a PDF."""
    try:
        import typst
    except ImportError as error:
        raise ConcertnetError("error_report_pdf_needs") from error
    return typst


def _fonts() -> str:
    """Return the folder of the fonts of the figures: the same on every machine."""
    import matplotlib

    return str(Path(matplotlib.get_data_path()) / "fonts" / "ttf")


def _tell_what_is_not_drawn(data: dict[str, Any], lang: str) -> None:
    """Warn of the characters of the texts for which the pages have but an empty box."""
    from matplotlib.ft2font import FT2Font

    held = FT2Font(str(Path(_fonts()) / "DejaVuSans.ttf")).get_charmap()
    texts = json.dumps(data, ensure_ascii=False)
    # a variation selector, say, is no letter: it draws nothing
    drawn_ones = {c for c in texts if unicodedata.category(c)[0] in "LNPS"}
    absent = sorted(c for c in drawn_ones if ord(c) not in held)
    if absent:
        w, some = words(lang), " ".join(absent[:_TOLD])
        warn(w("warning_report_pdf_letters", n=len(absent), letters=some), LossWarning)


def _data(report: Report, folder: Path) -> dict[str, Any]:
    """Return the report as data, its figures beside."""
    w, numbering = words(report.lang), Numbering(report)
    return {
        "lang": report.lang,
        "title": harmless(report.title),
        "facts": [harmless(fact) for fact in report.facts],
        "contents": w["report_contents"],
        "sections": [
            {
                "key": f"section_{section.key}",
                "title": section.title,
                "parts": [_part(part, numbering, folder) for part in section.parts],
            }
            for section in report.sections
        ],
    }


def _part(part: ReportPart, numbering: Numbering, folder: Path) -> dict[str, Any]:
    w = words(numbering.report.lang)
    running, listed = paragraphs(part)
    tables, figures = [], []
    for table in part.tables:
        key = f"table_{table.key}"
        laid = lay_out(table, w, standing=_STANDING, lying=_LYING)
        number = str(numbering.numbers[key])
        caption = w("report_caption_table", number=number, text=harmless(table.caption))
        tables.append(
            {
                "key": key,
                "caption": caption,
                "headings": laid.headings,
                "rows": laid.rows,
                "numeric": laid.numeric,
                "shares": laid.shares,
                "size": laid.size,
                "note": harmless(table.note),
                "wide": laid.lies,
                "whole": laid.is_whole,
            }
        )
    for figure in part.figures:
        key = f"figure_{figure.key}"
        (folder / f"{key}.svg").write_bytes(drawn(figure, kind="svg"))
        number = str(numbering.numbers[key])
        caption = w("report_caption_figure", number=number, text=harmless(figure.caption))
        figures.append(
            {
                "key": key,
                "caption": caption,
                "file": f"{key}.svg",
                "alternative": harmless(figure.alternative),
                "wide": figure.is_wide,
            }
        )
    return {
        "title": part.title,
        "running": [numbering.runs(sentence) for sentence in running],
        "listed": [numbering.runs(sentence) for sentence in listed],
        "tables": tables,
        "figures": figures,
    }
