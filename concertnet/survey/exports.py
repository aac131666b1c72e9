"""Exports of survey tools: which made a sheet, and the headings under which its answers stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from concertnet.survey.headed_sheet import HeadedSheet, clean_heading, numbered_headings
from concertnet.tables.cells.sheets import RawSheet
from concertnet.tables.source.headed import first_rows
from concertnet.words import folded

__all__ = ["TOOLS", "Tool", "export_sheet", "heading_of_tool", "is_own", "joined_headings"]


@dataclass(frozen=True)
class Tool:
    """What the exports of a survey tool have of their own.

    Attributes
    ----------
    shown : str
        Its name.
    signs : tuple of str
        Headings that tell it; `needed` of them are enough.
    needed : int
        How many of them must be there.
    date : tuple of str
        Headings of the day of a form, the best first.
    own : tuple of str
        Headings that say nothing of the answers; ``*`` stands for any text.
    """

    shown: str
    signs: tuple[str, ...]
    needed: int
    date: tuple[str, ...]
    own: tuple[str, ...]


TOOLS: dict[str, Tool] = {
    "qualtrics": Tool(
        "Qualtrics",
        ("ResponseId", "Response ID", "RecordedDate", "Recorded Date", "DistributionChannel",
         "Distribution Channel", "UserLanguage", "User Language"),
        2,
        ("EndDate", "End Date", "RecordedDate", "Recorded Date", "StartDate", "Start Date"),
        ("StartDate", "Start Date", "EndDate", "End Date", "Status", "Response Type", "Progress",
         "Duration (in seconds)", "Finished", "RecordedDate", "Recorded Date", "ResponseId",
         "Response ID", "DistributionChannel", "Distribution Channel", "UserLanguage",
         "User Language"),
    ),
    "surveymonkey": Tool(
        "SurveyMonkey",
        ("Respondent ID", "Collector ID"),
        2,
        ("End Date", "Start Date"),
        ("Respondent ID", "Collector ID", "Start Date", "End Date"),
    ),
    "ms_forms": Tool(
        "Microsoft Forms",
        ("Start time", "Completion time", "Heure de début", "Heure de fin"),
        2,
        ("Completion time", "Heure de fin", "Start time", "Heure de début"),
        ("ID", "Start time", "Completion time", "Last modified time", "Heure de début",
         "Heure de fin", "Heure de la dernière modification"),
    ),
    "limesurvey": Tool(
        "LimeSurvey",
        ("submitdate", "lastpage", "startlanguage", "Date de soumission", "Dernière page",
         "Langue de départ", "Date submitted", "Last page", "Start language"),
        2,
        ("submitdate", "Date de soumission", "Date submitted", "datestamp"),
        ("id", "ID de la réponse", "Response ID", "submitdate", "Date de soumission",
         "Date submitted", "lastpage", "Dernière page", "Last page", "startlanguage",
         "Langue de départ", "Start language", "seed", "Tête de série", "startdate",
         "Date de lancement", "Date started", "datestamp", "Date de la dernière action",
         "Date last action", "interviewtime", "groupTime*", "Q*Time"),
    ),
    "kobo": Tool(
        "KoboToolbox",
        ("_uuid", "_index", "_submission_time", "_validation_status"),
        2,
        ("end", "_submission_time", "today", "start"),
        ("start", "end", "today", "_*", "meta/*", "*generated_table_list_label_*",
         "*reserved_name_for_field_list_labels_*"),
    ),
    "odk": Tool(
        "ODK",
        ("SubmissionDate", "meta-instanceID", "KEY", "instanceID"),
        2,
        ("end", "SubmissionDate", "today", "start"),
        ("SubmissionDate", "start", "end", "today", "meta-*", "instanceID", "instanceName", "KEY",
         "PARENT_KEY", "SET-OF-*", "SubmitterID", "SubmitterName", "AttachmentsPresent",
         "AttachmentsExpected", "Status", "ReviewState", "DeviceID", "Edits", "FormVersion",
         "*generated_table_list_label_*", "*reserved_name_for_field_list_labels_*"),
    ),
    "redcap": Tool(
        "REDCap",
        ("record_id", "Record ID", "redcap_event_name", "Event Name", "redcap_survey_identifier",
         "Survey Identifier"),
        1,
        ("*_timestamp", "Survey Timestamp", "Horodatage du sondage"),
        ("record_id", "Record ID", "redcap_*", "Event Name", "Repeat Instrument",
         "Repeat Instance", "Survey Identifier", "*_complete", "Complete?", "*_timestamp",
         "Survey Timestamp"),
    ),
    "google_forms": Tool(
        "Google Forms", ("Timestamp", "Horodateur"), 1, ("Timestamp", "Horodateur"), ()
    ),
    "network_canvas": Tool(
        "Network Canvas",
        ("networkCanvasEgoUUID",),
        1,
        ("sessionFinish", "sessionExported", "sessionStart"),
        ("networkCanvas*", "sessionStart", "sessionFinish", "sessionExported", "protocolName",
         "caseID", "APP_VERSION", "COMMIT_HASH", "egoID", "nodeID", "edgeID"),
    ),
}  # fmt: skip

_JOINED = " > "
# Second heading of a question that has one column only, and says nothing of it.
_ALONE = {folded(text) for text in ("Response", "Open-Ended Response", "Réponse",
                                    "Réponse ouverte", "Réponse libre")}  # fmt: skip
_CODE_AND_TEXT = re.compile(r"([A-Za-z]\w*(?:\[[^\]]*\])*)\.\s+(.*)")
_FIRST_OF_GOOGLE = ("timestamp", "horodateur")


def heading_of_tool(headings: Sequence[str], wanted: Sequence[str]) -> str | None:
    """Return the first of the headings wanted that is there; ``*`` stands for any text.

    Examples
    --------
    >>> heading_of_tool(["ID", "Heure de fin"], ("Completion time", "Heure de fin"))
    'Heure de fin'
    """
    for one in wanted:
        pattern = re.compile(".*".join(re.escape(folded(part)) for part in one.split("*")))
        for heading in headings:
            if pattern.fullmatch(folded(heading)):
                return heading
    return None


def is_own(sheet: HeadedSheet, heading: str) -> bool:
    """Say whether a heading is one that the tool adds, and says nothing of the answers."""
    tool = TOOLS.get(sheet.tool)
    return tool is not None and heading_of_tool([heading], tool.own) is not None


def export_sheet(sheet: RawSheet) -> HeadedSheet | None:
    """Return a sheet under the headings of the tool that made it; None where it holds nothing.

    Headings of two rows are joined, *question > row*. Codes and texts that stand in one heading are
    parted: the code finds the column, the text is its label.
    """
    first = first_rows(sheet)
    row = _heading_row(first)
    if row is None:
        return None
    rows = [[clean_heading(text) for text in line] for line in first[row:]]
    tool, height = _tool_of(rows)
    headings, labels = rows[0], [""] * len(rows[0])
    if tool == "qualtrics" and height == 3:
        labels = [name if text else "" for name, text in zip(rows[0], rows[1], strict=True)]
        headings = [text or name for name, text in zip(rows[0], rows[1], strict=True)]
    elif height == 2:
        headings = joined_headings(rows[0], rows[1])
    elif tool == "limesurvey" and all(map(_CODE_AND_TEXT.fullmatch, filter(None, rows[0]))):
        parted = [_CODE_AND_TEXT.fullmatch(text) for text in rows[0]]
        headings = [one[1] if one else "" for one in parted]
        labels = [one[2] if one else "" for one in parted]
    return _under(sheet, row + height, headings, labels, tool)


def _heading_row(first: list[list[str]]) -> int | None:
    """Return the first row that has headings: at least half as many cells as the widest one."""
    filled = [sum(bool(cell.strip()) for cell in row) for row in first]
    if not filled or not max(filled):
        return None
    return next(at for at, n in enumerate(filled) if n * 2 >= max(filled))


def _tool_of(rows: list[list[str]]) -> tuple[str, int]:
    """Return the tool that made the headings, and how many rows they take."""
    if len(rows) > 2 and any(cell.replace(" ", "").startswith('{"ImportId"') for cell in rows[2]):
        return "qualtrics", 3
    here = {folded(heading) for heading in rows[0]}
    codes = {folded(one[1]) for one in map(_CODE_AND_TEXT.fullmatch, rows[0]) if one}
    for name, tool in TOOLS.items():
        if name == "google_forms":
            found = int(folded(rows[0][0]) in _FIRST_OF_GOOGLE)
        else:
            found = len({folded(sign) for sign in tool.signs} & (here | codes))
        if found >= tool.needed:
            return name, 2 if name == "surveymonkey" and len(rows) > 1 else 1
    return "", 1


def joined_headings(questions: Sequence[str], rows: Sequence[str]) -> list[str]:
    """Return headings of two rows as one: a question reaches over the columns left empty after it.

    Examples
    --------
    >>> joined_headings(["ID", "Relation ?", ""], ["", "CDC", "Ville"])
    ['ID', 'Relation ? > CDC', 'Relation ? > Ville']
    """
    found, question = [], ""
    for heading, row in zip(questions, rows, strict=True):
        question = heading or (question if row else "")
        alone = not row or folded(row) in _ALONE
        found.append(question if alone else f"{question}{_JOINED}{row}" if question else row)
    return found


def _under(
    sheet: RawSheet, start: int, headings: list[str], labels: list[str], tool: str
) -> HeadedSheet:
    """Return the rows from `start` on, without blank ones and columns without a heading."""
    kept = [at for at, heading in enumerate(headings) if heading]
    cells = sheet.cells.iloc[start:, kept]
    filled = np.zeros(len(cells), dtype=bool)
    for _, column in cells.items():
        filled |= (column.str.strip() != "").to_numpy()
        if filled.all():
            break
    lines = cells.index.to_numpy()[filled]
    cells = cells[filled].reset_index(drop=True)
    cells.columns = pd.RangeIndex(cells.shape[1])
    names = numbered_headings([headings[at] for at in kept])
    place = {at: new for new, at in enumerate(kept)}
    line = {int(row): new for new, row in enumerate(lines)}
    broken = {
        (line[row], place[at]): said
        for (row, at), said in sheet.broken.items()
        if row in line and at in place
    }
    told = tuple(labels[at] for at in kept)
    return HeadedSheet(
        sheet.file, sheet.sheet, names, told, cells, lines + 1, tool=tool, broken=broken
    )
