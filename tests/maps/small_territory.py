"""A small invented territory, as a network and as a graph."""

import networkx as nx
import pandas as pd

import concertnet as cn
from concertnet.scale import BOURQUE

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
