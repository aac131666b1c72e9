"""
Do ties deepen?
===============

What each level became from one date to the next.
"""

import concertnet as cn

cn.draw_transitions(cn.sample_network(), lang="en")
