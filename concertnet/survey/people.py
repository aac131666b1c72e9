"""Who is behind an address: a table kept outside the dossier, read and never copied."""

from __future__ import annotations

from pathlib import Path

from concertnet.errors import TableError
from concertnet.survey.private import mostly_addresses
from concertnet.tables.source.sources import open_source
from concertnet.tables.spec.problems import Problem
from concertnet.tables.spec.text import cleaned

__all__ = ["read_people"]


def read_people(path: str | Path) -> dict[str, str]:
    """Read a table of addresses and actors; whichever of its two columns holds addresses.

    Raises
    ------
    TableError
        If it cannot be read, or no column of its holds addresses.
    """
    sheets, problems = open_source(path)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise TableError(errors)
    for sheet in sheets:
        columns = [
            sheet.cells.iloc[1:, at].to_numpy(dtype=object) for at in range(sheet.cells.shape[1])
        ]
        for at, column in enumerate(columns):
            others = [other for place, other in enumerate(columns) if place != at]
            if others and mostly_addresses(column):
                return {
                    cleaned(address): cleaned(actor)
                    for address, actor in zip(column, others[0], strict=True)
                    if address.strip() and actor.strip()
                }
    raise TableError([Problem("error", "survey_people", Path(path).name)])
