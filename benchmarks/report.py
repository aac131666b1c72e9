"""The report beside one made by hand: the same tables and figures by pandas, matplotlib, docx.

The peer is what a notebook or a Quarto document does: numbers by pandas and networkx, pictures by
matplotlib, pages by python-docx, without sentences, words of two languages, cautions or method.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import docx
import matplotlib as mpl
import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from side_by_side import heading, line, timed

import concertnet as cn

ACTORS, ROWS = 200, 5_000
WORDS = ["Maison", "Centre", "Carrefour", "Office", "Coopérative", "Regroupement", "Ville"]


def large() -> cn.Network:
    """Return 200 actors and 5,000 rows of ties, seats, mandates and agreements over three years."""
    rng = np.random.default_rng(3)
    ids = [f"A{i:03d}" for i in range(ACTORS)]
    places = [f"Territoire {i}" for i in range(8)]
    actors = pd.DataFrame(
        {
            "actor": ids,
            "name": [f"{rng.choice(WORDS)} {i}" for i in range(ACTORS)],
            "sector": rng.choice(["community", "institutional", "private"], ACTORS),
            "territory": rng.choice(places, ACTORS),
        }
    )
    n = ROWS // 2
    ends = np.array([rng.choice(ACTORS, 2, replace=False) for _ in range(n)])
    start = pd.Timestamp("2022-01-01") + pd.to_timedelta(rng.integers(0, 1_000, n), "D")
    ties = pd.DataFrame(
        {
            "source": np.array(ids)[ends[:, 0]],
            "target": np.array(ids)[ends[:, 1]],
            "level": rng.choice(["collaboration", "concertation", "partnership"], n),
            "start": start,
        }
    )
    bodies = [f"I{i:02d}" for i in range(40)]
    instances = pd.DataFrame(
        {
            "instance": bodies,
            "name": [f"Table {i}" for i in range(40)],
            "theme": rng.choice(["habitation", "jeunesse", "aînés"], 40),
            "territory": rng.choice(places, 40),
        }
    )
    held = ROWS // 8
    seats = pd.DataFrame(
        {
            "seat": [f"S{i}" for i in range(held)],
            "instance": rng.choice(bodies, held),
            "actor": rng.choice(ids, held),
            "start": "2022-01-01",
        }
    ).drop_duplicates(["instance", "actor"])
    many = ROWS - n - len(seats) - 50
    mandates = pd.DataFrame(
        {"seat": rng.choice(seats["seat"], many), "person": [f"P{i % 700}" for i in range(many)]}
    )
    begun = pd.Timestamp("2022-01-01") + pd.to_timedelta(rng.integers(0, 900, many), "D")
    mandates["start"] = begun
    mandates["end"] = begun + pd.to_timedelta(rng.integers(30, 700, many), "D")
    agreements = pd.DataFrame(
        {
            "agreement": [f"E{i}" for i in range(50)],
            "parties": ["; ".join(rng.choice(ids, 2, replace=False)) for _ in range(50)],
            "start": "2022-06-01",
            "end": "2025-01-15",
        }
    )
    return cn.Network(
        actors, ties, instances, seats, mandates, agreements, observed=("2022", "2024")
    )


def by_hand(net: cn.Network, path: Path) -> None:
    """Write five tables and five figures as a notebook would."""
    now = net.latest()
    graph = now.graph()
    pages = docx.Document()
    sector = now.actors.set_index("actor")["sector"]
    ties = now.ties.assign(one=now.ties["source"].map(sector), two=now.ties["target"].map(sector))
    seats = now.seats.assign(sector=now.seats["actor"].map(sector))
    tables = {
        "Actors": pd.crosstab(
            now.actors["territory"].fillna("?"), now.actors["sector"].fillna("?")
        ),
        "Ties": pd.crosstab(ties["one"], ties["two"]),
        "Levels": ties["level"].value_counts().to_frame(),
        "Coverage": pd.crosstab(seats["instance"], seats["sector"]),
        "Burden": now.seats["actor"].value_counts().head(15).to_frame(),
    }
    for title, table in tables.items():
        pages.add_heading(title, 1)
        rows = table.reset_index()
        grid = pages.add_table(rows=1, cols=len(rows.columns))
        for cell, heading_ in zip(grid.rows[0].cells, rows.columns, strict=True):
            cell.text = str(heading_)
        for values in rows.itertuples(index=False):
            for cell, value in zip(grid.add_row().cells, values, strict=True):
                cell.text = str(value)
    place = nx.spring_layout(graph, seed=1)
    for title, table in [("Map", None), *tables.items()][:5]:
        figure = Figure(figsize=(8, 6))
        axes = figure.add_subplot()
        if table is None:
            nx.draw_networkx(graph, place, ax=axes, node_size=60, font_size=5)
        else:
            axes.imshow(table.to_numpy(dtype=float))
            axes.set_xticks(range(len(table.columns)), table.columns, rotation=90, fontsize=6)
            axes.set_yticks(range(len(table)), table.index, fontsize=6)
        picture = io.BytesIO()
        figure.savefig(picture, format="png", dpi=200)
        pages.add_heading(title, 2)
        pages.add_picture(picture, width=docx.shared.Inches(6))
    pages.save(str(path))


def main() -> None:
    mpl.use("agg")
    sample, many = cn.sample_network(), large()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # what is compiled or read once is no part of a report
        cn.report(sample, folder / "first.html", lang="fr")
        for net, title, most in (
            (sample, "the sample", {".html": 10, ".docx": 12}),
            (many, f"{ACTORS} actors, {ROWS:,} rows", {".html": 60, ".docx": 60}),
        ):
            heading(f"report of {title}")
            theirs = timed(lambda net=net: by_hand(net, folder / "peer.docx"), 1)
            for kind, seconds in most.items():
                path = folder / f"report{kind}"
                ours = timed(lambda net=net, path=path: cn.report(net, path, force=True), 1)
                line(f"in {kind}, beside five tables and figures by hand", ours, theirs)
                print(f"  seconds, after import: {ours:.1f} (at most {seconds})")
        heading("results of the sample, beside its map alone")
        now, gaps = sample.latest(), cn.missing_links(sample.latest())

        def the_map() -> None:
            axes = cn.draw_network(now, gaps=gaps, ax=cn.page_axes())
            cn.save_figure(axes, folder / "map.png")
            cn.save_figure(axes, folder / "map.svg")
            cn.interactive_map(sample, folder / "map.html", gaps=gaps)

        alone = timed(the_map, 1)
        # a network of its own: what reports asked of the other is not found again
        fresh = cn.sample_network()
        whole = timed(lambda: cn.write_results(fresh, folder / "all", force=True), 1)
        line("all results, beside the map as pictures and as a page", whole, alone)
        print(f"  times the map: {whole / alone:.2f} (at most 1.50)")


if __name__ == "__main__":
    main()
