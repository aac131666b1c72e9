"""
Which ties do both sides report?
================================

Ties between two sectors: confirmed by both sides, reported by one alone, unverifiable because the
other side did not answer. The ties are those of the sample's survey.
"""

from pathlib import Path

import concertnet as cn

home = next(p for p in Path.cwd().resolve().parents if (p / "sample_data").is_dir()) / "sample_data"
survey = cn.read_survey(
    home / "enquete" / "kobo.csv",
    mapping=home / "enquete" / "kobo.toml",
    actors=home / "territoire",
)
about = cn.sample_network().about
surveyed = survey.network(cn.Network(survey.actors, about=about)).latest()
cn.draw_confirmation(surveyed, lang="en")
