"""
Between which sectors are there few ties?
=========================================

Each cell: ties present over possible pairs, and density. A frame marks what chance would not give:
at least five ties are expected there, and the two-sided p, adjusted by Holm's method, is under
0.05.
"""

import concertnet as cn

now = cn.sample_network().latest()
cn.draw_mixing(now, lang="en")
