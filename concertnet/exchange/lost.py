"""What a file of another tool cannot hold: counted on the way, and told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from concertnet.records import Record
from concertnet.words import words

__all__ = ["Losses", "Written"]


@dataclass(frozen=True, eq=False, repr=False)
class Written(Record):
    """The files of an export, and what they do not hold.

    Attributes
    ----------
    paths : tuple of Path
        The files, that which was asked for first.
    lost : DataFrame
        A row for each thing left out: ``lost`` (what), ``rows`` (how many rows, values or texts),
        ``why``, in the language asked for. Empty where everything was written.
    """

    paths: tuple[Path, ...]
    lost: pd.DataFrame

    def __repr__(self) -> str:
        files = ", ".join(path.name for path in self.paths)
        return f"<Written: {files}; {len(self.lost)} losses>"


class Losses:
    """A count of what is left out, by what it is and why."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, what: str, why: str, n: int = 1) -> None:
        """Count `n` more things lost; `what` and `why` are keys of the catalogue, or own words."""
        if n:
            self._counts[what, why] += int(n)

    def frame(self, lang: str) -> pd.DataFrame:
        """Return what was lost in words, in the order in which it was met."""
        w = words(lang)
        rows = [
            {"lost": w.label(what) if what in w else what, "rows": n, "why": w[why]}
            for (what, why), n in self._counts.items()
        ]
        return pd.DataFrame(rows, columns=["lost", "rows", "why"]).astype({"rows": "int64"})
