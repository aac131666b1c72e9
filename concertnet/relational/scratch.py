"""Folders where an engine keeps what memory does not hold: its own, and gone with its program."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import weakref
from pathlib import Path

__all__ = ["Scratch"]

_PREFIX = "concertnet-scratch-"
_NAMED = re.compile(rf"{_PREFIX}(\d+)-.+")


class Scratch:
    """A folder of temporary files, removed with the object, at the latest when the program ends.

    A program that was killed removes nothing: the next one removes what it left.

    Examples
    --------
    >>> scratch = Scratch()
    >>> folder = scratch.folder
    >>> scratch.close()
    >>> folder.exists()
    False
    """

    def __init__(self) -> None:
        _sweep(Path(tempfile.gettempdir()))
        self.folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
        self._removed = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)

    def close(self) -> None:
        """Remove the folder now."""
        self._removed()


def _sweep(where: Path) -> None:
    """Remove the folders of programs that are no more."""
    for folder in where.glob(f"{_PREFIX}*"):
        named = _NAMED.fullmatch(folder.name)
        if named is not None and not _runs(int(named[1])):
            shutil.rmtree(folder, ignore_errors=True)


def _runs(process: int) -> bool:
    if os.name == "nt":  # there, a signal would end the program that it asks about
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return True
