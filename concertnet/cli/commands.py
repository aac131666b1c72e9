"""The command line: one command, one library call.

The language is known before the help is built, and heavy modules are imported inside commands, so
that ``concertnet --help`` answers at once, in the reader's language.
"""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from concertnet.cli.said import (
    fail,
    language_of,
    list_written,
    print_problems,
    print_table,
    said_warnings,
    speaking,
    translated_help,
    usage_sentence,
)
from concertnet.errors import ConcertnetError
from concertnet.swap import reason
from concertnet.words import Words, words

if TYPE_CHECKING:
    import pandas as pd

    from concertnet.network import Network

__all__ = ["build", "main"]

FIGURES = (".png", ".svg", ".pdf")
PAGES = (".html", ".htm")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; exit with 1 and a plain sentence on bad input."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    lang, arguments = language_of(arguments)
    debug = "--debug" in arguments
    arguments = [a for a in arguments if a != "--debug"]
    w = words(lang)
    try:
        with speaking(lang), said_warnings():
            # in a shell typer would answer itself, in English; here an exit code comes back
            sys.exit(build(w)(arguments, prog_name="concertnet", standalone_mode=False))
    except TyperException as error:
        fail(usage_sentence(error, w))
    except ConcertnetError as error:
        if debug:
            raise
        fail(error.text(lang))
    except BrokenPipeError:
        # the reader of a pipe (head, less) went away: nothing to say to anybody
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        if debug:
            raise
        fail(w("error_system", reason=reason(error), path=error.filename or "–"))
    except Exception as error:
        if debug:
            raise
        fail(w("error_unexpected", kind=type(error).__name__, reason=error))


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
            return translated_help(super().get_help(ctx), w)

    class Group(TyperGroup):
        def get_help(self, ctx: Any) -> str:
            return translated_help(super().get_help(ctx), w)

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
        metavar = w[f"{key}_metavar"]
        return typer.Argument(
            default, help=w[key], metavar=metavar, show_default=default is not ...
        )

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

        written = write_results(sample_network(), folder, lang=w.lang)
        list_written(written, w)

    @app.command(cls=Command, help=w["cli_results"])
    def results(
        data: Path = data_,
        folder: Path = results_folder_,
        at: str | None = at_,
        sector: str = sector_,
        scale: str | None = scale_,
        encoding: str | None = encoding_,
        add_missing_actors: bool = add_missing_,
    ) -> None:
        from concertnet.report.results import write_results

        _spare(data, folder)
        net = _read(data, w, None, scale, encoding, add_missing_actors)
        _on_a_day(net if at is None else net.at(at), at, w)
        written = write_results(net, folder, at=at, lang=w.lang, sector=sector)
        list_written(written, w)

    @app.command(cls=Command, help=w["cli_check"])
    def check(
        data: Path = data_,
        output: Path | None = output_,
        marked: Path | None = marked_,
        scale: str | None = scale_,
        encoding: str | None = encoding_,
        add_missing_actors: bool = add_missing_,
    ) -> None:
        from concertnet.tables.check import check

        for target in filter(None, (output, marked)):
            _spare(data, target)
        if marked is not None:
            from concertnet.tables.write.mark import mark_problems

            list_written([mark_problems(data, marked, scale=scale, lang=w.lang)], w)
        problems = check(
            data,
            scale=scale,
            encoding=encoding,
            add_missing_actors=add_missing_actors,
            lang=w.lang,
        )
        if output is not None:
            _save(problems, output, w, None)
        else:
            print_problems(problems, w)
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
        from concertnet.measures.overview.description import describe

        net = _read(data, w, at, scale, encoding, add_missing_actors)
        if at is not None:
            _on_a_day(net, at, w)
        _show(describe(net), data, output, w, net)

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
        from concertnet.measures.overview.profile import profile

        net = _read(data, w, None, scale, encoding, add_missing_actors)
        net = net if at is None else net.until(at)  # turnover needs the dates before
        _on_a_day(net, None, w)
        table = profile(net, by=_column(by, net, w), draws=draws, seed=seed)
        _show(table, data, output, w, net)

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
        from concertnet.gaps.find.missing_links import missing_links

        net = _read(data, w, at, scale, encoding, add_missing_actors)
        now = _on_a_day(net, at, w)
        found = missing_links(now, sector=sector)
        shown = found.groupby("kind", sort=False).head(top)
        if output is not None:
            _save(shown, _spare(data, output), w, net)
            return
        if not len(now.ties):
            print(w["cli_no_ties"])
        for number, row in enumerate(shown.to_dict("records"), start=1):
            print(f"{number}. {explain(row, lang=w.lang, scale=net.scale)}")
        if found.empty:
            print(w["cli_no_gap"])
        elif len(shown) < len(found):
            print(w("cli_gaps_shown", n=len(shown), total=len(found)))

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
        from concertnet.gaps.find.missing_links import missing_links

        _spare(data, output)
        whole = _read(data, w, at, scale, encoding, add_missing_actors)
        net = _on_a_day(whole, at, w)
        found = missing_links(net, sector=sector) if gaps else None
        options: dict[str, Any] = {"gaps": found, "by": _column(by, net, w), "lang": w.lang}
        options["title"] = title
        if kind in PAGES:
            from concertnet.maps.interactive.page import interactive_map

            # the page moves over the dates that it is given, and opens on the last
            interactive_map(whole, output, **options)
        else:
            from concertnet.maps.figures.network import draw_network
            from concertnet.maps.paper.files import page_axes, save_figure
            from concertnet.maps.paper.style import Style

            style = Style.grey() if grey else Style()
            axes = draw_network(net, style=style, ax=page_axes(style), **options)
            save_figure(axes, output)
        list_written([output], w)

    return app


def _read(
    data: Path,
    w: Words,
    at: str | None,
    scale: str | None,
    encoding: str | None,
    add_missing_actors: bool,
) -> "Network":
    """Read the network, and say on the error stream how much was noticed on the way."""
    from concertnet.network import read

    net = read(data, scale=scale, encoding=encoding, add_missing_actors=add_missing_actors)
    counts = {
        severity: sum(problem.severity == severity for problem in net.problems)
        for severity in ("warning", "notice")
    }
    if any(counts.values()):
        said = {f"{severity}s": w(f"n_{severity}s", n=n) for severity, n in counts.items()}
        print(w("cli_problems_noticed", **said), file=sys.stderr)
    return net if at is None else net.at(at)


def _on_a_day(net: "Network", at: str | None, w: Words) -> "Network":
    """Return the network on the day asked for, else on the last one observed; say which."""
    now = net if at is not None else net.latest()
    if now.observed is not None:
        day = str(now.observed.start.date())
        guesses = (p.fields["last"] for p in net.problems if p.code == "observed_guessed")
        print(w("cli_as_of_last" if day in guesses else "cli_as_of", date=day), file=sys.stderr)
    return now


def _spare(data: Path, target: Path) -> Path:
    """Return where to write, which must be none of the files or folders that were read."""
    source, place = data.resolve(), target.resolve()
    inside = source.is_dir() and (place == source or (place.parent == source and place.exists()))
    if place == source or inside:
        raise ConcertnetError("error_own_data", value=target)
    return target


def _column(word: str, net: "Network", w: Words) -> str:
    """Return the column of actors that a word means, in either language or as the data write it."""
    from concertnet.tables.spec.schema import TABLES
    from concertnet.words import normalise, synonyms

    own = {normalise(str(column)): str(column) for column in net.actors.columns}
    usual = (c.name for c in TABLES["actors"].columns if normalise(word) in synonyms(c.word))
    meant = own.get(normalise(word)) or next(usual, word)
    headings = {c.name: w[c.word] for c in TABLES["actors"].columns}
    headings = {c: headings.get(c, c) for c in own.values() if net.actors[c].notna().any()}
    for name in ("actor", "name", "start", "end", "latitude", "longitude"):
        headings.pop(name, None)
    if meant != "sector" and meant not in headings:
        known = ", ".join(headings.values())
        raise ConcertnetError("error_cli_by", value=word, known=known)
    return meant


def _show(frame: "pd.DataFrame", data: Path, output: Path | None, w: Words, net: "Network") -> None:
    if output is None:
        print_table(frame, w, net)
    else:
        _save(frame, _spare(data, output), w, net)


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
    list_written([output], w)
