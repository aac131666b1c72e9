"""A new workbook: what is written in it is never run, and names nobody."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from concertnet.tables.source.delimited import LIVE

__all__ = ["live_text", "new_book"]

_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,  # the disk of temporary files may be full too
}
# A workbook states when it was made: one day for all, so that the same tables are the same bytes.
_MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@contextmanager
def new_book(path: Path) -> Iterator[Any]:
    """Open a workbook of XlsxWriter to be written; it is closed on leaving.

    Raises
    ------
    OSError
        If it cannot be written, as for any other file.
    """
    import xlsxwriter

    # Made whole before it is written: an archive that a full disk stops complains once more when it
    # is forgotten.
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, _OPTIONS) as book:
        book.set_properties({"created": _MADE, "author": ""})
        yield book
    path.write_bytes(made.getbuffer())


def live_text(text: str) -> bool:
    """Say whether a spreadsheet would run a text, were it typed again in its cell.

    Examples
    --------
    >>> live_text("=1+1"), live_text("l'été")
    (True, False)
    """
    return re.match(LIVE, text) is not None
