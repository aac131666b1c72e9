"""
Which tables bring the same actors together?
============================================

One number a cell: the actors that two instances share.
"""

import concertnet as cn

now = cn.sample_network().latest()
cn.draw_overlap(now, lang="en")
