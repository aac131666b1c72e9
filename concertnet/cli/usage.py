"""What is wrong with a command line, and how to write it, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from typer.exceptions import TyperException

from concertnet.cli.everywhere import EVERYWHERE
from concertnet.cli.help import WordedCommand, WordedGroup, placeholder
from concertnet.words import Words, synonyms, words

__all__ = ["usage_sentence"]


def usage_sentence(error: TyperException) -> str:
    """Say what is wrong with a command line, then how the command is written."""
    w = words()
    ctx = getattr(error, "ctx", None)
    if ctx is None:
        return w("error_bad_argument", reason=error.format_message())
    lines = [_sentence(error, ctx.command, w)]
    if isinstance(ctx.command, WordedCommand):
        lines.append(ctx.get_usage())
    return "\n".join([*lines, w("cli_see_help", command=ctx.command_path)])


def _sentence(error: Any, command: Any, w: Words) -> str:
    # typer shows the base of its errors alone: the others are known by the names of their classes
    match type(error).__name__:
        case "NoSuchOption":
            said = w("error_no_such_option", value=error.option_name)
            return f"{said} {_near(error.option_name, _options(command, w))}".strip()
        case "BadOptionUsage":
            option = next((p for p in command.params if error.option_name in p.opts), None)
            if option is None or option.is_flag:  # no option of its own: --help
                return w("error_option_alone", value=error.option_name)
            return _needed(option, w)
        case "MissingParameter":
            return w("error_missing_argument", value=placeholder(error.param, w))
        case "BadParameter":
            return _needed(error.param, w)
        case "UsageError" if isinstance(command, WordedGroup):
            names = {name: [name, *synonyms(f"cli_{name}")] for name in command.commands}
            remedy = _near(error.message, names) or w("cli_commands_are", known=tuple(names))
            return f"{w('error_no_such_command', value=error.message)} {remedy}"
        case "UsageError":
            return w("error_extra_arguments", value=error.message)
        case _:
            return w("error_bad_argument", reason=error.format_message())


def _needed(option: Any, w: Words) -> str:
    name = max(option.opts, key=len)
    if option.metavar != "cli_number_metavar":
        return w("error_option_needs_value", value=name, takes=placeholder(option, w))
    if option.min is None:
        return w("error_not_a_whole_number", value=name)
    return w("error_not_a_count", value=name, n=option.min)


def _options(command: Any, w: Words) -> dict[str, list[str]]:
    """Return how each option of a command may have been meant: its name, or what it takes."""
    meant = {option: [option] for names, *_ in EVERYWHERE for option in names.split(", ")}
    for parameter in command.params:
        for option in (*parameter.opts, *parameter.secondary_opts):
            if option.startswith("--"):
                takes = [] if parameter.is_flag else [placeholder(parameter, w)]
                meant[option] = [option, *takes]
    return meant


def _near(typed: str, meant: Mapping[str, Iterable[str]]) -> str:
    """Ask whether something near what was typed was meant; nothing where nothing is near."""
    from concertnet.tables.cells.near import NearNames

    known = NearNames(())
    for name, spellings in meant.items():
        for spelling in spellings:
            known.add(spelling, name)
    found = known(typed)
    return words()("fix_nearest", nearest=found[0]) if found else ""
