"""
Who is tied to whom, and which links are missing?
=================================================

Colour and shape are the sector, the line its level. Dashed lines are missing links for which the
data give reasons; the actors of the sector asked have a thick outline, those who could introduce
them a ring. A short dash with a number counts the links that nothing supports.
"""

import concertnet as cn

now = cn.sample_network().latest()
cn.draw_network(now, gaps=cn.missing_links(now, sector="private"), lang="en")
