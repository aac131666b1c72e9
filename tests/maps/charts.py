"""What the tests of the charts look at: texts, where they stand, the bytes of a file."""

import numpy as np

from concertnet.maps.paper.files import page_axes, save_figure
from concertnet.maps.paper.style import Style

LETTER = (11, 8.5)


def page(size=LETTER):
    return page_axes(size=size)


def texts(ax):
    return [text.get_text() for text in ax.texts]


def said(ax):
    """All the texts, whose binding spaces are made ordinary."""
    return " ".join(texts(ax)).translate({0xA0: " ", 0x202F: " "})


def marked(ax, start):
    """The patches and lines whose gid starts so, by their gid."""
    found = [*ax.patches, *ax.lines, *ax.collections]
    return {a.get_gid(): a for a in found if (a.get_gid() or "").startswith(start)}


def assert_printable(ax, least=None):
    """No text touches another, leaves the page, or is smaller than the smallest of the style."""
    figure = ax.get_figure()
    figure.set_dpi(200)
    figure.canvas.draw()
    shown = [t for axes in figure.axes for t in axes.texts if t.get_text()]
    shown += [t for child in ax.child_axes for t in child.texts if t.get_text()]
    shown = [t for t in shown if not (t.get_gid() or "").startswith("halo")]
    renderer = figure.canvas.get_renderer()
    boxes = np.array([t.get_window_extent(renderer).extents for t in shown])
    inner = boxes + np.array([0.8, 2.4, -0.8, -2.4])
    one, two = inner[:, None], inner[None]
    touch = (one[..., :2] < two[..., 2:]).all(axis=2) & (two[..., :2] < one[..., 2:]).all(axis=2)
    pairs = np.argwhere(np.triu(touch, 1))
    assert not len(pairs), [(shown[i].get_text(), shown[j].get_text()) for i, j in pairs[:5]]
    outside = ((boxes < 0) | (boxes > np.tile(figure.bbox.extents[2:], 2))).any(axis=1)
    assert not outside.any(), [shown[i].get_text() for i in np.flatnonzero(outside)[:5]]
    least = Style().note_size if least is None else least
    assert min(t.get_fontsize() for t in shown) >= least


def assert_same_bytes(draw, folder):
    """Drawn twice, the file is the same, and its texts are texts."""
    one, two = (save_figure(draw(), folder / f"{k}.svg") for k in "ab")
    assert one.read_bytes() == two.read_bytes()
    assert b"<text" in one.read_bytes()
