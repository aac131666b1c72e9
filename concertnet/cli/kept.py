"""Files that are there already: kept, unless the reader asked for others in their place."""

from __future__ import annotations

from pathlib import Path

from concertnet.cli.everywhere import asked_everywhere
from concertnet.errors import ConcertnetError

__all__ = ["keep"]


def keep(*paths: Path | None) -> None:
    """Refuse to replace files, naming them, unless ``--force`` was asked; before anything is made.

    Raises
    ------
    ConcertnetError
        If one of the files is there already.
    """
    there = tuple(str(path) for path in paths if path is not None and path.exists())
    if there and not asked_everywhere().force:
        raise ConcertnetError("error_exists", n=len(there), paths=there)
