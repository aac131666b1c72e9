"""Problems gathered as they are told: by gravity, kind, sheet and column, with all their rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from concertnet.tables.spec.problems import Cells, Problem, Severity

__all__ = ["SEVERITIES", "ProblemGroup", "problem_groups", "rows_of"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "notice")


@dataclass(frozen=True)
class ProblemGroup:
    """Problems of one gravity and kind, in one column of one sheet.

    Attributes
    ----------
    problems : tuple of Problem
        At least one, in the order in which they were found.
    """

    problems: tuple[Problem, ...]

    @property
    def first(self) -> Problem:
        """The problem that stands for the group: all have its gravity, kind, sheet and column."""
        return self.problems[0]

    @property
    def cells(self) -> int:
        """How many cells are concerned; a problem without a row counts for one."""
        return sum(max(1, len(rows_of(one)), len(_cells_of(one))) for one in self.problems)


def _cells_of(problem: Problem) -> tuple[object, ...]:
    cells = problem.fields.get("cells")
    return cells.places if isinstance(cells, Cells) else ()


def rows_of(problem: Problem) -> tuple[int, ...]:
    """Return every row of a problem, in order.

    Examples
    --------
    >>> from concertnet.tables.spec.problems import Rows
    >>> rows_of(Problem("error", "level_unknown", row=4, fields={"rows": Rows((4, 9))}))
    (4, 9)
    """
    rows = set(problem.fields.get("rows", ()))
    if problem.row is not None:
        rows.add(problem.row)
    return tuple(sorted(rows))


def problem_groups(problems: Iterable[Problem]) -> tuple[ProblemGroup, ...]:
    """Gather problems: errors first, then in the order in which the kinds were found.

    Parameters
    ----------
    problems : iterable of Problem
        The problems.

    Returns
    -------
    tuple of ProblemGroup
        Every problem, once.

    Examples
    --------
    >>> found = [Problem("notice", "a"), Problem("error", "b", row=3), Problem("error", "b", row=5)]
    >>> [(group.first.code, group.cells) for group in problem_groups(found)]
    [('b', 2), ('a', 1)]
    """
    found: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        # what rows a kind has beyond the first hundred is told with them
        code = problem.fields.get("of", problem.code)
        kind = (problem.severity, code, problem.file, problem.sheet, problem.column)
        found.setdefault(kind, []).append(problem)
    groups = [ProblemGroup(tuple(group)) for group in found.values()]
    return tuple(sorted(groups, key=lambda group: SEVERITIES.index(group.first.severity)))
