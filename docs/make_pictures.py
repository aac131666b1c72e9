"""Draw the pictures that the README and the docs show, from the sample network."""

from pathlib import Path

import concertnet as cn
from concertnet.maps.figure import page_axes

PICTURES = Path(__file__).parent / "pictures"

net = cn.sample_network().at("2024-12-31")
axes = cn.draw_network(net, gaps=cn.missing_links(net), lang="en", ax=page_axes())
cn.save_figure(axes, PICTURES / "map.png", dpi=120)
