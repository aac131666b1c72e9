"""Networks to try things on: the sample, invented ones, and those that hypothesis draws.

A network whose numbers are worked out in a test stands beside them, in that test; one that several
tests draw, write or change stands here.
"""

import functools
import itertools

import networkx as nx
import numpy as np
import pandas as pd
from hypothesis import assume
from hypothesis import strategies as st

import concertnet as cn
from concertnet.network import _from_checked
from concertnet.scale import BOURQUE

SECTORS = ("community", "institutional", "private", None)
LEVELS = BOURQUE.levels
ORIGIN = pd.Timestamp("2020-01-01")
DAY = pd.Timedelta(days=1)
LENGTH = 40  # days observed of the networks drawn over time


@functools.cache
def the_sample() -> cn.Network:
    """The sample network, read once: nothing changes it."""
    return cn.sample_network()


@functools.cache
def the_sample_now() -> cn.Network:
    """The sample network on its last day observed."""
    return the_sample().latest()


@functools.cache
def of_sectors(*sectors: str | None) -> cn.Network:
    """Actors a, b, c... alone: without a tie or an instance."""
    actors = list("abcdefghij"[: len(sectors)])
    return cn.Network(pd.DataFrame({"actor": actors, "sector": sectors}).astype({"actor": "str"}))


def chain(*sectors: str | None) -> cn.Network:
    """Actors a, b, c... of these sectors, each tied to the next."""
    actors = list("abcdefghij"[: len(sectors)])
    return cn.Network(
        pd.DataFrame({"actor": actors, "name": actors, "sector": sectors}),
        pd.DataFrame({"source": actors[:-1], "target": actors[1:], "level": "collaboration"}),
    )


def small_network() -> cn.Network:
    """Four actors of three sectors, three ties, two instances, over three years."""
    return cn.Network(
        pd.DataFrame(
            {
                "actor": list("abcd"),
                "name": ["Boulangerie", "Centre", "École", "Ville"],
                "sector": ["private", "community", "institutional", None],
                "territory": ["Nord", "Nord", "Sud", "Sud"],
                "start": ["2022-01-01", "2022-01-01", "2023-01-01", "2022-01-01"],
            }
        ),
        pd.DataFrame(
            {
                "source": ["a", "b", "c"],
                "target": ["b", "c", "d"],
                "level": ["concertation", "partnership", "collaboration"],
                "start": ["2022-01-01", "2023-01-01", "2023-09-01"],
            }
        ),
        instances=pd.DataFrame({"instance": ["t", "u"], "name": ["Table", "Comité"]}),
        seats=pd.DataFrame(
            {
                "seat": list("1234"),
                "instance": list("ttuu"),
                "actor": list("abca"),
                "start": ["2022-01-01", "2022-01-01", "2023-01-01", "2022-01-01"],
            }
        ),
        mandates=pd.DataFrame(
            {
                "seat": list("1123"),
                "person": list("wxyz"),
                "start": ["2022-01-01", "2023-03-01", "2022-01-01", "2023-01-01"],
                "end": ["2023-03-01", None, None, None],
            }
        ),
        observed=("2022", "2024"),
    )


# -- a small territory, as a network and as a graph ---------------------------------------------

ACTORS = {
    "A1": ("École du Phare", "institutional", "Val-Nord", "local"),
    "A2": ("CDC Val-Nord", "community", "Val-Nord", "supralocal"),
    "A3": ("MRC Bois-Clair", "institutional", "Bois-Clair", "supralocal"),
    "A4": ("Caisse des Rives", "private", "Val-Nord", "regional"),
    "A5": ("Épicerie Boréal", "private", "Bois-Clair", "local"),
    "A6": ("Maison des jeunes L’Ancrage", "community", "Val-Nord", "local"),
    "A7": ("Coopérative du Quai", "social_economy", None, None),
    "A8": ("Organisme inconnu", None, None, None),
}
TIES = [
    ("A1", "A2", 0),
    ("A1", "A3", 1),
    ("A2", "A3", 2),
    ("A2", "A6", 2),
    ("A3", "A4", 0),
    ("A1", "A6", 1),
    ("A6", "A7", 0),
    ("A3", "A5", 1),
]
SEATS = [
    ("S1", "A1", "I1", "voting"),
    ("S2", "A4", "I1", None),
    ("S3", "A1", "I2", "observer"),
    ("S4", "A1", "I2", "observer"),
]


def territory_graph(**about):
    given = {
        "title": "Réseau des Rives",
        "date": "2024-06-30",
        "boundary": "Organismes siégeant à une table.",
        "source": "Enquête de 2024.",
        "response_rate": 0.75,
        "scale": BOURQUE,
    }
    graph = nx.Graph(**(given | about))
    for actor, values in ACTORS.items():
        columns = zip(("name", "sector", "territory", "tier"), values, strict=True)
        graph.add_node(actor, **{column: value for column, value in columns if value})
    for a, b, rank in TIES:
        graph.add_edge(a, b, level=BOURQUE.levels[rank], rank=rank)
    return graph


def territory(title="Réseau des Rives"):
    """The network of `territory_graph`, on the same day, with its two instances."""
    actors = [(actor, *values) for actor, values in ACTORS.items()]
    ties = [(a, b, BOURQUE.levels[rank]) for a, b, rank in TIES]
    return cn.Network(
        pd.DataFrame(actors, columns=["actor", "name", "sector", "territory", "tier"]),
        pd.DataFrame(ties, columns=["source", "target", "level"]),
        pd.DataFrame({"instance": ["I1", "I2"], "name": ["CLC des Rives", None]}),
        pd.DataFrame(SEATS, columns=["seat", "actor", "instance", "role"]),
        observed=("2024-06-30", "2024-07-01"),
        about=cn.About(
            title=title,
            boundary="Organismes siégeant à une table.",
            source="Enquête de 2024.",
            invited=4,
            responded=3,
        ),
    )


def gap_table(names=None):
    name = {actor: values[0] for actor, values in ACTORS.items()} | (names or {})
    pair = {
        "kind": "pair",
        "sector": "private",
        "actor": "A4",
        "other": "A2",
        "actor_name": name["A4"],
        "other_name": name["A2"],
        "shared_partners": 1,
        "same_territory": True,
        "introducers": "A3",
        "introducer_names": name["A3"],
    }
    other = pair | {"actor": "A5", "other": "A1", "same_territory": False}
    other |= {"actor_name": name["A5"], "other_name": name["A1"]}
    absent = {
        "kind": "sector_at_instance",
        "sector": "private",
        "instance": "I2",
        "instance_name": "I2",
        "invite": "A4; A5",
        "invite_names": f"{name['A4']}; {name['A5']}",
    }
    return pd.DataFrame([pair, other, absent])


# -- sixty actors with long names -----------------------------------------------------------------

KINDS = {
    "community": ["Maison de la famille", "Centre d’action bénévole", "Comité logement"],
    "institutional": ["Centre de services scolaire", "Office municipal d’habitation", "MRC"],
    "private": ["Scierie", "Chambre de commerce et d’industrie", "Caisse"],
    "social_economy": ["Coopérative de solidarité en aide domestique", "CPE"],
    None: ["Initiative", "Fonds local d’investissement"],
}
PLACES = ["Val-Nord", "La Pointe", "Bois-Clair", "Trois-Rives", "Sainte-Aube"]
SHARES = [("community", 22), ("institutional", 15), ("private", 9), ("social_economy", 10)]


def sixty_actors(isolates=4, seed=3):
    """Sixty actors of four sectors and an unknown one, 150 ties, some actors without a tie."""
    rng = np.random.default_rng(seed)
    graph = nx.Graph(
        title="Réseau intersectoriel des Trois-Rives",
        date=pd.Timestamp("2025-06-30"),
        boundary="organismes siégeant à une table du territoire",
        source="sondage, printemps 2025",
        response_rate=0.78,
        scale=BOURQUE,
        by="sector",
    )
    sectors = [sector for sector, n in SHARES for _ in range(n)] + [None] * 4
    for i, sector in enumerate(sectors):
        kind = KINDS[sector][i % len(KINDS[sector])]
        name = f"{kind} de {PLACES[i % len(PLACES)]} {i // 10 + 1}"
        graph.add_node(f"A{i:02d}", name=name, territory=PLACES[i % len(PLACES)])
        if sector is not None:
            graph.nodes[f"A{i:02d}"]["sector"] = sector
    actors = list(graph)
    tied = actors[: len(actors) - isolates]
    for a, b in itertools.pairwise(tied):
        _tie(graph, a, b, rng)
    pull = rng.pareto(2.0, len(tied)) + 0.3
    while graph.number_of_edges() < 150:
        a, b = rng.choice(tied, 2, p=pull / pull.sum())
        if a != b and not graph.has_edge(a, b):
            _tie(graph, a, b, rng)
    return graph


def village():
    """A part of the sixty, quicker to draw: fifteen actors, one of them without a tie."""
    graph = sixty_actors()
    graph.remove_nodes_from([*list(graph)[:30], *list(graph)[44:59]])
    return graph


def gaps_of(graph, n=12):
    """Missing links of the private sector, and a gap that is not a pair."""
    private = [a for a, data in graph.nodes(data=True) if data.get("sector") == "private"]
    pairs = [
        (p, o)
        for k, o in enumerate(graph)
        for p in private[k % 3 :: 3]
        if o not in private and not graph.has_edge(p, o)
    ][:n]
    rows = [
        {"kind": "pair", "sector": "private", "actor": p, "other": o, "score": 3 - k / n}
        for k, (p, o) in enumerate(pairs)
    ]
    rows.append({"kind": "sector_at_instance", "sector": "private", "score": 9.0})
    return pd.DataFrame(rows)


def _tie(graph, a, b, rng):
    rank = int(rng.choice(3, p=[0.5, 0.3, 0.2]))
    graph.add_edge(a, b, level=BOURQUE.levels[rank], rank=rank)


# -- drawn by hypothesis: graphs ------------------------------------------------------------------


@st.composite
def graphs(draw, directed=None):
    """Small simple graphs with groups, some unknown, isolates allowed."""
    n = draw(st.integers(0, 12))
    kind = draw(st.booleans()) if directed is None else directed
    graph = nx.DiGraph() if kind else nx.Graph()
    for node in range(n):
        group = draw(st.sampled_from(["a", "b", "c", None]))
        graph.add_node(node, **({} if group is None else {"sector": group}))
    pairs = [(i, j) for i in range(n) for j in range(n) if i != j]
    if pairs:
        graph.add_edges_from(draw(st.lists(st.sampled_from(pairs), max_size=30)))
    if n and not any("sector" in data for _, data in graph.nodes(data=True)):
        graph.nodes[0]["sector"] = "a"
    return graph


# -- drawn by hypothesis: seats and mandates, and the same as plain rows ---------------------------

SeatRows = list[tuple[str, str, list[str]]]  # a seat: instance, actor, its persons


def of_seats(sectors: dict[str, str | None], instances: list[str], rows: SeatRows) -> cn.Network:
    """Build a network of known good tables, without checking them; seats are numbered in order."""
    given = {
        "actors": {"actor": list(sectors), "sector": list(sectors.values())},
        "instances": {"instance": instances},
        "seats": {
            "seat": [f"s{i}" for i in range(len(rows))],
            "instance": [where for where, _, _ in rows],
            "actor": [who for _, who, _ in rows],
        },
        "mandates": {
            "seat": [f"s{i}" for i, (_, _, persons) in enumerate(rows) for _ in persons],
            "person": [p for _, _, persons in rows for p in persons],
        },
    }
    return without_checking({name: pd.DataFrame(rows) for name, rows in given.items()})


def without_checking(given: dict[str, pd.DataFrame], **values) -> cn.Network:
    """Build a network of tables known to be good: `test_network.py` proves that they are."""
    for name, key in (("actors", "actor"), ("instances", "instance")):
        given[name] = given[name].assign(name=given[name][key])
    tables = {
        name: given[name].reindex(columns=frame.columns).astype(frame.dtypes)
        if name in given
        else frame
        for name, frame in of_sectors("private").tables.items()
    }
    about = {"scale": cn.BOURQUE, "about": cn.About(), "problems": ()}
    return _from_checked(tables, **(about | values))


@st.composite
def seatings(draw, *, with_persons: bool = False):
    """Draw sectors of up to 8 actors, up to 5 instances, and seats, several of a pair allowed."""
    actors = [f"a{i}" for i in range(draw(st.integers(1, 8)))]
    sectors = {actor: draw(st.sampled_from(SECTORS)) for actor in actors}
    instances = [f"i{i}" for i in range(draw(st.integers(1, 5)))]
    persons = st.lists(st.sampled_from("pqrst"), max_size=2, unique=True)
    seat = st.tuples(st.sampled_from(instances), st.sampled_from(actors), persons)
    rows = draw(st.lists(seat, max_size=14))
    if with_persons and rows and not any(p for _, _, p in rows):
        rows[0] = (*rows[0][:2], ["p"])
    return sectors, instances, rows


def seated(rows: SeatRows) -> dict[str, set[str]]:
    """Return the actors of each instance that has some."""
    found: dict[str, set[str]] = {}
    for where, who, _ in rows:
        found.setdefault(where, set()).add(who)
    return found


def cross_pairs(members: set[str], sectors: dict[str, str | None]) -> set[tuple[str, str]]:
    """Return the pairs of members of different known sectors."""
    known = sorted(m for m in members if sectors[m] is not None)
    return {(a, b) for a, b in itertools.combinations(known, 2) if sectors[a] != sectors[b]}


# -- drawn by hypothesis: forty days of actors, ties, seats and agreements ------------------------


def day(number):
    return None if number is None else ORIGIN + number * DAY


bounds = st.tuples(
    st.one_of(st.none(), st.integers(-5, LENGTH)),
    st.one_of(st.none(), st.integers(-5, LENGTH + 5)),
).filter(lambda pair: None in pair or pair[0] < pair[1])


@st.composite
def tables_over_time(draw):
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


def dated(rows, columns, *, shift=0):
    """A table whose start and end are given as days, or missing."""
    frame = pd.DataFrame(rows, columns=columns, dtype=object)
    for column in ("start", "end"):
        instants = [day(None if d is None else d + shift) for d in frame[column]]
        frame[column] = pd.Series(instants, dtype="datetime64[us]")
    return frame


def over_time(drawn, *, shift=0, build=without_checking):
    """The network of such rows, some days later."""
    actors, ties, seats, agreements = drawn
    rows = {
        "actors": (["actor", "sector"], actors),
        "ties": (["source", "target", "level"], [(*p, level, *b) for p, level, b in ties]),
        "seats": (
            ["seat", "instance", "actor"],
            [(f"s{i}", *s[:2], *s[2]) for i, s in enumerate(seats)],
        ),
        "agreements": (
            ["agreement", "parties"],
            [(f"g{i}", "; ".join(p), *b) for i, (p, b) in enumerate(agreements)],
        ),
    }
    tables = {
        name: dated(given, [*columns, "start", "end"], shift=shift)
        for name, (columns, given) in rows.items()
    }
    tables["instances"] = pd.DataFrame({"instance": ["T", "U"]})
    return build(tables, observed=cn.Period(day(shift), day(LENGTH + shift)))


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


# -- reports ------------------------------------------------------------


def surveyed(said, respondents, sectors=None, **more):
    """Return the network of `said`: a row for each report (who, of whom, rank plus 1).

    `respondents` gives, for each actor asked, its answer and the actors whose line it left empty.
    """
    rows = [(by, of, LEVELS[rank - 1], by) for by, of, rank in said]
    actors = pd.DataFrame({"actor": list(respondents)})
    if sectors:
        actors["sector"] = actors["actor"].map(sectors)
    asked = pd.DataFrame(
        [(actor, *given) for actor, given in respondents.items() if given is not None],
        columns=["actor", "answered", "not_answered"],
    )
    ties = pd.DataFrame(rows, columns=["source", "target", "level", "reported_by"])
    return cn.Network(actors, ties, respondents=asked, **more)


def worked_survey():
    """Return the worked case: four actors asked by a square matrix.

    A: B 2, C 0, D 1; B: A 3, C 0, D empty; C: A 0, B 1, D 0; D: nothing.
    """
    return surveyed(
        [("A", "B", 2), ("A", "D", 1), ("B", "A", 3), ("C", "B", 1)],
        {
            "A": ("complete", None),
            "B": ("partial", "D"),
            "C": ("complete", None),
            "D": ("none", None),
        },
        {"A": "private", "B": "community", "C": "community", "D": "institutional"},
    )


@functools.cache
def reporting_sample() -> cn.Network:
    """The sample network on its last day, its ties reported: by both, by one, at two levels.

    One actor in five did not answer; of a tie of two who did, one in four is denied by a side.
    """
    net, random = the_sample_now(), np.random.default_rng(7)
    actors = net.actors_now()["actor"]
    answered = dict(zip(actors, random.random(len(actors)) < 0.8, strict=True))
    rows = []
    for tie in net.ties.to_dict("records"):
        sides = [side for side in (tie["source"], tie["target"]) if answered[side]]
        sides = sides if random.random() < 0.5 else sides[::-1]
        denied = len(sides) == 2 and random.random() < 0.25
        for side in sides[: 1 if denied else 2]:
            lower = LEVELS.index(tie["level"]) - 1 if random.random() < 0.2 else None
            level = tie["level"] if lower is None else LEVELS[max(lower, 0)]
            rows.append({**tie, "reported_by": side, "level": level, "agreement": None})
    asked = pd.DataFrame(
        {
            "actor": actors,
            "answered": ["complete" if answered[actor] else "none" for actor in actors],
            "date": "2024-11-15",
        }
    )
    return net.with_tables(ties=pd.DataFrame(rows), respondents=asked)


# -- answers and perceptions ------------------------------------------------------------------

_SHORT = {"p": "private", "c": "community", "i": "institutional", "s": "social_economy"}


def answering(rows, items=None, sectors=None, **more):
    """Return the network of answers: (respondent, item, answer) rows, sectors by first letter."""
    columns = ["respondent", "item", "answer", "wave", "person", "instance"]
    table = pd.DataFrame([(*row, *[None] * (6 - len(row))) for row in rows], columns=columns)
    ids = list(dict.fromkeys([*(sectors or {}), *table["respondent"]]))
    known = {actor: _SHORT.get(str(actor)[:1]) for actor in ids} | (sectors or {})
    actors = pd.DataFrame({"actor": ids, "sector": [known[actor] for actor in ids]})
    if items is None:
        names = list(dict.fromkeys(table["item"])) or ["Q"]
        items = pd.DataFrame({"item": names, "scale_min": 1, "scale_max": 5})
    return cn.Network(actors, answers=table.astype({"answer": "str"}), items=items, **more)


def one_item(**by_sector):
    """Return the network of the answers to one item, Q, by the first letter of a sector."""
    rows = [
        (f"{letter}{n}", "Q", answer)
        for letter, answers in by_sector.items()
        for n, answer in enumerate(answers, start=1)
    ]
    return answering(rows)


def rating(rows, *, scale=(1, 4), **more):
    """Return the network of perceptions: (rater, rated, score) or (..., dimension) rows."""
    table = pd.DataFrame(
        [(*row, "legitimacy")[:4] for row in rows],
        columns=["rater", "rated", "score", "dimension"],
    )
    ids = sorted({*table["rater"], *table["rated"]})
    actors = pd.DataFrame({"actor": ids, "sector": [_SHORT[one[:1]] for one in ids]})
    if scale is not None:
        dimensions = sorted(set(table["dimension"]))
        low, high = scale
        items = {"item": dimensions, "dimension": dimensions, "scale_min": low, "scale_max": high}
        more["items"] = pd.DataFrame(items)
    return cn.Network(actors, perceptions=table, **more)


def worked_perceptions():
    """Return the worked case of perceptions: legitimacy, from 1 to 4."""
    return rating(
        [
            ("c1", "p1", 1), ("c1", "p2", 2), ("c1", "c2", 4), ("c2", "p1", 1), ("c2", "c1", 3),
            ("c3", "p2", 2), ("c3", "i1", 4), ("i1", "p1", 3), ("p1", "p2", 4), ("p1", "c1", 3),
            ("p2", "p1", 4), ("p2", "i1", 2),
        ]
    )  # fmt: skip


def answered_survey():
    """Return a network of twelve organisations that answer our statements and rate one another."""
    random = np.random.default_rng(1)
    ids = [f"{letter}{n}" for letter in "pci" for n in range(4)]
    items = cn.condition_items()
    rows = [(one, item, str(random.integers(1, 6))) for one in ids for item in items["item"]]
    scores = [
        (one, other, random.integers(1, 5), dimension)
        for one in ids
        for other in ids
        if one != other
        for dimension in ("legitimacy", "openness", "reliability", "mission")
    ]
    net, rated = answering(rows, items), rating(scores)
    asked = pd.DataFrame({"actor": ids, "answered": "complete"})
    return net.with_tables(
        perceptions=rated.perceptions, items=pd.concat([items, rated.items]), respondents=asked
    )


# -- who took part: attendance, contributions, events -------------------------------------------


@functools.cache
def took_part() -> cn.Network:
    """Six actors over four years: who came to meetings, what they put in common, what happened."""
    meetings = [
        ("t", "2023-02-01", [("1", "yes"), ("2", "yes"), ("3", "no"), ("4", "yes")]),
        ("t", "2023-05-01", [("1", "yes"), ("2", "yes")]),
        ("t", "2023-09-01", [("1", "no"), ("2", "yes"), ("3", "no"), ("4", "no")]),
        ("t", "2023-12-01", [("1", "yes"), ("2", "no"), ("3", "no"), ("4", "yes")]),
        ("u", "2023-03-01", [("5", "yes"), ("6", "no")]),
    ]
    rows = [(i, date, seat, said) for i, date, seats in meetings for seat, said in seats]
    attendance = pd.DataFrame(rows, columns=["instance", "date", "seat", "present"])
    attendance["person"] = attendance["seat"].map({"1": "p1", "2": "p2b", "4": "p4"})
    guest = {"instance": "t", "date": "2023-02-01", "actor": "e", "present": "yes"}
    return cn.Network(
        pd.DataFrame(
            {
                "actor": list("abcdef"),
                "sector": [
                    *("community", "private", "institutional", "persons_concerned", "private"),
                    None,
                ],
                "expertise": ["housing; law", "money", None, "lived experience", None, None],
            }
        ),
        pd.DataFrame(
            [
                ("a", "b", "collaboration", "2021-01-01"),
                ("a", "c", "concertation", "2022-03-01"),
                ("b", "c", "collaboration", "2023-06-01"),
                ("c", "d", "collaboration", None),
            ],
            columns=["source", "target", "level", "start"],
        ),
        pd.DataFrame(
            {
                "instance": ["t", "u", "v"],
                "kind": ["table", "community_of_practice", "committee"],
                "theme": ["food", "housing", "food"],
                "start": ["2021-01-01", "2022-01-01", None],
                "rules_adopted": ["2021-06-01", None, None],
            }
        ),
        pd.DataFrame(
            [
                ("1", "t", "a", "voting", "2021-01-01"),
                ("2", "t", "b", "voting", "2021-03-01"),
                ("3", "t", "c", None, "2022-01-01"),
                ("4", "t", "d", "observer", "2021-01-01"),
                ("5", "u", "a", "chair", "2022-01-01"),
                ("6", "u", "c", "voting", "2022-01-01"),
            ],
            columns=["seat", "instance", "actor", "role", "start"],
        ),
        pd.DataFrame(
            [
                ("1", "p1", "titular", "yes", "2021-01-01"),
                ("2", "p2", "titular", "no", "2021-03-01"),
                ("2", "p2b", "alternate", None, "2021-03-01"),
                ("4", "p4", "titular", None, "2021-01-01"),
            ],
            columns=["seat", "person", "function", "can_commit", "start"],
        ),
        agreements=pd.DataFrame({"agreement": ["x"], "parties": ["a; b"], "start": ["2023-01-01"]}),
        contributions=pd.DataFrame(
            [
                ("a", "t", None, "expertise", "2023-01-01", "no", "Aide juridique, law"),
                ("b", "t", None, "premises", "2023-01-01", "yes", None),
                ("b", None, "x", "money", "2023-01-01", None, None),
                ("a", "v", None, "staff", "2023-01-01", None, None),
            ],
            columns=[
                *("actor", "instance", "agreement", "resource", "start", "outside_contract"),
                "detail",
            ],
        ),
        attendance=pd.concat([attendance, pd.DataFrame([guest])], ignore_index=True),
        events=pd.DataFrame(
            [
                ("t", "2022-05-01", "innovation"),
                ("t", "2023-05-01", "innovation"),
                ("u", "2022-02-01", "rule"),
                ("t", "2022-09-01", "controversy"),
            ],
            columns=["instance", "date", "kind"],
        ),
        observed=("2021", "2024"),
    )


@st.composite
def meetings_drawn(draw):
    """Actors who may change sector, seats over forty days, and rows of attendance of all sorts."""
    actors, ties, seats, agreements = draw(tables_over_time())
    ids = sorted({row[0] for row in actors})
    roles = [draw(st.sampled_from(["voting", "observer", None])) for _ in seats]
    numbers = st.integers(0, len(seats) - 1)
    served = st.tuples(numbers, st.sampled_from("pqr"), st.sampled_from(["titular", "alternate"]))
    mandates = draw(st.lists(served, max_size=8, unique_by=lambda row: row[:2]))
    named = st.one_of(st.tuples(numbers, st.none()), st.tuples(st.none(), st.sampled_from(ids)))
    row = st.tuples(
        st.sampled_from("TU"),
        st.sampled_from([3, 9, 20, 39]),
        named,
        st.sampled_from(["p", "q", "r", None]),
        st.booleans(),
    )
    rows = draw(st.lists(row, min_size=1, max_size=16))
    return (actors, ties, seats, agreements), roles, mandates, rows


def met(drawn, *, order=None) -> cn.Network:
    """The network of such rows."""
    tables, roles, mandates, rows = drawn
    rows = rows if order is None else [rows[place] for place in order]
    net = over_time(tables)
    attendance = pd.DataFrame(
        {
            "instance": [where for where, *_ in rows],
            "date": pd.Series([day(when) for _, when, *_ in rows], dtype="datetime64[us]"),
            "seat": pd.Series([None if s is None else f"s{s}" for *_, (s, _), _, _ in rows]),
            "actor": pd.Series([who for *_, (_, who), _, _ in rows]),
            "person": pd.Series([person for *_, person, _ in rows]),
            "present": [present for *_, present in rows],
        }
    )
    held = pd.DataFrame(
        {
            "seat": [f"s{seat}" for seat, _, _ in mandates],
            "person": [person for _, person, _ in mandates],
            "function": [function for *_, function in mandates],
        }
    )
    given = {name: table for name, table in net.tables.items() if name != "attendance"}
    given["seats"] = given["seats"].assign(role=pd.Series(roles, dtype="str"))
    given["attendance"], given["mandates"] = attendance, held
    return without_checking(given, observed=net.observed)


@functools.cache
def silent_sample() -> cn.Network:
    """The sample network without what a survey, minutes or lists of contributions would add."""
    net = the_sample()
    added = (
        "perceptions",
        "contributions",
        "answers",
        "respondents",
        "items",
        "attendance",
        "events",
    )
    return net.with_tables(
        **{name: net.tables[name].iloc[:0] for name in added},
        actors=net.actors.assign(expertise=None),
        ties=net.ties.assign(reported_by=None),
    )


@functools.cache
def answered_sample() -> cn.Network:
    """The sample network, most of whose actors answer our statements, but for that of condition 4.

    Two persons concerned only are asked: they are hidden.
    """
    net, random = silent_sample(), np.random.default_rng(4)
    actors, items = net.latest().actors_now(), cn.condition_items()
    items = items[items["item"] != "C04"]
    centre = {"community": 3.6, "institutional": 3.1, "private": 2.6, "social_economy": 3.4}
    asked = actors[random.random(len(actors)) < 0.9]
    done = asked[random.random(len(asked)) < 0.85]
    answers = pd.DataFrame(
        [
            (one.actor, item, str(int(np.clip(round(random.normal(mean, 1)), 1, 5))), "2024-11")
            for one in done.itertuples()
            for k, item in enumerate(items["item"])
            for mean in [centre.get(one.sector, 3) + (k * 7 % 5 - 2) * 0.35]
            if random.random() < 0.95
        ],
        columns=["respondent", "item", "answer", "wave"],
    )
    said = ["complete" if one in set(done["actor"]) else "none" for one in asked["actor"]]
    respondents = pd.DataFrame({"actor": asked["actor"], "answered": said})
    respondents = respondents.assign(wave="2024-11", date="2024-11-15")
    return net.with_tables(answers=answers, items=items, respondents=respondents)


@functools.cache
def rated_sample() -> cn.Network:
    """A network of four sectors that rate one another, two of social economy only."""
    random = np.random.default_rng(3)
    ids = [f"{letter}{n}" for letter, k in zip("cips", (9, 6, 5, 2), strict=True) for n in range(k)]
    rows = [
        (one, other, int(np.clip(random.normal(centre, 0.9), 1, 4)), dimension)
        for one in ids
        for other in ids
        if one != other and random.random() < 0.45
        for centre in [2.4 if other[0] == "p" != one[0] else 3]
        for dimension in ("openness", "reliability", "mission", "legitimacy")
    ]
    return rating(rows)
