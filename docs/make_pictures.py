"""Draw the pictures that the README and the docs show, from the sample network."""

import math
from pathlib import Path

import concertnet as cn
from concertnet.maps.paper.files import page_axes

PICTURES = Path(__file__).parent / "pictures"
# The sample's territories are invented: so are the places where they stand here.
TOWNS = {
    "Plaine-aux-Ormes": (46.30, -71.60),
    "Haute-Pruche": (46.62, -71.95),
    "Val-Cendré": (46.42, -72.25),
    "Îlets-Gris": (46.58, -71.45),
}


def on_the_ground(net):
    """Return the graph of a network, its actors spread around the town of their territory."""
    graph = net.graph()
    for k, (_, data) in enumerate(sorted(graph.nodes(data=True))):
        if data.get("territory") in TOWNS:
            latitude, longitude = TOWNS[data["territory"]]
            far = 0.09 * math.sqrt(k % 12 / 12)
            data["latitude"] = latitude + far * math.sin(2.4 * k)
            data["longitude"] = longitude + 1.5 * far * math.cos(2.4 * k)
    return graph


def draw(name, figure, *given, size=None, **options):
    """Draw one picture in English."""
    axes = figure(*given, lang="en", ax=page_axes(size=size), **options)
    cn.save_figure(axes, PICTURES / f"{name}.png", dpi=120 if name == "map" else 80)


net = cn.sample_network()
now = net.at("2024-12-31")
chance = cn.against_chance(cn.ei_index, now, draws=999, seed=7)

draw("map", cn.draw_network, now, gaps=cn.missing_links(now))
draw("groups", cn.draw_network, now, collapse="sector x territory")
draw("territories", cn.draw_territories, now)
draw("geographic", cn.draw_geographic, on_the_ground(now))
draw("waves", cn.draw_waves, net)
draw("mixing", cn.draw_mixing, now, size=(8.5, 8.0))
draw("brokerage", cn.draw_brokerage, now)
draw("chance", cn.draw_chance, chance, measure="ei_index", about=now, size=(8.0, 4.4))
draw("seats", cn.draw_seats, now, size=(8.5, 11.0))
draw("coverage", cn.draw_coverage, now)
draw("overlap", cn.draw_overlap, now)
draw("mandates", cn.draw_mandates, net, instance="I01")
draw("tenure", cn.draw_tenure, net)
draw("transitions", cn.draw_transitions, net)
