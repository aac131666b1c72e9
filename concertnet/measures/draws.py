"""What every measure that draws at random asks for: whole numbers, and a seed."""

from __future__ import annotations

from numbers import Integral
from typing import Any

import numpy as np

from concertnet.errors import NotComparable

__all__ = ["generator", "whole_number"]


def whole_number(value: Any, *, name: str, least: int) -> int:
    """Return the value of an argument, or raise unless it is a whole number of at least `least`."""
    if not isinstance(value, Integral) or isinstance(value, bool) or int(value) < least:
        raise NotComparable("error_whole_number", name=name, least=least, value=repr(value))
    return int(value)


def generator(seed: Any) -> np.random.Generator:
    """Return numpy's generator for a seed: a whole number from 0."""
    return np.random.default_rng(whole_number(seed, name="seed", least=0))
