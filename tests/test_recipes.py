"""The recipes of CONTRIBUTING for a measure, a figure, a column and a null model, on a copy."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import concertnet as cn

MEASURE = '''"""Loners: the share of actors without any tie."""

from __future__ import annotations

import numpy as np

from concertnet.hinges.door import GraphLike, grouped

__all__ = ["loners"]


def loners(graph: GraphLike) -> float:
    """Return the share of actors without a tie (network grain)."""
    of = grouped(graph, required=False)
    return float(np.mean(of.degrees() == 0)) if of.n else float("nan")
'''
FIGURE = '''"""The figure of loners: one sentence on a page."""

from __future__ import annotations

from concertnet.maps.paper.files import house_settings
from concertnet.maps.paper.page import say_nothing, start_page
from concertnet.maps.paper.stated import state
from concertnet.maps.paper.style import Style
from concertnet.words import words

__all__ = ["draw_loners"]


def draw_loners(net, *, lang=None, style=None, ax=None):
    """Draw how many actors there are."""
    w, style = words(lang), style or Style()
    with house_settings(style):
        sheet = start_page(ax, style)
        state(sheet, w, net, title=w["loners_title"], counts=[w("n_actors", n=len(net.actors))])
        say_nothing(sheet, w["loners_title"])
    return sheet.ax
'''
NULL = '''

class MirroredTies:
    """Every draw is the network itself: a null that leaves all as it is."""

    def __init__(self, graph: GroupedGraph, *, draws: int, seed: int) -> None:
        self._graph = graph

    def graphs(self, size: int) -> Iterator[GroupedGraph]:
        """Yield the next draws."""
        for _ in range(size):
            yield self._graph

    def counts(self, size: int) -> npt.NDArray[np.int64]:
        """Return the counts of `Mixing` of the next draws, shape (size, k, k)."""
        counts, _ = count_mixing(self._graph)
        return np.repeat(counts[None], size, axis=0)

'''


class Copy:
    """A copy of the package, changed as a recipe says, and what Python then answers."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.package = folder, folder / "concertnet"
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(Path(cn.__file__).parent, self.package, ignore=ignored)
        shutil.copytree(cn.sample_path(), folder / "sample_data" / cn.sample_path().name)

    def write(self, name: str, text: str) -> None:
        (self.package / name).write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.package / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name}: {old}"
        self.write(name, text.replace(old, new))

    def word(self, row: str) -> None:
        with (self.package / "words.csv").open("a", encoding="utf-8") as words:
            words.write(row + "\n")

    def public(self, module: str, name: str) -> None:
        self.change(
            "__init__.pyi", "__all__ = [", f'from .{module} import {name}\n\n__all__ = [\n"{name}",'
        )

    def says(self, code: str) -> str:
        run = subprocess.run(
            [sys.executable, "-c", f"import concertnet as cn\n{code}"],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder), "MPLBACKEND": "agg"},
        )
        assert run.returncode == 0, run.stderr
        return run.stdout.strip()


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    return Copy(tmp_path_factory.mktemp("recipes"))


def test_a_measure_is_a_function_and_its_public_name(copy):
    copy.write("measures/structure/loners.py", MEASURE)
    copy.public("measures.structure.loners", "loners")
    graph = "import networkx as nx; G = nx.Graph([(0, 1)]); G.add_nodes_from([2, 3])"
    assert copy.says(f"{graph}; print(cn.loners(G))") == "0.5"
    assert copy.says("print(cn.loners(cn.sample_network().latest()) > 0)") == "True"


def test_a_figure_is_a_file_its_public_name_and_its_words(copy):
    copy.write("maps/figures/loners.py", FIGURE)
    copy.public("maps.figures.loners", "draw_loners")
    copy.word("loners_title,Acteurs sans lien,Actors without a tie,")
    said = copy.says("print(cn.draw_loners(cn.sample_network(), lang='fr').texts[0].get_text())")
    assert said == "Acteurs sans lien"


def test_a_column_of_a_table_is_a_line_and_its_words(copy):
    copy.change(
        "tables/spec/schema.py",
        'Column("longitude", "number"),',
        'Column("longitude", "number"), Column("headcount", "number"),',
    )
    copy.word("headcount,effectif,headcount,nombre d’employés|staff size")
    (copy.folder / "acteurs.csv").write_text(
        "acteur;secteur;Nombre d'employés\na;privé;12,5\nb;communautaire;\n", encoding="utf-8"
    )
    said = copy.says(
        "net = cn.read('acteurs.csv'); net.save('kept');"
        "print(net.actors['headcount'].tolist(), cn.read('kept').equals(net))"
    )
    assert said == "[12.5, nan] True"


def test_a_null_model_is_a_class_and_its_line(copy):
    copy.change("measures/chance/nulls.py", "\nNULLS: ", f"{NULL}\nNULLS: ")
    copy.change(
        "measures/chance/nulls.py",
        '"ties": RewiredTies,',
        '"ties": RewiredTies, "mirror": MirroredTies,',
    )
    copy.change(
        "measures/chance/nulls.py",
        "import undirected_counts",
        "import count_mixing, undirected_counts",
    )
    said = copy.says(
        "c = cn.against_chance(cn.ei_index, cn.sample_network(), draws=9, null='mirror');"
        "print(c.sd, c.p_value)"
    )
    assert said == "0.0 1.0"
