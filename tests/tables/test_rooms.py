"""The rooms of tables stand in an order, and imports go down it."""

import ast
from pathlib import Path

import pytest

import concertnet.tables

HOME = Path(concertnet.tables.__file__).parent
ORDER = (
    "spec", "decide", "cells", "source", "rules", "assemble", "pseudonyms", "read", "readiness",
    "check", "write",
)  # fmt: skip
MODULES = sorted(path for path in HOME.rglob("*.py") if path != HOME / "__init__.py")


def _place(parts: tuple[str, ...]) -> int:
    return ORDER.index(parts[0].removesuffix(".py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HOME)))
def test_rooms_import_downward(path):
    here = _place(path.relative_to(HOME).parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
            "concertnet.tables."
        ):
            there = _place(tuple(node.module.split(".")[2:]))
            assert there <= here, f"{path.name} imports {node.module}"


def test_no_two_classes_of_the_wing_share_a_name():
    names = [
        node.name
        for path in MODULES
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_")
    ]
    assert len(names) == len(set(names))


def test_no_module_imports_what_imports_it():
    """A circle of modules, inside a room too."""
    imports = {}
    for path in MODULES:
        name = ".".join(["concertnet.tables", *path.relative_to(HOME).with_suffix("").parts])
        tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        imports[name] = {n.module for n in tree if isinstance(n, ast.ImportFrom) and n.module}
    done = set()
    while left := {name for name in imports if name not in done}:
        free = {name for name in left if not (imports[name] & left)}
        assert free, f"a circle among {sorted(left)}"
        done |= free
