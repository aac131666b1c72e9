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


def surveyed():
    """Return the network of the sample's survey, its ties as they are reported."""
    home = Path(__file__).parents[1] / "sample_data"
    survey = cn.read_survey(
        home / "enquete" / "kobo.csv",
        mapping=home / "enquete" / "kobo.toml",
        actors=home / "territoire",
    )
    about = cn.sample_network().about
    return survey.network(cn.Network(survey.actors, about=about)).latest()


def draw(figure, *given, size=None, **options):
    """Draw in English, on a page of its own."""
    return figure(*given, lang="en", ax=page_axes(size=size), **options)


def pictures():
    """Return, by name, what draws each picture."""
    net = cn.sample_network()
    now = net.at("2024-12-31")

    def chance():
        found = cn.against_chance(cn.ei_index, now, draws=999, seed=7)
        return draw(cn.draw_chance, found, measure="ei_index", about=now, size=(8.0, 4.4))

    def comparison():
        found = cn.compare(net.at("2022-12-31"), now, measures=[cn.sector_ei_index])
        size = (8.0, 4.4)
        return draw(cn.draw_comparison, found, names=("2022", "2024"), about=now, size=size)

    return {
        "map": lambda: draw(cn.draw_network, now, gaps=cn.missing_links(now)),
        "grounds": lambda: draw(cn.draw_network, now, ground="territory"),
        "groups": lambda: draw(cn.draw_network, now, collapse="sector x territory"),
        "territories": lambda: draw(cn.draw_territories, now),
        "geographic": lambda: draw(cn.draw_geographic, on_the_ground(now)),
        "waves": lambda: draw(cn.draw_waves, net),
        "mixing": lambda: draw(cn.draw_mixing, now, size=(8.5, 8.0)),
        "brokerage": lambda: draw(cn.draw_brokerage, now),
        "chance": chance,
        "comparison": comparison,
        "seats": lambda: draw(cn.draw_seats, now, size=(8.5, 11.0)),
        "coverage": lambda: draw(cn.draw_coverage, now),
        "attendance": lambda: draw(cn.draw_attendance, net),
        "overlap": lambda: draw(cn.draw_overlap, now),
        "perceptions": lambda: draw(cn.draw_perceptions, net, dimension="legitimacy"),
        "conditions": lambda: draw(cn.draw_conditions, net),
        "mandates": lambda: draw(cn.draw_mandates, net, instance="I01"),
        "tenure": lambda: draw(cn.draw_tenure, net),
        "confirmation": lambda: draw(cn.draw_confirmation, surveyed()),
        "transitions": lambda: draw(cn.draw_transitions, net),
    }


def save(name, axes, folder=PICTURES):
    """Save one picture, as the README and the docs show it."""
    return cn.save_figure(axes, folder / f"{name}.png", dpi=120 if name == "map" else 80)


if __name__ == "__main__":
    for name, draw_one in pictures().items():
        save(name, draw_one())
