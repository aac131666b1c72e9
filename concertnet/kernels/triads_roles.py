"""The five roles of a broker b on a two-path a -> b -> c, by the groups of a, b and c.

`COORDINATOR` AAA, `ITINERANT` ABA, `REPRESENTATIVE` AAB, `GATEKEEPER` ABB, `LIAISON` ABC.
"""

from __future__ import annotations

import numpy as np

__all__ = ["COORDINATOR", "GATEKEEPER", "ITINERANT", "LIAISON", "REPRESENTATIVE", "ROLES_OF_PATHS"]

COORDINATOR, ITINERANT, REPRESENTATIVE, GATEKEEPER, LIAISON = range(5)


def _role(a: str, b: str, c: str) -> int:
    if a == c:
        return COORDINATOR if a == b else ITINERANT
    return REPRESENTATIVE if a == b else GATEKEEPER if b == c else LIAISON


# Role of each of the two-paths among u, v and x, by the groups that are the same: 1 for u and v,
# 2 for v and x, 4 for u and x. Columns: v-u-x, x-u-v, u-v-x, x-v-u, u-x-v, v-x-u.
_GROUPS = ("abc", "aab", "abb", None, "aba", None, None, "aaa")  # two pairs alike make three
_PATHS = ((1, 0, 2), (2, 0, 1), (0, 1, 2), (2, 1, 0), (0, 2, 1), (1, 2, 0))
ROLES_OF_PATHS = np.array(
    [[_role(*(g[i] for i in path)) if g else 0 for path in _PATHS] for g in _GROUPS], np.uint8
)
