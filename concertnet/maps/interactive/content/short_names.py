"""Names short enough to stand beside a mark on the map."""

from __future__ import annotations

import textwrap
import unicodedata
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from concertnet.maps.interactive.content.texts import Text, both, known
from concertnet.maps.paper.called import person_numbers
from concertnet.names import shown_names

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["page_names", "short_names"]

_LABEL_WIDTH = 20
_LABEL_LINES = 2


def page_names(graph: nx.Graph, persons: bool) -> list[Text]:
    """Return the name of each actor, with the id where two have the same.

    A person who may not be named has a number.
    """
    names = {node: known(name) or str(node) for node, name in graph.nodes(data="name")}
    numbers = {} if persons else person_numbers(dict(graph.nodes(data="kind")))
    stand_ins = {node: both(lambda w, n=n: w("page_person", n=n)) for node, n in numbers.items()}
    return list(shown_names(names, stand_ins).values())


def short_names(names: list[Text]) -> list[Text]:
    r"""Return each name in two short lines, as it stands on the map.

    Names that would look alike show their two ends: it is by their ends that they differ.

    Examples
    --------
    >>> short_names(["Épicerie solidaire La Besace", "CDC Val-Nord"])
    ['Épicerie solidaire\nLa Besace', 'CDC Val-Nord']
    """
    short = [_each(name, _beginning) for name in names]
    alike = Counter(map(str, short))
    return [
        _each(name, _both_ends) if alike[str(lines)] > 1 else lines
        for name, lines in zip(names, short, strict=True)
    ]


def _each(name: Text, make: Callable[[str], str]) -> Text:
    if isinstance(name, dict):
        return {lang: make(said) for lang, said in name.items()}
    return make(name)


def _beginning(name: str) -> str:
    wrapped = textwrap.wrap(
        _visible(name[: 10 * _LABEL_WIDTH]),
        _LABEL_WIDTH,
        max_lines=_LABEL_LINES,
        placeholder=" …",
        break_on_hyphens=False,
    )
    return "\n".join(wrapped) or "–"


def _both_ends(name: str) -> str:
    whole = _beginning(name)
    if not whole.endswith("…"):
        return whole
    first = whole.split("\n")[0][: _LABEL_WIDTH - 2]
    words_left = _visible(name[-10 * _LABEL_WIDTH :]).split()
    last = words_left.pop()[-_LABEL_WIDTH:]
    while words_left and len(words_left[-1]) + 1 + len(last) <= _LABEL_WIDTH:
        last = f"{words_left.pop()} {last}"
    return f"{first} …\n{last}"


def _visible(name: str) -> str:
    # marks of direction would turn the rest of the line around on the drawing
    return "".join(c for c in name if c == "\n" or unicodedata.category(c) not in ("Cf", "Cc"))
