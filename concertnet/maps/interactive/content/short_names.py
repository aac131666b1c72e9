"""What stands beside a mark on the map: a name on lines that follow its phrases, whole or cut."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from concertnet.maps.interactive.content.texts import Text, both, known
from concertnet.maps.paper.naming import on_lines, short_forms
from concertnet.names import person_numbers, shown_names
from concertnet.words import LANGUAGES

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["name_forms", "page_names"]

_WIDEST = 26  # characters of a line
_ALONE = 30  # of a name that stands on one
_MOST_LINES = 3
_MOST_CUTS = 3  # ways to cut a name
_LONGEST = 400  # characters of which something may be kept


def page_names(graph: nx.Graph, persons: bool) -> list[Text]:
    """Return the name of each actor, with the id where two have the same.

    A person who may not be named has a number.
    """
    names = {node: known(name) or str(node) for node, name in graph.nodes(data="name")}
    numbers = {} if persons else person_numbers(dict(graph.nodes(data="kind")))
    stand_ins = {node: both(lambda w, n=n: w("page_person", n=n)) for node, n in numbers.items()}
    return list(shown_names(names, stand_ins).values())


def name_forms(names: list[Text]) -> list[list[list[Text]]]:
    r"""Return what may stand beside each mark: the shapes of the whole name, then of it cut.

    No two names are cut to the same text.

    Examples
    --------
    >>> whole, cut = name_forms(["Maison de la famille des Îlets-Gris", "Comité"])[0]
    >>> whole[0], cut[0]
    ('Maison de la famille\ndes Îlets-Gris', 'Maison… des Îlets-Gris')
    """
    written = {lang: [_visible(_said(name, lang)) for name in names] for lang in LANGUAGES}
    cuts = {lang: short_forms(said) for lang, said in written.items()}
    forms: list[list[list[Text]]] = []
    for i, name in enumerate(names):
        if isinstance(name, str):
            forms.append(_stages(written["fr"][i], cuts["fr"][i]))
        else:
            # what is said in each language (a person's number) is short
            forms.append([[{lang: said[i] or "–" for lang, said in written.items()}]])
    return forms


def _said(name: Text, lang: str) -> str:
    return name if isinstance(name, str) else name[lang]


def _stages(name: str, cuts: tuple[str, ...]) -> list[list[Text]]:
    whole = _shapes(name)
    if len(name) <= _ALONE and whole:
        return [whole]
    cut = [shape for text in cuts if (shape := next(iter(_shapes(text)), None))][:_MOST_CUTS]
    if not whole and not cut:
        return [[f"{name[: _WIDEST - 1]}…" if len(name) > _WIDEST else name or "–"]]
    return [stage for stage in (whole, cut) if stage]


def _shapes(text: str) -> list[Text]:
    """Return a text on one line if it is short, then on as few as hold it, by its phrases first."""
    if not text or len(text) > (_MOST_LINES + 1) * _WIDEST:
        return []
    shapes = [text] if len(text) <= _ALONE else []
    fits = [on_lines(text, n, widest=_WIDEST) for n in range(2, _MOST_LINES + 1)]
    found = [made for made in fits if made is not None]
    by_phrases = [made for made in found if not made.loose]
    more = by_phrases or ([] if shapes else found[:1])
    return [*shapes, *("\n".join(made.lines) for made in more)]


def _visible(name: str) -> str:
    # marks of direction would turn the rest of the line around on the drawing
    kept = (c for c in name[:_LONGEST] if c == "\n" or unicodedata.category(c) not in ("Cf", "Cc"))
    return " ".join("".join(kept).split())
