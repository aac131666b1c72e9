"""The application: every command, with the options of the data that it reads."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

import typer

from concertnet.cli.commands import COMMANDS
from concertnet.cli.help import WordedCommand, WordedGroup
from concertnet.cli.source import Source

__all__ = ["application"]


@functools.cache
def application() -> Any:
    """Return the application: what is given the arguments of a command line.

    A command is a function of `COMMANDS`: its name is that of the command, ``cli_<name>`` the key
    of its help, and its parameters are the options of `concertnet.cli.options`.
    """
    app = typer.Typer(
        cls=WordedGroup,
        help="cli_help",
        epilog="cli_epilog",
        add_completion=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    for command in COMMANDS:
        name = command.__name__.strip("_")  # `map_`: Python keeps `map` for itself
        app.command(name, cls=WordedCommand, help=f"cli_{name}")(_spelled_out(command))
    return typer.main.get_command(app)


def _spelled_out(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command whose `Source` is given by its parts: DATA first, its options last."""
    own = inspect.signature(command, eval_str=True).parameters
    if all(parameter.annotation is not Source for parameter in own.values()):
        return command
    parts = inspect.signature(Source, eval_str=True).parameters
    by_name = {name: p for name, p in own.items() if p.annotation is not Source}
    (taken,) = own.keys() - by_name.keys()
    data, *options = parts.values()

    def run(**given: Any) -> None:
        source = Source(**{part: given.pop(part) for part in parts})
        command(**{taken: source}, **given)

    spelled = [
        p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in (data, *by_name.values(), *options)
    ]
    run.__signature__ = inspect.Signature(spelled)  # type: ignore[attr-defined]
    return run
