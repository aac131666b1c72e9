"""Run the Python that pages show when they are built, so that each answer shown is today's."""

import ast
import doctest
import re

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
_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def setup(app):
    """Let Sphinx turn blocks of Python into cells as it reads a page."""
    app.connect("source-read", _as_cells)
    return {"parallel_read_safe": True}


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
