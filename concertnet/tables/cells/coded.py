"""A column as its distinct texts, each looked at once, and the text of each row as a number."""

from __future__ import annotations

import functools
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.tables.spec.text import is_code

__all__ = ["Coded"]


@dataclass(frozen=True, eq=False)
class Coded:
    """A column of text as its distinct texts.

    Attributes
    ----------
    codes : numpy.ndarray of int32
        For each row, the place of its text; -1 where it holds nothing.
    texts : list of str
        The texts, each once, in the order in which they are first written.

    Examples
    --------
    >>> column = Coded.of(pd.Series(["a", None, "b", "a"], dtype="str"))
    >>> column.codes.tolist(), column.texts
    ([0, -1, 1, 0], ['a', 'b'])
    """

    codes: npt.NDArray[np.int32]
    texts: list[str]

    @classmethod
    def of(cls, column: pd.Series) -> Coded:
        """Return a column as its distinct texts."""
        codes, texts = pd.factorize(column)
        return cls(codes.astype(np.int32), texts.tolist())

    @functools.cached_property
    def worded(self) -> list[int]:
        """The places of the texts that may say something as words: all but codes."""
        return [place for place, text in enumerate(self.texts) if not is_code(text)]

    def holding(self, places: Collection[int]) -> npt.NDArray[np.bool_]:
        """Say which rows hold one of the texts at these places."""
        if not places:
            return np.zeros(len(self.codes), dtype=bool)
        held = np.zeros(len(self.texts) + 1, dtype=bool)  # the last is for rows that hold nothing
        held[list(places)] = True
        return held[self.codes]

    def column(self) -> pd.Series:
        """Return the column, missing where a row holds nothing."""
        texts = pd.Series(self.texts, dtype="str").array
        return pd.Series(texts.take(self.codes, allow_fill=True))
