"""
Who was present at the meetings, by sector?
===========================================

Present over invited, at each meeting where presence was noted.
"""

import concertnet as cn

cn.draw_attendance(cn.sample_network(), lang="en")
