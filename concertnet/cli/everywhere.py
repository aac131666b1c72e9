"""The options of every command, read before the command is known: help is built in a language."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from concertnet.errors import ConcertnetError
from concertnet.words import LANGUAGES

__all__ = [
    "EVERYWHERE",
    "VERSION",
    "Everywhere",
    "asked_everywhere",
    "asking",
    "read_everywhere",
    "speaking",
]

# As help lists them: the option, the key of what it takes, the key of what it does.
EVERYWHERE = (
    ("--lang", "cli_lang_metavar", "cli_lang"),
    ("--force", None, "cli_force"),
    ("-q, --quiet", None, "cli_quiet"),
    ("--debug", None, "cli_debug"),
    ("-h, --help", None, "cli_help_help"),
)
VERSION = ("--version", None, "cli_version")  # for the program: its commands have no other


@dataclass(frozen=True)
class Everywhere:
    """What was asked of the command line whatever the command."""

    lang: str | None = None
    debug: bool = False
    version: bool = False
    force: bool = False
    quiet: bool = False


def read_everywhere(arguments: Sequence[str]) -> tuple[Everywhere, list[str]]:
    """Return what is asked whatever the command, and the arguments without it.

    Examples
    --------
    >>> read_everywhere(["gaps", "--lang", "fr", "data", "--debug"])
    (Everywhere(lang='fr', debug=True, version=False, force=False, quiet=False), ['gaps', 'data'])
    """
    left: list[str] = []
    lang, flags = None, set()
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        if name == "--lang":
            lang = value if equals else next(rest, "")
            if not lang:
                takes = "|".join(LANGUAGES)
                raise ConcertnetError("error_option_needs_value", value=name, takes=takes)
            if lang not in LANGUAGES:
                raise ConcertnetError("error_unknown_lang", value=lang)
        elif argument in ("--debug", "--version", "--force", "--quiet", "-q"):
            flags.add(argument.lstrip("-"))
        elif argument == "--":  # what follows is no option
            left += [argument, *rest]
        else:
            left.append(argument)
    found = Everywhere(
        lang,
        debug="debug" in flags,
        version="version" in flags,
        force="force" in flags,
        quiet=bool(flags & {"quiet", "q"}),
    )
    return found, left


_ASKED: ContextVar[Everywhere | None] = ContextVar("asked", default=None)


def asked_everywhere() -> Everywhere:
    """Return what was asked of the command that runs, whatever the command."""
    return _ASKED.get() or Everywhere()


@contextmanager
def asking(everywhere: Everywhere) -> Iterator[None]:
    """Keep what was asked for the command that runs."""
    token = _ASKED.set(everywhere)
    try:
        yield
    finally:
        _ASKED.reset(token)


@contextmanager
def speaking(lang: str | None) -> Iterator[None]:
    """Make a language that of all that the library says by itself; None: the reader's own."""
    if lang is None:
        yield
        return
    before = os.environ.get("CONCERTNET_LANG")
    os.environ["CONCERTNET_LANG"] = lang
    try:
        yield
    finally:
        del os.environ["CONCERTNET_LANG"]
        if before is not None:
            os.environ["CONCERTNET_LANG"] = before
