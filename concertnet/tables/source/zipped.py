"""A folder of tables in one zip archive: unpacked where it is asked, within the same bounds."""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from concertnet.tables.source.file_names import safe_name
from concertnet.tables.source.sources import PARQUET, TEXTS, WORKBOOKS
from concertnet.tables.source.workbooks import unpacked_limit
from concertnet.tables.spec.problems import Problem

__all__ = ["unpack_tables"]

_MOST_FILES = 200
_MOST_TOLD, _LONGEST_TOLD = 8, 80  # files of one name, signs of each
_BLOCK = 1 << 20  # bytes read at once: what an entry declares may be a lie


def unpack_tables(path: Path, folder: Path) -> Problem | None:
    """Unpack the tables of an archive in a folder; where each was within it plays no part.

    Parameters
    ----------
    path : Path
        The .zip file.
    folder : Path
        The folder, which is there.

    Returns
    -------
    Problem or None
        Why it cannot be unpacked: too much in it, a word of passage, damage, no table, two files
        of one name.
    """
    limit = unpacked_limit(path)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if _is_table(entry.filename)]
            size = sum(entry.file_size for entry in entries)
            if size > limit or len(entries) > _MOST_FILES:
                return _too_big(path, size, limit)
            if alike := _of_one_name([entry.filename for entry in entries]):
                return Problem("error", "zip_same_name", path.name, fields={"names": alike})
            for entry in entries:
                place = folder / safe_name(entry.filename)
                with archive.open(entry) as packed, place.open("wb") as file:
                    while block := packed.read(_BLOCK):
                        file.write(block)
    except RuntimeError:  # encrypted entries
        return Problem("error", "workbook_protected", path.name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
        return Problem("error", "workbook_damaged", path.name)
    return None if entries else Problem("error", "zip_empty", path.name)


def _too_big(path: Path, size: int, limit: int) -> Problem:
    given = {"size": -(-size // 2**20), "limit": limit // 2**20}
    return Problem("error", "workbook_too_big", path.name, fields=given)


def _of_one_name(names: Sequence[str]) -> tuple[str, ...]:
    """Return the files that one would write over another, under any folder and any capitals."""
    times = Counter(safe_name(name).casefold() for name in names)
    alike = [name for name in names if times[safe_name(name).casefold()] > 1]
    return tuple(name[-_LONGEST_TOLD:] for name in alike[:_MOST_TOLD])


def _is_table(name: str) -> bool:
    file = PurePosixPath(name.replace("\\", "/"))
    parts = [part for part in file.parts if part not in (".", "..")]  # where it was plays no part
    hidden = any(part.startswith((".", "~$", "__")) for part in parts)
    return not hidden and file.suffix.lower() in {*TEXTS, *WORKBOOKS, PARQUET}
