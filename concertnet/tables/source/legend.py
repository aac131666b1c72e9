"""A legend of codes found in a workbook: *1 = collaboration, 2 = concertation, 3 = partenariat*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from concertnet.tables.cells.sheets import RawSheet
from concertnet.tables.source.headed import first_rows
from concertnet.tables.spec.text import cleaned
from concertnet.words import normalise, synonyms

__all__ = ["legend_of"]

_SIGN = r"\s*(?:[=:→]|\s[-–—]\s)\s*"
_CODE = re.compile(rf"(?<![\w.,/-])(\d){_SIGN}")
_ENDS = re.compile(r"[\s,;.|/()\[\]•·–—-]+$")
_FEWEST = 2
_LONGEST = 2_000  # characters of a cell that may hold a legend
_MOST_CELLS = 3_000  # cells of a sheet that are looked at


def legend_of(sheets: Sequence[RawSheet]) -> dict[str, str]:
    """Return what each code means where a sheet says it, in one cell or one below the other.

    Parameters
    ----------
    sheets : sequence of RawSheet
        The sheets; of each, the first rows are looked at.

    Returns
    -------
    dict of str to str
        By code, its meaning as written; a code with two meanings has none.

    Examples
    --------
    >>> import pandas as pd
    >>> cells = pd.DataFrame({0: ["Intensité (1 = se parlent, 2 = partenariat formel)"]})
    >>> legend_of([RawSheet("a.xlsx", "Notes", cells)])
    {'1': 'se parlent', '2': 'partenariat formel'}
    """
    found: dict[str, dict[str, None]] = {}
    for sheet in sheets:
        columns = zip(*first_rows(sheet), strict=True)
        texts = [cleaned(text) for column in columns for text in column][:_MOST_CELLS]
        told = [_meanings(text) for text in texts if 2 < len(text) <= _LONGEST]
        if normalise(sheet.sheet or "") in synonyms("legend"):
            told += [_meanings(" = ".join(row[:2])) for row in _filled(first_rows(sheet))]
        single = [one for one in told if len(one) == 1]
        below = {code: text for one in single for code, text in one.items()}
        whole = [one for one in told if len(one) >= _FEWEST]
        for one in [*whole, below] if len(below) >= _FEWEST else whole:
            for code, text in one.items():
                found.setdefault(code, {})[text] = None
    return {code: next(iter(texts)) for code, texts in found.items() if len(texts) == 1}


def _filled(rows: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """Give what rows hold, less their blanks: a code, then what it means."""
    for row in rows:
        if len(texts := [text for text in map(cleaned, row) if text]) > 1:
            yield texts


def _meanings(text: str) -> Mapping[str, str]:
    """Return the codes that a text explains, in their order."""
    codes = list(_CODE.finditer(text))
    ends = [*(code.start() for code in codes[1:]), *[len(text)] * bool(codes)]
    found: dict[str, str] = {}
    for code, end in zip(codes, ends, strict=True):
        meaning = _ENDS.sub("", text[code.end() : end].lstrip())
        if meaning[:1].isalpha() or meaning[:1] in ("«", '"', "\u201c"):
            found.setdefault(code[1], " ".join(meaning.split()))
    return found
