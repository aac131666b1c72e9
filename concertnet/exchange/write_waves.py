"""A network over time in a folder for R: igraph, statnet, RSiena, and the script that loads it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd

from concertnet.errors import OutsideObservation
from concertnet.exchange.handed import Handed, HeldLevel, handed_of
from concertnet.exchange.lost import Losses, Written
from concertnet.exchange.spelled import csv_bytes, holds, key_bytes
from concertnet.exchange.waves import ABSENT, WaveCells, cells_of_waves, days_of_waves, intervals
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.guards import choice, require_network
from concertnet.scale import Scale
from concertnet.swap import cannot_write, replace_set, require_place
from concertnet.tables.cells.dates import When
from concertnet.tables.cells.numbers import as_numbers
from concertnet.words import words

__all__ = ["WAVE_FILES", "Absent", "write_waves"]

Absent = Literal["structural_zero", "composition"]
WAVE_FILES = (
    "load.R", "about.csv", "nodes.csv", "edges.csv", "vertex_spells.csv", "edge_spells.csv",
    "waves.csv", "presence.csv", "composition.csv", "covariates.csv", "covariate_codes.csv",
)  # fmt: skip
_MATRIX = re.compile(r"wave_\d{4}-\d\d-\d\d_\d+\.csv")
_EPOCH, _DAY = pd.Timestamp("1970-01-01"), pd.Timedelta(days=1)


def write_waves(
    net: NetworkLike,
    folder: str | Path,
    *,
    dates: str | Sequence[When] | None = None,
    level: str | None = None,
    absent: Absent = "structural_zero",
    by: By = "sector",
    lang: str = "en",
    persons: bool = False,
) -> Written:
    """Write a network over time for R: its waves, its spells, and the script that loads them.

    ``load.R`` needs R alone, and makes what the packages that it finds take: lists of graphs for
    igraph and network, data for RSiena, a networkDynamic for tsna. A tie is one of a level or
    stronger: there is a matrix for each wave and each level. The same network gives the same bytes;
    the files are written whole or not at all.

    Parameters
    ----------
    net : Network
        The network, with dates.
    folder : path
        Where to write; it is made if need be. What an earlier call left there is replaced, nothing
        else is touched.
    dates : str or sequence of dates, optional
        The days of the waves, or a pandas frequency (``"YE"``, year ends, by default) of the period
        observed.
    level : str, optional
        The level from which a tie is one; by default each level of the scale in turn.
    absent : {"structural_zero", "composition"}
        How RSiena is told who is not in the network at a wave: by cells of 10, or by the times of
        ``composition.csv``, the cells being 0.
    by : str or mapping of actor to group
        The groups of actors, written in ``nodes.csv`` and among covariates.
    lang : {"fr", "en"}
        The language of `Written.lost` and of the comments of the script.
    persons : bool
        Whether actors that are persons keep their names and details, as in `write_graph`.

    Returns
    -------
    Written
        The paths, the script first, and the table of what was lost.

    Raises
    ------
    NotComparable
        If `net` is no Network, two of its actors are the same text, or `dates` is empty.
    OutsideObservation
        If the network has no dates, does not cover one of those asked, or the frequency gives none.
    UnknownWord
        If the scale has no such level, `absent` is neither, or the frequency is none.
    MissingAttribute
        If the actors have no column `by`.
    ConcertnetError
        If a file cannot be written; nothing is then changed.

    Notes
    -----
    A cell is 1 (a tie), 0 (none), empty (unknown: neither side answered, where respondents are
    known), or 10. Actors that are at none of the waves have nothing to say of change: they are in
    ``nodes.csv`` and in the spells, not in the matrices, and are counted.

    References
    ----------
    .. [1] Ripley, R. M., Snijders, T. A. B., Boda, Z., Vörös, A. and Preciado, P. Manual for
       RSiena. University of Oxford. (Structural zeros, composition change, missing ties.)

    Examples
    --------
    >>> import tempfile
    >>> import concertnet as cn
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     done = cn.write_waves(cn.sample_network(), folder, level="concertation")
    >>> [path.name for path in done.paths[:3]], len(done.paths)
    (['load.R', 'about.csv', 'nodes.csv'], 13)
    """
    net, folder, w = require_network(net), Path(folder), words(lang)
    choice(absent, name="absent", among=("structural_zero", "composition"))
    ranks = _ranks(net.scale, level)
    if net.observed is None:
        raise OutsideObservation("error_no_dates")
    observed = net.observed.start, net.observed.end
    days = days_of_waves("YE" if dates is None else dates, observed)
    losses = Losses()
    given = handed_of(net, losses, levels=None, positions=None, by=by, persons=persons)
    files = {
        "load.R": _script(w.lang),
        "about.csv": csv_bytes(
            pd.DataFrame(given.said.items(), columns=["what", "value"]), bom=False
        ),
        "nodes.csv": key_bytes(given, range(1, len(given.ids) + 1), bom=False),
        **_spells(given),
        **_waves(net, given, days, ranks, absent, losses),
    }
    return Written(_write(folder, files), losses.frame(w.lang))


def _ranks(scale: Scale, level: str | None) -> list[int]:
    """Return the ranks from which a tie is one, from 1."""
    return list(range(1, len(scale.levels) + 1)) if level is None else [scale.rank(level) + 1]


def _script(lang: str) -> bytes:
    """Return the script, its comments in a language."""
    w = words(lang)
    lines = resources.files("concertnet.exchange").joinpath("load_waves.R").read_text("utf-8")
    said = re.sub(r"#: (\w+)", lambda found: f"# {w[found[1]]}", lines)
    return said.encode("utf-8")


def _spells(given: Handed) -> dict[str, bytes]:
    """Return ties by stretch of one level, and the spells of vertices and ties in days of R."""
    ids = given.ids
    vertices = [
        (*_in_days(one), at)
        for at, spells in enumerate(given.presences, start=1)
        for one in spells or (HeldLevel(0, None, None),)
    ]
    held = [(link, one) for link in given.links for one in link.stretches]
    edges = [
        (ids[link.source], ids[link.target], _level(given, one), one.rank + 1,
         _iso(one.start), _iso(one.end))
        for link, one in held
    ]  # fmt: skip
    ties = [(*_in_days(one), link.source + 1, link.target + 1, one.rank + 1) for link, one in held]
    return {
        "edges.csv": _csv(edges, "from", "to", "level", "rank", "start", "end"),
        "vertex_spells.csv": _csv(vertices, "onset", "terminus", "vertex"),
        "edge_spells.csv": _csv(ties, "onset", "terminus", "tail", "head", "rank"),
    }


def _level(given: Handed, one: HeldLevel) -> str:
    return "" if given.scale is None else given.scale.levels[one.rank]


def _iso(day: pd.Timestamp | None) -> str:
    return "" if day is None else str(day.date())


def _in_days(one: HeldLevel) -> tuple[float, float]:
    """Return the ends of a stretch as R counts days, open ones as infinite."""
    return (
        -np.inf if one.start is None else (one.start - _EPOCH) / _DAY,
        np.inf if one.end is None else (one.end - _EPOCH) / _DAY,
    )


def _csv(rows: Sequence[Sequence[object]], *columns: str) -> bytes:
    return csv_bytes(pd.DataFrame(rows, columns=list(columns)), bom=False)


def _waves(
    net: NetworkLike,
    given: Handed,
    days: Sequence[pd.Timestamp],
    ranks: Sequence[int],
    absent: Absent,
    losses: Losses,
) -> dict[str, bytes]:
    """Return the matrices, the list of them, who is there, and what goes with their actors."""
    waves = cells_of_waves(net, given, days)
    lives = [intervals(spells, days) for spells in given.presences]
    seen = np.any([wave.there for wave in waves], axis=0)
    at = np.flatnonzero(seen)
    losses.add("lost_presences", "why_between_waves", int((~seen).sum()))
    losses.add("lost_between_waves", "why_in_spells", _between(given, days))
    ids = [given.ids[place] for place in at]
    code = ABSENT if absent == "structural_zero" else 0
    files: dict[str, bytes] = {}
    rows = list(_listed(waves, ranks, given))
    for wave in waves:
        for rank in ranks:
            cells = wave.cells(rank, absent=code)[np.ix_(at, at)]
            files[_name(wave, rank)] = _matrix(ids, cells)
    there = [
        [one, *(int(wave.there[place]) for wave in waves)]
        for one, place in zip(ids, at, strict=True)
    ]
    dates = [str(wave.day.date()) for wave in waves]
    made = {
        "waves.csv": _csv(rows, "rank", "level", "wave", "date", "file", "actors", "ties",
                          "unknown_pairs", "jaccard"),
        "presence.csv": _csv(there, "actor", *dates),
        **_covariates(given, at, ids),
    }  # fmt: skip
    if absent == "composition":
        made["composition.csv"] = _csv(
            [(given.ids[place], *life) for place in at for life in lives[place]],
            "actor", "start", "end",
        )  # fmt: skip
    return made | files


def _name(wave: WaveCells, rank: int) -> str:
    return f"wave_{wave.day.date()}_{rank}.csv"


def _between(given: Handed, days: Sequence[pd.Timestamp]) -> int:
    """Return how many stretches of ties stand at none of the waves."""
    return sum(
        not any(holds(one, day) for day in days) for link in given.links for one in link.stretches
    )


def _listed(
    waves: Sequence[WaveCells], ranks: Sequence[int], given: Handed
) -> Iterator[list[object]]:
    """Yield a row for each matrix: of what, how many ties, and how like that of the wave before."""
    for rank in ranks:
        for number, wave in enumerate(waves, start=1):
            alike = wave.jaccard(waves[number - 2], rank) if number > 1 else float("nan")
            inside = np.triu(np.outer(wave.there, wave.there), 1)
            level = "" if given.scale is None else given.scale.levels[rank - 1]
            yield [
                rank, level, number, str(wave.day.date()), _name(wave, rank),
                int(wave.there.sum()), int((inside & (wave.ranks >= rank)).sum()),
                int((inside & wave.unknown).sum()), alike,
            ]  # fmt: skip


def _matrix(ids: Sequence[str], cells: np.ndarray) -> bytes:
    """Return a matrix as CSV, its actors named on both sides; a cell that is unknown is empty."""
    texts = np.where(np.isnan(cells), "", np.nan_to_num(cells).astype(int).astype(str))
    frame = pd.DataFrame(texts, columns=list(ids), dtype="str")
    frame.insert(0, "actor", pd.Series(ids, dtype="str"), allow_duplicates=True)
    return csv_bytes(frame, bom=False)


def _covariates(given: Handed, at: np.ndarray, ids: Sequence[str]) -> dict[str, bytes]:
    """Return the attributes that tell the actors of matrices apart, as numbers, and their codes."""
    made: dict[str, pd.Series] = {}
    codes: list[tuple[str, int, str]] = []
    for column in dict.fromkeys([given.by, *given.columns]):
        owned = given.groups if column == given.by else [a.get(column) for a in given.attributes]
        numbers, texts = _as_numbers(pd.Series([owned[place] for place in at], dtype=object))
        if numbers.nunique() > 1:
            made[column] = numbers
            codes += [(column, code, text) for code, text in enumerate(texts, start=1)]
    frame = pd.concat([pd.Series(ids, dtype="str"), *made.values()], axis=1)
    return {
        "covariates.csv": csv_bytes(frame.set_axis(["actor", *made], axis=1), bom=False),
        "covariate_codes.csv": _csv(codes, "covariate", "code", "value"),
    }


def _as_numbers(values: pd.Series) -> tuple[pd.Series, list[str]]:
    """Return values as numbers, nan where unknown, and the texts that codes from 1 stand for.

    A text that no two actors share, as a note, is no covariate: all of it is nan.

    Examples
    --------
    >>> numbers, texts = _as_numbers(pd.Series(["b", None, "a", "b"]))
    >>> numbers.tolist(), texts
    ([2.0, nan, 1.0, 2.0], ['a', 'b'])
    >>> _as_numbers(pd.Series(["1", None, "2,5"]))[0].tolist()
    [1.0, nan, 2.5]
    """
    known = values.dropna()
    numbers = pd.Series(as_numbers(known), known.index)
    if np.isfinite(numbers).all():
        return numbers.reindex(values.index), []
    found = known.astype(str)
    texts = sorted(found.unique())
    if len(texts) == len(found):
        return pd.Series(np.nan, index=values.index), []
    return found.map({text: code for code, text in enumerate(texts, start=1)}).astype(
        float
    ).reindex(values.index), texts


def _write(folder: Path, files: dict[str, bytes]) -> tuple[Path, ...]:
    """Write the files of the folder; those of an earlier call go with it."""
    require_place(folder, *files)
    ours = [*WAVE_FILES]
    if folder.is_dir():
        ours += [one.name for one in folder.iterdir() if _MATRIX.fullmatch(one.name)]

    def write(stage: Path) -> list[str]:
        for name, content in files.items():
            (stage / name).write_bytes(content)
        return list(files)

    try:
        replace_set(folder, write, ours)
    except OSError as error:
        raise cannot_write(folder, error) from error
    return tuple(folder / name for name in files)
