"""Small networks over forty days, as hypothesis draws them for the measures of time."""

import itertools

import pandas as pd
from hypothesis import assume
from hypothesis import strategies as st

import concertnet as cn

ORIGIN = pd.Timestamp("2020-01-01")
DAY = pd.Timedelta(days=1)
LENGTH = 40
LEVELS = cn.BOURQUE.levels


def day(number):
    return None if number is None else ORIGIN + number * DAY


bounds = st.tuples(
    st.one_of(st.none(), st.integers(-5, LENGTH)),
    st.one_of(st.none(), st.integers(-5, LENGTH + 5)),
).filter(lambda pair: None in pair or pair[0] < pair[1])


@st.composite
def tables(draw):
    """Rows of actors, ties, seats and agreements, with days in place of dates."""
    ids = "abcdef"[: draw(st.integers(2, 6))]
    sectors = st.sampled_from(["private", "community", "institutional", None])
    actors = []
    for actor in ids:
        start, end = draw(st.one_of(st.just((None, None)), bounds))
        cut = draw(st.integers(5, 30))
        if (start is None or start < cut) and (end is None or cut < end) and draw(st.booleans()):
            back = cut + draw(st.integers(0, 4))  # a change of sector, or an absence
            if end is None or back < end:
                actors += [(actor, draw(sectors), start, cut), (actor, draw(sectors), back, end)]
                continue
        actors.append((actor, draw(sectors), start, end))
    if all(row[1] is None for row in actors):
        actors[0] = (actors[0][0], "private", *actors[0][2:])
    pairs = st.sampled_from(list(itertools.permutations(ids, 2)))
    levels = st.sampled_from(LEVELS)
    ties = draw(st.lists(st.tuples(pairs, levels, bounds), max_size=10))
    places = st.tuples(st.sampled_from("TU"), st.sampled_from(ids), bounds)
    seats = draw(st.lists(places, min_size=1, max_size=10))
    parties = st.lists(st.sampled_from(ids), min_size=2, max_size=3, unique=True)
    agreements = draw(st.lists(st.tuples(parties, bounds), min_size=1, max_size=6))
    # a table without any date is refused: see test_an_undated_table_is_refused
    for rows in (ties, seats, agreements):
        assume(not rows or any(row[-1] != (None, None) for row in rows))
    return actors, ties, seats, agreements


def dated(rows, names, shift):
    frame = pd.DataFrame(rows, columns=[*names, "start", "end"], dtype=object)
    for column in ("start", "end"):
        instants = [day(None if d is None else d + shift) for d in frame[column]]
        frame[column] = pd.Series(instants, dtype="datetime64[us]")
    return frame


def network(drawn, *, shift=0):
    actors, ties, seats, agreements = drawn
    return cn.Network(
        dated(actors, ["actor", "sector"], shift),
        dated([(*p, level, *b) for p, level, b in ties], ["source", "target", "level"], shift),
        instances=pd.DataFrame({"instance": ["T", "U"]}),
        seats=dated([(f"s{i}", *s[:2], *s[2]) for i, s in enumerate(seats)], SEAT, shift),
        agreements=dated(
            [(f"g{i}", "; ".join(p), *b) for i, (p, b) in enumerate(agreements)],
            ["agreement", "parties"],
            shift,
        ),
        observed=(day(shift), day(LENGTH + shift)),
    )


SEAT = ["seat", "instance", "actor"]


def cut_in_two(drawn, at):
    """The same tables, every row of ties and agreements being two rows that touch at a day."""
    actors, ties, seats, agreements = drawn

    def halves(rows):
        out = []
        for *what, (start, end) in rows:
            inside = (start is None or start < at) and (end is None or at < end)
            parts = [(start, at), (at, end)] if inside else [(start, end)]
            out += [(*what, part) for part in parts]
        return out

    return actors, halves(ties), halves(seats), agreements


def tied(net, when):
    """The level of each pair at an instant and the actors there, as the network shows itself."""
    now = net.at(when)
    levels = {}
    for source, target, level in now.ties[["source", "target", "level"]].itertuples(index=False):
        pair = frozenset((source, target))
        levels[pair] = max(levels.get(pair, -1), LEVELS.index(level))
    return {p: LEVELS[rank] for p, rank in levels.items()}, set(now.actors["actor"])


def holds(bounds, number):
    """Say whether a row holds on a day."""
    start, end = bounds
    return (start is None or start <= number) and (end is None or number < end)


def there(drawn, number):
    """The actors in the network on a day."""
    return {actor for actor, _, *bounds in drawn[0] if holds(bounds, number)}


def tied_on(drawn, number):
    """The pairs with a tie on a day, at any level."""
    present = there(drawn, number)
    pairs = (frozenset(pair) for pair, _, bounds in drawn[1] if holds(bounds, number))
    return {pair for pair in pairs if pair <= present}
