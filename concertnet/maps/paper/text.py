"""Text as the page measures it: widths, wrapped lines, shortened names."""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from typing import Any

from concertnet.maps.paper.naming import on_lines

__all__ = ["Ruler", "one_line"]

_DPI = 288  # four pixels a point: hinting moves a width by a fraction of a point only
_LINE_SPACING = 1.14
_LONGEST = 2_000  # characters
_BREAKS = re.compile(r"(?<!«) (?![»;:!?%](?!\w))")  # no line begins with a mark that ends a phrase
_LINE_BREAKS = "\n\r\t\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def one_line(text: object) -> str:
    r"""Return `text` on one line, without the characters that no page can show.

    Control characters break SVG files, and direction overrides rewrite what is around them. A text
    that no page could hold is cut before it is measured.

    Examples
    --------
    >>> one_line("Comité\n des  usagers\x00")
    'Comité des usagers'
    """
    text = str(text)
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST - 1]}…"
    spaced = text.translate(dict.fromkeys(map(ord, _LINE_BREAKS), " "))
    shown = (c for c in spaced if unicodedata.category(c)[0] != "C" or c in "\u200c\u200d")
    return " ".join(part for part in "".join(shown).split(" ") if part)


class Ruler:
    """Measures text in points with the renderer that draws it.

    Parameters
    ----------
    font : str
        Family of the text.

    Examples
    --------
    >>> ruler = Ruler("DejaVu Sans")
    >>> ruler.width("concertation", 8) > ruler.width("tie", 8)
    True
    """

    spacing = _LINE_SPACING

    def __init__(self, font: str) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.font = font
        figure = Figure(figsize=(1, 1), dpi=_DPI)
        self._renderer: Any = FigureCanvasAgg(figure).get_renderer()
        # A text is laid out as the library does it, whose line heights change with its versions.
        self._sample = figure.text(
            0, 0, "", family=font, linespacing=_LINE_SPACING, parse_math=False, usetex=False
        )
        # A cache of its own, gone with the ruler.
        self._measure = functools.cache(self._measured)

    def _measured(self, text: str, size: float, bold: bool) -> float:
        from matplotlib.font_manager import FontProperties

        prop = FontProperties(family=self.font, size=size, weight="bold" if bold else "normal")
        extents = self._renderer.get_text_width_height_descent(text, prop, ismath=False)
        return float(extents[0]) * 72 / _DPI

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return the width of one line."""
        return self._measure(text, size, bold) if text else 0.0

    def box(self, text: str, size: float) -> tuple[float, float]:
        """Return the width and height of `text`, whose lines are separated by line breaks."""
        self._sample.set_text(text)
        self._sample.set_fontsize(size)
        extent = self._sample.get_window_extent(self._renderer)
        return extent.width * 72 / _DPI, extent.height * 72 / _DPI

    def wrap(self, text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
        """Return the lines of `text`, none wider than `width`; a word too long is cut."""
        # Only an ordinary space breaks a line: the others bind, and so do marks, as in French.
        bound = [
            piece
            for part in _BREAKS.split(text)
            for piece in ([part] if self.width(part, size, bold=bold) <= width else part.split(" "))
        ]
        return self._filled(bound, size, width, bold)

    def _filled(self, parts: list[str], size: float, width: float, bold: bool) -> list[str]:
        lines: list[str] = []
        line = ""
        for word in parts:
            longer = f"{line} {word}" if line else word
            if self.width(longer, size, bold=bold) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            while self.width(word, size, bold=bold) > width and len(word) > 1:
                n = max(1, self._fitting(word, size, width, bold))
                n = word.rfind("-", 1, n) + 1 or n  # rather where it has a hyphen
                lines.append(word[:n])
                word = word[n:]
            line = word
        return [*lines, line] if line or not lines else lines

    def balanced(self, text: str, size: float, n: int) -> str | None:
        """Return `text` on `n` lines, broken between phrases, or None where words do not allow."""
        broken = on_lines(text, n, lambda part: self.width(part, size))
        return None if broken is None else "\n".join(broken.lines)

    def shorten(self, text: str, size: float, width: float) -> str:
        """Return `text`, or its beginning with an ellipsis, within `width`."""
        if self.width(text, size) <= width:
            return text
        room = width - self.width("…", size)
        kept = text[: self._fitting(text, size, room, False)]
        # Rather a whole word, unless little would be left.
        whole = kept.rsplit(" ", 1)[0] if " " in kept and text[len(kept) :][:1] != " " else kept
        kept = whole if len(whole) >= 0.6 * len(kept) else kept
        return kept.rstrip(" ,;:-–(’'") + "…"

    def _fitting(self, text: str, size: float, width: float, bold: bool) -> int:
        """Return how many characters of `text` fit in `width`."""
        low, high = 0, len(text)
        while low < high:
            middle = math.ceil((low + high) / 2)
            if self.width(text[:middle], size, bold=bold) <= width:
                low = middle
            else:
                high = middle - 1
        return low
