"""Our modules as one script: in order, apart from one another, and nothing that is not used."""

import json
import re
from importlib import resources
from pathlib import Path

import pytest

from concertnet.maps.interactive.bundle import bundle
from tests.maps.interactive.boards import BOARDS

ASSETS = Path(str(resources.files("concertnet.maps.interactive").joinpath("assets")))
MODULES = {
    path.relative_to(ASSETS).as_posix(): path.read_text("utf-8") for path in ASSETS.rglob("*.mjs")
}
ENTRIES = [path for path in MODULES if path.startswith("start/")]
TESTS = Path(__file__).parent / "js"
IMPORTED = re.compile(r'import \{([^}]*)\} from "([^"]+)"')
EXPORTED = re.compile(r"^export (?:function|class|const) (\w+)", re.MULTILINE)


def printed(node, script):
    status, out, wrong = node("-", script=script)
    assert (status, wrong) == (0, "")
    return out.split()


def modules_in(script):
    return re.findall(r"^// (\S+\.mjs)$", script, re.MULTILINE)


def test_a_module_runs_once_after_what_it_imports(node):
    sources = {
        "start/a.mjs": 'import { b } from "../b.mjs";\nimport { c } from "../c/c.mjs";\n'
        'import {\n  d as other,\n} from "../d.mjs";\n\nconsole.log(b, c(), new other().e);\n',
        "b.mjs": 'import { c } from "./c/c.mjs";\n\nexport const b = c() + 1;\n',
        "c/c.mjs": 'console.log("once");\n\nexport function c() {\n  return 1;\n}\n',
        "d.mjs": "export class d {\n  e = 3;\n}\n",
    }
    script = bundle("start/a.mjs", sources.__getitem__)
    assert modules_in(script) == ["c/c.mjs", "b.mjs", "d.mjs", "start/a.mjs"]
    assert printed(node, script) == ["once", "2", "1", "3"]
    assert script == bundle("start/a.mjs", sources.__getitem__)


def test_the_same_name_means_something_else_in_each_module(node):
    sources = {
        "a.mjs": 'import { value as theirs } from "./b.mjs";\n\nconst value = "a";\n'
        "const exports = 1;\nconst $ = 2;\nconsole.log(value, theirs(), exports, $);\n"
        "console.log(typeof hidden, typeof globalThis.value, typeof globalThis.$);\n",
        "b.mjs": 'const hidden = "b";\n\nexport const value = () => hidden;\n',
    }
    script = bundle("a.mjs", sources.__getitem__)
    assert printed(node, script) == ["a", "b", "1", "2", *["undefined"] * 3]


@pytest.mark.parametrize("lax", ["undeclared = 1;", "arguments.callee;", "with ({}) {}", "this.x;"])
def test_every_module_is_strict(node, lax):
    sources = {"a.mjs": f"export function a() {{\n  {lax}\n}}\n\na();\n"}
    assert node("-", script=sources["a.mjs"].removeprefix("export "))[0] == 0
    assert node("-", script=bundle("a.mjs", sources.__getitem__))[0] != 0


def test_imports_that_go_round_are_refused():
    sources = {
        "a.mjs": 'import { b } from "./b.mjs";\n',
        "b.mjs": 'import { c } from "./c.mjs";\nexport const b = c;\n',
        "c.mjs": 'import { b } from "./b.mjs";\nexport const c = b;\n',
    }
    with pytest.raises(ValueError, match=r"a\.mjs > b\.mjs > c\.mjs > b\.mjs"):
        bundle("a.mjs", sources.__getitem__)


def test_what_is_not_exported_cannot_be_imported():
    sources = {
        "a.mjs": 'import { b, c } from "./b.mjs";\n',
        "b.mjs": "export const b = 1;\nconst c = 2;",
    }
    with pytest.raises(ValueError, match=r"a\.mjs imports \['c'\] that b\.mjs does not export"):
        bundle("a.mjs", sources.__getitem__)


@pytest.mark.parametrize(
    "line",
    [
        'import * as b from "./b.mjs";',
        'import b from "./b.mjs";',
        'import "./b.mjs";',
        'import { b } from "library";',
        "import { b } from './b.mjs'",
        'const b = await import("./b.mjs");',
        "const here = import.meta.url;",
        "export default 1;",
        "export let b = 1;",
        "export { b };",
        'export { b } from "./b.mjs";',
        "export const { b } = {};",
        "const b = `\nexport * from here`;",
        'const b = "</script>";',
        'const b = "<!--";',
    ],
)
def test_what_the_bundle_does_not_know_is_refused(line):
    sources = {"a.mjs": f"{line}\n", "b.mjs": "export const b = 1;\n"}
    with pytest.raises(ValueError, match=r"^a\.mjs cannot be put in a script: "):
        bundle("a.mjs", sources.__getitem__)


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_bundle_of_ours_is_the_same_twice_and_exports_what_node_finds(node, entry):
    script = bundle(entry, MODULES.__getitem__)
    assert script == bundle(entry, MODULES.__getitem__)
    paths = [path for path in modules_in(script) if path not in ENTRIES]
    returned = dict(zip(paths, re.findall(r"^return \{ (.*) \};$", script, re.M), strict=False))
    ask = "\n".join(
        f"found[{path!r}] = Object.keys(await import({(ASSETS / path).as_uri()!r}));"
        for path in paths
    )
    code = f"const found = {{}};\n{ask}\nconsole.log(JSON.stringify(found));"
    status, out, wrong = node("--input-type=module", "-e", code)
    assert (status, wrong) == (0, "")
    assert {path: sorted(names.split(", ")) for path, names in returned.items()} == json.loads(out)


def test_pages_differ_by_what_draws_their_map_alone():
    by_vis, by_sigma = (
        set(modules_in(bundle(f"start/{board}.mjs", MODULES.__getitem__))) for board in BOARDS
    )
    assert by_vis - by_sigma == {"start/vis.mjs", "map/board_vis.mjs"}
    assert by_sigma - by_vis == {
        "start/sigma.mjs",
        "map/board_sigma.mjs",
        "map/sigma_programs.mjs",
    }


def test_every_module_is_in_a_page_and_every_export_is_imported():
    in_pages = {
        path for entry in ENTRIES for path in modules_in(bundle(entry, MODULES.__getitem__))
    }
    assert in_pages == set(MODULES)
    tested = [path.read_text("utf-8") for path in TESTS.glob("*.mjs")]
    imported = {
        name.split(" as ")[0].strip()
        for source in (*MODULES.values(), *tested)
        for names, _ in IMPORTED.findall(source)
        for name in names.split(",")
    }
    exported = {name for source in MODULES.values() for name in EXPORTED.findall(source)}
    assert exported - imported == set()


def test_modules_pass_their_own_tests(node):
    files = sorted(map(str, TESTS.glob("*.test.mjs")))
    status, out, wrong = node("--test", *files)
    assert status == 0, out + wrong
    assert int(re.search(r"^\W*pass (\d+)", out, re.MULTILINE)[1]) > 50
