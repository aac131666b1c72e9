"""
Who stands between whom?
========================

The actors who stand between the most pairs without a tie, by role.
"""

import concertnet as cn

now = cn.sample_network().latest()
cn.draw_brokerage(now, lang="en")
