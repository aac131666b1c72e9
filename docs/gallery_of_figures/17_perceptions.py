"""
Who thinks what of whom, sector by sector?
==========================================

Mean scores given by the sector of the row to that of the column, where enough organisations were
rated.
"""

import concertnet as cn

cn.draw_perceptions(cn.sample_network(), dimension="legitimacy", lang="en")
