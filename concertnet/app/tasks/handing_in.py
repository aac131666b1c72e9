"""Write what is handed in: the report in its formats, or everything in one archive."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from concertnet.app.given import DataGiven
from concertnet.app.process import Tell
from concertnet.app.tasks.reading import network_of
from concertnet.report.report import report
from concertnet.report.results import write_results

__all__ = ["hand_in_task"]


def hand_in_task(
    tell: Tell,
    given: DataGiven,
    output: str,
    at: str | None,
    sector: str,
    sections: Sequence[str] | None,
    compare: str | None,
    territory: str | None,
    against: str | None,
    persons: bool,
    word_template: str | None,
) -> str:
    """Write the report, or every result in a .zip, by the ending of the file."""
    net, target = network_of(given), Path(output)
    if target.suffix == ".zip":
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            write_results(net, folder, at=at, sector=sector, progress=tell)
            return shutil.make_archive(str(target.with_suffix("")), "zip", folder)
    report(
        net,
        target,
        at=at,
        sector=sector,
        sections=sections,
        compare=compare,
        territory=territory,
        against=against,
        persons=persons,
        template=word_template if target.suffix == ".docx" else None,
        force=True,
        progress=tell,
    )
    return output
