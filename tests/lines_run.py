"""Say, room by room, which share of the lines the tests run: `make coverage` runs both.

What is left out is said in `pyproject.toml`: types and protocols, which never run, and compiled
loops, which run without a trace (`make mutants` and the plain loops beside them test these). Of the
rooms below the drawings (`FLOORS`), at least `LEAST` of the lines are run.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).parents[1]
LEAST = 0.95
# floors 0 to 6: words, tables, kernels, hinges, networks and numbers, surveys, missing links
FLOORS = (
    *("tables", "kernels", "hinges", "relational", "measures", "survey", "gaps"),
    *("words", "errors", "records", "answers", "scale", "swap", "grammar", "held", "families"),
    *("find", "selection", "shapes", "names", "lazy_network", "network", "samples"),
)


def room_of(path: Path) -> str:
    """Return the room of a file: `measures` by the rooms in it, and others whole."""
    parts = path.with_suffix("").parts
    return "/".join(parts[:2]) if parts[0] == "measures" and len(parts) > 2 else parts[0]


def main() -> None:
    """Print the table, and what is not run where a room has less than it should."""
    from coverage import Coverage

    seen = Coverage(data_file=sys.argv[1] if len(sys.argv) > 1 else ".coverage")
    seen.load()
    lines: dict[str, int] = defaultdict(int)
    left: dict[str, int] = defaultdict(int)
    missing: dict[str, list[str]] = defaultdict(list)
    for path in sorted((HERE / "concertnet").rglob("*.py")):
        relative = path.relative_to(HERE / "concertnet")
        if room_of(relative).partition("/")[0] not in FLOORS:
            continue
        _, statements, _, unrun, text = seen.analysis2(str(path))
        room = room_of(relative)
        lines[room] += len(statements)
        left[room] += len(unrun)
        if unrun:
            missing[room].append(f"{relative}: {text}")
    print("| room | lines | run |\n|---|---|---|")
    for room in [*sorted(lines), "all"]:
        count = sum(lines.values()) if room == "all" else lines[room]
        run = count - (sum(left.values()) if room == "all" else left[room])
        print(f"| {room} | {count:,} | {run / max(count, 1):.1%} |")
    low = [room for room in lines if left[room] > (1 - LEAST) * lines[room]]
    for room in low:
        print(f"\n{room}, lines that no test runs:\n  " + "\n  ".join(missing[room]))
    if low:
        sys.exit(f"less than {LEAST:.0%} of the lines are run in: {', '.join(low)}")


if __name__ == "__main__":
    main()
