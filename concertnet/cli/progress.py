"""What is being made, told on the error stream: a bar on a terminal, plain lines in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from concertnet.cli.everywhere import asked_everywhere
from concertnet.words import words

__all__ = ["telling"]

_Told: TypeAlias = Callable[[int, int, str], None]


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
