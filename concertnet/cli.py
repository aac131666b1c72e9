"""The command line: one command, one library call.

The language is known before the help is built, and heavy modules are imported inside commands, so
that ``concertnet --help`` answers at once, in the reader's language.
"""

import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from concertnet.errors import ConcertnetError
from concertnet.words import LANGUAGES, Words, default_lang, words

if TYPE_CHECKING:
    import pandas as pd

    from concertnet.network import Network

__all__ = ["build", "main"]

FIGURES = (".png", ".svg", ".pdf")
PAGES = (".html", ".htm")
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


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; exit with 1 and a plain sentence on bad input."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    lang, arguments = _language(arguments)
    debug = "--debug" in arguments
    arguments = [a for a in arguments if a != "--debug"]
    w = words(lang)
    try:
        # in a shell typer would answer itself, in English; here an exit code comes back
        sys.exit(build(w)(arguments, prog_name="concertnet", standalone_mode=False))
    except TyperException as error:
        _fail(_usage(error, w))
    except ConcertnetError as error:
        if debug:
            raise
        _fail(error.text(lang))
    except BrokenPipeError:
        # the reader of a pipe (head, less) went away: nothing to say to anybody
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        if debug:
            raise
        _fail(w("error_system", reason=error.strerror or error, path=error.filename or "–"))
    except Exception as error:
        if debug:
            raise
        _fail(w("error_unexpected", kind=type(error).__name__, reason=error))


def _fail(text: str) -> None:
    print(text, file=sys.stderr)
    sys.exit(1)


def _usage(error: TyperException, w: Words) -> str:
    """Say what is wrong with a command line."""
    kind = type(error).__name__
    if kind == "NoSuchOption":
        sentence = w("error_no_such_option", value=getattr(error, "option_name", ""))
    elif kind == "MissingParameter":
        sentence = w("error_missing_argument", value=getattr(error.param, "name", ""))  # type: ignore[attr-defined]
    elif kind == "BadParameter":
        sentence = w("error_not_a_count", value="/".join(getattr(error.param, "opts", [])))  # type: ignore[attr-defined]
    elif (command := re.search(r"No such command '(.*?)'", error.message)) is not None:
        sentence = w("error_no_such_command", value=command[1])
    else:
        sentence = w("error_bad_argument", reason=error.format_message())
    return f"{sentence} {w['cli_see_help']}"


def _translated(text: str, w: Words) -> str:
    """Return typer's help with its own headings in the reader's language."""
    english = words("en")
    for key in CHROME:
        text = text.replace(english[key], w[key])
    return text


def _language(arguments: list[str]) -> tuple[str, list[str]]:
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
        _fail(words(default_lang())("error_unknown_lang", value=lang))
    return lang, kept


def build(w: Words) -> typer.Typer:
    """Return the commands with their help in one language.

    Parameters
    ----------
    w : Words
        The words of the language.

    Returns
    -------
    typer.Typer
        The application.
    """

    class Command(TyperCommand):
        def get_help(self, ctx: Any) -> str:
            return _translated(super().get_help(ctx), w)

    class Group(TyperGroup):
        def get_help(self, ctx: Any) -> str:
            return _translated(super().get_help(ctx), w)

    app = typer.Typer(
        cls=Group,
        help=w["cli_help"],
        epilog=w["cli_epilog"],
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["--help", "-h"]},
    )

    def argument(key: str, default: Any = ...) -> Any:
        return typer.Argument(default, help=w[key], show_default=default is not ...)

    def option(name: str, key: str, default: Any = None, *names: str, **limits: Any) -> Any:
        shown = default not in (None, False)
        return typer.Option(default, name, *names, help=w[key], show_default=shown, **limits)

    data_ = argument("cli_data")
    output_ = option("--output", "cli_output", None, "-o")
    marked_ = option("--marked", "cli_marked")
    scale_ = option("--scale", "cli_scale")
    encoding_ = option("--encoding", "cli_encoding")
    add_missing_ = option("--add-missing-actors", "cli_add_missing", False)
    at_ = option("--at", "cli_at")
    by_ = option("--by", "cli_by", "sector")
    sector_ = option("--sector", "cli_sector", "private")

    demo_folder_ = argument("cli_folder", Path("demo"))
    results_folder_ = argument("cli_folder", Path(w["cli_results_folder"]))
    map_output_ = argument("cli_map_output")

    @app.command(cls=Command, help=w["cli_demo"])
    def demo(folder: Path = demo_folder_) -> None:
        from concertnet.report.results import write_results
        from concertnet.samples import sample_network

        _list_written(write_results(sample_network(), folder, lang=w.lang), w)

    @app.command(cls=Command, help=w["cli_results"])
    def results(
        data: Path = data_,
        folder: Path = results_folder_,
        sector: str = sector_,
        scale: str | None = scale_,
        encoding: str | None = encoding_,
        add_missing_actors: bool = add_missing_,
    ) -> None:
        from concertnet.report.results import write_results

        net = _read(data, w, None, scale, encoding, add_missing_actors)
        _list_written(write_results(net, folder, lang=w.lang, sector=_sector(sector)), w)

    @app.command(cls=Command, help=w["cli_check"])
    def check(
        data: Path = data_,
        output: Path | None = output_,
        marked: Path | None = marked_,
        scale: str | None = scale_,
        encoding: str | None = encoding_,
    ) -> None:
        from concertnet.tables.check import check

        if marked is not None:
            from concertnet.tables.mark import mark_problems

            _list_written([mark_problems(data, marked, scale=scale, lang=w.lang)], w)
        problems = check(data, scale=scale, encoding=encoding, lang=w.lang)
        if output is not None:
            _save(problems, output, w, None)
        else:
            _print_problems(problems, w)
        if (problems["severity"] == "error").any():
            raise typer.Exit(1)

    @app.command(cls=Command, help=w["cli_describe"])
    def describe(
        data: Path = data_,
        output: Path | None = output_,
        at: str | None = at_,
        scale: str | None = scale_,
        encoding: str | None = encoding_,
        add_missing_actors: bool = add_missing_,
    ) -> None:
        from concertnet.measures.description import describe

        net = _read(data, w, at, scale, encoding, add_missing_actors)
        _show(describe(net), output, w, net)

    @app.command(cls=Command, help=w["cli_measure"])
    def measure(
        data: Path = data_,
        output: Path | None = output_,
        at: str | None = at_,
        by: str = by_,
        draws: int = option("--draws", "cli_draws", 999, min=1),
        seed: int = option("--seed", "cli_seed", 0),
        scale: str | None = scale_,
        encoding: str | None = encoding_,
        add_missing_actors: bool = add_missing_,
    ) -> None:
        from concertnet.measures.profile import profile

        net = _read(data, w, at, scale, encoding, add_missing_actors)
        _show(profile(net, by=by, draws=draws, seed=seed), output, w, net)

    @app.command(cls=Command, help=w["cli_gaps"])
    def gaps(
        data: Path = data_,
        output: Path | None = output_,
        at: str | None = at_,
        sector: str = sector_,
        top: int = option("--top", "cli_top", 20, min=1),
        scale: str | None = scale_,
        encoding: str | None = encoding_,
        add_missing_actors: bool = add_missing_,
    ) -> None:
        from concertnet.gaps.explain import explain
        from concertnet.gaps.find import missing_links

        net = _read(data, w, at, scale, encoding, add_missing_actors)
        found = missing_links(net, sector=_sector(sector), top=top)
        if output is not None:
            _save(found, output, w, net)
            return
        for number, row in enumerate(found.to_dict("records"), start=1):
            print(f"{number}. {explain(row, lang=w.lang)}")
        if found.empty:
            print(w["cli_no_gap"])

    @app.command("map", cls=Command, help=w["cli_map"])
    def map_(
        data: Path = data_,
        output: Path = map_output_,
        at: str | None = at_,
        by: str = by_,
        sector: str = sector_,
        gaps: bool = option("--gaps/--no-gaps", "cli_with_gaps", True),
        grey: bool = option("--grey", "cli_grey", False),
        title: str | None = option("--title", "cli_title"),
        scale: str | None = scale_,
        encoding: str | None = encoding_,
        add_missing_actors: bool = add_missing_,
    ) -> None:
        kind = output.suffix.lower()
        if kind not in (*FIGURES, *PAGES):
            known = ", ".join((*FIGURES, *PAGES[:1]))
            raise ConcertnetError("error_map_kind", value=output.name, known=known)
        net = _read(data, w, at, scale, encoding, add_missing_actors)
        found = _gaps_of(net, _sector(sector)) if gaps else None
        options: dict[str, Any] = {"gaps": found, "by": by, "lang": w.lang, "title": title}
        if kind in PAGES:
            from concertnet.maps.interactive.page import interactive_map

            interactive_map(net, output, **options)
        else:
            from concertnet.maps.figure import page_axes, save_figure
            from concertnet.maps.network_map import draw_network
            from concertnet.maps.style import Style

            style = Style.grey() if grey else Style()
            axes = draw_network(net, style=style, ax=page_axes(style), **options)
            save_figure(axes, output)
        _list_written([output], w)

    return app


def _read(
    data: Path,
    w: Words,
    at: str | None,
    scale: str | None,
    encoding: str | None,
    add_missing_actors: bool,
) -> "Network":
    """Read the network, and say on the error stream what was noticed on the way."""
    from concertnet.network import read

    net = read(data, scale=scale, encoding=encoding, add_missing_actors=add_missing_actors)
    for problem in net.problems:
        print(
            f"{w.label('severity_' + problem.severity)} : {problem.text(w.lang)}", file=sys.stderr
        )
    return net if at is None else net.at(at)


def _sector(word: str) -> str:
    """Return the sector that a word of either language means, or the word itself."""
    from concertnet.tables.schema import DEFAULT_SECTORS
    from concertnet.words import normalise, synonyms

    return next((s for s in DEFAULT_SECTORS if normalise(word) in synonyms(s)), word)


def _gaps_of(net: "Network", sector: str) -> "pd.DataFrame | None":
    from concertnet.gaps.find import missing_links

    return missing_links(net, sector=sector)


def _show(frame: "pd.DataFrame", output: Path | None, w: Words, net: "Network") -> None:
    if output is None:
        _print_table(frame, w, net)
    else:
        _save(frame, output, w, net)


def _save(frame: "pd.DataFrame", output: Path, w: Words, net: "Network | None") -> None:
    from concertnet.report.files import save_csv, save_workbook
    from concertnet.report.labels import labelled

    writers: dict[str, Callable[[pd.DataFrame], Path]] = {
        ".csv": lambda table: save_csv(table, output, lang=w.lang),
        ".xlsx": lambda table: save_workbook({w["cli_sheet"]: table}, output),
    }
    if output.suffix.lower() not in writers:
        known = ", ".join(writers)
        raise ConcertnetError("error_table_kind", value=output.name, known=known)
    scale = {} if net is None else {"scale": net.scale}
    writers[output.suffix.lower()](labelled(frame, lang=w.lang, **scale))
    _list_written([output], w)


def _print_table(frame: "pd.DataFrame", w: Words, net: "Network") -> None:
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


def _print_problems(problems: "pd.DataFrame", w: Words) -> None:
    for problem in problems.to_dict("records"):
        place = [
            w("cli_place", part=w[f"column_{part}"], value=problem[part])
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


def _list_written(paths: Sequence[Path], w: Words) -> None:
    print(w("cli_written", n=len(paths)))
    for path in paths:
        print(f"  {path}")
