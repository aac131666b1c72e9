"""Measure and map how organisations of different sectors work together.

Everything public is here: ``import concertnet as cn``; the records that functions return are in
``cn.results``. Names are loaded on first use, so that importing the package loads neither pandas
nor a drawing library.
"""

import logging
import sys
import warnings
from collections.abc import Callable
from types import ModuleType
from typing import Any

import lazy_loader

from concertnet import results

__version__ = "0.1.0"


# what was renamed, and what to write instead
_RENAMED = {"tie_vertical_share": "vertical_share"}


def _attached() -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    found, _, names = lazy_loader.attach_stub(__name__, __file__)
    # records keep their flat names too (``cn.Tenure``), where nobody has to look through them
    shown = [name for name in names if name not in results.__all__]

    def named(name: str) -> Any:
        if name in _RENAMED:
            new = _RENAMED[name]
            text = f"cn.{name} is now cn.{new}: write {new}, which answers the same"
            warnings.warn(text, DeprecationWarning, stacklevel=2)
            return found(new)
        return found(name)

    return named, shown.copy, shown


__getattr__, __dir__, __all__ = _attached()


_OfPackage: type[ModuleType] = type(sys.modules[__name__])  # keeps cn.words from its own module


class _Helpful(_OfPackage):
    """The package: its help ends by its names, by question, listed only when somebody asks."""

    @property
    def __doc__(self) -> str:  # type: ignore[override]
        from concertnet.families import listed

        return f"{self.__dict__['__doc__']}\n\n{listed()}"


sys.modules[__name__].__class__ = _Helpful

logging.getLogger(__name__).addHandler(logging.NullHandler())
