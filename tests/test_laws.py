"""Laws of the house: what must stay true whatever is added."""

import ast
import csv
import re
import subprocess
import sys
from pathlib import Path
from string import Formatter

import networkx as nx
import pytest

import concertnet as cn
from concertnet.words import LANGUAGES, words

PACKAGE = Path(cn.__file__).parent
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__main__.py")
FLOORS = {
    "words": 0,
    "records": 0,
    "answers": 1,
    "errors": 1,
    "families": 1,
    "find": 2,
    "grammar": 1,
    "held": 0,
    "scale": 1,
    "swap": 1,
    "tables": 2,
    "kernels": 3,
    "hinges": 4,
    "selection": 4,
    "shapes": 4,
    "names": 4,
    "reported": 4,
    "network": 5,
    "relational": 5,
    "lazy_network": 6,
    "measures": 5,
    "gaps": 6,
    "survey": 6,
    "questionnaires": 6,
    "samples": 6,
    "maps": 7,
    "results": 7,
    "report": 8,
    "exchange": 8,
    "app": 9,
    "cli": 9,
}
NEVER_MEET = ({"network"}, {"measures"})


def name_of(path: Path) -> str:
    """Return the dotted name of a module of the package."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(path): path for path in MODULES}


def imports_of(path: Path) -> set[str]:
    """Return every concertnet module that a file imports, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: imports are absolute"
            parts = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {part if part in NAMES else node.module for part in parts}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name for name in found if name.startswith("concertnet.")}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_downward(path):
    here = path.relative_to(PACKAGE).with_suffix("").parts[0]
    if here == "__init__":
        return
    for module in imports_of(path):
        there = module.split(".")[1]
        assert FLOORS[there] <= FLOORS[here], f"{here} imports {module}, from a floor above"
        assert not any(
            here in one and there in other for one, other in (NEVER_MEET, NEVER_MEET[::-1])
        ), f"{here} imports {module}"


def exported(path: Path) -> set[str] | None:
    """Return what a module says that it gives to others; None if it does not say."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.List | ast.Tuple):
            continue
        if ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return None


EXPORTED = {name: exported(path) for name, path in NAMES.items()}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_nobody_takes_a_private_thing_of_another(path):
    """A module takes what another gives; machinery, named with a "_", serves its own room."""
    here = ".".join(path.relative_to(PACKAGE.parent).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom) or not str(node.module).startswith("concertnet."):
            continue
        *room_there, there = str(node.module).split(".")
        assert not there.startswith("_") or ".".join(room_there) == here, node.module
        given = EXPORTED.get(str(node.module))
        taken = {a.name for a in node.names if f"{node.module}.{a.name}" not in EXPORTED}
        if given is not None:
            assert taken <= given, f"{node.module} does not give {taken - given}"
        assert not any(name.startswith("_") for name in taken), node.module


# What a foreign object calls itself by a standard of its own: no sign of a network.
SIGNS = {"__geo_interface__", "__name__"}
NETWORKS = {"net", "obj", "graph", "network", "now", "about", "wave"}


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in MODULES
        if not {"hinges", "tables", "cli"} & set(path.relative_to(PACKAGE).parts)
    ],
    ids=lambda p: str(p.relative_to(PACKAGE)),
)
def test_networks_and_graphs_are_known_by_the_door(path):
    """No `Any` where one is meant, and none is told by an attribute that it happens to have."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.arg) and node.arg in NETWORKS and node.annotation is not None:
            assert ast.unparse(node.annotation) != "Any", f"line {node.lineno}: {node.arg}"
        called = node.func.id if isinstance(node, ast.Call) and hasattr(node.func, "id") else None
        assert called != "hasattr", f"line {getattr(node, 'lineno', 0)}"
        if called == "getattr" and len(node.args) > 2:
            assert ast.literal_eval(node.args[1]) in SIGNS, f"line {node.lineno}"


def circles(arrows: dict[str, set[str]]) -> list[set[str]]:
    """Return the groups of places that lead to one another."""
    graph = nx.DiGraph([(here, there) for here in arrows for there in arrows[here]])
    return [circle for circle in nx.strongly_connected_components(graph) if len(circle) > 1]


def test_no_modules_import_each_other():
    assert circles({name: imports_of(path) - {name} for name, path in NAMES.items()}) == []


@pytest.mark.parametrize("wing", ["tables", "measures", "survey", "gaps", "maps", "cli"])
def test_rooms_of_a_wing_stand_above_one_another(wing):
    """Their imports go one way, as those of floors do; a file beside the rooms is one itself."""
    start = f"concertnet.{wing}."
    arrows = {}
    for name, path in NAMES.items():
        if name.startswith(start):
            there = {module for module in imports_of(path) if module.startswith(start)}
            here = name.removeprefix(start).split(".")[0]
            rooms = {module.removeprefix(start).split(".")[0] for module in there}
            arrows.setdefault(here, set()).update(rooms - {here})
    assert circles(arrows) == []


def defined_in(path: Path) -> set[str]:
    """Return the public names that a module makes at its top."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return {name for name in found if not name.startswith("_")}


def test_a_name_means_one_thing():
    where = {}
    for name, path in NAMES.items():
        if not name.startswith("concertnet.cli.commands"):  # named as the call that each one makes
            for public in defined_in(path):
                where.setdefault(public, []).append(name)
    twice = {public: names for public, names in where.items() if len(names) > 1}
    assert twice == {}, "import it from one of these, or give it another name"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_every_file_says_in_one_sentence_what_it_holds(path):
    first = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n\n")[0]
    assert first.endswith("."), "a docstring that begins by one sentence"
    assert len(first) <= 200


def test_tests_stand_in_the_rooms_of_what_they_test():
    for path in (PACKAGE.parent / "tests").rglob("test_*.py"):
        here = path.parent.relative_to(PACKAGE.parent / "tests")
        assert (PACKAGE / here).is_dir(), f"{path}: there is no such room"


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        (
            "import concertnet; concertnet.results",
            ["pandas", "networkx", "scipy", "matplotlib", "pyvis", "numba"],
        ),
        (
            "import concertnet.cli",
            ["pandas", "networkx", "scipy", "matplotlib", "pyvis", "numba"],
        ),
        (
            "import concertnet as cn; cn.read, cn.ei_index, cn.missing_links",
            ["matplotlib", "pyvis", "networkx", "scipy", "numba", "openpyxl", "xlsxwriter"],
        ),
        (
            "import concertnet as cn; cn.read, cn.scan, cn.convert",
            [  # not Arrow, which pandas has
                "duckdb",
                "polars",
                "pyspark",
                "narwhals",
                "adbc_driver_postgresql",
            ],  # pandas has Arrow
        ),
    ],
)
def test_imports_stay_light(statement, absent):
    code = f"import sys; {statement}; print(*[m for m in {absent!r} if m in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert run.stdout.strip() == ""


def catalogue() -> list[dict[str, str]]:
    with (PACKAGE / "words.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_words_are_complete_in_both_languages():
    for row in catalogue():
        assert None not in row, f"{row['key']}: too many cells"
        for lang in LANGUAGES:
            assert row[lang].strip(), f"{row['key']} has no {lang}"


def test_words_have_the_same_fields_in_both_languages():
    for row in catalogue():
        fields = {
            lang: {name for _, name, _, _ in Formatter().parse(row[lang]) if name}
            for lang in LANGUAGES
        }
        assert fields["fr"] == fields["en"], row["key"]


def test_words_stand_once():
    keys = [row["key"] for row in catalogue()]
    assert len(keys) == len(set(keys))


def source_of(*suffixes: str) -> str:
    files = [p for p in PACKAGE.rglob("*") if p.suffix in suffixes]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_every_word_asked_for_exists():
    """Keys written out in the code: w["key"], w("key", ...), errors' first argument."""
    code = source_of(".py")
    asked = set(re.findall(r'\bw(?:ords\(\w+\))?[\[(]"([a-z_]+)"', code))
    asked |= set(re.findall(r'\b[A-Z]\w+\(\s*"(error_[a-z_]+)"', code))
    assert len(asked) > 50
    assert not asked - set(words("en"))


@pytest.mark.parametrize("name", [*cn.__all__, *cn.results.__all__])
def test_every_public_name_is_documented(name):
    thing = getattr(cn, name)
    doc = thing.__doc__ or ""
    assert doc.strip(), f"{name} has no docstring"
    module = getattr(thing, "__module__", "")
    if not callable(thing) or "errors" in module:
        return
    if isinstance(thing, type):
        assert "Attributes" in doc or "Parameters" in doc
        return
    wanted = ["Returns", "Examples"]
    if (
        thing.__code__.co_argcount + thing.__code__.co_kwonlyargcount
        if hasattr(thing, "__code__")
        else True
    ):
        wanted.append("Parameters")
    for section in wanted:
        assert f"{section}\n" in doc, f"{name} has no section {section}"


def test_records_that_functions_return_have_a_room_and_keep_their_flat_name():
    """No function annotates an answer of the package by a class that neither place exports."""
    import inspect

    returned = set()
    for name in cn.__all__:
        thing = getattr(cn, name)
        if inspect.isfunction(thing):
            answer = inspect.signature(thing).return_annotation
            returned |= set(re.findall(r"\b[A-Z]\w+", str(answer)))
    classes = {
        name
        for path in (PACKAGE / "measures", PACKAGE / "gaps")
        for file in path.rglob("*.py")
        for name in re.findall(r"^class ([A-Z]\w+)", file.read_text("utf-8"), flags=re.MULTILINE)
    }
    assert returned & classes <= set(cn.results.__all__)
    assert not set(cn.results.__all__) & set(cn.__all__)
    for name in cn.results.__all__:
        record = getattr(cn.results, name)
        assert getattr(cn, name) is record
        assert not record.__module__.endswith("results"), "it stands beside the function"
    assert not hasattr(cn.results, "tenure")


MEASURES = [
    name
    for name in cn.__all__
    if getattr(getattr(cn, name), "__module__", "").startswith("concertnet.measures.")
    and not isinstance(getattr(cn, name), type)
    and name not in ("profile", "describe", "coverage")  # they gather or count: no source to cite
]


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_cites_its_source_and_says_when_it_is_undefined(name):
    doc = getattr(cn, name).__doc__
    assert "References\n" in doc
    assert "nan" in doc or name == "cohesion"


BY = (
    "Attribute of the actors, or the groups themselves; by default the graph's own, else sector.",
    "Attribute of the actors, or the groups themselves; by default sector.",
)
# What `by` groups there is not what the measure is of (ties, seats, spells): it is said at length.
OF_ITS_OWN = {"vertical_share", "burden", "grouped"} | {
    name for name in MEASURES if ".measures.time." in getattr(cn, name).__module__
}


@pytest.mark.parametrize("name", [*MEASURES, "mixing", "contacts"])
def test_the_groups_are_said_in_one_line_the_same_everywhere(name):
    """It stays short, and whole in the source, where an editor shows it: nothing puts it in."""
    doc = getattr(cn, name).__doc__
    said = re.search(r"^    by : str or mapping.*\n        (.*)\n(    ?.*)", doc, re.MULTILINE)
    if said and name not in OF_ITS_OWN:
        assert said[1] in BY
        assert not said[2].startswith("        "), "one line"


def test_the_first_argument_says_whether_a_network_is_needed():
    """`net` where seats or dates are needed, `graph` where any graph serves; never `obj`."""
    import inspect

    for name in cn.__all__:
        thing = getattr(cn, name)
        if not inspect.isfunction(thing):
            continue
        parameters = inspect.signature(thing).parameters.values()
        assert "obj" not in [p.name for p in parameters], name
        for p in parameters:
            if p.kind is p.KEYWORD_ONLY:
                continue
            kind = str(p.annotation)
            if "GraphLike" in kind or "MixingLike" in kind:
                assert p.name == "graph", name
            elif "NetworkLike" in kind:
                assert p.name == "net", name


def test_public_functions_take_one_or_two_positional_arguments():
    import inspect

    for name in cn.__all__:
        thing = getattr(cn, name)
        if not inspect.isfunction(thing):
            continue
        positional = [
            p
            for p in inspect.signature(thing).parameters.values()
            if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)
        ]
        # retention compares two dates; against_chance takes a measure and a network
        assert len(positional) <= 3, name
