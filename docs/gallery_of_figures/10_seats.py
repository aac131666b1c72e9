"""
Who sits where?
===============

Instances in columns, actors in rows, by sector.
"""

import concertnet as cn

now = cn.sample_network().latest()
cn.draw_seats(now, lang="en")
