"""Turn, pack and stretch laid-out components so that they use the whole page."""

from __future__ import annotations

import numpy as np

__all__ = ["even_out", "fit_frame", "pack", "push_apart", "turn"]

_GAP = 0.8  # between packed components, in lengths of a tie
_TRIES = 41  # places tried across the page, in each direction
_STRETCH = 1.35  # a map may be wider than its layout by this much, no more
_EVENNESS = 0.4  # how far places move towards being equally spaced, in each direction


def turn(places: np.ndarray, aspect: float) -> np.ndarray:
    """Return `places` turned so that their box comes nearest the ratio of the page.

    Examples
    --------
    >>> upright = np.array([[0.0, 0.0], [0.0, 1.0], [0.0, 2.0]])
    >>> bool(np.ptp(turn(upright, 2.0), axis=0)[0] > 1.7)
    True
    """
    if len(places) == 1:
        return np.zeros((1, 2))
    centred = places - places.mean(axis=0)

    def turned(angle: float) -> np.ndarray:
        c, s = np.cos(angle), np.sin(angle)
        return centred @ np.array([[c, s], [-s, c]])

    def room(angle: float) -> float:
        width, height = np.ptp(turned(angle), axis=0)
        return max(width / aspect, height)

    angles = np.arange(0.0, np.pi, np.pi / 60)
    best = turned(float(min(angles, key=lambda angle: round(room(angle), 9))))
    # Heavier half upwards and to the left, so that the same network is never upside down.
    return best * np.where((best**3).sum(axis=0) * np.array([1, -1]) > 0, -1.0, 1.0)


def even_out(places: np.ndarray) -> np.ndarray:
    """Return `places` with crowded parts opened and empty parts closed, order kept on both axes.

    Two actors far out would otherwise press all the others into half of the page.
    """
    n = len(places)
    if n < 8:
        return places
    low, size = places.min(axis=0), np.maximum(np.ptp(places, axis=0), 1e-9)
    share = (places - low) / size
    even = np.empty_like(share)
    for k in (0, 1):
        even[np.argsort(share[:, k], kind="stable"), k] = np.linspace(0.0, 1.0, n)
    return low + size * ((1 - _EVENNESS) * share + _EVENNESS * even)


def pack(components: list[np.ndarray], inks: list[np.ndarray], aspect: float) -> list[np.ndarray]:
    """Return the components, largest first, moved into a compact box without touching.

    Each goes where the box of all of them, read at the page's ratio, grows least: beside the
    others, or into an empty corner among them.

    Parameters
    ----------
    components : list of ndarray, shape (n, 2)
        Places of the actors of each component.
    inks : list of ndarray, shape (k, 2)
        Points along the ties of each component, actors included.
    aspect : float
        Width of the page for a height of 1.

    Returns
    -------
    list of ndarray, shape (n, 2)
        Places, in the same order.
    """
    from scipy.spatial import KDTree

    laid = np.empty((0, 2))
    moved = []
    for places, ink in zip(components, inks, strict=True):
        size = np.ptp(ink, axis=0)
        shift = -ink.min(axis=0)
        if len(laid):
            low, high = laid.min(axis=0), laid.max(axis=0)
            tree = KDTree(laid)
            steps = np.linspace(0.0, 1.0, _TRIES)
            # From just outside one edge to just outside the opposite one.
            first, last = low - size - _GAP, high + _GAP
            corners = np.stack(
                np.meshgrid(*(first[k] + (last[k] - first[k]) * steps for k in (0, 1))), axis=-1
            ).reshape(-1, 2)
            grown = np.maximum(high, corners + size) - np.minimum(low, corners)
            room = np.maximum(grown[:, 0] / aspect, grown[:, 1])
            # Among equal places, the one farthest from the middle.
            off = np.abs(corners + size / 2 - (low + high) / 2).sum(axis=1)
            for k in np.lexsort((-off.round(6), room.round(6))):
                spot = ink + shift + corners[k]
                if tree.query(spot, distance_upper_bound=_GAP)[0].min() >= _GAP:
                    shift = shift + corners[k]
                    break
        moved.append(places + shift)
        laid = np.concatenate([laid, ink + shift])
    return moved


def fit_frame(places: np.ndarray, aspect: float, *, stretch: bool = True) -> np.ndarray:
    """Return `places` scaled into the frame (0 to `aspect`, 0 to 1), centred.

    With `stretch`, one direction may be enlarged more than the other, within bounds: a page is
    wider than a network, and distances on a map are read roughly.
    """
    low, size = places.min(axis=0), np.ptp(places, axis=0)
    if size.max() < 1e-9:
        return np.tile([aspect / 2, 0.5], (len(places), 1))
    scale = np.array([aspect, 1.0]) / np.maximum(size, 1e-9)
    scale = np.minimum(scale, scale.min() * (_STRETCH if stretch else 1.0))
    free = np.array([aspect, 1.0]) - size * scale
    return (places - low) * scale + free / 2


def push_apart(places: np.ndarray, aspect: float, rounds: int = 60) -> np.ndarray:
    """Return `places` with close pairs moved apart, inside the frame.

    Names are wide and low, so the room asked for is wider than high.
    """
    n = len(places)
    if n < 2:
        return places
    from scipy.spatial import KDTree

    least = min(0.14, 0.5 * np.sqrt(aspect / n))
    wide = np.array([1.35, 1.0])
    places = places / wide
    for _ in range(rounds):
        pairs = KDTree(places).query_pairs(least * 0.999, output_type="ndarray")
        if not len(pairs):
            break
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        a, b = pairs.T
        apart = places[a] - places[b]
        distance = np.hypot(apart[:, 0], apart[:, 1])
        # Two actors on one spot part along an angle of their own.
        same = distance < 1e-9
        angle = 2.399963 * (a + b)
        apart[same] = np.stack([np.cos(angle), np.sin(angle)], axis=1)[same] * 1e-9
        distance = np.maximum(distance, 1e-9)
        step = apart * (0.5 * (least - distance) / distance)[:, None] * 0.8
        for k in (0, 1):
            places[:, k] += np.bincount(a, step[:, k], n) - np.bincount(b, step[:, k], n)
        places = np.clip(places, 0.0, np.array([aspect, 1.0]) / wide)
    return places * wide
