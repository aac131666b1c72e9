"""Commands that need no data: the sample network."""

from pathlib import Path
from typing import Annotated

from typer import Argument

from concertnet.cli.everywhere import asked_everywhere
from concertnet.cli.progress import telling
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

    force = asked_everywhere().force
    with telling() as progress:
        written = write_results(sample_network(), folder, force=force, progress=progress)
    list_written(*written)
