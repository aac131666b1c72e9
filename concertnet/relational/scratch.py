"""Folders where an engine keeps what memory does not hold: its own, and gone with its program."""

from __future__ import annotations

import contextlib
import tempfile
import weakref
from pathlib import Path

from concertnet.held import held_folder, sweep_unheld

__all__ = ["Scratch"]

_PREFIX = "concertnet-scratch-"


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
        place, holds = Path(tempfile.gettempdir()), contextlib.ExitStack()
        sweep_unheld(place, _PREFIX)
        self.folder = holds.enter_context(held_folder(place, _PREFIX, mode=0o700))
        self._removed = weakref.finalize(self, holds.close)

    def close(self) -> None:
        """Remove the folder now."""
        self._removed()
