"""
Which sectors are absent from which table?
==========================================

Seats in each cell; a sector that was expected and is absent has a dashed frame.
"""

import concertnet as cn

now = cn.sample_network().latest()
cn.draw_coverage(now, lang="en")
