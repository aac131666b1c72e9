"""
The same map, by group
======================

Where a network is dense, groups stand for their actors: the area of a mark is their number, the
width of a line the number of ties between two groups.
"""

import concertnet as cn

now = cn.sample_network().latest()
cn.draw_network(now, collapse="sector x territory", lang="en")
