"""The hinges that an engine makes, by the name that measures ask them by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from concertnet.relational.counted_moves import counted_moves
from concertnet.relational.counted_pairs import counted_pairs
from concertnet.relational.counted_survival import counted_survival
from concertnet.relational.lives import dates_counted

__all__ = ["MADE"]

# Each takes the tables, then the scale of levels, then what the hinge's own function takes.
MADE: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "dates_written": dates_counted,
        "moves": counted_moves,
        "pair_steps": counted_pairs,
        "survival_counts": counted_survival,
    }
)
