"""Commands that write what a person fills in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Option

from concertnet.cli.said import list_written
from concertnet.cli.source import Source
from concertnet.errors import ConcertnetError
from concertnet.words import LANGUAGES, words

__all__ = ["questionnaire", "template"]

_BETWEEN_LANGUAGES = "|"


def template(
    output: Annotated[Path, Argument(metavar="cli_file_metavar", help="cli_template_output")],
    tables: Annotated[
        str, Option("--tables", metavar="cli_tables_metavar", help="cli_tables")
    ] = "core",
    data: Annotated[
        Path | None, Option("--from", metavar="cli_data_metavar", help="cli_from")
    ] = None,
) -> None:
    """Write a workbook to fill in, empty or of a network; say what to type then."""
    from concertnet.tables.spec.next_command import next_command
    from concertnet.tables.write.template import template

    chosen: Any = tables  # the library refuses what is neither of the two
    list_written(template(output, tables=chosen, data=data))
    w = words()
    print(w("cli_template_next", command=next_command("check", output, "--lang", w.lang)))


def questionnaire(
    source: Source,
    output: Annotated[
        Path,
        Option("--output", "-o", metavar="cli_folder_metavar", help="cli_questionnaire_output"),
    ],
    kind: Annotated[
        str, Option("--kind", metavar="cli_kind_metavar", help="cli_questionnaire_kind")
    ] = "excel",
    languages: Annotated[
        str, Option("--languages", metavar="cli_languages_metavar", help="cli_languages")
    ] = "fr,en",
    wave: Annotated[
        str | None, Option("--wave", metavar="cli_wave_metavar", help="cli_questionnaire_wave")
    ] = None,
    dimensions: Annotated[
        list[str] | None,
        Option("--dimension", metavar="cli_word_metavar", help="cli_questionnaire_dimension"),
    ] = None,
    relations: Annotated[
        list[str] | None,
        Option("--relation", metavar="cli_relation_metavar", help="cli_questionnaire_relation"),
    ] = None,
    received: Annotated[
        list[str] | None,
        Option("--received", metavar="cli_relation_metavar", help="cli_questionnaire_received"),
    ] = None,
    asked: Annotated[
        list[str] | None,
        Option("--asked", metavar="cli_id_metavar", help="cli_questionnaire_asked"),
    ] = None,
    roster: Annotated[
        list[str] | None,
        Option("--roster", metavar="cli_id_metavar", help="cli_questionnaire_roster"),
    ] = None,
    readers: Annotated[
        str | None,
        Option("--readers", metavar="cli_texts_metavar", help="cli_questionnaire_readers"),
    ] = None,
    before: Annotated[
        Path | None, Option("--before", metavar="cli_file_metavar", help="cli_questionnaire_before")
    ] = None,
    most: Annotated[
        int, Option("--most", metavar="cli_number_metavar", help="cli_questionnaire_most")
    ] = 60,
) -> None:
    """Write a blank questionnaire for the actors of a network, and the key of its answers."""
    from concertnet.questionnaires.instrument import RelationQuestion
    from concertnet.questionnaires.questionnaire import questionnaire as blank

    langs = [lang.strip() for lang in languages.split(",") if lang.strip()]
    questions: list[str | RelationQuestion] = ["ties"]
    for given, from_other in (*((r, False) for r in relations or ()),
                              *((r, True) for r in received or ())):  # fmt: skip
        name, _, texts = given.partition("=")
        asks = _by_language(texts, langs)
        fr, en = asks.get("fr", ""), asks.get("en", "")
        questions.append(RelationQuestion(name.strip(), fr, en, received=from_other))
    options: dict[str, Any] = {"kind": kind, "lang": langs, "most": most, "wave": wave}
    if readers:
        options["readers"] = _by_language(readers, langs)
    files = blank(
        source.network(),
        output,
        asked=asked or None,
        roster=roster or None,
        relations=questions,
        dimensions=dimensions or (),
        before=before,
        **options,
    )
    w = words()
    list_written(*(files if len(files) <= _SHOWN else [output]))
    if len(files) > _SHOWN:
        print(w("cli_questionnaire_more", n=len(files) - 1, key=files[-1].name))
    print(w[f"cli_questionnaire_next_{kind}"])


_SHOWN = 4  # files above which their folder alone is named


def _by_language(texts: str, langs: list[str]) -> dict[str, str]:
    """Return the texts of an option, in the order of the languages."""
    given = [text.strip() for text in texts.split(_BETWEEN_LANGUAGES)]
    known = [lang for lang in langs if lang in LANGUAGES]
    if len(given) != len(known) or not all(given):
        raise ConcertnetError("error_texts_of_languages", value=texts, langs=", ".join(known))
    return dict(zip(known, given, strict=True))
