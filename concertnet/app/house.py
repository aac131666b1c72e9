"""What all the screens share: the dossiers that are open, the worker, the journal, the end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from concertnet.app.dossiers import Dossiers
from concertnet.app.worker import Worker

__all__ = ["House", "Journal"]


class Journal:
    """What went wrong, for who mends the program: the day, the place in the code, no value.

    Parameters
    ----------
    path : Path
        The file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        path.write_text("", encoding="utf-8")

    def note(self, line: str) -> None:
        """Add a line."""
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        with self.path.open("a", encoding="utf-8") as file:
            file.write(f"{now} {line}\n")


@dataclass
class House:
    """What all the screens share.

    Attributes
    ----------
    folder : Path
        The folder of the program.
    dossiers : Dossiers
        Those that are open.
    worker : Worker
        What reads and computes.
    journal : Journal
        What went wrong.
    lang : {"fr", "en"}
        The language of the first screen.
    minutes : float
        How long after its last page is closed the program ends.
    stop : function
        Ends the program.
    """

    folder: Path
    dossiers: Dossiers
    worker: Worker
    journal: Journal
    lang: str
    minutes: float
    stop: Callable[[], None]
