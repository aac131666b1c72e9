"""Sentences on the way: what the library notices, and which files were written."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from concertnet.errors import LossWarning
from concertnet.words import words

__all__ = ["list_written", "said_warnings"]


@contextmanager
def said_warnings() -> Iterator[None]:
    """Say a notice of the library as a sentence on the error stream, once, as other notices are.

    Warnings of other kinds are for programmers, and shown as Python shows them.
    """
    said: set[str] = set()
    with warnings.catch_warnings():
        shown = warnings.showwarning

        def say(message: Warning | str, category: type[Warning], *place: Any, **more: Any) -> None:
            if category not in (UserWarning, LossWarning):
                shown(message, category, *place, **more)
            elif str(message) not in said:
                said.add(str(message))
                print(message, file=sys.stderr)

        warnings.simplefilter("always", UserWarning)
        warnings.showwarning = say
        yield


def list_written(*paths: Path) -> None:
    """Print which files were written."""
    print(words()("cli_written", n=len(paths)))
    for path in paths:
        print(f"  {path}")
