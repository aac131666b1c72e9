"""Commands that need no data: the sample network."""

from pathlib import Path
from typing import Annotated

from typer import Argument

from concertnet.cli.said import list_written

__all__ = ["demo"]


def demo(
    folder: Annotated[Path, Argument(metavar="cli_folder_metavar", help="cli_folder")] = Path(
        "demo"
    ),
) -> None:
    """Write everything about the sample network in a folder."""
    from concertnet.report.results import write_results
    from concertnet.samples import sample_network

    list_written(*write_results(sample_network(), folder))
