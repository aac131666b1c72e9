"""A network or a graph in the format of another tool, with what it could not hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from concertnet.errors import NotComparable, UnknownWord
from concertnet.exchange.dl import dl_files
from concertnet.exchange.gexf import gexf_bytes
from concertnet.exchange.graphml import graphml_bytes
from concertnet.exchange.handed import handed_of
from concertnet.exchange.kumu import kumu_json, write_kumu_book
from concertnet.exchange.lost import Losses, Written
from concertnet.exchange.pajek import pajek_files
from concertnet.exchange.waves import days_of_waves
from concertnet.hinges.door import By, NetworkOrGraph
from concertnet.hinges.guards import choice, names
from concertnet.swap import cannot_write, replace_bytes, replace_file, replace_set, require_place
from concertnet.tables.cells.dates import When
from concertnet.words import words

__all__ = ["GRAPH_FILES", "SPELLED", "files_of_graph", "write_graph"]

GRAPH_FILES = (".graphml", ".gexf", ".net", ".dl", ".json", ".xlsx")
SPELLED = (".gexf",)  # formats that hold dates as dates
_PAJEK = ".net"  # the only one that holds waves, vectors, and either kind of relations
_UCINET = ".dl"  # the only one that holds a matrix for each level
_BESIDE = {".net": (".clu", "_key.csv"), ".dl": ("_key.csv",)}


def files_of_graph(path: Path) -> list[Path]:
    """Return the files that `write_graph` writes for this one, or refuse what no format is.

    Raises
    ------
    UnknownWord
        If the suffix is that of no format.

    Examples
    --------
    >>> [file.name for file in files_of_graph(Path("a.net"))]
    ['a.net', 'a.clu', 'a_key.csv']
    """
    suffix = path.suffix.lower()
    if suffix not in GRAPH_FILES:
        raise UnknownWord("error_graph_kind", value=path.name, known=GRAPH_FILES)
    return [path, *(path.with_name(path.stem + end) for end in _BESIDE.get(suffix, ()))]


def write_graph(
    net: NetworkOrGraph,
    path: str | Path,
    *,
    levels: str | Sequence[str] | None = None,
    positions: pd.DataFrame | Mapping[Any, tuple[float, float]] | None = None,
    by: By = "sector",
    lang: str = "en",
    persons: bool = False,
    relations: Literal["levels", "one"] = "levels",
    waves: str | Sequence[When] | None = None,
    vectors: str | Sequence[str] = (),
    matrices: bool = False,
) -> Written:
    """Write a network for another tool, by the suffix of the file; say what the file cannot hold.

    ``.graphml`` (Gephi, visone, Cytoscape, yEd, igraph), ``.gexf`` (Gephi, with spells), ``.net``
    (Pajek, with ``.clu`` and a key beside), ``.dl`` (UCINET, with a key beside), ``.json`` and
    ``.xlsx`` (Kumu). The same network gives the same bytes; the files are written whole or not
    at all.

    Parameters
    ----------
    net : Network or networkx.Graph
        The network; or a graph: ``net.seat_graph()``, ``net.co_seat_graph()``,
        ``net.reported(directed=True)``, your own.
    path : path
        The file.
    levels : str or sequence of str, optional
        Ties at or above a level, or of those listed; by default all.
    positions : DataFrame or mapping of actor to (x, y), optional
        Where actors stand, as `map_layout` returns it.
    by : str or mapping of actor to group
        What colours, shapes, partitions and Kumu's types stand for.
    lang : {"fr", "en"}
        The language of `Written.lost`, and of the types of Kumu.
    persons : bool
        Whether actors that are persons keep their names and details; by default only their id, kind
        and group are written, and a number (``P1``) where the id may be the name: where no other
        name is given.
    relations : {"levels", "one"}
        Of Pajek: a relation for each level, or one relation whose lines have the level as label,
        which python-igraph reads.
    waves : str or sequence of dates, optional
        Of Pajek: the days by whose number, from 1, actors and lines say when they are there
        (``[1-3,5-*]``), which python-igraph does not read; or a pandas frequency (``"YE"``, year
        ends) of the period observed. What is there between two of them only is lost, and counted.
    vectors : str or sequence of str
        Of Pajek: the columns of numbers of the actors to write as ``_COLUMN.vec``.
    matrices : bool
        Of UCINET: a matrix of 0 and 1 for each level (``NM=``, ``MATRIX LABELS:``) in the place of
        one line a pair, whose value is the number of its level; python-igraph does not read it.

    Returns
    -------
    Written
        The paths, and the table of what was lost.

    Raises
    ------
    UnknownWord
        If the suffix is none of these, or the scale has no such level.
    NotComparable
        If `net` is neither, is a multigraph, or two of its nodes are the same text; or if what is
        of Pajek, or of UCINET, is asked of another format.
    MissingAttribute
        If the actors have no column `by`, or one lacks a value for one of `vectors`.
    OutsideObservation
        If the network does not cover a day of `waves`, or they are a frequency that gives none or
        finds no dates.
    ConcertnetError
        If a file cannot be written; nothing is then changed.

    Examples
    --------
    >>> import tempfile
    >>> import concertnet as cn
    >>> net = cn.Network(
    ...     pd.DataFrame({"actor": ["a", "b"], "sector": ["private", "community"]}),
    ...     pd.DataFrame({"source": ["a"], "target": ["b"], "theme": ["food"]}),
    ...     level="concertation")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     done = cn.write_graph(net, f"{folder}/net.graphml")
    >>> done.paths[0].name, done.lost[["lost", "rows"]].to_numpy().tolist()
    ('net.graphml', [['Theme', 1]])
    """
    path, w = Path(path), words(lang)
    suffix = files_of_graph(path)[0].suffix.lower()
    choice(relations, name="relations", among=("levels", "one"))
    columns = names(vectors, name="vectors")
    asked = {
        "relations": relations != "levels",
        "waves": waves is not None,
        "vectors": bool(columns),
    }
    _require_pajek(path, [name for name, is_asked in asked.items() if is_asked])
    if matrices and suffix != _UCINET:
        raise NotComparable("error_ucinet_only", value=path.name)
    losses = Losses()
    given = handed_of(net, losses, levels=levels, positions=positions, by=by, persons=persons)
    paths = (path,)
    if suffix == ".graphml":
        replace_bytes(path, graphml_bytes(given, losses))
    elif suffix == ".gexf":
        replace_bytes(path, gexf_bytes(given, losses))
    elif suffix == ".json":
        replace_bytes(path, kumu_json(given, losses, w.lang))
    elif suffix == ".xlsx":
        replace_file(path, lambda file: write_kumu_book(given, losses, w.lang, file))
    elif suffix == ".net":
        one = relations == "one"
        days = [] if waves is None else days_of_waves(waves, given.observed)
        files = pajek_files(given, losses, path.stem, one_relation=one, waves=days, vectors=columns)
        paths = _write_set(path, files)
    else:
        paths = _write_set(path, dl_files(given, losses, path.stem, matrices=matrices))
    return Written(paths, losses.frame(w.lang))


def _require_pajek(path: Path, asked: Sequence[str]) -> None:
    """Raise where what only Pajek holds is asked of another format: it would be lost in silence."""
    if asked and path.suffix.lower() != _PAJEK:
        given = ", ".join(f"{name}=" for name in asked)
        raise NotComparable("error_pajek_only", n=len(asked), names=given, value=path.name)


def _write_set(path: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files that go together, that which was asked for first under its own name."""
    first = next(iter(files))
    named = {path.name if name == first else name: content for name, content in files.items()}
    require_place(path.parent, *named)

    def write(folder: Path) -> list[str]:
        for name, content in named.items():
            (folder / name).write_bytes(content)
        return list(named)

    try:
        replace_set(path.parent, write, ())
    except OSError as error:
        raise cannot_write(path, error) from error
    return tuple(path.parent / name for name in named)
