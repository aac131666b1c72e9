"""A second survey: it is added, each report ends where the next wave begins, nothing is doubled."""

import pandas as pd
import pytest

import concertnet as cn
from tests.survey.test_read import MATRIX
from tests.tables.making import folder

FIRST = ",A,B,C\nA,,2,0\nB,3,,1\nC,0,1,\n"
SECOND = ",A,B,C\nA,,3,1\nB,3,,1\nC,,,\n"


def read(tmp_path, text, date=None, **how):
    folder(tmp_path, answers=text)
    return cn.read_survey(tmp_path / "answers.csv", mapping=MATRIX, date=date, **how)


def days(frame, name):
    return [None if pd.isna(day) else f"{day:%Y-%m-%d}" for day in frame[name]]


def test_a_report_holds_until_the_next_wave(tmp_path):
    read(tmp_path, FIRST, "2024-11").save(tmp_path / "dossier")
    read(tmp_path, SECOND, "2026-11").save(tmp_path / "dossier")
    net = cn.read(tmp_path / "dossier")
    first = net.ties[net.ties["start"] == "2024-11-01"]
    assert set(days(first, "end")) == {"2026-11-01"}
    last = net.ties[net.ties["start"] == "2026-11-01"]
    assert set(days(last, "end")) == {None}
    assert (len(first), len(last)) == (4, 4)
    assert sorted(net.respondents["wave"].unique()) == ["2024-11", "2026-11"]
    assert len(net.at("2025-06-01").reported().ties) == 2
    assert len(net.latest().reported().ties) == 3
    assert net.latest().response_rate == pytest.approx(2 / 3)
    assert net.at("2025-06-01").response_rate == 1


def test_a_wave_read_late_ends_where_the_one_after_begins(tmp_path):
    read(tmp_path, SECOND, "2026-11").save(tmp_path / "one")
    read(tmp_path, FIRST, "2024-11").save(tmp_path / "one")
    read(tmp_path, FIRST, "2024-11").save(tmp_path / "other")
    read(tmp_path, SECOND, "2026-11").save(tmp_path / "other")
    one, other = (cn.read(tmp_path / name).ties for name in ("one", "other"))
    keys = ["source", "target", "level", "start", "end", "reported_by"]
    one, other = (frame[keys].sort_values(keys, ignore_index=True) for frame in (one, other))
    pd.testing.assert_frame_equal(one, other)


def test_reports_may_hold_their_day_only(tmp_path):
    read(tmp_path, FIRST, "2024-11", hold="day").save(tmp_path / "dossier")
    ties = cn.read(tmp_path / "dossier").ties
    assert set(days(ties, "end")) == {"2024-11-02"}


def test_the_same_wave_twice_is_one(tmp_path):
    for _ in range(3):
        read(tmp_path, FIRST, "2024-11").save(tmp_path / "dossier")
    net = cn.read(tmp_path / "dossier")
    assert (len(net.ties), len(net.respondents)) == (4, 3)


def test_an_answer_corrected_takes_the_place_of_the_first(tmp_path):
    read(tmp_path, FIRST, "2024-11").save(tmp_path / "dossier")
    read(tmp_path, FIRST.replace("B,3", "B,1"), "2024-11").save(tmp_path / "dossier")
    net = cn.read(tmp_path / "dossier")
    said = net.ties[(net.ties["reported_by"] == "B") & (net.ties["target"] == "A")]
    assert said["level"].tolist() == [net.scale.levels[0]]
    assert len(net.respondents) == 3


def test_late_answers_to_a_wave_are_added(tmp_path):
    text = ",A,B,C\nA,,2,0\nB,3,,1\nC,,,\n"
    read(tmp_path, text, "2024-11").save(tmp_path / "dossier")
    read(tmp_path, FIRST, "2024-11").save(tmp_path / "dossier")
    net = cn.read(tmp_path / "dossier")
    assert net.response_rate == 1
    assert len(net.ties) == 4


def test_two_surveys_that_nothing_dates_are_told_apart_by_nobody(tmp_path):
    read(tmp_path, FIRST).save(tmp_path / "dossier")
    with pytest.raises(cn.ConcertnetError, match="--date"):
        read(tmp_path, SECOND, "2026-11").save(tmp_path / "dossier")
    assert len(cn.read(tmp_path / "dossier").ties) == 4


def test_a_dossier_of_other_tables_keeps_them(tmp_path):
    net = cn.sample_network()
    who = net.actors["actor"].drop_duplicates().tolist()[:3]
    text = "\n".join([",".join(["", *who]), f"{who[0]},,2,0", f"{who[1]},3,,", f"{who[2]},,,"])
    folder(tmp_path, answers=text)
    survey = cn.read_survey(tmp_path / "answers.csv", mapping=MATRIX, actors=net, date="2024-11")
    made = survey.network()
    for name in ("seats", "mandates", "instances", "agreements"):
        pd.testing.assert_frame_equal(made.tables[name], net.tables[name])
    assert len(made.ties) == len(net.ties) + 2
    before = made.ties.head(len(net.ties))
    pd.testing.assert_frame_equal(before, net.ties)
    assert [p.fields["n"] for p in survey.problems if p.code == "survey_not_asked"] == [
        net.actors["actor"].nunique() - 3
    ]


@pytest.mark.parametrize("date", ["soon", "2026-13", ""])
def test_a_date_that_is_none_is_refused(tmp_path, date):
    with pytest.raises(cn.ConcertnetError, match="date"):
        read(tmp_path, FIRST, date)


def test_unknown_choices_are_refused(tmp_path):
    with pytest.raises(cn.UnknownWord, match="until_next"):
        read(tmp_path, FIRST, hold="for ever")
    with pytest.raises(cn.UnknownWord, match="leave"):
        read(tmp_path, FIRST, undecided="guess")


def test_each_wave_makes_its_own_ties(tmp_path):
    # A says 2 of B, who says 3; two years later A says 3 of B, who says no
    later = ",A,B,C\nA,,3,0\nB,0,,0\nC,0,0,\n"
    read(tmp_path, FIRST, "2024-11").save(tmp_path / "dossier")
    read(tmp_path, later, "2026-11").save(tmp_path / "dossier")
    net = cn.read(tmp_path / "dossier")
    for rule in ({}, {"level": "weakest"}, {"keep": "both"}):
        made = net.reported(**rule)
        for day in ("2025-06-01", "2026-11-01"):
            alone = net.at(day).reported(**rule).ties
            pd.testing.assert_frame_equal(
                made.at(day).ties.reset_index(drop=True), alone.reset_index(drop=True)
            )
    assert cn.confirmation(net).pairs["status"].tolist() == ["unconfirmed"]
    first = cn.confirmation(net, wave="2024-11").pairs
    assert first["status"].tolist() == ["confirmed", "confirmed"]
    assert set(net.reported(wave="2024-11").ties["start"].dt.year) == {2024}


def test_a_tie_that_lasts_through_two_waves_is_cut_where_one_of_them_drops_it():
    ties = pd.DataFrame(
        [["a", "b", "concertation", "2020-01-01", "2027-01-01", "a"],
         ["a", "c", "concertation", None, None, "a"]],
        columns=["source", "target", "level", "start", "end", "reported_by"],
    )  # fmt: skip
    asked = pd.DataFrame(
        [("a", "1", "2024-01-01", "complete", None), ("b", "1", "2024-01-01", "none", None),
         ("a", "2", "2026-01-01", "complete", None), ("b", "2", "2026-01-01", "complete", None)],
        columns=["actor", "wave", "date", "answered", "not_answered"],
    )  # fmt: skip
    net = cn.Network(pd.DataFrame({"actor": list("abc")}), ties, respondents=asked)
    made = net.reported(keep="both").ties  # b says no at the second wave; c is never asked
    assert made["target"].tolist() == ["b", "c"]
    assert days(made, "start") == ["2020-01-01", None]
    assert days(made, "end") == ["2026-01-01", None]
