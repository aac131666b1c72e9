"""What the command line says: usage errors, help, tables and lists, in the reader's language."""

import os
import re
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer.exceptions import TyperException

from concertnet.words import LANGUAGES, Words, default_lang, words

if TYPE_CHECKING:
    import pandas as pd

    from concertnet.network import Network

__all__ = [
    "fail",
    "language_of",
    "list_written",
    "print_problems",
    "print_table",
    "said_warnings",
    "speaking",
    "translated_help",
    "usage_sentence",
]

# What typer writes by itself in its help: the English text of these keys is typer's, to the letter.
CHROME = (
    "cli_usage",
    "cli_arguments_heading",
    "cli_options_heading",
    "cli_commands_heading",
    "cli_help_help",
    "cli_required",
    "cli_default",
)


def fail(text: str) -> None:
    """Say what went wrong on the error stream, and stop with the exit code 1."""
    print(text, file=sys.stderr)
    sys.exit(1)


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Make a language that of all that the library says by itself."""
    before = os.environ.get("CONCERTNET_LANG")
    os.environ["CONCERTNET_LANG"] = lang
    try:
        yield
    finally:
        del os.environ["CONCERTNET_LANG"]
        if before is not None:
            os.environ["CONCERTNET_LANG"] = before


@contextmanager
def said_warnings() -> Iterator[None]:
    """Say a notice of the library as a sentence on the error stream, once, as other notices are.

    Warnings of other kinds are for programmers, and shown as Python shows them.
    """
    said: set[str] = set()
    with warnings.catch_warnings():
        shown = warnings.showwarning

        def say(message: Warning | str, category: type[Warning], *place: Any, **more: Any) -> None:
            if category is not UserWarning:
                shown(message, category, *place, **more)
            elif str(message) not in said:
                said.add(str(message))
                print(message, file=sys.stderr)

        warnings.simplefilter("always", UserWarning)
        warnings.showwarning = say
        yield


def usage_sentence(error: TyperException, w: Words) -> str:
    """Say what is wrong with a command line."""
    kind = type(error).__name__
    if kind == "NoSuchOption":
        sentence = w("error_no_such_option", value=getattr(error, "option_name", ""))
    elif kind == "MissingParameter":
        sentence = w("error_missing_argument", value=getattr(error.param, "metavar", None) or "")  # type: ignore[attr-defined]
    elif kind == "BadParameter":
        sentence = w("error_not_a_count", value="/".join(getattr(error.param, "opts", [])))  # type: ignore[attr-defined]
    elif (command := re.search(r"No such command '(.*?)'", error.message)) is not None:
        sentence = w("error_no_such_command", value=command[1])
    elif kind == "NoArgsIsHelpError":
        return error.format_message()
    else:
        sentence = w("error_bad_argument", reason=error.format_message())
    return f"{sentence} {w['cli_see_help']}"


def translated_help(text: str, w: Words) -> str:
    """Return typer's help with its own headings in the reader's language."""
    english = words("en")
    for key in CHROME:
        text = text.replace(english[key], w[key])
    return text


def language_of(arguments: list[str]) -> tuple[str, list[str]]:
    """Return the language asked for, and the arguments without it."""
    kept, lang = [], None
    rest = iter(arguments)
    for argument in rest:
        if argument == "--lang":
            lang = next(rest, "")
        elif argument.startswith("--lang="):
            lang = argument.partition("=")[2]
        else:
            kept.append(argument)
    if lang is None:
        return default_lang(), kept
    if lang not in LANGUAGES:
        fail(words(default_lang())("error_unknown_lang", value=lang))
    return lang, kept


def print_table(frame: "pd.DataFrame", w: Words, net: "Network") -> None:
    """Print a result as aligned text; in a pipe, one line per row whatever its width."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from concertnet.report.labels import labelled

    shown = labelled(frame, lang=w.lang, scale=net.scale)
    shown = shown.dropna(axis="columns", how="all")
    table = Table(box=None, header_style="bold", pad_edge=False)
    numeric = [shown[c].dtype.kind in "iuf" for c in shown.columns]
    for column, is_number in zip(shown.columns, numeric, strict=True):
        table.add_column(Text(str(column)), justify="right" if is_number else "left")
    for row in shown.itertuples(index=False):
        cells = [
            ("" if value != value else w.number(value)) if is_number else _text(value)
            for value, is_number in zip(row, numeric, strict=True)
        ]
        # Text, not str: a user's brackets must not be read as styles
        table.add_row(*(Text(cell) for cell in cells))
    terminal = sys.stdout.isatty()
    Console(width=None if terminal else 10_000, file=sys.stdout, highlight=False).print(table)


def _text(value: Any) -> str:
    return "" if value is None or value != value else str(value)


def print_problems(problems: "pd.DataFrame", w: Words) -> None:
    """Print each problem with its place and what to do, then how many there are."""
    for problem in problems.to_dict("records"):
        place = [
            w(f"problem_place_{part}", value=str(problem[part]))
            for part in ("file", "sheet", "row", "column", "value")
            if _text(problem[part])
        ]
        head = w.label(f"severity_{problem['severity']}")
        print(w("cli_noticed", severity=head, text=", ".join(place)))
        print(f"  {problem['message']} {_text(problem['suggestion'])}")
    counts = problems["severity"].value_counts()
    parts = [
        w(f"n_{severity}s", n=int(counts.get(severity, 0)))
        for severity in ("error", "warning", "notice")
    ]
    print(w.join(parts) + ".")


def list_written(paths: Sequence[Path], w: Words) -> None:
    """Print which files were written."""
    print(w("cli_written", n=len(paths)))
    for path in paths:
        print(f"  {path}")
