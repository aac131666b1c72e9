"""Sheets whose rows hang on the forms of another: repeats of a form, networks told by someone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from concertnet.survey.headed_sheet import HeadedSheet
from concertnet.tables.spec.problems import Problem, Rows

__all__ = ["with_parents"]

# The heading of a form, and that of the rows which hang on it.
_KEYS = (
    ("_index", "_parent_index"),
    ("KEY", "PARENT_KEY"),
    ("networkCanvasEgoUUID", "networkCanvasEgoUUID"),
)
_EGO, _NODE = "networkCanvasEgoUUID", "networkCanvasUUID"
_ENDS = (("networkCanvasSourceUUID", "from"), ("networkCanvasTargetUUID", "to"))


def with_parents(sheets: Sequence[HeadedSheet], problems: list[Problem]) -> list[HeadedSheet]:
    """Return sheets, the one of the forms first, where rows that hang on forms carry their columns.

    Parameters
    ----------
    sheets : sequence of HeadedSheet
        The sheets of a path.
    problems : list of Problem
        Rows that hang on no form are added to it, as errors.

    Returns
    -------
    list of HeadedSheet
        An edge between two actors that a person names carries the columns of both, *from > name*
        and *to > name*.
    """
    for of_form, of_row in _KEYS:
        main = _main(sheets, of_form, of_row)
        if main is None:
            continue
        others = [sheet for sheet in sheets if sheet is not main]
        nodes = [sheet for sheet in others if sheet.find(_NODE) is not None]
        found = [main]
        for sheet in others:
            if sheet.find(of_row) is None:
                found.append(sheet)
                continue
            for end, word in _ENDS:
                sheet = _with_end(sheet, nodes, end, word)
            found.append(_hung(sheet, main, of_form, of_row, problems))
        return found
    return list(sheets)


def _main(sheets: Sequence[HeadedSheet], of_form: str, of_row: str) -> HeadedSheet | None:
    """Return the sheet of the forms on which those of other sheets hang."""
    if of_form == of_row:  # the sheet where each form stands once, and no actor is named
        forms = [
            sheet
            for sheet in sheets
            if sheet.find(of_form) is not None
            and sheet.find(_NODE) is None
            and all(sheet.find(end) is None for end, _ in _ENDS)
        ]
        return forms[0] if forms else None
    hanging = [sheet for sheet in sheets if sheet.find(of_row) is not None]
    forms = [one for one in sheets if one.find(of_form) is not None and one.find(of_row) is None]
    return forms[0] if hanging and forms else None


def _hung(
    sheet: HeadedSheet, main: HeadedSheet, of_form: str, of_row: str, problems: list[Problem]
) -> HeadedSheet:
    key, form = sheet.find(of_row), main.find(of_form)
    assert key is not None
    assert form is not None
    place = {text.strip(): at for at, text in enumerate(main.texts(form))}
    parents = np.array([place.get(text.strip(), -1) for text in sheet.texts(key)], dtype=int)
    lost = np.flatnonzero(parents < 0)
    if len(lost):
        rows = Rows(int(sheet.rows[at]) for at in lost)
        given = {"row": rows[0], "column": sheet.headings[key], "n": len(rows), "rows": rows}
        problems.append(
            sheet.problem("error", "survey_orphan", **given, main=main.sheet or main.file)
        )
        sheet = _rows_kept(sheet, parents >= 0)
        parents = parents[parents >= 0]
    added = [at for at, heading in enumerate(main.headings) if sheet.find(heading) is None]
    cells = pd.concat(
        [sheet.cells, main.cells.iloc[parents, added].reset_index(drop=True)], axis="columns"
    )
    cells.columns = pd.RangeIndex(cells.shape[1])
    headings = (*sheet.headings, *(main.headings[at] for at in added))
    labels = (*sheet.labels, *(main.labels[at] for at in added))
    return replace(
        sheet,
        headings=headings,
        labels=labels,
        cells=cells,
        shape="long",
        parents=parents,
        tool=main.tool,
        own=len(sheet.headings),
    )


def _rows_kept(sheet: HeadedSheet, kept: np.ndarray) -> HeadedSheet:
    line = {int(old): new for new, old in enumerate(np.flatnonzero(kept))}
    broken = {(line[row], at): said for (row, at), said in sheet.broken.items() if row in line}
    cells = sheet.cells[kept].reset_index(drop=True)
    return replace(sheet, cells=cells, rows=sheet.rows[kept], broken=broken)


def _with_end(sheet: HeadedSheet, nodes: Sequence[HeadedSheet], end: str, word: str) -> HeadedSheet:
    """Add to edges the columns of the actor at one end; identifiers start again at each session."""
    key, ego = sheet.find(end), sheet.find(_EGO)
    if key is None or ego is None:
        return sheet
    joined: dict[str, pd.Series] = {}
    edges = list(zip(sheet.texts(ego), sheet.texts(key), strict=True))
    for one in nodes:
        of_ego, of_node = one.find(_EGO), one.find(_NODE)
        assert of_node is not None
        if of_ego is None:
            continue
        pairs = zip(one.texts(of_ego), one.texts(of_node), strict=True)
        place = {pair: at for at, pair in enumerate(pairs)}
        at = np.array([place.get(edge, -1) for edge in edges], dtype=int)
        for column, heading in enumerate(one.headings):
            texts = np.where(at >= 0, one.texts(column)[at], "")
            name = f"{word} > {heading}"
            before = joined.get(name)
            new = pd.Series(texts, dtype="str")
            joined[name] = new if before is None else before.where(before != "", new)
    cells = pd.concat([sheet.cells, *joined.values()], axis="columns")
    cells.columns = pd.RangeIndex(cells.shape[1])
    headings = (*sheet.headings, *joined)
    return replace(
        sheet, headings=headings, labels=(*sheet.labels, *("",) * len(joined)), cells=cells
    )
