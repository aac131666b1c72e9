"""The numbers of pairs of actors that pass from one level of tie to another, step by step."""

from __future__ import annotations

from typing import Any

import pandas as pd

from concertnet.maps.figures.changes import CHANGES, change_of
from concertnet.maps.paper.called import group_word
from concertnet.maps.paper.text import clean
from concertnet.measures.time.transitions import AWAY, NO_TIE
from concertnet.words import Words

__all__ = ["Flows"]


class Flows:
    """Pairs by wave, state and next state; a state is the rank of a level, or a word.

    Parameters
    ----------
    table : DataFrame
        An answer of `transitions`; pairs of groups are added up.
    scale : Scale or None
        What names the levels.
    w : Words
        The language.
    """

    def __init__(self, table: pd.DataFrame, scale: Any, w: Words) -> None:
        states = list(dict.fromkeys(table["level"]))
        self.levels = [s for s in states if s not in (NO_TIE, AWAY)]
        self.states: list[Any] = [*reversed(range(len(self.levels))), NO_TIE, AWAY]
        self.waves = sorted({*table["from_date"], *table["until_date"]})
        rank: dict[Any, Any] = {s: self.levels.index(s) for s in self.levels}
        rank |= {NO_TIE: NO_TIE, AWAY: AWAY}
        self.pairs: dict[tuple[int, Any, Any], int] = {}
        keys = table.groupby(["from_date", "level", "next_level"], sort=False)["pairs"].sum()
        for (wave, before, after), pairs in keys.items():  # type: ignore[misc]
            key = (self.waves.index(wave), rank[before], rank[after])
            # What has no tie at either wave is not drawn.
            if pairs and not (isinstance(key[1], str) and isinstance(key[2], str)):
                self.pairs[key] = int(pairs)
        self.unknown = int(table["unknown"].max()) if "unknown" in table.columns else 0
        self.words: dict[Any, str] = {NO_TIE: w.label(NO_TIE), AWAY: w.label(AWAY)}
        for k, level in enumerate(self.levels):
            word = group_word(w, level, "level")
            if scale is not None and level in scale.levels:
                word = scale.label(level, w.lang)
            self.words[k] = clean(word[:1].upper() + word[1:])

    def out(self, wave: int, state: Any) -> int:
        """Return how many pairs leave a state drawn at a wave."""
        return sum(n for (k, a, _), n in self.pairs.items() if (k, a) == (wave, state))

    def into(self, wave: int, state: Any) -> int:
        """Return how many pairs come to a state drawn at a wave."""
        return sum(n for (k, _, b), n in self.pairs.items() if (k + 1, b) == (wave, state))

    def height(self, wave: int, state: Any) -> int:
        """Return the height of a block, in pairs."""
        return max(self.out(wave, state), self.into(wave, state))

    def changes(self, step: int | None = None) -> dict[str, int]:
        """Return the pairs of each change, over a step or over all of them."""
        found: dict[str, int] = dict.fromkeys(CHANGES, 0)
        for (k, before, after), n in self.pairs.items():
            if step is None or k == step:
                found[change_of(before, after)] += n
        return found
