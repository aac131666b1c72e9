"""
How long do mandates last?
==========================

Kaplan-Meier curves; mandates that still run count up to now. A curve is thin where fewer than ten
are followed.
"""

import concertnet as cn

cn.draw_tenure(cn.sample_network(), of="representatives", lang="en")
