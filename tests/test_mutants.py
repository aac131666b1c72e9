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


def test_what_imports_a_kernel_is_found_with_the_line_that_does(tmp_path):
    room = tmp_path / "concertnet" / "kernels"
    room.mkdir(parents=True)
    (room / "one.py").write_text("from concertnet.kernels.two import f\n")
    (room / "three.py").write_text(
        "def g():\n    from concertnet.kernels.two import (\n        f\n    )\n"
    )
    (room / "four.py").write_text("from concertnet.kernels.two_more import f\n")
    found = list(mutants.importers("concertnet/kernels/two.py", tmp_path, "concertnet"))
    assert found == [("concertnet/kernels/one.py", 1), ("concertnet/kernels/three.py", 2)]


def test_a_change_has_its_importers_compiled_again(tmp_path):
    """The roles are constants of the loops that count them: numba reads them as it compiles."""
    kept = tmp_path / "concertnet" / "kernels" / "__pycache__"
    kept.mkdir(parents=True)
    (kept.parent / "roles.py").write_text("ROLES = 5\n")
    (kept.parent / "counts.py").write_text("from concertnet.kernels.roles import ROLES\n")
    (kept.parent / "others.py").write_text("OTHERS = 5\n")
    for name in ("roles", "counts", "others"):
        (kept / f"{name}.count-1.py313.nbi").touch()
    mutants.compile_again(mutants.Mutant("concertnet/kernels/roles.py", 1, "", 0), tmp_path)
    left = sorted(file.name.partition(".")[0] for file in kept.iterdir())
    assert left == ["others", "roles"]
