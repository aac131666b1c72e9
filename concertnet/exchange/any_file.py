"""Read or check whatever a path holds: tables, or the file of another tool."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TypedDict, Unpack

import pandas as pd

from concertnet.errors import ConcertnetError, NotComparable, TableError, UnknownWord
from concertnet.exchange.read_graph import is_graph_file, read_graph
from concertnet.network import Network, read_dossier
from concertnet.scale import Scale, scale_named
from concertnet.tables.cells.dates import When
from concertnet.tables.check import check_dossier
from concertnet.tables.source.decision_table import AnswersGiven
from concertnet.tables.spec.problems import Problem, problems_frame
from concertnet.words import words

__all__ = ["OfTables", "check", "read", "require_no_table_options"]


class OfTables(TypedDict, total=False):
    """What says how tables are read, and says nothing of a file of a graph."""

    encoding: str | None
    add_missing_actors: bool
    without: Collection[str]
    decisions: AnswersGiven | None


def read(
    path: str | Path,
    *,
    scale: Scale | str | None = None,
    observed: tuple[When, When] | None = None,
    encoding: str | None = None,
    add_missing_actors: bool = False,
    without: Collection[str] = (),
    decisions: AnswersGiven | None = None,
    level: str | Mapping[str, str] | None = None,
) -> Network:
    """Read a network from a folder of tables, a workbook, or a file of a graph.

    Parameters
    ----------
    path : path
        The folder of CSV or Parquet files, or the .xlsx, .xls or .ods file, with headings and
        values in French or in English; a sheet or a CSV file that is a square matrix is read as
        ties. Or a file that holds one graph: .graphml, .gexf, .net, .dl, .json (`read_graph`); what
        is said of tables below (`encoding`, `add_missing_actors`, `without`, `decisions`) has no
        place in it, and is refused.
    scale : Scale or str, optional
        How levels are read; by default the scale that the data declare, else ``"bourque"``.
    observed : (start, end), optional
        The period that the data cover; a year as an end means the whole year. By default what the
        data declare, else from their earliest to their latest date.
    encoding : str, optional
        Encoding of CSV files; by default found out.
    add_missing_actors : bool
        Add actors named in ties, seats or agreements but absent from the table of actors, with an
        unknown sector, instead of raising. A name that is that of an actor listed is read as that
        actor, never added.
    without : collection of str
        Tables to leave out, by name in either language (``without=("mandates",)``); those that
        hang on them go too. What is left out is said in `Network.problems`.
    decisions : path, sequence of paths or mapping of str to str, optional
        The answers to the decisions that an earlier reading left: the table where they were
        written (`write_decisions`), or a mapping by key of decision.
    level : str or mapping of str to str, optional
        The level of every tie, where the ties have no column of levels, or are a matrix. Of a file
        of a graph, as `read_graph` takes it: the attribute that holds levels, or what its values
        mean, too.

    Returns
    -------
    Network
        The checked network; what was noticed on the way is in its `problems`.

    Raises
    ------
    TableError
        If the tables hold errors: all of them at once, each with its place and what to do.
    UnknownWord
        If `level` is no level of the scale, or is a mapping and the path holds tables.
    NotComparable
        If what is asked of tables is asked of a file of a graph.
    ConcertnetError
        If a file of a graph cannot be read, as `read_graph` says.

    Examples
    --------
    >>> import concertnet as cn
    >>> net = cn.read(cn.sample_path())
    >>> len(net.instances)
    10
    """
    how = OfTables(
        encoding=encoding,
        add_missing_actors=add_missing_actors,
        without=without,
        decisions=decisions,
    )
    if is_graph_file(Path(path)):
        require_no_table_options(path, **how)
        net = read_graph(path, level=level, scale=scale)
        return net if observed is None else _covering(net, observed)
    return read_dossier(path, scale=scale, observed=observed, level=_one_level(level), **how)


def require_no_table_options(
    path: str | Path, *, typed: bool = False, **how: Unpack[OfTables]
) -> None:
    """Refuse what is asked of tables where a file of a graph is read: it would do nothing.

    Parameters
    ----------
    path : path
        The file.
    typed : bool
        Whether they were typed as options of a command, and are so called.
    **how
        ``encoding``, ``add_missing_actors``, ``without`` and ``decisions``, as `read` takes them.

    Raises
    ------
    NotComparable
        If one of them is given; all that are, are named.
    """
    named = [
        f"--{name.replace('_', '-')}" if typed else f"{name}="
        for name, given in how.items()
        if given
    ]
    if named:
        raise NotComparable(
            "error_options_of_tables", n=len(named), options=tuple(named), file=Path(path).name
        )


def _one_level(level: str | Mapping[str, str] | None) -> str | None:
    """Return the level of every tie of tables; what values mean is asked of a graph alone."""
    if level is None or isinstance(level, str):
        return level
    raise UnknownWord("error_level_of_tables", given=type(level).__name__)


def _covering(net: Network, observed: tuple[When, When]) -> Network:
    """Return a network whose data cover another period."""
    about = {"scale": net.scale, "about": net.about, "problems": net.problems}
    return Network(**net.tables, **about, observed=observed)


def check(
    path: str | Path,
    *,
    lang: str | None = None,
    scale: Scale | str | None = None,
    encoding: str | None = None,
    add_missing_actors: bool = False,
    without: Collection[str] = (),
    decisions: AnswersGiven | None = None,
    level: str | Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Report everything that reading a path finds: errors, warnings and notices, with their places.

    Parameters
    ----------
    path : path
        A folder of CSV or Parquet files, one CSV file, a workbook (.xlsx, .xls, .ods), or a file
        of a graph (.graphml, .gexf, .net, .dl, .json).
    lang : {"fr", "en"}, optional
        Language of the messages.
    scale : Scale or str, optional
        How levels are read; by default the scale that the data declare, else ``"bourque"``.
    encoding, add_missing_actors, without, decisions : optional
        How tables are read, as `read` takes them.
    level : str or mapping of str to str, optional
        The level of every tie, as `read` takes it.

    Returns
    -------
    pandas.DataFrame
        One row per problem: severity, code, file, sheet, row, column, value, message, suggestion.

    Raises
    ------
    UnknownWord
        If `scale` names no known scale, or `without` something that is no table.
    NotComparable
        If what is asked of tables is asked of a file of a graph.
    TableError
        If a table of decisions cannot be read, or contradicts itself.

    Examples
    --------
    >>> found = check("no/such/folder", lang="en")
    >>> found.loc[0, "message"]
    'This path does not exist.'
    """
    how = OfTables(
        encoding=encoding,
        add_missing_actors=add_missing_actors,
        without=without,
        decisions=decisions,
    )
    if not is_graph_file(Path(path)):
        return check_dossier(path, lang=lang, scale=scale, level=_one_level(level), **how)
    require_no_table_options(path, **how)
    if scale is not None:
        scale = scale_named(scale)  # asked for wrongly is no problem of the file
    try:
        problems = read_graph(path, level=level, scale=scale).problems
    except TableError as error:
        problems = error.problems
    except ConcertnetError as error:
        fields = {"told": error.text(words(lang).lang)}
        problems = (Problem("error", "graph_refused", Path(path).name, fields=fields),)
    return problems_frame(problems, lang)
