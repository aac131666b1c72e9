"""How fast the interactive page opens, filters and moves in Chromium, and how much it weighs.

Beside it, the page that pyvis writes of the same graph with what it does by default: its physics
place the actors in the browser, and the page is usable when they are done. Above 5,000 actors the
page needs WebGL: on a machine without a graphics card, as where tests run, the browser does the
card's work, and its figures are the slowest that a reader can meet. Above 50,000, marks are groups.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import networkx as nx
from side_by_side import REPEATS

import concertnet as cn

SIZES = (200, 1_000, 5_000, 20_000, 60_000)
PEER_SIZES = (200,)  # at 1,000 actors its physics take more than a minute
PATIENCE = 120_000  # milliseconds

# The second frame after an action: the first is the one that draws it.
SECOND_FRAME = """(action) => new Promise((done) => {
  const start = action ? performance.now() : 0;
  if (action) document.querySelector(action).click();
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
})"""
PHYSICS_DONE = """() => typeof network === "object" &&
  (network.physics.stabilized || network.physics.stabilizationIterations >= 1000)"""


def run() -> None:
    """Print a line per size: seconds to write, megabytes, then milliseconds in the browser."""
    from playwright.sync_api import sync_playwright

    programs = ("chromium", "google-chrome", "chromium-headless-shell")
    program = next(filter(None, map(shutil.which, programs)), None)
    names = ("write s", "file MB", "open ms", "filter ms", "move ms", "pyvis MB", "pyvis ms")
    print(f"{'actors':>8} {'ties':>8}" + "".join(f"{name:>11}" for name in names))
    with sync_playwright() as running, tempfile.TemporaryDirectory() as folder:
        browser = running.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for n in SIZES:
            graph = nx.barabasi_albert_graph(n, 3, seed=1)
            sectors = {i: ("private", "community")[i % 2] for i in graph}
            nx.set_node_attributes(graph, sectors, "sector")
            path = Path(folder) / f"{n}.html"
            start = time.perf_counter()
            cn.interactive_map(graph, path, lang="en")
            wrote = time.perf_counter() - start
            seen = [_visit(browser, path) for _ in range(REPEATS)]
            figures = [statistics.median(values) for values in zip(*seen, strict=True)]
            line = f"{n:>8,} {graph.number_of_edges():>8,}{wrote:>11.1f}{_weight(path):>11.2f}"
            line += "".join(f"{figure:>11,.0f}" for figure in figures)
            if n in PEER_SIZES:
                weight, taken = _peer(browser, graph, Path(folder) / f"pyvis-{n}.html")
                line += f"{weight:>11.2f}{taken:>11,.0f}"
            print(line, flush=True)
        browser.close()


def _weight(path: Path) -> float:
    return path.stat().st_size / 1e6


def _page(browser: Any) -> Any:
    page = browser.new_context(offline=True, viewport={"width": 1280, "height": 800}).new_page()
    page.set_default_timeout(PATIENCE)
    return page


def _visit(browser: Any, path: Path) -> tuple[float, float, float]:
    """Return milliseconds to the first frame, to the frame after a filter, and after a zoom."""
    page = _page(browser)
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    opened = page.evaluate(SECOND_FRAME, None)
    filtered = page.evaluate(SECOND_FRAME, "[data-group='0']")
    page.evaluate(SECOND_FRAME, "[data-group='0']")
    moved = page.evaluate(SECOND_FRAME, "#zoom-in")
    page.context.close()
    return opened, filtered, moved


def _peer(browser: Any, graph: nx.Graph, path: Path) -> tuple[float, float]:
    """Return megabytes, and milliseconds until the physics of pyvis are done."""
    from pyvis.network import Network

    peer = Network(cdn_resources="in_line")
    peer.add_nodes(list(graph.nodes))
    peer.edges = [{"from": a, "to": b} for a, b in graph.edges]
    path.write_text(peer.generate_html(), encoding="utf-8")
    taken = []
    for _ in range(REPEATS):
        page = _page(browser)
        page.goto(path.as_uri(), wait_until="domcontentloaded")
        page.wait_for_function(PHYSICS_DONE, polling=100)
        taken.append(page.evaluate("performance.now()"))
        page.context.close()
    return _weight(path), statistics.median(taken)


if __name__ == "__main__":
    SIZES = tuple(map(int, sys.argv[1:])) or SIZES
    run()
