"""Commands that draw: the map, as a picture or as a page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Option

from concertnet.cli.columns import column_meant
from concertnet.cli.kept import keep
from concertnet.cli.options import MAP_PAGES, ByColumn, MapFile, MapOutput, OfSector, OnDay, either
from concertnet.cli.progress import telling
from concertnet.cli.said import list_written
from concertnet.cli.source import Source, on_day
from concertnet.words import words

if TYPE_CHECKING:
    import pandas as pd

    from concertnet.hinges.door import NetworkLike

__all__ = ["map_"]


def map_(
    source: Source,
    file: MapFile = None,
    output: MapOutput = None,
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
    from concertnet.report.bounds import left_out_of

    output = either(file, output) or Path(words()["cli_map_file"])
    source.spare(output)
    keep(output)
    whole = source.network()
    net = on_day(whole, at)
    by = column_meant(by, net)
    left = left_out_of(net, whole if at is None else net)
    is_page = output.suffix.lower() in MAP_PAGES
    left = replace(left, paths=False, marks=left.marks and not is_page, page=left.page and is_page)
    left.tell(words())
    # the map of groups shows no missing link
    gaps = gaps and not left.marks
    with telling() as progress:
        tell, w = progress or (lambda *_: None), words()
        if gaps:
            tell(1, 2, w["sheet_gaps"])
        found = missing_links(net, sector=sector) if gaps else None
        tell(2, 2, w["file_map"])
        _draw(whole if at is None else net, net, output, found, by, grey=grey, title=title)
    list_written(output)


def _draw(
    whole: NetworkLike,
    net: NetworkLike,
    output: Path,
    found: pd.DataFrame | None,
    by: str,
    *,
    grey: bool,
    title: str | None,
) -> None:
    if output.suffix.lower() in MAP_PAGES:
        from concertnet.maps.interactive.page import interactive_map

        interactive_map(whole, output, gaps=found, by=by, title=title)
    else:
        from concertnet.maps.figures.any_size import draw_of_any_size
        from concertnet.maps.paper.files import page_axes, save_figure
        from concertnet.maps.paper.style import Style

        style = Style.grey() if grey else Style()
        axes = draw_of_any_size(
            net, gaps=found, by=by, title=title, style=style, ax=page_axes(style)
        )
        save_figure(axes, output)
