"""What is being made, told on the error stream: a bar on a terminal, plain lines in a pipe."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from concertnet.cli.everywhere import asked_everywhere
from concertnet.words import words

__all__ = ["said_if_long", "telling"]

_Told: TypeAlias = Callable[[int, int, str], None]


_LONG = 2.0  # seconds after which a reader wonders whether anything happens


@contextmanager
def said_if_long(what: str) -> Iterator[None]:
    """Say what is being done, on the error stream, once it has lasted two seconds."""
    told = threading.Timer(_LONG, lambda: print(f"{what}...", file=sys.stderr, flush=True))
    told.daemon = True
    if not asked_everywhere().quiet:
        told.start()
    try:
        yield
    finally:
        told.cancel()


@contextmanager
def telling() -> Iterator[_Told | None]:
    """Give what a long call tells its progress to; nothing where ``--quiet`` was asked."""
    if asked_everywhere().quiet:
        yield None
    elif sys.stderr.isatty():
        yield from _bar()
    else:
        yield _line


def _line(done: int, total: int, what: str) -> None:
    print(words()("cli_progress", done=done, total=total, what=what), file=sys.stderr)


def _bar() -> Iterator[_Told]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn
    from rich.text import Text

    console = Console(stderr=True)
    columns = BarColumn(), TextColumn("{task.description}", markup=False)
    with Progress(*columns, console=console, transient=True) as shown:
        task = shown.add_task("", total=None)

        def tell(done: int, total: int, what: str) -> None:
            shown.update(task, completed=done, total=total, description=str(Text(what)))

        yield tell
