"""
What do the tables say of the twelve conditions, what did members answer?
=========================================================================

Facts beside answers, condition by condition. There is no total.
"""

import concertnet as cn

cn.draw_conditions(cn.sample_network(), lang="en")
