"""Commands that draw: the map, as a picture or as a page."""

from __future__ import annotations

from typing import Annotated

from typer import Option

from concertnet.cli.columns import column_meant
from concertnet.cli.kept import keep
from concertnet.cli.options import MAP_PAGES, ByColumn, MapFile, OfSector, OnDay
from concertnet.cli.said import list_written
from concertnet.cli.source import Source, on_day

__all__ = ["map_"]


def map_(
    source: Source,
    output: MapFile,
    at: OnDay = None,
    by: ByColumn = "sector",
    sector: OfSector = "private",
    gaps: Annotated[bool, Option("--gaps/--no-gaps", help="cli_with_gaps")] = True,
    grey: Annotated[bool, Option("--grey", help="cli_grey")] = False,
    title: Annotated[
        str | None, Option("--title", metavar="cli_title_metavar", help="cli_title")
    ] = None,
) -> None:
    """Draw the map of a day; a page moves over all the dates, and opens on the last."""
    from concertnet.gaps.find.missing_links import missing_links

    source.spare(output)
    keep(output)
    whole = source.network()
    net = on_day(whole, at)
    found = missing_links(net, sector=sector) if gaps else None
    by = column_meant(by, net)
    if output.suffix.lower() in MAP_PAGES:
        from concertnet.maps.interactive.page import interactive_map

        interactive_map(whole if at is None else net, output, gaps=found, by=by, title=title)
    else:
        from concertnet.maps.figures.network import draw_network
        from concertnet.maps.paper.files import page_axes, save_figure
        from concertnet.maps.paper.style import Style

        style = Style.grey() if grey else Style()
        axes = draw_network(net, gaps=found, by=by, title=title, style=style, ax=page_axes(style))
        save_figure(axes, output)
    list_written(output)
