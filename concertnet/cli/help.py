"""Help in the reader's language: options are declared with keys of the catalogue, worded here.

Typer writes its own help in English. These classes of commands write it anew, from the same
declarations: ``help``, ``metavar`` and a ``show_default`` of text are keys of ``words.csv``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from concertnet.cli.everywhere import EVERYWHERE, VERSION
from concertnet.grammar import kept_together
from concertnet.words import Words, words

__all__ = ["WordedCommand", "WordedGroup", "placeholder"]


class WordedCommand(TyperCommand):
    """A command whose help and usage are in the reader's language."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; those that are too many are an error, which `usage` words."""
        ctx.allow_extra_args = True
        with _errors_know(ctx):
            left = super().parse_args(ctx, args)
        if left:
            ctx.fail(" ".join(left))
        return left

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write how the command is written: [OPTIONS] DATA [FOLDER]."""
        w = words()
        names = [(placeholder(argument, w), argument.required) for argument in self._arguments()]
        pieces = [name if required else f"[{name}]" for name, required in names]
        _write_usage(ctx, formatter, " ".join([w["cli_options_metavar"], *pieces]))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write what the command does, its arguments and its options, those of them all last."""
        w, arguments = words(), self._arguments()
        options = [parameter for parameter in self.params if parameter not in arguments]
        self.format_usage(ctx, formatter)
        _write_text(w[self.help or ""], formatter)
        rows = [(placeholder(argument, w), _explained(argument, w)) for argument in arguments]
        _write_list(w["cli_arguments_heading"], rows, formatter)
        rows = [(_spelled(option, w), _explained(option, w)) for option in options]
        _write_list(w["cli_options_heading"], [*rows, *_worded(EVERYWHERE, w)], formatter)

    def _arguments(self) -> list[Any]:
        return [p for p in self.params if p.param_type_name == "argument"]


class WordedGroup(TyperGroup):
    """The program: its commands, listed in the reader's language."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; without any, help is what is asked for."""
        with _errors_know(ctx):
            return super().parse_args(ctx, args if set(args) - {"--"} else ["--help"])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that is named; another name is an error, which `usage` words."""
        if args[0] not in self.commands:
            ctx.fail(args[0])
        return super().resolve_command(ctx, args)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write how the program is called."""
        _write_usage(ctx, formatter, words()["cli_command_metavar"])

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write what the program does, its commands, and where to read on."""
        w = words()
        self.format_usage(ctx, formatter)
        _write_text(w[self.help or ""], formatter)
        commands = [(name, w[command.help or ""]) for name, command in self.commands.items()]
        _write_list(w["cli_commands_heading"], commands, formatter)
        _write_list(w["cli_options_heading"], _worded((*EVERYWHERE, VERSION), w), formatter)
        _write_text(w[self.epilog or ""], formatter)


@contextmanager
def _errors_know(ctx: Any) -> Iterator[None]:
    """Let an error know of which command it is: that of an option without its value does not."""
    try:
        yield
    except TyperException as error:
        error.ctx = ctx  # type: ignore[attr-defined]
        raise


def placeholder(parameter: Any, w: Words) -> str:
    """Return the word that stands for the value of an argument or an option: DATA, FILE, N."""
    return w[parameter.metavar]


def _worded(options: Sequence[tuple[str, str | None, str]], w: Words) -> list[tuple[str, str]]:
    return [
        (f"{option} {w[takes]}" if takes else option, w[does]) for option, takes, does in options
    ]


def _spelled(option: Any, w: Words) -> str:
    """Return how an option is written: "-o, --output FILE", "--gaps / --no-gaps"."""
    names = [", ".join(sorted(o, key=len)) for o in (option.opts, option.secondary_opts) if o]
    return " / ".join(names) if option.is_flag else f"{names[0]} {placeholder(option, w)}"


def _explained(parameter: Any, w: Words) -> str:
    """Return what a parameter does, then its default, its least value, or that it is needed."""
    notes = []
    if shown := _default(parameter, w):
        notes.append(w("cli_default", value=shown))
    if parameter.min is not None:
        notes.append(w("cli_at_least", n=parameter.min))
    if parameter.required:
        notes.append(w["cli_required"])
    return w[parameter.help] + (f"  [{', '.join(notes)}]" if notes else "")


def _default(parameter: Any, w: Words) -> str:
    default, shown = parameter.default, parameter.show_default
    if isinstance(shown, str):
        return w[shown]
    if not shown or default is None or default is False:
        return ""
    return parameter.opts[0] if default is True else w.shown(default)


def _write_usage(ctx: Any, formatter: Any, pieces: str) -> None:
    formatter.write_usage(ctx.command_path, pieces, prefix=f"{words()['cli_usage']} ")


def _write_text(text: str, formatter: Any) -> None:
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(kept_together(text, words()))


def _write_list(heading: str, rows: Sequence[tuple[str, str]], formatter: Any) -> None:
    if rows:
        with formatter.section(heading.removesuffix(":")):  # which the formatter adds
            formatter.write_dl([(name, kept_together(does, words())) for name, does in rows])
