"""What every record of results shows of itself: a few lines, a page of a notebook, a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import Field, fields, is_dataclass
from html import escape
from numbers import Integral, Real
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Record"]

_WIDTH, _LINES = 94, 3
_LONGEST = 40  # characters of a text shown
_ROWS = 5
_IN_FULL = 1e15  # from there on, powers of ten


class Record:
    """Base of the records that functions return: frozen dataclasses made with ``repr=False``.

    What is shown is what is held, and nothing is computed: numbers with four significant digits
    (whole numbers, as counts are, whole; what is undefined as nan), tables by their size.

    Examples
    --------
    >>> import concertnet as cn
    >>> cn.results.ExactChance(0.25, 1 / 3, 0.0789, float("nan"))
    ExactChance(observed=0.25, expected=0.3333, sd=0.0789, z=nan)
    """

    def __repr__(self) -> str:
        parts = [f"{name}={_shown(value)}" for name, value in _values(self)]
        parts += [f"{name}: {_size(held)}" for name, held in _held(self)]
        lines = _wrapped(parts, len(type(self).__name__) + 1)
        return f"{type(self).__name__}({lines})"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th>{escape(name)}</th><td>{escape(_shown(value))}</td></tr>"
            for name, value in _values(self)
        )
        parts = [f"<p><b>{escape(type(self).__name__)}</b></p>"]
        parts += [f"<table>{rows}</table>"] if rows else []
        for name, held in _held(self):
            parts.append(f"<p>{escape(name)}: {_size(held)}</p>")
            if _is_table(held) and len(held):
                parts.append(_table(held))
        return "\n".join(parts)

    def to_frame(self) -> pd.DataFrame:
        """Return the record as one row: its numbers, texts and dates, not its tables.

        Returns
        -------
        DataFrame
            One row, a column for each field that is no table; those of a record that is a field
            are named after both (``time_median``), so that the rows of several records of one kind
            go under one another (``pd.concat``).

        Examples
        --------
        >>> import concertnet as cn
        >>> cn.results.Bounds(0.2, 0.6).to_frame()
           low  high
        0  0.2   0.6
        """
        import pandas as pd

        return pd.DataFrame({name: [value] for name, value in _values(self)}, index=[0])


def _wrapped(parts: list[str], used: int) -> str:
    """Return parts with commas between them on a few lines; a part stays whole."""
    text, line, lines = "", used, 1
    for place, part in enumerate(parts):
        comma = "" if not place else ", "
        if line + len(comma) + len(part) > _WIDTH and text:
            if lines == _LINES:
                return f"{text}, …"
            comma, line, lines = ",\n  ", 2, lines + 1
        else:
            line += len(comma)
        text, line = f"{text}{comma}{part}", line + len(part)
    return text


def _values(record: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield what is a single value, by name; parts of what is made of such values too."""
    for name, value in _items(record):
        if _is_value(value):
            yield f"{prefix}{name}", _joined(value)
        elif isinstance(value, Record) or _is_small(value):
            yield from _values(value, f"{prefix}{name}_")


def _held(record: Any) -> Iterator[tuple[str, Any]]:
    """Yield the tables and the lists of a record, those of records that it holds too, by name."""
    for name, value in _items(record):
        if _is_value(value) or _is_small(value):
            continue
        if isinstance(value, Record):
            yield from ((f"{name}.{part}", held) for part, held in _held(value))
        elif isinstance(value, Collection):
            yield name, value


def _items(record: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(record, Mapping):
        yield from ((str(_joined(name, "_")), value) for name, value in record.items())
    else:
        given = ((field, getattr(record, field.name)) for field in fields(record))
        yield from ((field.name, v) for field, v in given if v is not None or _names_value(field))


def _names_value(field: Field[Any]) -> bool:
    """Say whether a field that holds nothing would hold a text or a number, and no table."""
    return any(kind in str(field.type) for kind in ("str", "int", "float"))


def _is_value(value: Any) -> bool:
    """Say whether a value is a number, a text, a date, nothing, or a few texts."""
    if isinstance(value, tuple):
        return all(isinstance(one, (str, PurePath)) for one in value)
    return value is None or isinstance(value, (Real, str, dt.date, PurePath)) or _is_truth(value)


def _is_truth(value: Any) -> bool:
    return type(value).__name__ in ("bool", "bool_")


def _is_small(value: Any) -> bool:
    """Say whether something is made of values alone: a period, a scale, numbers by name."""
    held = isinstance(value, Mapping) or (is_dataclass(value) and not isinstance(value, type))
    return held and not isinstance(value, Record) and all(_is_value(v) for _, v in _items(value))


def _is_table(held: Any) -> bool:
    import pandas as pd

    return isinstance(held, (pd.DataFrame, pd.Series))


def _joined(value: Any, comma: str = "; ") -> Any:
    return comma.join(map(str, value)) if isinstance(value, tuple) else value


def _shown(value: Any) -> str:
    if value is None or _is_truth(value) or isinstance(value, Integral):
        return str(value)
    if isinstance(value, Real):
        return _digits(float(value))
    text = " ".join(str(value).split())
    if isinstance(value, dt.date):
        return text.removesuffix(" 00:00:00")
    return repr(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


def _digits(number: float) -> str:
    """Return a number with four significant digits, in full below 1e15; whole where it is."""
    if not 1000 <= abs(number) < _IN_FULL:
        return f"{number + 0.0:.4g}"  # no zero has a sign
    return f"{number if number.is_integer() else float(f'{number:.4g}'):.0f}"


def _size(held: Any) -> str:
    """Return the size of a table, or how many things a list holds."""
    shape = held.shape if _is_table(held) else (len(held),)
    return " x ".join(map(str, shape))


def _table(held: Any) -> str:
    """Return the first rows of a table, escaped by pandas, without a style."""
    import pandas as pd

    frame = held.to_frame() if isinstance(held, pd.Series) else held
    html = frame.head(_ROWS).to_html(escape=True, border=0, float_format=_shown)
    return str(html).replace(' style="text-align: right;"', "").replace(' border="0"', "")
