"""
Within territories, or between them?
====================================

Each territory has its wedge: ties within it stay in it.
"""

import concertnet as cn

now = cn.sample_network().latest()
cn.draw_territories(now, lang="en")
