"""
What changed from wave to wave?
===============================

The same places on each map; what came and what went is drawn apart.
"""

import concertnet as cn

cn.draw_waves(cn.sample_network(), lang="en")
