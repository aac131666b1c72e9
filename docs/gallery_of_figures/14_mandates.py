"""
When was each seat held, and by nobody?
=======================================

A line for each seat; gaps are vacancies. Persons are numbers.
"""

import concertnet as cn

cn.draw_mandates(cn.sample_network(), instance="I01", lang="en")
