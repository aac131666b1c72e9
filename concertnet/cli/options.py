"""Arguments and options that several commands share, each declared once.

A command takes one as the type of a parameter, ``at: OnDay = None``. What stands in ``help``,
``metavar`` and a ``show_default`` of text is a key of the catalogue; a name that no default
follows must be given. What an option refuses, it refuses before anything is read.
"""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from concertnet.errors import ConcertnetError

__all__ = [
    "MAP_PAGES",
    "AddMissing",
    "AgainstTerritory",
    "ByColumn",
    "ConditionsFile",
    "DataOutput",
    "DataPath",
    "DecisionFiles",
    "EncodingName",
    "InEngine",
    "MapFile",
    "MapOutput",
    "OfSector",
    "OnDay",
    "ResultsFolder",
    "ResultsOutput",
    "ScaleName",
    "TableFile",
    "Territory",
    "WithoutTables",
    "either",
]

MAP_PAGES = (".html", ".htm")
_MAP_FIGURES = (".png", ".svg", ".pdf")
_TABLES = (".csv", ".xlsx")


def _written_as_table(path: Path | None) -> Path | None:
    if path is not None and path.suffix.lower() not in _TABLES:
        raise ConcertnetError("error_table_kind", value=path.name, known=_TABLES)
    return path


def _written_as_conditions(path: Path | None) -> Path | None:
    if path is not None and path.suffix.lower() not in (_TABLES[1], *_MAP_FIGURES):
        known = (_TABLES[1], *_MAP_FIGURES)
        raise ConcertnetError("error_table_kind", value=path.name, known=known)
    return path


def _written_as_map(path: Path | None) -> Path | None:
    if path is not None and path.suffix.lower() not in (*_MAP_FIGURES, *MAP_PAGES):
        known = (*_MAP_FIGURES, MAP_PAGES[0])
        raise ConcertnetError("error_map_kind", value=path.name, known=known)
    return path


# what is read, and how
DataPath = Annotated[Path, Argument(metavar="cli_data_metavar", help="cli_data")]
ScaleName = Annotated[str | None, Option("--scale", metavar="cli_scale_metavar", help="cli_scale")]
EncodingName = Annotated[
    str | None, Option("--encoding", metavar="cli_encoding_metavar", help="cli_encoding")
]
InEngine = Annotated[
    str | None, Option("--engine", metavar="cli_engine_metavar", help="cli_engine")
]
AddMissing = Annotated[bool, Option("--add-missing-actors", help="cli_add_missing")]
WithoutTables = Annotated[
    list[str] | None, Option("--without", metavar="cli_table_metavar", help="cli_without")
]
DecisionFiles = Annotated[
    list[Path] | None, Option("--decisions", metavar="cli_file_metavar", help="cli_decisions")
]

# what is looked at
OnDay = Annotated[str | None, Option("--at", metavar="cli_date_metavar", help="cli_at")]
Territory = Annotated[
    str | None, Option("--territory", metavar="cli_territory_metavar", help="cli_territory")
]
AgainstTerritory = Annotated[
    str | None, Option("--against", metavar="cli_territory_metavar", help="cli_against")
]
ByColumn = Annotated[
    str,
    Option("--by", metavar="cli_column_metavar", help="cli_by", show_default="cli_by_default"),
]
OfSector = Annotated[
    str,
    Option("--sector", metavar="cli_sector_metavar", help="cli_sector", show_default="private"),
]

# what is written
TableFile = Annotated[
    Path | None,
    Option(
        "--output",
        "-o",
        metavar="cli_file_metavar",
        help="cli_output",
        callback=_written_as_table,
    ),
]
DataOutput = Annotated[
    Path | None, Option("--output", "-o", metavar="cli_file_metavar", help="cli_output_data")
]
ConditionsFile = Annotated[
    Path | None,
    Option(
        "--output",
        "-o",
        metavar="cli_file_metavar",
        help="cli_conditions_output",
        callback=_written_as_conditions,
    ),
]
MapFile = Annotated[
    Path | None,
    Argument(
        metavar="cli_file_metavar",
        help="cli_map_output",
        show_default="cli_map_file",
        callback=_written_as_map,
    ),
]
MapOutput = Annotated[
    Path | None,
    Option(
        "--output",
        "-o",
        metavar="cli_file_metavar",
        help="cli_as_argument",
        callback=_written_as_map,
    ),
]
ResultsOutput = Annotated[
    Path | None,
    Option("--output", "-o", metavar="cli_folder_metavar", help="cli_as_argument"),
]
ResultsFolder = Annotated[
    Path | None,
    Argument(metavar="cli_folder_metavar", help="cli_folder", show_default="cli_results_folder"),
]


def either(argument: Path | None, option: Path | None) -> Path | None:
    """Return what is to be written, given by its place or by ``-o``: never both."""
    if argument is not None and option is not None and argument != option:
        raise ConcertnetError("error_output_twice", one=argument, other=option)
    return argument if option is None else option
