"""Exposure and durations, worked by hand on days 0 to 10 of an observation."""

import numpy as np
import pandas as pd

import concertnet as cn
from concertnet.hinges.durations import durations
from concertnet.hinges.exposure import exposure
from concertnet.hinges.spells import DAY_LENGTH
from concertnet.tables.cells.intervals import BEFORE, microseconds

FIRST = pd.Timestamp("2020-01-01")
DAY = pd.Timedelta(days=1)
OBSERVED = cn.Period(FIRST, FIRST + 10 * DAY)


def spells(rows) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["holder", "group", "start", "end"], dtype=object)
    for column in ("start", "end"):
        days = [pd.NaT if d is None else FIRST + d * DAY for d in frame[column]]
        frame[column] = pd.Series(days, dtype="datetime64[us]")
    return frame


def day(instants) -> list:
    return ((instants - microseconds(FIRST)) / DAY_LENGTH).tolist()


HAND = [
    ("a", "x", -4, 3),  # there before, seen to end
    ("b", "x", 2, 5),  # goes on in another group: one spell, that nobody saw end
    ("b", "y", 5, None),
    ("c", "y", None, 6),  # nobody knows when it began
    ("d", None, 1, 4),  # of no known group
    ("e", "x", -9, -2),  # over before anybody looked
]


def test_time_seen_by_group():
    seen = exposure(spells(HAND), OBSERVED, by="group")
    assert seen.groups.tolist() == ["x", "y"]
    found = zip(seen.code, day(seen.start), day(seen.end), seen.ended, strict=True)
    assert sorted((int(c), s, e, bool(x)) for c, s, e, x in found) == [
        (0, 0, 3, True),
        (0, 2, 5, False),
        (1, 0, 6, True),
        (1, 5, 10, False),
    ]
    assert seen.unknown == 1
    # the two stretches of b are parts of one spell
    assert len(np.unique(seen.spell)) == 3


def test_durations_count_from_the_beginning_of_each_spell():
    seen = exposure(spells(HAND), OBSERVED)
    assert (seen.begins == BEFORE).sum() == 1
    followed = durations(seen)
    rows = zip(followed.entry, followed.exit, followed.ended, strict=True)
    # a is seen from its fifth day to its seventh; b for eight days, d for three
    assert sorted((i // DAY_LENGTH, o // DAY_LENGTH, bool(e)) for i, o, e in rows) == [
        (0, 3, True),
        (0, 8, False),
        (4, 7, True),
    ]


def test_touching_spells_of_a_holder_are_one():
    whole = exposure(spells([("a", "x", 1, 7)]), OBSERVED)
    cut = exposure(spells([("a", "x", 1, 4), ("a", "x", 4, 7)]), OBSERVED)
    for one, other in zip(durations(whole), durations(cut), strict=True):
        np.testing.assert_array_equal(one, other)
