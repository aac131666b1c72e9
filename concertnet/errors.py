"""What can go wrong, said in the user's language.

An error holds the key of its sentence and the fields that fill it, so that the same error can be
read in French or in English (`ConcertnetError.text`).
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Sequence
from typing import Any

from concertnet.words import default_lang, normalise, synonyms, words

__all__ = [
    "ConcertnetError",
    "LossWarning",
    "MissingAttribute",
    "NotComparable",
    "OutsideObservation",
    "TableError",
    "UnknownWord",
    "warn",
]


class ConcertnetError(Exception):
    """Base of every error that concertnet raises on purpose.

    Parameters
    ----------
    key : str
        Key of the sentence in the catalogue of words.
    **fields
        What fills the sentence.
    """

    def __init__(self, key: str, /, **fields: Any) -> None:
        super().__init__(key)
        self.key = key
        self.fields = fields

    def text(self, lang: str) -> str:
        """Return the sentence in `lang`."""
        return words(lang)(self.key, **self.fields)

    def __str__(self) -> str:
        return self.text(default_lang())


class UnknownWord(ConcertnetError, ValueError):
    """A level, sector, unit or other word that is not in the vocabulary."""


class MissingAttribute(ConcertnetError, KeyError):
    """An attribute that no actor has, or a column that a table does not have."""

    __str__ = ConcertnetError.__str__

    def text(self, lang: str) -> str:
        """Return the sentence, and the attribute that the word given means, if there is one."""
        sentence, meant = super().text(lang), self._meant()
        if meant is None:
            return sentence
        return f"{sentence} {words(lang)('error_attribute_meant', name=meant)}"

    def _meant(self) -> str | None:
        """Return the attribute called so in either language, or written with other capitals."""
        asked = normalise(self.fields.get("name", ""))
        for known in str(self.fields.get("known", "")).split(", "):
            spellings = synonyms(known) if known in words() else {normalise(known)}
            if asked and asked in spellings:
                return known
        return None


class NotComparable(ConcertnetError, ValueError):
    """Things that cannot be measured or compared as they are: multigraphs, other scales."""


class OutsideObservation(ConcertnetError, ValueError):
    """A date that the data do not cover."""


class TableError(ConcertnetError, ValueError):
    """Tables that cannot be used: every problem at once.

    Attributes
    ----------
    problems : tuple
        One record per problem, each with ``text(lang)`` and ``row(lang)``.
    """

    shown = 20

    def __init__(self, problems: Sequence[Any]) -> None:
        super().__init__("table_error")
        self.problems = tuple(problems)

    def text(self, lang: str) -> str:
        """Return the count of errors, then one line per error (the first twenty)."""
        w = words(lang)
        errors = [p for p in self.problems if p.severity == "error"]
        lines = [w("table_error", n=len(errors))]
        lines += [f"- {problem.text(lang)}" for problem in errors[: self.shown]]
        if len(errors) > self.shown:
            lines.append(w("table_error_more", n=len(errors) - self.shown))
        return "\n".join(lines)


class LossWarning(UserWarning):
    """Something of the data is left out, or run together, by what was asked of them."""


def warn(text: str, category: type[UserWarning] = UserWarning) -> None:
    """Warn at the line that called the library, however deep in it the warning arises."""
    depth = 1
    while sys._getframe(depth).f_globals.get("__name__", "").partition(".")[0] == "concertnet":
        depth += 1
    warnings.warn(text, category, stacklevel=depth + 1)
