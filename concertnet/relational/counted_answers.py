"""Respondents counted in an engine: who was asked at a wave, and who answered."""

from __future__ import annotations

from typing import Any

import numpy as np

from concertnet.hinges.respondents import AnswerCounts, last_wave, unknown_wave
from concertnet.relational.counted_seats import groups_of_actors
from concertnet.relational.engine import Engine
from concertnet.relational.lives import Scanned, names_in
from concertnet.scale import Scale

__all__ = ["answered_there", "counted_answers"]

_PARTIAL, _COMPLETE = 1, 2


def counted_answers(
    there: Scanned, _scale: Scale, by: Any, wave: str | None
) -> AnswerCounts | None:
    """Count them as `hinges.respondents.answer_counts`."""
    import narwhals.stable.v2 as nw

    found = groups_of_actors(there, by)
    if found is None or "respondents" not in there.tables:
        return None
    coded, graph = found
    asked = _fullest(there.tables["respondents"], wave, there.engine)
    cells = asked.join(coded.select("actor", "code"), on="actor", how="inner")
    cells = cells.group_by("code", "answer").agg(n=nw.len().cast(nw.Int64))
    table = there.engine.small(cells.filter(nw.col("code") >= 0))
    code, answer, n = (table[name].to_numpy(dtype=np.int64) for name in ("code", "answer", "n"))

    def count(which: Any) -> np.ndarray:
        sums = np.zeros(len(graph.groups), dtype=np.int64)
        np.add.at(sums, code[which], n[which])
        return sums

    each = (answer >= 0, answer == _COMPLETE, answer == _PARTIAL)
    return AnswerCounts(graph.groups, graph.by, *map(count, each))


def answered_there(rows: Any, engine: Engine) -> tuple[int, int]:
    """Return how many actors answered at the last wave, and how many were asked."""
    import narwhals.stable.v2 as nw

    answered = (nw.col("answer") >= _PARTIAL).cast(nw.Int64).sum()
    asked = _fullest(rows, None, engine).select(n=nw.len(), answered=answered)
    found = engine.small(asked).fillna(0).iloc[0]
    return int(found["answered"]), int(found["n"])


def _fullest(rows: Any, wave: str | None, engine: Engine) -> Any:
    """Return actor and answer: the fullest of its persons at a wave; -1 where nothing is said."""
    import narwhals.stable.v2 as nw

    held = names_in(rows)
    if "wave" in held:
        known = rows.filter(~nw.col("wave").is_null())
        day = nw.col("date") if "date" in held else nw.lit(None).cast(nw.Int64)
        waves = engine.small(
            known.select("wave", date=day).group_by("wave").agg(nw.col("date").max())
        )
        if wave is not None and wave not in set(waves["wave"]):
            raise unknown_wave(wave, waves["wave"])
        wave = last_wave(waves) if wave is None else wave
    elif wave is not None:
        raise unknown_wave(wave, ())
    asked = rows if wave is None else rows.filter(nw.col("wave") == wave)
    said = nw.col("answered")
    answer: Any = nw.lit(0)
    for word, number in (("complete", _COMPLETE), ("partial", _PARTIAL)):
        answer = nw.when(said == word).then(nw.lit(number)).otherwise(answer)
    answer = nw.when(said.is_null()).then(nw.lit(-1)).otherwise(answer)
    return asked.select("actor", answer=answer).group_by("actor").agg(nw.col("answer").max())
