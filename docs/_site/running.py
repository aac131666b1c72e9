"""Run what pages show when they are built, Python and commands, so that answers are today's."""

import ast
import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from docutils import nodes

_HEADER = """---
file_format: mystnb
kernelspec:
  name: python3
---
"""
# not shown: figures as they are drawn for pages, without the name of the axes under each
_PREPARED = """```{code-cell} python3
:tags: [remove-cell]
from matplotlib.axes import Axes
get_ipython().display_formatter.formatters["text/plain"].for_type(Axes, lambda *_: None)
get_ipython().run_line_magic("config", "InlineBackend.print_figure_kwargs = {'bbox_inches': None}")
```
"""
# the workbooks that commands find in their folder
_SAMPLE_DATA = Path(__file__).parents[2] / "sample_data"
_SAMPLES = {"territoire.xlsx": "mon_reseau.xlsx", "territory.xlsx": "my_network.xlsx"}
_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_NO_ANSWER = re.compile(r"\s*|<Axes.*>")
_CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def setup(app):
    """Let Sphinx run commands, and turn blocks of Python into cells, as it reads a page."""
    app.connect("source-read", _with_output)
    app.connect("source-read", _as_cells)
    app.connect("doctree-resolved", _without_empty_answers)
    return {"parallel_read_safe": True}


def _with_output(_, docname, source):
    """Run the commands of a page, one after the other in a folder of its own."""
    if not _CONSOLE.search(source[0]):
        return
    with tempfile.TemporaryDirectory() as folder:
        for name, copied in _SAMPLES.items():
            shutil.copy(_SAMPLE_DATA / name, Path(folder) / copied)
        source[0] = _CONSOLE.sub(lambda block: _answered(block[1], folder, docname), source[0])


def _answered(block, folder, docname):
    """Return a block for each command of a block (``$ concertnet ...``), with what it says."""
    blocks = []
    for line in block.splitlines():
        program, *arguments = shlex.split(line.removeprefix("$ "), comments=True)
        if program != "concertnet":
            raise ValueError(f"{docname}: a block of console runs concertnet, not {program}")
        run = subprocess.run(
            [sys.executable, "-m", "concertnet", *arguments, "-q"],  # no progress
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1"},
        )
        # `check` ends with 1 where something is to be mended, which a page may show
        if run.returncode not in (0, 1) or "Traceback" in run.stderr:
            raise RuntimeError(f"{docname}: {line}\n{run.stderr}")
        said = (run.stdout + run.stderr).rstrip()
        blocks.append(f"```text\n{line}\n\n{said}\n```")
    return "\n\n".join(blocks)


def _without_empty_answers(_, doctree, docname):
    """Take away the frame that a figure would have above it, empty or with the name of its axes."""
    del docname
    for block in list(doctree.findall(nodes.literal_block)):
        if "text_plain" in block["classes"] and _NO_ANSWER.fullmatch(block.astext()):
            block.parent.remove(block)


def _as_cells(app, docname, source):
    text = source[0]
    if not str(app.env.doc2path(docname)).endswith(".md") or not _BLOCK.search(text):
        return
    cells = _BLOCK.sub(lambda block: "\n\n".join(map(_cell, _pieces(block[1]))), text)
    heading, _, rest = cells.partition("\n")  # a page begins by its title, not by a cell
    source[0] = f"{_HEADER}{heading}\n\n{_PREPARED}\n{rest}"


def _pieces(code):
    """Cut a block after each thing that is asked (``>>>`` or an expression), for its answer."""
    if code.startswith(">>>"):
        return [example.source for example in doctest.DocTestParser().get_examples(code)]
    lines, pieces, start = code.splitlines(), [], 0
    asked = [node for node in ast.parse(code).body if isinstance(node, ast.Expr)]
    for node in asked[:-1]:
        pieces.append("\n".join(lines[start : node.end_lineno]))
        start = node.end_lineno
    return [*pieces, "\n".join(lines[start:])]


def _cell(code):
    return f"```{{code-cell}} python3\n{code.strip()}\n```"
