"""The print map of a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from concertnet.errors import NotComparable, warn
from concertnet.hinges.door import NetworkOrGraph
from concertnet.maps.figures.groups import draw_collapsed
from concertnet.maps.layout.layout import check_layout, map_layout
from concertnet.maps.nodelink.canvas import STRETCH, MapPage, layout_fit
from concertnet.maps.nodelink.contents import Contents, read_contents
from concertnet.maps.nodelink.drawing import draw_placement
from concertnet.maps.nodelink.emphasis import Emphasis, read_emphasis
from concertnet.maps.nodelink.grounds import draw_grounds, read_grounds
from concertnet.maps.nodelink.legend import legend_sections
from concertnet.maps.nodelink.marks import MapMarks
from concertnet.maps.paper.files import house_settings, own_axes
from concertnet.maps.paper.page import Sheet
from concertnet.maps.paper.stated import state, title_of
from concertnet.maps.paper.style import Style
from concertnet.words import Words, words

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes

__all__ = ["draw_network"]

_GAPS_SHOWN = 12  # more curves than this hide the ties
_MANY, _DENSE = 150, 0.4  # actors with a tie, and density, from which the matrix is proposed
_FEW = 12  # actors with a tie under which a dense map is still read


def draw_network(
    graph: NetworkOrGraph,
    *,
    gaps: pd.DataFrame | None = None,
    by: str | Mapping[Any, Any] | None = "sector",
    collapse: str | Sequence[str] | None = None,
    ground: str | None = None,
    lang: str | None = None,
    style: Style | None = None,
    ax: Axes | None = None,
    layout: pd.DataFrame | None = None,
    title: str | None = None,
) -> Axes:
    """Draw the map of a network: actors, ties by level, missing links, legend.

    Nothing is saved or shown, and `graph` stays as it is. No person is named: representatives are
    not drawn, and an actor whose `kind` is ``person`` is a number.

    Parameters
    ----------
    graph : Network or networkx.Graph
        Actors with their attributes (`name`, and what `by` says) and ties with their `level`.
    gaps : DataFrame, optional
        Missing links, as `missing_links` returns them: the twelve pairs of highest score whose
        actors are on the map and have no tie are drawn dashed; the legend says how many there are.
        Links that nothing supports are a stub with their number. The sector's actors are outlined,
        who could introduce is ringed; the others recede.
    by : str, mapping of actor to group, or None
        What colour and shape mean; None draws every actor alike.
    collapse : str or sequence of str, optional
        One column of the actors' table, or two (``"sector x territory"``): groups stand for their
        actors. The area of a mark is the number of actors, the width of a line the number of ties
        between two groups; colour and shape mean the first column, whatever `by` is.
    ground : str, optional
        A column of the actors' table, such as ``"territory"``, or ``"instance"``: a quiet ground,
        named, under the actors of each territory or instance; two grounds may overlap.
    lang : {"fr", "en"}, optional
        The language of every word.
    style : Style, optional
        ``Style()`` in colour, ``Style.grey()`` without.
    ax : matplotlib.axes.Axes, optional
        Where to draw; its whole box is used, legend included. Without it, a page of pyplot is
        made, which a notebook displays; a program that writes many files passes `page_axes()`.
    layout : DataFrame, optional
        Places of the actors (`x`, `y` and, if there is one, `tray`), as `map_layout` returns them.
        By default, computed to the ratio of the page. An actor in the tray stands there whatever
        its `x` and `y`.
    title : str, optional
        The title; by default that of the network. An empty one leaves it out.

    Returns
    -------
    matplotlib.axes.Axes
        Axes whose coordinates are those of the layout.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute `by`, or `gaps` has no column of actors.
    NotComparable
        If `graph` is no simple graph, `layout` leaves an actor out, `collapse` comes with `gaps`,
        `layout` or `ground`, which are those of actors, or instances are asked of a graph.
    ConcertnetError
        If `collapse` names no column, or more than two.

    Warns
    -----
    UserWarning
        If the map is hard to read (density of 0.4 or more, or more than 150 tied actors): the
        matrix, or `collapse`, shows more. The same is written under the map.

    Examples
    --------
    >>> import networkx as nx
    >>> from concertnet.maps.paper.files import page_axes
    >>> ax = draw_network(nx.karate_club_graph(), by="club", lang="en", ax=page_axes())
    >>> "34 actors and 78 ties" in ax.texts[1].get_text()
    True
    """
    w, style = words(lang), style or Style()
    if collapse is not None:
        if gaps is not None or layout is not None or ground is not None:
            raise NotComparable("map_error_collapse_with")
        ax = own_axes(style) if ax is None else ax
        with house_settings(style):
            return draw_collapsed(graph, collapse, w=w, style=style, ax=ax, title=title)
    network, contents = read_contents(graph, by, w)
    about_gaps = Emphasis() if gaps is None else read_emphasis(gaps, contents, by)
    if layout is not None:
        check_layout(layout, contents.actors)
    grounds = {} if ground is None else read_grounds(graph, ground, contents, w)
    dense, calls = _dense_note(network, contents, by, w)
    if dense:
        remedy = "map_dense_remedy_one" if len(calls) == 1 else "map_dense_remedy"
        warn(w(remedy, note=dense, first=calls[0], other=calls[-1]) if calls else dense)
    ax = own_axes(style) if ax is None else ax
    with house_settings(style):
        sheet = Sheet(ax, style)
        about = contents.about
        heading = title_of(about, title, w["map_title"])
        counts = [w("n_actors", n=len(contents.actors)), w("n_ties", n=len(contents.ends))]
        after = [w["map_no_direction"]] if contents.directed else []
        after += [dense] if dense else []
        after += [w["map_size_note"]] if sheet.small else []
        state(sheet, w, about, title=heading, counts=counts, after=after)

        shown = min(len(about_gaps.pairs), _GAPS_SHOWN)
        marks = MapMarks.of(contents, style, by, sheet.zoom).about(about_gaps, shown, sheet.zoom)
        sections = legend_sections(
            w, contents, marks, style, gaps=gaps, about=about_gaps, shown=shown, small=sheet.small
        )
        page = MapPage(sheet, contents, marks, w, sections, about_gaps, shown)
        apart = contents.ties == 0
        stretch = STRETCH if layout is None else 1.0
        if layout is None:
            layout = map_layout(network, aspect=page.aspect(apart))
        layout = layout.reindex(list(contents.actors))
        if "tray" in layout.columns:
            apart = layout["tray"].to_numpy(dtype=bool)
        found = page.place(layout, apart, fit=layout_fit(sheet.zoom, stretch))
        draw_placement(page, found)
        draw_grounds(page, found, grounds)
    return ax


def _dense_note(
    network: nx.Graph, contents: Contents, by: object, w: Words
) -> tuple[str | None, list[str]]:
    """Return the line under a map that is hard to read, or None, and the calls that show more.

    Nothing is proposed that this network does not have: neither groups nor territories.
    """
    n, tied = len(contents.actors), int((contents.ties > 0).sum())
    density = 2 * len(contents.ends) / max(n * (n - 1), 1)
    if tied > _MANY:
        kind, known = "large", {"n": w.number(tied)}
    elif tied >= _FEW and density >= _DENSE:
        kind, known = "dense", {"density": w.percent(density)}
    else:
        return None, []
    groups = {group for group in contents.groups if group is not None}
    if not isinstance(by, str) or not groups:
        return w(f"map_{kind}_alone", **known), []
    places = {data.get("territory") for _, data in network.nodes(data=True)}
    places -= {None, ""}
    crossed = by != "territory" and len([p for p in places if p == p]) > 1
    calls = [w("map_dense_mixing", by=by)]
    if crossed or len(groups) > 1:
        calls.append(w("map_dense_groups", columns=f"{by} x territory" if crossed else by))
    return w(f"map_{kind}_note" if len(calls) > 1 else f"map_{kind}_matrix", **known), calls
