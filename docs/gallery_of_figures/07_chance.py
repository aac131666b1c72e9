"""
More or less than chance?
=========================

The band holds 95 % of the networks drawn, its tick is their mean, the mark is the network
observed. An E-I index is never read against 0.
"""

import concertnet as cn

now = cn.sample_network().latest()
found = cn.against_chance(cn.ei_index, now, draws=999, seed=7)
cn.draw_chance(found, measure="ei_index", about=now, lang="en")
