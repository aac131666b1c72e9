"""
What differs between two dates, or two places?
==============================================

One dot for each date, joined; the sectors in rows.
"""

import concertnet as cn

net = cn.sample_network()
found = cn.compare(net.at("2022-12-31"), net.latest(), measures=[cn.sector_ei_index])
cn.draw_comparison(found, names=("2022", "2024"), about=net, lang="en")
