"""What is no graph of ours: refused with the line that makes one of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable

__all__ = ["not_a_graph"]


def not_a_graph(given: Any) -> NotComparable:
    """Return the error that says what is expected, and how to convert what was given.

    Parameters
    ----------
    given : object
        A graph of another library, a table, a matrix, a path, or anything else.

    Examples
    --------
    >>> not_a_graph(pd.DataFrame({"source": ["a"], "target": ["b"]})).fields["line"]
    'networkx.from_pandas_edgelist(frame, "source", "target")'
    """
    told = type(given).__name__
    line = _line(given)
    if line is None:
        return NotComparable("error_not_a_graph", given=told)
    return NotComparable("error_convert_graph", given=told, line=line)


def _line(given: Any) -> str | None:
    """Return the line of Python that makes a graph or a network of it; None where none is known."""
    library = type(given).__module__.partition(".")[0]
    if library == "igraph":
        return "graph.to_networkx()"
    if isinstance(given, pd.DataFrame):
        return _line_of_frame(given)
    if isinstance(given, np.ndarray) and given.ndim == 2:
        return "networkx.from_numpy_array(array)"
    if library == "scipy":
        return "networkx.from_scipy_sparse_array(matrix)"
    if isinstance(given, (str, Path)):
        return "concertnet.read(path)"
    return None


def _line_of_frame(frame: pd.DataFrame) -> str:
    names = [repr(name).replace("'", '"') for name in frame.columns[:2]]
    square = len(frame) == len(frame.columns) and set(frame.index) == set(frame.columns)
    if square:
        return "networkx.from_pandas_adjacency(frame)"
    ends = ", ".join(names if len(names) == 2 else ('"source"', '"target"'))
    return f"networkx.from_pandas_edgelist(frame, {ends})"
