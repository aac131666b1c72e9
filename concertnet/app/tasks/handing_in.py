"""Write what is handed in: the report in its formats, or everything in one archive."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from concertnet.app.given import DataGiven
from concertnet.app.process import Tell
from concertnet.app.tasks.reading import network_of
from concertnet.report.report import report
from concertnet.report.results import write_results

__all__ = ["hand_in_task", "zipped"]

_DAY = (1980, 1, 1, 0, 0, 0)  # the same files give the same bytes, whenever they were written
_RIGHTS = 0o644 << 16


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
            return str(zipped(Path(folder), target))
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


def zipped(folder: Path, target: Path) -> Path:
    """Write the files of a folder in an archive, in the order of their names."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with zipfile.ZipFile(target, "w") as archive:
        for path in files:
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _DAY)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, _RIGHTS
            entry.create_system = 3  # said alike on every system
            with path.open("rb") as source, archive.open(entry, "w") as packed:
                shutil.copyfileobj(source, packed)
    return target
