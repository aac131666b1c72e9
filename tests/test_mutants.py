"""What changes the code to see whether a test says so: it leaves alone what never runs."""

import ast

from tests import mutants


def spans_of(source):
    lines = source.splitlines()
    return {lines[low[0] - 1][low[1] : high[1]] for low, high in mutants.unread(source)}


def test_types_are_not_changed_and_what_runs_is():
    source = "def f(a: int | None = 1 + 2) -> str | None:\n    b: int | str = a | 4\n    return b\n"
    assert spans_of(source) == {"int | None", "str | None", "int | str"}


def test_what_only_types_read_is_not_changed():
    source = (
        "if TYPE_CHECKING:\n    A = 1\n"
        "class P(Protocol):\n    n: int = 3\n"
        "@overload\ndef f(x=1): ...\n"
        "def f(x=2): ...\n"
    )
    quiet = mutants.unread(source)
    numbers = {
        node.value: any(low <= (node.lineno, node.col_offset) < high for low, high in quiet)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, int)
    }
    assert numbers == {1: True, 3: True, 2: False}
