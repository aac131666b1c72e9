"""Commands about the data themselves: what is wrong in them, what they hold, who is the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

from typer import Exit, Option

from concertnet.cli.answer import answer, save_table
from concertnet.cli.options import DataOutput, InEngine, OnDay, TableFile
from concertnet.cli.progress import said_if_long
from concertnet.cli.said import list_written
from concertnet.cli.source import Source, free_name, on_day
from concertnet.errors import ConcertnetError
from concertnet.words import words

__all__ = ["check", "describe", "names"]


def check(
    source: Source,
    output: TableFile = None,
    marked: Annotated[
        Path | None, Option("--marked", metavar="cli_file_metavar", help="cli_marked")
    ] = None,
    all_: Annotated[bool, Option("--all", help="cli_all")] = False,
) -> None:
    """Say what can be computed, what is to be decided and what is wrong; exit with 1 on errors."""
    from concertnet.cli.findings import next_steps, print_findings
    from concertnet.exchange.read_graph import is_graph_file
    from concertnet.tables.check import findings
    from concertnet.tables.spec.problems import problems_frame
    from concertnet.tables.write.decision_book import write_decision_book
    from concertnet.tables.write.mark import mark_problems

    new = [path for path in source.decisions or () if not path.exists()]
    if len(new) > 1:
        raise ConcertnetError("error_decisions_two", paths=", ".join(map(str, new)))
    for target in (output, marked, *new):
        source.spare(target)
    source = replace(source, decisions=[p for p in source.decisions or () if p not in new])
    if is_graph_file(source.data):
        _check_graph(source, output)
        return
    with said_if_long(words()("cli_reading", file=source.data.name)):
        found = findings(source.data, **source.how)
    if output is None:
        print_findings(found, everything=all_)
    else:
        save_table(problems_frame(found.problems), output)
    if marked is not None:
        list_written(mark_problems(source.data, marked, **source.how))
    written = new[0] if new and found.decisions else None
    if written is not None:
        then, given = source.command("check", decisions=[written]), source.decisions
        list_written(write_decision_book(found.decisions, written, then=then, given=given))
    print()
    if new and written is None:
        print(words()("check_no_table", file=new[0]))
    for line in next_steps(found, source, written=written):
        print(line)
    if found.stops:
        raise Exit(1)


def _check_graph(source: Source, output: Path | None) -> None:
    """Say what reading the file of another tool finds; it has no tables, and nothing to decide."""
    from concertnet.exchange.any_file import check as check_file

    source.require_no_table_options()
    found = check_file(source.data, scale=source.scale)
    if output is not None:
        save_table(found, output)
    for row in found.to_dict("records"):
        print(f"- {row['message']} {row['suggestion']}".rstrip())
    if (found["severity"] == "error").any():
        raise Exit(1)
    print(words()["check_graph_reads"])


def describe(
    source: Source, output: TableFile = None, at: OnDay = None, engine: InEngine = None
) -> None:
    """Count what the data hold, of the whole period or on a day."""
    from concertnet.measures.overview.description import describe

    source.spare(output)
    net = source.scanned(engine)
    with said_if_long(words()["cli_counting"]):
        table = describe(net if at is None else on_day(net, at))
    answer(table, output, scale=net.scale)


def names(source: Source, output: DataOutput = None) -> None:
    """Ask which actors are the same; with the answers, save the data where they are one."""
    from concertnet.tables.check import findings
    from concertnet.tables.decide.decision import decision_key
    from concertnet.tables.source.decision_table import answers_of
    from concertnet.tables.write.decision_book import write_decision_book

    w = words()
    source.spare(output)
    if output is not None and output.exists():
        raise ConcertnetError("error_output_exists", path=output)
    with said_if_long(words()("cli_reading", file=source.data.name)):
        found = findings(source.data, **source.how)
    answers, _ = answers_of(source.decisions)
    decided = any(key.startswith(decision_key("same", "")) for key in answers)
    if output is not None and decided:
        _save_joined(source, output)
        return
    asked = found.alike
    for code in ("actor_merged", "self_ties_left_out"):
        for problem in found.problems:
            if problem.code == code:
                print(problem.text(w.lang))
    for number, decision in enumerate(asked, start=1):
        print(f"{number}. {decision.text(w.lang)} {decision.why(w.lang)}")
    if not asked:
        print(w["names_none"])
    elif output is not None and asked:
        saved, given = free_name(w["file_saved"]), source.decisions or ()
        then = source.command("names", "-o", saved, decisions=[*given, output])
        list_written(write_decision_book(asked, output, then=then))
        print(w("check_next_answer", file=output.name, command=then))
    elif asked:
        new = Path(free_name(w["file_names"]))
        print(w("names_next", n=len(asked), command=source.command("names", "-o", new)))
    if found.stops:  # the names of the list are known; what else is left is for `check`
        print(w("names_first", command=source.command("check")))
        raise Exit(1)


def _save_joined(source: Source, output: Path) -> None:
    """Save the data where the actors that were said to be the same are one."""
    from concertnet.tables.spec.next_command import next_command
    from concertnet.tables.write.template import template

    w = words()
    net = source.network()
    merged = [problem for problem in net.problems if problem.code == "actor_merged"]
    lost = [problem for problem in net.problems if problem.code == "self_ties_left_out"]
    for problem in (*merged, *lost):
        print(problem.text(w.lang))
    # a workbook is what she will open: its sheets and headings are in her language
    book = output.suffix.lower() == ".xlsx"
    list_written(template(output, data=net) if book else net.save(output))
    command = next_command("results", output, "--lang", w.lang)
    print(w("names_merged", n=len(merged), command=command))
