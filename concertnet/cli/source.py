"""The data that a command reads: what is said while reading, the day looked at, what is spared."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from concertnet.cli.options import (
    AddMissing,
    DataPath,
    DecisionFiles,
    EncodingName,
    ScaleName,
    WithoutTables,
)
from concertnet.cli.progress import said_if_long
from concertnet.errors import ConcertnetError, NotComparable, TableError
from concertnet.words import words

if TYPE_CHECKING:
    from concertnet.hinges.door import NetworkLike
    from concertnet.network import Network
    from concertnet.relational.engine import EngineName

__all__ = ["Source", "free_name", "on_day"]


@dataclass(frozen=True)
class Source:
    """Where a network is read from, and how.

    A command that takes a `Source` has the argument DATA and every option below: an option of
    reading is added here, for all of them.
    """

    data: DataPath
    scale: ScaleName = None
    encoding: EncodingName = None
    add_missing_actors: AddMissing = False
    without: WithoutTables = None
    decisions: DecisionFiles = None

    @property
    def how(self) -> dict[str, Any]:
        """How the data are read, as the functions of the library take it."""
        return {
            "scale": self.scale,
            "encoding": self.encoding,
            "add_missing_actors": self.add_missing_actors,
            "without": tuple(self.without or ()),
            "decisions": tuple(self.decisions or ()),
        }

    def command(self, name: str, *more: str | Path, decisions: Sequence[Path] = ()) -> str:
        """Return a command on the same data, read in the same way, to copy and paste.

        Parameters
        ----------
        name : str
            The command.
        *more : str or Path
            Its own arguments and options.
        decisions : sequence of Path
            The tables of decisions to give, in place of those given here.
        """
        from concertnet.tables.spec.next_command import next_command

        options: list[str | Path] = []
        if self.scale is not None:
            options += ["--scale", self.scale]
        if self.encoding is not None:
            options += ["--encoding", self.encoding]
        if self.add_missing_actors:
            options.append("--add-missing-actors")
        for table in self.without or ():
            options += ["--without", table]
        for path in decisions or self.decisions or ():
            options += ["--decisions", path]
        return next_command(name, self.data, *more, *options, "--lang", words().lang)

    def network(self) -> Network:
        """Read the network; say on the error stream what was noticed, and what it left."""
        from concertnet.exchange.read_graph import is_graph_file
        from concertnet.hinges.remarks import remarks_of_reading
        from concertnet.network import read_dossier

        w = words()
        try:
            with said_if_long(w("cli_reading", file=self.data.name)):
                net = (
                    self._graph()
                    if is_graph_file(self.data)
                    else read_dossier(self.data, **self.how)
                )
        except TableError as error:
            command = self.command("check")
            raise ConcertnetError("error_check_first", told=str(error), command=command) from error
        counts = Counter(problem.severity for problem in net.problems)
        noticed = [w(f"n_{one}s", n=counts[one]) for one in ("warning", "notice") if counts[one]]
        if noticed:
            print(w("cli_problems_noticed", noticed=w.join(noticed)), file=sys.stderr)
        for remark in remarks_of_reading(w, net.details()):
            print(remark, file=sys.stderr)
        return net

    def scanned(self, engine: str | None) -> NetworkLike:
        """Read the network, or leave it in the engine that is asked for."""
        if engine is None:
            return self.network()
        asked = {name: value for name, value in self.how.items() if value and name != "scale"}
        if asked:
            options = tuple(f"--{name.replace('_', '-')}" for name in asked)
            raise NotComparable("error_options_of_engine", n=len(options), options=options)
        from concertnet.lazy_network import scan

        with said_if_long(words()("cli_scanning", engine=engine)):
            return scan(self.data, engine=cast("EngineName", engine), scale=self.scale)

    def _graph(self) -> Network:
        """Read the file of another tool: its options are its own."""
        from concertnet.exchange.read_graph import read_graph

        self.require_no_table_options()
        return read_graph(self.data, scale=self.scale)

    def require_no_table_options(self) -> None:
        """Refuse the options of tables, which say nothing of the file of another tool."""
        from concertnet.exchange.any_file import require_no_table_options

        how = {name: value for name, value in self.how.items() if name != "scale"}
        require_no_table_options(self.data, **how, typed=True)

    def spare(self, target: Path | None) -> None:
        """Refuse to write over the files or in the folder that are read."""
        if target is None:
            return
        source, place = self.data.resolve(), target.resolve()
        inside = source.is_dir() and place.parent == source and place.exists()
        if place == source or inside:
            raise ConcertnetError("error_own_data", value=target)


def on_day(net: NetworkLike, at: str | None = None) -> NetworkLike:
    """Return the network on the day asked for, else on the last one observed; say which."""
    now = net.latest() if at is None else net.at(at)
    if now.observed is not None:
        w, day = words(), str(now.observed.start.date())
        guesses = (p.fields["last"] for p in net.problems if p.code == "observed_guessed")
        print(w("cli_as_of_last" if day in guesses else "cli_as_of", date=day), file=sys.stderr)
    return now


def free_name(stem: str, suffix: str = ".xlsx") -> Path:
    """Return a name for a file to advise: one that no file has yet where the command is typed."""
    path, n = Path(f"{stem}{suffix}"), 1
    while path.exists():
        n += 1
        path = Path(f"{stem}-{n}{suffix}")
    return path
