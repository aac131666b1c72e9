"""The recipe of CONTRIBUTING for a command, followed on a copy of the package."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import concertnet as cn

COMMAND = '''"""Commands about sittings."""

from typing import Annotated

from typer import Option

from concertnet.cli.answer import answer
from concertnet.cli.options import OnDay, TableFile
from concertnet.cli.source import Source, on_day

__all__ = ["share"]


def share(
    source: Source,
    output: TableFile = None,
    at: OnDay = None,
    times: Annotated[
        int, Option("--times", metavar="cli_number_metavar", help="cli_times", min=1)
    ] = 1,
) -> None:
    """Show how instances overlap."""
    from concertnet.measures.instances.overlap import overlap

    source.spare(output)
    net = on_day(source.network(), at)
    for _ in range(times):
        answer(overlap(net).reset_index(), output, scale=net.scale)
'''


def test_a_command_is_a_function_its_place_and_its_words(small, tmp_path):
    package = tmp_path / "concertnet"
    shutil.copytree(Path(cn.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    commands = package / "cli" / "commands"
    (commands / "sitting.py").write_text(COMMAND, encoding="utf-8")
    listed = (commands / "__init__.py").read_text(encoding="utf-8")
    listed = listed.replace("COMMANDS = (", "COMMANDS = (share, ")
    (commands / "__init__.py").write_text(
        f"from concertnet.cli.commands.sitting import share\n{listed}", encoding="utf-8"
    )
    with (package / "words.csv").open("a", encoding="utf-8") as words:
        words.write("cli_share,Montrer le partage.,Show what is shared.,partage|partager\n")
        words.write("cli_times,Nombre de fois.,Number of times.,\n")

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        code = f"from concertnet.cli import main; main({[str(a) for a in arguments]!r})"
        return subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
        )

    shown = run("share", "--help", "--lang", "fr").stdout
    assert "concertnet share [OPTIONS] DONNÉES" in shown
    assert "--times N" in shown
    assert "--scale ÉCHELLE" in shown
    assert "share" in run("partager", "--lang", "fr").stderr
    done = run("share", small, "--times", 2, "--lang", "fr")
    assert done.returncode == 0, done.stderr
    assert "État au 2024-12-31." in done.stderr
    assert len(done.stdout.splitlines()) == 4
