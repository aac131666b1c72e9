"""The lines and surfaces of a GeoJSON outline, in degrees."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from concertnet.errors import ConcertnetError
from concertnet.swap import reason

__all__ = ["read_outline"]

# How deep the positions of each geometry stand; points are no outline.
_DEPTHS = {"LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


def read_outline(outline: Any) -> list[np.ndarray]:
    """Return the lines of an outline; a surface is a line that ends where it begins.

    Parameters
    ----------
    outline : path, mapping, or object with ``__geo_interface__``
        A GeoJSON file (UTF-8), its content, or what geopandas and shapely hold.

    Returns
    -------
    list of ndarray, shape (k, 2)
        Longitudes and latitudes along each line.

    Raises
    ------
    ConcertnetError
        If it is no GeoJSON, holds no line, or its coordinates are no degrees.

    Examples
    --------
    >>> read_outline({"type": "LineString", "coordinates": [[-71, 46], [-70, 47]]})[0].tolist()
    [[-71.0, 46.0], [-70.0, 47.0]]
    """
    try:
        lines = [
            np.array([position[:2] for position in line], dtype=float).reshape(-1, 2)
            for line in _lines(_content(outline))
        ]
    except OSError as error:
        raise ConcertnetError("map_error_outline", path=outline, reason=reason(error)) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ConcertnetError("map_error_outline_content") from error
    lines = [line for line in lines if len(line) > 1]
    if not lines:
        raise ConcertnetError("map_error_outline_content")
    # A comparison that also refuses nan.
    if not all((np.abs(line) <= (180.0, 90.0)).all() for line in lines):
        raise ConcertnetError("map_error_outline_degrees")
    return lines


def _content(outline: Any) -> Any:
    if isinstance(outline, (str, os.PathLike)):
        return json.loads(Path(outline).read_text(encoding="utf-8-sig"))
    return getattr(outline, "__geo_interface__", outline)


def _lines(item: Mapping[str, Any] | None) -> Iterator[Any]:
    """Go through the lines of a GeoJSON object, whatever it is."""
    if item is None:  # a feature without a geometry
        return
    kind = item["type"]
    if kind == "FeatureCollection":
        for feature in item["features"]:
            yield from _lines(feature)
    elif kind == "Feature":
        yield from _lines(item["geometry"])
    elif kind == "GeometryCollection":
        for geometry in item["geometries"]:
            yield from _lines(geometry)
    elif kind in _DEPTHS:
        yield from _flat(item["coordinates"], _DEPTHS[kind])


def _flat(coordinates: Any, depth: int) -> Iterator[Any]:
    if depth == 1:
        yield coordinates
    else:
        for part in coordinates:
            yield from _flat(part, depth - 1)
