"""Measure and map how organisations of different sectors work together.

Everything public is here: ``import concertnet as cn``; the records that functions return are in
``cn.results``. Names are loaded on first use, so that importing the package loads neither pandas
nor a drawing library.
"""

import logging
from collections.abc import Callable
from typing import Any

import lazy_loader

from concertnet import results

__version__ = "0.1.0"


def _attached() -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    found, _, names = lazy_loader.attach_stub(__name__, __file__)
    # records keep their flat names too (``cn.Tenure``), where nobody has to look through them
    shown = [name for name in names if name not in results.__all__]
    return found, shown.copy, shown


__getattr__, __dir__, __all__ = _attached()

logging.getLogger(__name__).addHandler(logging.NullHandler())
