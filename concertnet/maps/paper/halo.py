"""The halo of a name: drawn as lines under plain text, so that the text stays text in a file."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

__all__ = ["halo"]

_WIDTH = 2.8  # of the stroke, in points; half of it stands out
_STEP = 0.9  # between points of the outline, in pixels


@functools.cache
def halo(colour: str) -> Any:
    """Return the effect that draws a text as a wide, coarse outline and nothing else.

    In full detail, the halos would be nine tenths of an SVG file.

    Parameters
    ----------
    colour : str
        Colour of what is under the text.

    Returns
    -------
    matplotlib.patheffects.AbstractPathEffect
        What ``Text.set_path_effects`` takes, in a list.
    """
    from matplotlib.path import Path
    from matplotlib.patheffects import AbstractPathEffect
    from matplotlib.transforms import IdentityTransform

    class Halo(AbstractPathEffect):
        def draw_path(
            self,
            renderer: Any,
            gc: Any,
            tpath: Any,
            affine: Any,
            rgbFace: Any = None,  # noqa: N803, ARG002 (the library's name)
        ) -> None:
            shapes = affine.transform_path(tpath).to_polygons(closed_only=False)
            shapes = [coarser(shape) for shape in shapes if len(shape) > 2]
            if not shapes:
                return
            vertices = np.concatenate(shapes)
            codes = np.full(len(vertices), Path.LINETO, dtype=Path.code_type)
            codes[np.cumsum([0, *map(len, shapes[:-1])])] = Path.MOVETO
            pen = renderer.new_gc()
            pen.copy_properties(gc)
            pen.set_foreground(colour)
            pen.set_linewidth(_WIDTH)  # the renderer turns points into pixels
            pen.set_joinstyle("round")
            pen.set_capstyle("round")
            renderer.draw_path(pen, Path(vertices, codes), IdentityTransform())
            pen.restore()

    return Halo()


def coarser(shape: np.ndarray) -> np.ndarray:
    """Return a closed outline with fewer points: one per step along curves, ends of long sides.

    Parameters
    ----------
    shape : ndarray, shape (n, 2)
        Points of the outline, in pixels.

    Examples
    --------
    >>> coarser(np.array([[0, 0], [0.1, 0], [0.2, 0], [9, 0], [0, 0]])).tolist()
    [[0.0, 0.0], [0.2, 0.0], [9.0, 0.0], [0.0, 0.0]]
    """
    far = np.hypot(*np.diff(shape, axis=0).T)
    along = np.floor(np.concatenate([[0.0], np.cumsum(far)]) / _STEP)
    keep = np.concatenate([[True], np.diff(along) > 0])
    keep[-1] = True
    keep[:-1] |= far > _STEP
    return shape[keep].round(2)
