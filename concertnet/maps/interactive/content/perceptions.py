"""What others think of an actor, on the page that asks for it: never what is hidden."""

from __future__ import annotations

from concertnet.hinges.guards import require_network
from concertnet.maps.interactive.content.network import PageContent
from concertnet.maps.interactive.content.texts import both
from concertnet.measures.perceptions.received import actor_perception
from concertnet.words import Words

__all__ = ["add_perceptions"]


def add_perceptions(content: PageContent, net: object, min_raters: int) -> None:
    """Add to the facts of each actor, in place, the mean scores that it receives and may be shown.

    Parameters
    ----------
    content : PageContent
        What the page shows.
    net : Network
        The network.
    min_raters : int
        The fewest raters that are shown.
    """
    found = actor_perception(require_network(net), min_raters=min_raters)
    shown = found[found["mean"].notna()]
    for name in dict.fromkeys(shown["dimension"]):
        key = f"perception_{name}"

        def label(w: Words, name: str = name) -> str:
            return w("perception_of", dimension=w.within(name))

        content.facts.append({"key": key, "label": both(label)})
        for row in shown[shown["dimension"] == name].to_dict("records"):

            def said(w: Words, mean: float = row["mean"], n: int = row["raters"]) -> str:
                return w("perception_received", mean=w.number(mean, digits=1), n=n)

            content.actors[content.places[row["actor"]]].facts[key] = both(said)
