"""Pages to draw on, and figures written to files that are the same bytes every time."""

from __future__ import annotations

import contextlib
import functools
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from concertnet.errors import ConcertnetError
from concertnet.maps.paper.style import Style
from concertnet.swap import replace_bytes

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

__all__ = ["FIGURE_FORMATS", "house_settings", "own_axes", "page_axes", "save_figure", "write"]

FIGURE_FORMATS = ("png", "svg", "pdf")

# What would date or sign the file is left out.
_METADATA: dict[str, dict[str, None]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}


@functools.cache
def _page_class() -> type[Figure]:
    """Return figures whose text is as wide on any screen as where it was set.

    Hinting fits letters to pixels: at 100 dots per inch, a line is up to a twelfth longer.
    """
    import matplotlib
    from matplotlib.figure import Figure

    class Page(Figure):
        def draw(self, renderer: Any) -> None:
            with matplotlib.rc_context({"text.hinting": "none"}):
                super().draw(renderer)

    return Page


@contextlib.contextmanager
def house_settings(style: Style | None = None) -> Iterator[None]:
    """Draw under our settings and not the user's, which are back afterwards.

    Parameters
    ----------
    style : Style, optional
        Where the font comes from.
    """
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(
            {
                # by its name, which a text keeps: drawn later, under other settings, it is the same
                "font.family": [(style or Style()).font, "sans-serif"],
                "font.sans-serif": [(style or Style()).font],
                "text.parse_math": False,  # "$" in a name is a dollar
                "text.hinting": "none",  # as in `_page_class`
                "svg.fonttype": "none",  # text stays text: searchable, editable
                "svg.hashsalt": "concertnet",
                "pdf.fonttype": 42,
                "path.simplify": False,
                "figure.max_open_warning": 0,
            }
        )
        yield


def page_axes(style: Style | None = None, *, size: tuple[float, float] | None = None) -> Axes:
    """Return axes that fill a blank page, outside pyplot: nothing to close, nothing displayed.

    This is what a program that writes files draws on; a notebook leaves ``ax`` out.

    Parameters
    ----------
    style : Style, optional
        Gives the size of the page and its colour.
    size : tuple of float, optional
        Width and height in inches, instead of the style's.

    Returns
    -------
    matplotlib.axes.Axes
        Axes on a figure of their own.

    Examples
    --------
    >>> page_axes(size=(4, 3)).figure.get_size_inches().tolist()
    [4.0, 3.0]
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    style = style or Style()
    with house_settings(style):
        figure = _page_class()(figsize=size or style.page, dpi=100, facecolor=style.paper)
        FigureCanvasAgg(figure)
        return figure.add_axes((0, 0, 1, 1))


def own_axes(style: Style, *, size: tuple[float, float] | None = None) -> Axes:
    """Return axes that fill a new page of pyplot, which a notebook displays by itself."""
    import matplotlib.pyplot as plt

    with house_settings(style):
        figure = plt.figure(
            figsize=size or style.page, dpi=100, facecolor=style.paper, FigureClass=_page_class()
        )
        return figure.add_axes((0, 0, 1, 1))


def write(ax: Axes, x: float, y: float, text: str, **options: Any) -> Text:
    """Write `text` as it is (a "$" or a backslash means itself), in fractions of the axes."""
    options.setdefault("transform", ax.transAxes)
    options.setdefault("va", "baseline")
    return ax.text(x, y, text, parse_math=False, usetex=False, **options)


def save_figure(figure: Figure | Axes, path: str | os.PathLike[str], *, dpi: int = 300) -> Path:
    """Write a figure to a file whose extension says the format: png, svg or pdf.

    The file is complete or absent, and the same bytes for the same figure: it holds no date, no
    name and no path. Text stays text in svg and pdf.

    Parameters
    ----------
    figure : matplotlib.figure.Figure or matplotlib.axes.Axes
        The figure, or axes of it.
    path : str or path
        Where to write; an existing file is replaced.
    dpi : int
        Points per inch of a png.

    Returns
    -------
    pathlib.Path
        The file written.

    Raises
    ------
    ConcertnetError
        If the extension is another one, or the file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_figure(page_axes(size=(2, 1)), f"{folder}/page.svg").name
    'page.svg'
    """
    from matplotlib.figure import Figure

    target = Path(path)
    kind = target.suffix.lower().removeprefix(".")
    if kind not in FIGURE_FORMATS:
        raise ConcertnetError(
            "map_error_format", name=target.name, known=", ".join(f".{f}" for f in FIGURE_FORMATS)
        )
    whole = figure if isinstance(figure, Figure) else figure.get_figure(root=True)
    assert whole is not None
    buffer = io.BytesIO()
    with house_settings():
        whole.savefig(
            buffer, format=kind, dpi=dpi if kind == "png" else 72, metadata=_METADATA[kind]
        )
    return replace_bytes(target, buffer.getvalue())
