"""One number over another, undefined where there is nothing to divide by."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["ratio"]


def ratio(a: npt.ArrayLike, b: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Return a / b, of one shape; nan where b is 0.

    Examples
    --------
    >>> ratio([1, 1, 0], [2, 0, 0])
    array([0.5, nan, nan])
    """
    a, b = np.broadcast_arrays(np.asarray(a, float), np.asarray(b, float))
    return np.divide(a, b, out=np.full(a.shape, np.nan), where=b != 0)
