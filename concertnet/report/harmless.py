"""Texts that any file can hold: what is written in a report by its users is text and no more."""

from __future__ import annotations

import re

__all__ = ["harmless"]

# Characters of a cell or a sentence: what is longer was pasted, and would fill pages.
_LONGEST = 1_200
# What a file of text may not hold: control characters, and halves of a character.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def harmless(text: str) -> str:
    r"""Return a text on one line, without what no file holds, cut where it is too long.

    Examples
    --------
    >>> harmless("a\x00b\n c"), len(harmless("x" * 9_000))
    ('ab c', 1200)
    """
    text = re.sub(r"[\t\n\r ]+", " ", _UNWRITABLE.sub("", text))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
