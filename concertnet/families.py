"""The question that each public name answers: a family of names, told by the room that makes it."""

from __future__ import annotations

import ast
import functools
import textwrap
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType

from concertnet.words import words

__all__ = ["FIRST", "families", "family_of", "homes", "listed"]

# what most people need first, in the order in which they need it
FIRST = (
    "read", "check", "decisions", "sample_network", "describe", "profile",
    "ei_index", "against_chance", "mixing", "brokerage_roles", "structural_holes",
    "retention", "tenure", "coverage", "missing_links", "private_panel",
    "draw_network", "interactive_map", "report", "find",
)  # fmt: skip

# Families in the order of a study, each with the rooms whose names belong to it. The longest room
# that a module lies in decides, so that one module may leave the family of its wing.
_ROOMS = {
    "reading": ("tables", "network", "samples", "names", "exchange.any_file"),
    "surveys": ("survey", "questionnaires"),
    "overview": ("measures.overview",),
    "bridging": ("measures.segregation", "hinges.mixing", "hinges.contacts"),
    "position": ("measures.brokerage", "measures.position"),
    "structure": ("measures.structure",),
    "chance": ("measures.chance", "measures.inference"),
    "time": ("measures.time",),
    "instances": ("measures.instances", "measures.participation"),
    "answers": ("measures.reports", "measures.spread", "measures.perceptions"),
    "conditions": ("measures.conditions",),
    "links": ("gaps",),
    "figures": ("maps",),
    "reports": ("report",),
    "tools": ("exchange", "lazy_network", "hinges", "scale", "words", "find", "errors"),
}


@functools.cache
def homes() -> Mapping[str, str]:
    """Return, for each public name, the module that makes it: the stub says so without an import.

    Returns
    -------
    Mapping
        Name to module, as ``"measures.segregation.ei"``; records are left to ``cn.results``.

    Examples
    --------
    >>> homes()["ei_index"]
    'measures.segregation.ei'
    """
    stub = resources.files("concertnet").joinpath("__init__.pyi").read_text(encoding="utf-8")
    tree = ast.parse(stub)
    found = {}
    shown: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module not in (None, "results"):
            found |= {alias.name: str(node.module) for alias in node.names}
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            shown = set(ast.literal_eval(node.value))
    return MappingProxyType({name: found[name] for name in sorted(shown & found.keys())})


def family_of(module: str) -> str:
    """Return the family of what a module gives.

    Parameters
    ----------
    module : str
        As ``homes`` gives it.

    Returns
    -------
    str
        A key of ``families``.

    Raises
    ------
    KeyError
        No family has such a room.

    Examples
    --------
    >>> family_of("measures.segregation.ei")
    'bridging'
    """
    fits = [
        (len(room), family)
        for family, rooms in _ROOMS.items()
        for room in rooms
        if module == room or module.startswith(f"{room}.")
    ]
    if not fits:
        raise KeyError(module)
    return max(fits)[1]


@functools.cache
def families() -> Mapping[str, tuple[str, ...]]:
    """Return the public names of each family, in the order of a study.

    Returns
    -------
    Mapping
        Family to names; the title of a family is the word ``family_...`` of the catalogue.

    Examples
    --------
    >>> "retention" in families()["time"]
    True
    """
    found: dict[str, list[str]] = {family: [] for family in _ROOMS}
    for name, module in homes().items():
        found[family_of(module)].append(name)
    return MappingProxyType({family: tuple(names) for family, names in found.items()})


def listed() -> str:
    """Return the names of the package as its help shows them: the first, then all by family.

    Returns
    -------
    str
        Plain text.

    Examples
    --------
    >>> print(listed().splitlines()[0])
    First of all:
    """
    titles = words("en")
    parts = [("First of all", FIRST)]
    parts += [(titles[f"family_{family}"], names) for family, names in families().items()]
    fill = functools.partial(textwrap.fill, width=76, initial_indent="  ", subsequent_indent="  ")
    return "\n\n".join(f"{title}:\n{fill(', '.join(names))}" for title, names in parts)
