"""The interactive page: written in a file, or shown in a notebook."""

from __future__ import annotations

import html
from collections.abc import Hashable, Mapping, Sequence, Sized
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from concertnet.hinges.door import NetworkLike, NetworkOrGraph
from concertnet.maps.interactive.content.groups import gather_groups
from concertnet.maps.interactive.content.missing_links import page_gaps
from concertnet.maps.interactive.content.network import gather
from concertnet.maps.interactive.content.perceptions import add_perceptions
from concertnet.maps.interactive.content.search_again import searched_again
from concertnet.maps.interactive.content.waves import stops_of
from concertnet.maps.interactive.limits import Limits
from concertnet.maps.interactive.payload import payload
from concertnet.maps.interactive.render import render
from concertnet.maps.layout.layout import as_graph
from concertnet.maps.nodelink.contents import check_gaps
from concertnet.maps.paper.style import Style
from concertnet.swap import replace_file
from concertnet.words import asked_lang, words

__all__ = ["InteractivePage", "interactive_map", "interactive_page", "make_page"]

_NOTEBOOK_HEIGHT = 760  # pixels


@dataclass(frozen=True, repr=False)
class InteractivePage:
    """A page held in memory: a notebook shows it, `save` writes it.

    Attributes
    ----------
    title : str
        Its title, in the language in which it opens.
    html : str
        The whole page.
    """

    title: str
    html: str

    def save(self, path: str | Path) -> Path:
        """Write the page, whole or not at all.

        Raises
        ------
        ConcertnetError
            If the file cannot be written; what was there stays.
        """
        path = Path(path)

        def write(temporary: Path) -> None:
            temporary.write_text(self.html, encoding="utf-8", newline="\n")

        replace_file(path, write)
        return path

    def __repr__(self) -> str:
        return f"<InteractivePage: {self.title}>"

    def _repr_html_(self) -> str:
        # in a frame of its own: it cannot reach the notebook, and asks nothing of the network
        return (
            f'<iframe title="{html.escape(self.title)}" srcdoc="{html.escape(self.html)}"'
            ' sandbox="allow-scripts allow-downloads allow-modals"'
            f' width="100%" height="{_NOTEBOOK_HEIGHT}" frameborder="0"></iframe>'
        )


def interactive_map(
    graph: NetworkOrGraph,
    path: str | Path,
    *,
    lang: str | None = None,
    gaps: pd.DataFrame | None = None,
    by: str | Mapping[Hashable, Hashable] = "sector",
    ground: str | None = None,
    title: str | None = None,
    boundary: str | None = None,
    persons: bool = False,
    perceptions: int | None = None,
) -> Path:
    """Write the map as one page that is explored in a browser, without the internet.

    The legend is the filter; a search finds an actor, whose ties, seats and missing links are then
    listed; territory, theme, instance and date are chosen; the language changes on the page. The
    file holds everything it needs, asks nothing of the network, and is the same each time it is
    made from the same network. Above 5,000 actors the map is drawn by sigma.js, which needs
    WebGL 2; above 50,000, its marks are groups of actors, on the last day observed, and the page
    says so.

    Parameters
    ----------
    graph : Network or networkx.Graph
        The network. One observed over several years opens on its last day, and the reader moves
        to the end of each year; select a date first (`Network.at`) to show that date alone.
    path : path
        The file to write, usually ``.html``.
    lang : {"fr", "en"}, optional
        The language in which the page opens; by default that of the reader's browser.
    gaps : DataFrame, optional
        The missing links to show, from `missing_links`.
    by : str or mapping of actor to group
        The groups that colours and shapes show.
    ground : str, optional
        A column of the actors' table, such as ``"territory"``, or ``"instance"``: a quiet ground,
        named, under the actors of each territory or instance who have a tie, at the date and under
        the filters chosen; grounds may overlap. Above 5,000 actors none is drawn, and the page
        says so.
    title, boundary : str, optional
        A title, and a statement of who was looked for, in place of the network's own.
    persons : bool
        Name the actors who are a person acting for themself. Otherwise they are numbered, and no
        person is named in the file; representatives never are.
    perceptions : int, optional
        Show what others think of each organisation, where at least so many rate it (3 among
        members, 5 for a file that leaves the network): the file holds nothing of what is hidden. By
        default, nothing of perceptions.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute `by`, or the column `ground`.
    NotComparable
        If `graph` is no graph, has parallel ties, or ties from an actor to itself, or instances
        are asked of a graph.
    ConcertnetError
        If the file cannot be written; what was there stays.

    References
    ----------
    .. [1] Perrone, G., Unpingco, J. and Lu, H. (2020). Network visualizations with Pyvis and
       VisJS. Proceedings of the 19th Python in Science Conference, 58-62.

    Examples
    --------
    >>> import tempfile, networkx as nx
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = interactive_map(nx.karate_club_graph(), folder + "/karate.html", by="club")
    ...     page.name
    'karate.html'
    """
    page = interactive_page(
        graph,
        lang=lang,
        gaps=gaps,
        by=by,
        ground=ground,
        title=title,
        boundary=boundary,
        persons=persons,
        perceptions=perceptions,
    )
    return page.save(path)


def interactive_page(
    graph: NetworkOrGraph,
    *,
    lang: str | None = None,
    gaps: pd.DataFrame | None = None,
    by: str | Mapping[Hashable, Hashable] = "sector",
    ground: str | None = None,
    title: str | None = None,
    boundary: str | None = None,
    persons: bool = False,
    perceptions: int | None = None,
) -> InteractivePage:
    """Return the page that `interactive_map` writes, to be shown in a notebook.

    Parameters
    ----------
    graph : Network or networkx.Graph
        The network.
    lang, gaps, by, ground, title, boundary, persons, perceptions
        As for `interactive_map`.

    Returns
    -------
    InteractivePage
        The last line of a cell shows it, without the internet.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute `by`, or the column `ground`.
    NotComparable
        If `graph` is no graph, has parallel ties, or ties from an actor to itself, or instances
        are asked of a graph.

    Examples
    --------
    >>> import networkx as nx
    >>> interactive_page(nx.karate_club_graph(), by="club", title="Karate")
    <InteractivePage: Karate>
    """
    return make_page(
        graph,
        lang=lang,
        gaps=gaps,
        by=by,
        ground=ground,
        title=title,
        boundary=boundary,
        persons=persons,
        perceptions=perceptions,
    )


def make_page(
    graph: NetworkOrGraph,
    *,
    lang: str | None = None,
    gaps: pd.DataFrame | None = None,
    by: str | Mapping[Hashable, Hashable] = "sector",
    ground: str | None = None,
    title: str | None = None,
    boundary: str | None = None,
    persons: bool = False,
    perceptions: int | None = None,
    limits: Limits | None = None,
) -> InteractivePage:
    """Return the page of `interactive_page`, which shows a network otherwise beyond `limits`."""
    style, limits = Style(), limits or Limits()
    given_lang = lang or asked_lang()
    opened = words(lang).lang
    stops: Sequence[NetworkLike] = []
    if _is_large(graph, by, limits.actors):
        content = gather_groups(graph, by=by, style=style, most_lines=limits.lines, ground=ground)
    else:
        stops = stops_of(graph)
        content = gather(graph, by=by, persons=persons, style=style, stops=stops, ground=ground)
        if perceptions is not None:
            add_perceptions(content, graph, perceptions)
    given = {"title": title, "boundary": boundary}
    content.about.update((key, value) for key, value in given.items() if value)
    held = None
    if gaps is not None:
        check_gaps(gaps, ("kind", "actor", "other"))
        dated = searched_again(graph, gaps, stops)
        held = page_gaps(gaps, content, most=limits.pairs, dated=dated)
    board = "vis" if len(content.actors) <= limits.vis else "sigma"
    data = payload(content, held, style, given_lang, board=board)
    shown = data["about"]["title"]
    heading = shown if isinstance(shown, str) else shown[opened]
    return InteractivePage(heading, render(data, opened))


def _is_large(graph: NetworkOrGraph, by: str | Mapping[Hashable, Hashable], most: int) -> bool:
    made = as_graph(graph, by)
    return isinstance(made, Sized) and len(made) > most
