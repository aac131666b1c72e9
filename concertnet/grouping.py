"""From labels as users write them to codes: groups, levels, shares."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from numbers import Real
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import MissingAttribute, NotComparable
from concertnet.tables.schema import DEFAULT_SECTORS, TIERS

__all__ = ["UNKNOWN", "as_share", "encoded", "group_labels", "is_known", "levels_as_ranks", "some"]

UNKNOWN = -1
_USUAL_ORDER = {label: place for place, label in enumerate((*DEFAULT_SECTORS, *TIERS))}


def group_labels(by: Any, actors: list[Any]) -> list[Any]:
    """Return the group of each actor from a mapping of actor to group; None where it is not."""
    if not isinstance(by, (Mapping, pd.Series)):
        raise NotComparable("error_by", given=type(by).__name__)
    if isinstance(by, pd.Series) and not by.index.is_unique:
        repeated = by.index[by.index.duplicated()].unique()
        raise NotComparable("error_repeated_actors", actors=some(repeated))
    given = dict(by.items())
    labels = [given.get(actor) for actor in actors]
    if actors and not any(map(is_known, labels)):
        raise MissingAttribute("error_mapping_names_no_actor")
    return labels


def levels_as_ranks(values: Any) -> npt.NDArray[np.int8] | None:
    """Return levels as ranks; None unless each is a whole number from 0 to 127."""
    numbers = pd.to_numeric(pd.Series(values, dtype=object), errors="coerce").to_numpy(float)
    whole = (numbers >= 0) & (numbers <= np.iinfo(np.int8).max) & (numbers % 1 == 0)
    return numbers.astype(np.int8) if len(numbers) and whole.all() else None


def as_share(value: Any) -> float:
    """Return a share as a number; nan for what is not one."""
    number = float(value) if isinstance(value, Real) else float("nan")
    return number if 0 <= number <= 1 else float("nan")


def is_known(value: Any) -> bool:
    """Say whether a label is a group: neither missing nor empty."""
    missing = pd.isna(value)  # an array for a value that is one: such a group is known
    return not (isinstance(missing, bool) and missing) and not (
        isinstance(value, str) and not value
    )


def encoded(labels: Iterable[Any]) -> tuple[tuple[Hashable, ...], npt.NDArray[np.int32]]:
    """Return the groups in their order, and the position of each label (-1 where unknown)."""
    # hashed as objects: 1 and "1" are two groups, a whole column of texts is hashed once
    values = np.empty(len(labels), dtype=object)  # type: ignore[arg-type]
    values[:] = labels
    try:
        found, uniques = pd.factorize(values)
    except TypeError as error:
        example = next((v for v in values if not isinstance(v, Hashable)), None)
        raise NotComparable("error_group_value", example=str(example)) from error
    known = [is_known(label) for label in uniques]
    groups = sorted((u for u, k in zip(uniques, known, strict=True) if k), key=_group_order)
    place = {group: i for i, group in enumerate(groups)}
    lookup = np.array(
        [place[u] if k else UNKNOWN for u, k in zip(uniques, known, strict=True)] + [UNKNOWN],
        dtype=np.int32,
    )
    return tuple(groups), lookup[found]


def _group_order(label: Hashable) -> tuple[int, str, Any]:
    usual = _USUAL_ORDER.get(label, len(_USUAL_ORDER)) if isinstance(label, str) else 0
    if isinstance(label, (Real, np.bool_)):
        return usual, "", label
    return usual, "text", str(label)


def some(values: Sequence[Any] | pd.Index, at_most: int = 5) -> str:
    """Return the first values in a line of text."""
    shown = ", ".join(str(value) for value in values[:at_most])
    return shown + (", …" if len(values) > at_most else "")
