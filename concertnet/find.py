"""From the term that people know to the name that it has here."""

from __future__ import annotations

import csv
import functools
import importlib
import inspect
import re
from importlib import resources
from typing import TYPE_CHECKING

from concertnet.errors import NotComparable
from concertnet.families import family_of, homes
from concertnet.words import folded, words

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["find"]

_NEAR = 80  # of 100: how alike two words must be for a slip of the keyboard
_SHORT = 2  # letters


@functools.cache
def _terms() -> tuple[dict[str, str], ...]:
    text = resources.files("concertnet").joinpath("terms.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def _said(name: str) -> list[str]:
    """Return all that a name may be looked for by: itself, and what the field and others say."""
    rows = [row for row in _terms() if row["name"] == name]
    return [name, *(row[lang] for row in rows for lang in ("en", "fr"))]


def _words_of(text: str) -> list[str]:
    return [folded(word) for word in re.split(r"[\W_]+", text) if word]


def _closeness(asked: list[str], said: list[str]) -> float:
    """Return 3 for the same words, 2 where theirs begin as all of these, up to 1 for a slip."""
    from rapidfuzz import fuzz

    if asked == said:
        return 3.0
    if all(any(_begins(word, one) for word in said) for one in asked):
        return 2.0
    alike = min(max(fuzz.ratio(one, word) for word in said) for one in asked)
    return alike / 100 if alike >= _NEAR else 0.0


def _begins(word: str, asked: str) -> bool:
    """Tell whether a word begins as asked; one or two letters (E-I, RI) are a whole word."""
    return word == asked or (len(asked) > _SHORT and word.startswith(asked))


def _first_line(name: str) -> str:
    made = getattr(importlib.import_module(f"concertnet.{homes()[name]}"), name)
    # a constant has the docstring of its class, which says nothing of it
    told = inspect.getdoc(made) if inspect.isroutine(made) or inspect.isclass(made) else ""
    return (told or "").split("\n\n")[0].replace("\n", " ")


def find(term: str, *, lang: str | None = None) -> pd.DataFrame:
    """Return the names of concertnet that a term of the field, or of other software, leads to.

    Parameters
    ----------
    term : str
        As people say it, in French or English ("homophily", "contrainte de Burt", "nodemix");
        case, accents and slips of the keyboard do not matter.
    lang : str, optional
        Language of the titles of families; the reader's by default.

    Returns
    -------
    DataFrame
        Nearest first. ``name``: what to write after ``cn.``; ``said``: the term that led there;
        ``family``: the question that it answers; ``what``: the first line of its help. No rows
        where nothing is near.

    Raises
    ------
    NotComparable
        The term holds no word.

    Examples
    --------
    >>> find("contrainte de Burt")["name"].tolist()
    ['structural_holes']
    """
    import pandas as pd

    asked = _words_of(term)
    if not asked:
        raise NotComparable("error_find_empty")
    titles = words(lang)
    rows = []
    for name, module in homes().items():
        near, said = max((_closeness(asked, _words_of(said)), said) for said in _said(name))
        if near:
            rows.append((near, name, said, titles[f"family_{family_of(module)}"]))
    if any(near > 1 for near, *_ in rows):  # well written: what is only alike is something else
        rows = [row for row in rows if row[0] > 1]
    rows.sort(key=lambda row: (-row[0], row[1] != term, row[1]))
    found = [(name, said, family, _first_line(name)) for _, name, said, family in rows]
    return pd.DataFrame(found, columns=["name", "said", "family", "what"])
