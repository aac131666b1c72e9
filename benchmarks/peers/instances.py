"""Life at the tables, from 10,000 to 1,000,000 seats, beside pandas and networkx."""

from __future__ import annotations

import ctypes
import math
import sys
from collections.abc import Callable
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

from side_by_side import heading, line, peak, timed

import concertnet as cn
from concertnet.network import _from_checked

SIZES = (10_000, 100_000, 1_000_000)
LIBC = ctypes.CDLL(None)
SEATS_PER_INSTANCE = 20
SECTORS = np.array(["community", "institutional", "private", "social_economy"])
THEMES = np.array([f"theme {i}" for i in range(20)])
TERRITORIES = np.array([f"territory {i}" for i in range(100)])


def invented(seats: int, *, terms: int = 1, seed: int = 0) -> cn.Network:
    """Return a network of unequal organisations, each seat with a person and often an alternate.

    `terms` is how often the persons of a seat were replaced.
    """
    rng = np.random.default_rng(seed)
    actors, instances = seats // 10, seats // SEATS_PER_INSTANCE
    reach = np.cumsum((np.arange(actors) + 10.0) ** -0.5)
    who = np.searchsorted(reach, rng.random(seats) * reach[-1]).clip(max=actors - 1)
    where = np.repeat(np.arange(instances), SEATS_PER_INSTANCE)
    second = np.flatnonzero(rng.random(seats) < 0.3)
    seat = np.tile(np.concatenate([np.arange(seats), second]), terms)
    person = who[seat] * 3 + rng.integers(0, 3, len(seat))
    year = rng.integers(2000, 2024, instances)
    lasts = rng.integers(1, 15, instances)
    end = pd.Series(pd.to_datetime((year + lasts).astype(str))).where(year + lasts < 2025)
    given = {
        "actors": {"actor": labels("a", np.arange(actors)), "sector": rng.choice(SECTORS, actors)},
        "instances": {
            "instance": labels("i", np.arange(instances)),
            "theme": rng.choice(THEMES, instances),
            "territory": rng.choice(TERRITORIES, instances),
            "origin": rng.choice(["local_demand", "policy"], instances),
            "kind": np.where(np.arange(instances) == 0, "clc", "table"),
            "meetings_per_year": rng.integers(1, 12, instances),
            "start": pd.to_datetime(year.astype(str)),
            "end": end,
        },
        "seats": {
            "seat": labels("s", np.arange(seats)),
            "instance": labels("i", where),
            "actor": labels("a", who),
            "start": pd.to_datetime(year.astype(str))[where],
        },
        "mandates": {"seat": labels("s", seat), "person": labels("p", person)},
    }
    nothing = cn.Network(pd.DataFrame({"actor": ["a"]})).tables
    tables = {
        name: pd.DataFrame(given.get(name, {}), columns=frame.columns).astype(frame.dtypes)
        for name, frame in nothing.items()
    }
    observed = cn.Period(pd.Timestamp("2015-01-01"), pd.Timestamp("2025-01-01"))
    return _from_checked(tables, scale=cn.BOURQUE, observed=observed, about=cn.About(), problems=())


def labels(prefix: str, numbers: np.ndarray) -> np.ndarray:
    return np.char.add(prefix, numbers.astype(str)).astype(object)


MEASURES: dict[str, Callable[[cn.Network], Any]] = {
    "burden": lambda net: cn.burden(net, by="sector"),
    "burden of persons": lambda net: cn.burden(net, of="persons", by="sector"),
    "overlap": cn.overlap,
    "marginal_value": cn.marginal_value,
    "instance_dynamics": cn.instance_dynamics,
    "form_check": cn.form_check,
    "beyond": lambda net: cn.beyond(net, "clc"),
    "coverage": cn.coverage,
    "absent_sectors": cn.absent_sectors,
    "single_representative_links": cn.single_representative_links,
}


def growth() -> None:
    """Print the seconds at each size, the exponent of growth, the memory at the largest."""
    nets = {size: invented(size) for size in SIZES}
    titles = "".join(f"{size:>12,}" for size in SIZES)
    print(f"\nSeconds by number of seats{'':<4}{titles}    exponent   MB at most")
    for name, measure in MEASURES.items():
        measure(nets[SIZES[0]])
        taken = [timed(lambda net=net, m=measure: m(net)) for net in nets.values()]
        exponent = math.log(taken[-1] / taken[-2]) / math.log(SIZES[-1] / SIZES[-2])
        LIBC.malloc_trim(0)  # else what earlier runs freed is used again, and not counted
        largest = peak(lambda m=measure: m(nets[SIZES[-1]]))
        figures = "".join(f"{seconds:>12.3f}" for seconds in taken)
        print(f"{name:<30}{figures}{exponent:>12.2f}{largest:>13.0f}")


def burden_apply(net: cn.Network) -> pd.Series:
    """Return instances alone: less than `burden` counts."""
    return net.seats.groupby("actor").apply(lambda rows: rows["instance"].nunique())


def burden_table(net: cn.Network) -> pd.DataFrame:
    """Return instances, seats and meetings of each actor."""

    def of_actor(held: pd.DataFrame) -> pd.Series:
        once = held.drop_duplicates("instance")["meetings_per_year"]
        found = {"instances": len(once), "seats": len(held), "meetings_per_year": once.sum()}
        return pd.Series(found | {"unknown_meetings": once.isna().sum()})

    rows = net.seats.merge(net.instances[["instance", "meetings_per_year"]], on="instance")
    return rows.groupby("actor").apply(of_actor)


def without_mandates(net: cn.Network) -> cn.Network:
    tables = {**net.tables, "mandates": net.mandates.head(0)}
    return _from_checked(
        tables, scale=net.scale, observed=net.observed, about=net.about, problems=()
    )


def overlap_sets(net: cn.Network) -> dict[tuple[str, str], float]:
    members = net.seats.groupby("instance")["actor"].apply(set)
    graph = nx.Graph()
    for instance, actors in members.items():
        graph.add_edges_from((f"instance:{instance}", actor) for actor in actors)
    nodes = [f"instance:{instance}" for instance in members.index]
    projected = nx.bipartite.overlap_weighted_projected_graph(graph, nodes)
    return {
        tuple(end.removeprefix("instance:") for end in pair): weight
        for *pair, weight in projected.edges(data="weight")
    }


def overlap_apply(net: cn.Network) -> pd.Series:
    """Return the Jaccard index of instances that share an actor: less than `overlap` tells."""
    held = net.seats[["instance", "actor"]].drop_duplicates()
    size = held.groupby("instance").size()
    both = held.merge(held, on="actor", suffixes=("", "_other"))
    both = both[both["instance"] < both["instance_other"]]
    shared = both.groupby(["instance", "instance_other"]).apply(len)
    one, other = (shared.index.get_level_values(level) for level in (0, 1))
    return shared / (size[one].to_numpy() + size[other].to_numpy() - shared.to_numpy())


def pairs_by_set(net: cn.Network) -> pd.Series:
    sector = net.actors.set_index("actor")["sector"].to_dict()
    members = net.seats.groupby("instance")["actor"].apply(lambda a: sorted(set(a)))
    where: dict[tuple[str, str], list[str]] = {}
    for instance, actors in members.items():
        for a, b in combinations(actors, 2):
            if sector[a] != sector[b]:
                where.setdefault((a, b), []).append(instance)
    alone = pd.Series([found[0] for found in where.values() if len(found) == 1])
    return alone.value_counts().reindex(members.index, fill_value=0)


def seats_apply(net: cn.Network) -> pd.Series:
    """Return seats alone: less than `coverage` counts."""
    rows = net.seats.merge(net.actors[["actor", "sector"]], on="actor")
    return rows.groupby(["instance", "sector"]).apply(len)


def coverage_apply(net: cn.Network) -> pd.DataFrame:
    """Return seats and actors of each sector at each instance."""

    def of_cell(cell: pd.DataFrame) -> pd.Series:
        return pd.Series({"seats": len(cell), "actors": cell["actor"].nunique()})

    rows = net.seats.merge(net.actors[["actor", "sector"]], on="actor")
    return rows.groupby(["instance", "sector"]).apply(of_cell)


def links_by_person(net: cn.Network) -> pd.DataFrame:
    """Return the links that no longer hold when their instances lose one person."""
    rows = net.mandates[["seat", "person"]].merge(
        net.seats[["seat", "instance", "actor"]], on="seat"
    )
    rows = rows.merge(net.actors[["actor", "sector"]], on="actor")
    persons = rows.groupby(["instance", "actor"])["person"].apply(set)
    sits_for = rows.groupby("person")["actor"].apply(set).to_dict()
    sector = rows.drop_duplicates("actor").set_index("actor")["sector"].to_dict()
    shared: dict[tuple[str, str], list[set[str]]] = {}
    for _, members in persons.groupby(level="instance"):
        at = dict(zip(members.index.get_level_values("actor"), members, strict=True))
        for a, b in combinations(sorted(at), 2):
            if sector[a] != sector[b]:
                alone = set().union(*(at[end] for end in (a, b) if len(at[end]) == 1))
                shared.setdefault((a, b), []).append(alone)
    links = []
    for (a, b), needed in shared.items():
        for person in set.intersection(*needed):
            one, other = (a, b) if a in sits_for[person] else (b, a)
            links.append((person, one, other, sector[one], sector[other], len(needed)))
    columns = ["person", "actor", "other", "group", "other_group", "shared_instances"]
    return pd.DataFrame(links, columns=columns).sort_values(columns[:3], ignore_index=True)


def dynamics_apply(net: cn.Network) -> pd.DataFrame:
    """Return the instances opened, closed and alive each year, by origin."""
    seen = net.instances[~(net.instances["end"] <= net.observed.start)]
    years = pd.date_range(net.observed.start, net.observed.end, freq="YS")

    def of_origin(rows: pd.DataFrame) -> pd.DataFrame:
        counts = []
        for first, after in pairwise(years):
            opened = ((rows["start"] >= first) & (rows["start"] < after)).sum()
            closed = ((rows["end"] >= first) & (rows["end"] < after)).sum()
            counts.append(
                (opened, closed, ((rows["start"] < after) & ~(rows["end"] < after)).sum())
            )
        return pd.DataFrame(counts, columns=["opened", "closed", "alive"])

    return seen.groupby("origin").apply(of_origin)


def beyond_apply(net: cn.Network) -> pd.Series:
    """Return how many instances elsewhere each member of the founding body has."""
    body = set(net.instances.loc[net.instances["kind"] == "clc", "instance"])
    held = net.seats.groupby("actor")["instance"].apply(set)
    return held[held.map(lambda where: bool(where & body))].map(lambda where: len(where - body))


def form_apply(net: cn.Network) -> pd.DataFrame:
    """Return the organisations of each instance, whether they are several, and its age."""
    members = net.seats.groupby("instance")["actor"].apply(lambda actors: actors.nunique())

    def of_instance(row: pd.Series) -> pd.Series:
        until = row["end"] if row["end"] <= net.observed.end else net.observed.end
        age = max((until - row["start"]) / pd.Timedelta(days=365.25), 0)
        count = members.get(row["instance"], 0)
        return pd.Series({"organisations": count, "several": count >= 2, "age": age})

    return net.instances.apply(of_instance, axis=1)


def beside_peers(seats: int = 100_000) -> None:
    net = invented(seats)
    ours = cn.burden(net).table.query("seats > 0").sort_index()
    theirs = burden_table(net).sort_index()
    pd.testing.assert_frame_equal(ours[theirs.columns], theirs, check_dtype=False)
    table = cn.coverage(net).query("seats > 0").set_index(["instance", "sector"]).sort_index()
    pd.testing.assert_frame_equal(table[["seats", "actors"]], coverage_apply(net).sort_index())
    alone = cn.marginal_value(net).set_index("instance")["sole_pairs"]
    assert alone.sort_index().tolist() == pairs_by_set(net).sort_index().tolist()
    links = cn.single_representative_links(net).links
    links = links.sort_values(["person", "actor", "other"], ignore_index=True)
    pd.testing.assert_frame_equal(links, links_by_person(net), check_dtype=False)
    counts = cn.instance_dynamics(net).counts.sort_values(["origin", "from_date"])
    counts = counts[["opened", "closed", "alive"]]
    assert (counts.to_numpy() == dynamics_apply(net).to_numpy()).all()
    elsewhere = cn.beyond(net, "clc").actors["instances_elsewhere"]
    assert elsewhere.sort_index().to_dict() == beyond_apply(net).sort_index().to_dict()
    form = form_apply(net)
    pd.testing.assert_frame_equal(cn.form_check(net)[form.columns], form, check_dtype=False)
    heading(f"{seats:,} seats, beside pandas groupby.apply and sets")
    for name, measure, peer in (
        ("burden", cn.burden, burden_table),
        ("burden, beside instances alone", cn.burden, burden_apply),
        ("coverage", cn.coverage, coverage_apply),
        ("coverage, beside seats alone", cn.coverage, seats_apply),
        ("marginal_value", cn.marginal_value, pairs_by_set),
        ("single_representative_links", cn.single_representative_links, links_by_person),
        ("instance_dynamics, beside its counts", cn.instance_dynamics, dynamics_apply),
        ("beyond, beside seats elsewhere", lambda net: cn.beyond(net, "clc"), beyond_apply),
        ("form_check, beside three columns", cn.form_check, form_apply),
    ):
        line(name, timed(lambda m=measure: m(net)), timed(lambda p=peer: p(net)))
        line(
            "   its peak memory",
            peak(lambda m=measure: m(net)),
            peak(lambda p=peer: p(net)),
            unit="MB",
        )
    small = invented(seats // 10)
    ours_by_pair = {
        frozenset(pair): jaccard
        for *pair, jaccard in cn.overlap(small, members_only=True)
        .query("shared_actors > 0")[["instance", "other_instance", "jaccard"]]
        .itertuples(index=False)
    }
    theirs_by_pair = {frozenset(pair): j for pair, j in overlap_sets(small).items()}
    assert ours_by_pair.keys() == theirs_by_pair.keys()
    assert all(abs(ours_by_pair[k] - j) < 1e-12 for k, j in theirs_by_pair.items())
    by_apply = overlap_apply(small)
    assert all(
        abs(ours_by_pair[frozenset(pair)] - j) < 1e-12
        for pair, j in zip(by_apply.index, by_apply, strict=True)
    )
    heading(f"{seats // 10:,} seats, beside pandas and networkx's projection weighted by Jaccard")
    mine, alone = timed(lambda: cn.overlap(small)), without_mandates(small)
    theirs = timed(lambda: overlap_apply(small))
    line("overlap, beside groupby.apply", mine, theirs)
    line("   of actors alone, as it counts", timed(lambda: cn.overlap(alone)), theirs)
    line("overlap, beside the projection", mine, timed(lambda: overlap_sets(small)))


def many_instances(instances: int = 20_000) -> None:
    net = invented(instances * SEATS_PER_INSTANCE)
    found = cn.overlap(net)
    share = len(found) / math.comb(instances, 2)
    heading(f"overlap of {instances:,} instances")
    print(f"{len(found):,} pairs share something, {share:.1%} of all")
    print(f"{timed(lambda: cn.overlap(net)):.2f} s, {peak(lambda: cn.overlap(net)):.0f} MB at most")


def twenty_years(seats: int = 50_000) -> None:
    net = invented(seats, terms=16)
    heading(f"{len(net.mandates):,} mandates on {seats:,} seats")
    for name, measure in MEASURES.items():
        print(f"{name:<30}{timed(lambda m=measure: m(net)):>12.3f} s")


def run() -> None:
    """Print how these measures grow, and how they compare."""
    growth()
    twenty_years()
    beside_peers()
    many_instances()


if __name__ == "__main__":
    run()
