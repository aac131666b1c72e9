"""
Where are they, on the same map?
================================

A quiet ground lies under the actors of each territory (or of each instance:
``ground="instance"``).
"""

import concertnet as cn

now = cn.sample_network().latest()
cn.draw_network(now, ground="territory", lang="en")
