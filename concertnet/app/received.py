"""Files that the browser sends, written in the folder of a dossier under harmless names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from starlette.datastructures import UploadFile

from concertnet.errors import ConcertnetError
from concertnet.tables.source.file_names import safe_name

__all__ = ["MOST_FILES", "keep_files"]

MOST_FILES = 60
_BLOCK = 1 << 20


async def keep_files(files: Sequence[UploadFile], folder: Path) -> list[Path]:
    """Write the files that were sent in a folder that is made for them.

    Raises
    ------
    ConcertnetError
        If there is none, or none holds anything.
    """
    folder.mkdir(parents=True)
    kept: list[Path] = []
    for file in files:
        if not file.filename:
            continue
        path = _free(folder, safe_name(file.filename))
        with path.open("wb") as target:
            while block := await file.read(_BLOCK):
                target.write(block)
        kept.append(path)
    if not kept:
        raise ConcertnetError("app_error_no_file")
    return kept


def _free(folder: Path, name: str) -> Path:
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
    return path
