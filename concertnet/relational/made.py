"""The hinges that an engine makes, by the name that measures ask them by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from concertnet.relational.around_agreements import agreements_there
from concertnet.relational.around_members import members_there
from concertnet.relational.batched_attendance import batched_attendance
from concertnet.relational.coded_ties import taken_ties
from concertnet.relational.counted_answers import counted_answers
from concertnet.relational.counted_contacts import counted_contacts, counted_touching
from concertnet.relational.counted_days import counted_days
from concertnet.relational.counted_moves import counted_moves
from concertnet.relational.counted_pairs import counted_pairs
from concertnet.relational.counted_paths import counted_paths
from concertnet.relational.counted_seats import (
    coded_actors,
    coded_sittings,
    counted_sectors,
    counted_units,
    counted_values,
)
from concertnet.relational.counted_survival import counted_survival
from concertnet.relational.counted_whole import counted_whole
from concertnet.relational.framed_tables import named_rows, taken_columns
from concertnet.relational.lives import dates_counted, rows_counted
from concertnet.relational.taken_parties import taken_parties

__all__ = ["MADE_THERE"]

# Each takes the tables, then the scale of levels, then what the hinge's own function takes.
MADE_THERE: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "around_agreements": agreements_there,
        "around_members": members_there,
        "actor_groups": coded_actors,
        "answer_counts": counted_answers,
        "attendance_counts": batched_attendance,
        "brokered_paths": counted_paths,
        "some_columns": taken_columns,
        "contact_counts": counted_contacts,
        "dates_written": dates_counted,
        "held_sectors": counted_sectors,
        "held_values": counted_values,
        "moves": counted_moves,
        "pair_steps": counted_pairs,
        "parties_of": taken_parties,
        "rows_called": named_rows,
        "rows_written": rows_counted,
        "seat_cells": counted_units,
        "seat_days": counted_days,
        "sittings": coded_sittings,
        "survival_counts": counted_survival,
        "ties_taken": taken_ties,
        "touching_ties": counted_touching,
        "whole_shape": counted_whole,
    }
)
