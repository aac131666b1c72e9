"""A large plain file of separated values read column by column; what is not plain is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd

__all__ = ["plain_cells"]


def plain_cells(data: bytes, separator: str) -> pd.DataFrame | None:
    r"""Read separated values without quotation marks, all of whose lines have as many cells.

    Such a file means one thing only, whoever reads it. Where Arrow is installed, it is read by it
    into the columns of text that pandas then holds anyway, without a copy.

    Parameters
    ----------
    data : bytes
        UTF-8, without a mark of order.
    separator : str
        What stands between cells.

    Returns
    -------
    DataFrame or None
        Text; None where Arrow is not installed, or where the file is not plain: a quotation mark, a
        line that is shorter or longer, one that ends by a return alone, bytes that are no text.

    Examples
    --------
    >>> plain_cells(b"a;b\n1;2\n", ";").to_numpy().tolist()
    [['a', 'b'], ['1', '2']]
    >>> plain_cells(b'a;b\n"1";2\n', ";") is None
    True
    """
    if b'"' in data or b"\0" in data:
        return None
    if b"\r" in data and data.count(b"\r") != data.count(b"\r\n"):
        return None
    try:
        import pyarrow as pa
        from pyarrow import csv
    except ImportError:
        return None
    width = data[: data.find(b"\n")].count(separator.encode()) + 1
    names = [str(place) for place in range(width)]
    try:
        table = csv.read_csv(
            pa.BufferReader(data),
            csv.ReadOptions(column_names=names, block_size=_BLOCK),
            csv.ParseOptions(delimiter=separator, quote_char=False, ignore_empty_lines=False),
            csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    text = pd.StringDtype(na_value=np.nan)
    columns = {place: pd.array(table.column(place), dtype=text) for place in range(width)}
    return pd.DataFrame(columns)


_BLOCK = 8 << 20  # bytes of a file that Arrow parses at once
