"""The survey of the sample: three tools, the same answers, and the ties of the sample."""

from pathlib import Path

import pandas as pd
import pytest

import concertnet as cn
from tests.networks import the_sample

SURVEY = Path(__file__).parents[2] / "sample_data" / "enquete"
EXPORTS = {
    "limesurvey": "limesurvey.csv",
    "kobo": "kobo.csv",
    "ms_forms": "ms_forms.xlsx",
}
TABLES = ("actors", "ties", "respondents", "directed", "perceptions", "answers", "set_aside")


@pytest.fixture(scope="module")
def surveys():
    return {
        tool: cn.read_survey(SURVEY / file, mapping=SURVEY / f"{tool}.toml", actors=the_sample())
        for tool, file in EXPORTS.items()
    }


def of_pairs(ties):
    ends = ties[["source", "target", "level"]].to_numpy().tolist()
    return sorted((*sorted(pair), level) for *pair, level in ends)


@pytest.mark.parametrize("name", TABLES)
def test_three_tools_give_the_same_tables(surveys, name):
    first, *others = (getattr(survey, name) for survey in surveys.values())
    for other in others:
        pd.testing.assert_frame_equal(first, other)


def test_its_ties_are_those_of_the_sample(surveys):
    """Nothing of the sample is used but its actors."""
    for survey in surveys.values():
        net = survey.network(cn.Network(the_sample().actors))
        made = net.reported(keep="any", level="strongest")
        assert of_pairs(made.ties) == of_pairs(the_sample().at("2024-11-15").ties)


def test_those_who_were_asked_and_are_silent_are_known(surveys):
    about = the_sample().about
    for survey in surveys.values():
        answered = survey.respondents["answered"]
        assert len(answered) == about.invited
        assert (answered != "none").sum() == about.responded
        assert survey.inside.empty
        assert not [one for one in survey.problems if one.severity == "warning"]


def test_what_both_sides_say_is_told(surveys):
    net = surveys["kobo"].network(cn.Network(the_sample().actors))
    found = cn.confirmation(net)
    assert found.share == 70 / 78
    assert found.pairs["status"].value_counts().to_dict() == {
        "confirmed": 70, "unverifiable": 37, "unconfirmed": 8,
    }  # fmt: skip
    assert 0 < found.pairs["discordant"].sum() < 70
