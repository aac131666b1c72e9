"""Pages made of what the project itself says: names by question, tables, words, terms, commands."""

import csv
from importlib import resources
from pathlib import Path

import click
import jupytext

import concertnet.results
from concertnet.cli.application import application
from concertnet.cli.everywhere import speaking
from concertnet.families import FIRST, families, homes
from concertnet.tables.spec.schema import TABLES
from concertnet.tables.write.template_table import help_of
from concertnet.words import in_order, words

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
NOTEBOOKS = ROOT / "docs" / "notebooks"


def setup(app):
    """Write the pages before Sphinx looks which pages there are."""
    app.connect("config-inited", lambda *_: write_pages(REFERENCE))
    app.connect("config-inited", lambda *_: write_notebooks(NOTEBOOKS))
    app.connect("source-read", _with_contents)
    return {"parallel_read_safe": True}


def write_pages(folder):
    """Write each page that is not there yet as it must be."""
    folder.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        _written(folder / name, page())


def write_notebooks(folder):
    """Write each notebook of the project as a page; it runs when the site is built."""
    folder.mkdir(exist_ok=True)
    for path in sorted((ROOT / "notebooks").glob("*.py")):
        notebook = jupytext.read(path)
        for at, cell in enumerate(notebook.cells):
            cell["id"] = f"cell-{at}"  # the same file each time
        _written(folder / f"{path.stem}.ipynb", jupytext.writes(notebook, fmt="ipynb"))
    _written(folder / "index.md", _NOTEBOOKS)


_NOTEBOOKS = """# Notebooks

The notebooks of the project, run as these pages are built: for research, for evaluation, for
planning, in English and in French.

```{toctree}
:glob:

0*
```
"""


def _written(path, text):
    if not path.exists() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")


# pages that are read on the web as they are, where a list of the pages below would be in the way
_CONTENTS = {"measures": "measures/*"}


def _with_contents(_, docname, source):
    if docname in _CONTENTS:
        below = f"```{{toctree}}\n:hidden:\n:glob:\n\n{_CONTENTS[docname]}\n```"
        source[0] = f"{source[0]}\n\n{below}\n"


def names():
    """Return the reference: the first names, then all by the question that they answer."""
    titles = words("en")
    parts = [_titled("Reference", "="), _NAMES, _listed("First of all", FIRST, toctree=False)]
    parts += [_listed(titles[f"family_{family}"], found) for family, found in families().items()]
    records = [f"results.{name}" for name in concertnet.results.__all__]
    parts.append(_listed("Records that functions return", records))
    parts.append(_BESIDE)
    return "\n".join(parts)


_NAMES = """
All of it is in ``concertnet``: ``import concertnet as cn``. Names stand by the question that they
answer; a name that you know from elsewhere leads to ours in :doc:`terms`, or by ``cn.find("...")``.
The columns of tables are in :doc:`codebook`, the commands in :doc:`commands`, the words of reports
in :doc:`glossary`.

.. currentmodule:: concertnet
"""


_BESIDE = """
.. toctree::
   :hidden:

   codebook
   commands
   glossary
   terms
   contributing
"""


def _listed(title, found, *, toctree=True):
    lines = [_titled(title, "-"), ".. autosummary::"]
    lines += ["   :toctree: names", "   :nosignatures:"] if toctree else ["   :nosignatures:"]
    return "\n".join([*lines, "", *(f"   {name}" for name in found), ""])


def _titled(title, under):
    return f"{title}\n{under * len(title)}\n"


def codebook():
    """Return what each column of each table holds, in both languages."""
    fr, en = words("fr"), words("en")
    parts = ["# Tables and columns\n", _CODEBOOK]
    for table in TABLES.values():
        rows = [
            (
                f"`{column.name}`" + (" \\*" if column.filled else ""),
                f"{en[column.word]}<br>*{fr[column.word]}*",
                en[f"content_{column.kind}"] + _refers(column, en),
                ", ".join(en[value] for value in column.values),
                f"{help_of(table.name, column, en)}<br>*{help_of(table.name, column, fr)}*",
            )
            for column in table.columns
        ]
        heading = f"## {en[f'table_{table.name}']} (`{table.name}`, *{fr[f'table_{table.name}']}*)"
        parts += [heading, "", _table(_COLUMNS, rows)]
    return "\n".join(parts)


_COLUMNS = ("column", "heading", "content", "known values", "meaning")
_CODEBOOK = """
This page is made from the specification that the reader, the checks and the template follow: what
it says is what they do. Columns with a star must be filled; a table that a study does not need is
left out. Headings are found in French and in English, under many other names, wherever they stand.
"""


def _refers(column, w):
    return f" ({w[f'table_{column.refers}']})" if column.refers else ""


def glossary():
    """Return the words that reports explain, in both languages."""
    fr, en = words("fr"), words("en")
    keys = [key.removeprefix("define_") for key in en if key.startswith("define_")]
    terms = [key for key in keys if not key.startswith(("measure_", "column_"))]
    parts = ["# Glossary, glossaire\n", _GLOSSARY]
    for title, kept in (
        ("Terms", terms),
        ("Measures", [key for key in keys if key.startswith("measure_")]),
        ("Columns of tables", [key for key in keys if key.startswith("column_")]),
    ):
        rows = [
            (en.label(key), f"*{fr.label(key)}*", en[told := f"define_{key}"], f"*{fr[told]}*")
            for key in sorted(kept, key=lambda key: in_order(en.label(key)))
        ]
        parts += [f"## {title}", "", _table(("English", "Français", "meaning", "sens"), rows)]
    return "\n".join(parts)


_GLOSSARY = """
The sentences that reports, pages and workbooks give these words, as they are in the catalogue.
"""


def terms():
    """Return what the field and other software say, and what we say."""
    text = resources.files("concertnet").joinpath("terms.csv").read_text(encoding="utf-8")
    found = sorted(csv.DictReader(text.splitlines()), key=lambda row: in_order(row["en"]))
    rows = [(row["en"], f"*{row['fr']}*", _linked(row["name"])) for row in found]
    table = _table(("term", "terme", "here"), rows)
    return "\n".join(["# From the term that you know\n", _TERMS, table])


_TERMS = """
`cn.find("homophily")` answers the same in a notebook, and forgives slips of the keyboard.
"""


def _linked(name):
    return f"{{py:obj}}`{name} <concertnet.{name}>`" if name in homes() else f"`{name}`"


def commands():
    """Return the help of every command, in both languages."""
    parts = ["# Commands\n", _COMMANDS]
    app = application()
    for name, command in app.commands.items():
        parts.append(f"## `concertnet {name}`\n")
        for lang in ("en", "fr"):
            with speaking(lang):
                parts.append(f"```text\n{_help(name, command)}\n```\n")
    return "\n".join(parts)


def _help(name, command):
    asked = click.Context(
        command, info_name=f"concertnet {name}", terminal_width=96, max_content_width=96
    )
    with asked as context:
        return command.get_help(context).rstrip()


_COMMANDS = """
Each command is one call of the library; its help is in the language of `--lang`, as here in
English, then in French.
"""


def _table(headings, rows):
    def line(cells):
        plain = (cell.replace("|", "\\|").replace("\n", " ") for cell in cells)
        return "| " + " | ".join(plain) + " |"

    return "\n".join([line(headings), line(["---"] * len(headings)), *map(line, rows), ""])


def contributing():
    """Return the page for those who change the package, as it stands in the clone."""
    return (ROOT / "CONTRIBUTING.md").read_text("utf-8")


PAGES = {
    "contributing.md": contributing,
    "index.rst": names,
    "codebook.md": codebook,
    "glossary.md": glossary,
    "terms.md": terms,
    "commands.md": commands,
}
