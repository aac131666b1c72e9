"""Sentences that a reader could take for something false, on networks made to tempt them."""

import pandas as pd
import pytest

import concertnet as cn
from concertnet.gaps.told import told
from concertnet.report.report import made_report
from tests.networks import the_sample_now

ACTORS = pd.DataFrame(
    {
        "actor": ["a", "b", "c", "d"],
        "name": ["MRC", "CDC", "Ville", "CPE"],
        "sector": ["institutional", "community", "institutional", "private"],
    }
)
CHAIN = pd.DataFrame(
    {"source": ["a", "b", "c"], "target": ["b", "c", "d"], "level": "concertation"}
)


def said(net, *sections):
    report = made_report(net, lang="en", sections=sections)
    return " ".join(s.text for section in report.sections for s in section.sentences)


def reported(rows):
    return pd.DataFrame(rows, columns=["source", "target", "level", "reported_by"])


def test_ties_kept_because_both_report_them_are_not_called_one_sided():
    ties = reported([("a", "b", "concertation", "a"), ("a", "b", "concertation", "b")])
    net = cn.Network(actors=ACTORS, ties=ties)
    assert "one side only" not in said(net, "cautions")
    assert "one side only" not in said(net.reported(keep="both"), "cautions")


def test_a_tie_of_one_side_is_counted_as_confirmation_does():
    ties = reported([("a", "b", "concertation", "a"), ("b", "c", "concertation", "b")])
    text = said(cn.Network(actors=ACTORS, ties=ties), "cautions")
    assert "Pairs with a tie reported on one side only: 2 out of 2" in text


def seats(rows):
    return pd.DataFrame(rows, columns=["instance", "actor"])


BODIES = pd.DataFrame({"instance": ["T1", "T2", "T3"], "name": ["Table 1", "Table 2", "Table 3"]})


def test_a_body_without_a_seat_entered_is_no_absence():
    held = seats([("T1", "a"), ("T1", "b"), ("T1", "d")])
    net = cn.Network(actors=ACTORS, instances=BODIES, seats=held)
    text = said(net, "instances")
    assert "has no seat in" not in text
    assert "No seat is entered for 2 bodies" in text


def test_a_seat_of_unknown_sector_forbids_to_say_absent():
    unknown = ACTORS.assign(sector=["institutional", "community", None, None])
    held = seats([("T1", "a"), ("T1", "b"), ("T1", "c"), ("T2", "a"), ("T3", "b")])
    text = said(cn.Network(actors=unknown, instances=BODIES, seats=held), "instances")
    assert "Bodies where the private sector (0 known actors) has no seat: 2 out of 3" in text
    assert "Of 1 body, it cannot be said whether the private sector sits there" in text


def test_nobody_between_others_holds_among_known_sectors_only():
    unknown = ACTORS.assign(sector=[None, "community", None, "community"])
    text = said(cn.Network(actors=unknown, ties=CHAIN), "bridging")
    assert "Among actors of known sector, none stands between" in text
    assert "2 actors are of unknown sector" in text


def test_an_agreement_whose_successor_is_to_begin_did_not_end_without_renewal():
    agreements = pd.DataFrame(
        {
            "agreement": ["E1", "E2", "E3"],
            "parties": ["a; b", "a; b", "b; c"],
            "start": ["2020-01-01", "2024-03-01", "2020-01-01"],
            "end": ["2024-01-01", None, "2024-01-01"],
        }
    )
    net = cn.Network(
        actors=ACTORS, ties=CHAIN, agreements=agreements, observed=("2020-01-01", "2024-02-01")
    )
    text = said(net, "continuum")
    assert "1 agreement ended without renewal: E3." in text
    assert "1 agreement ended, and the one that follows it begins later only: E1." in text


@pytest.mark.parametrize(
    ("ties", "expected"),
    [(None, "would add 1 between actors who have none (from 0 to 1)"), (CHAIN, "would add none")],
)
def test_relations_set_aside_add_what_they_add(ties, expected):
    aside = pd.DataFrame({"source": ["a"], "target": ["b"], "kind": ["consultation"]})
    text = said(cn.Network(actors=ACTORS, ties=ties, set_aside=aside), "continuum")
    assert expected in text


def test_moves_that_did_not_happen_are_not_told():
    ties = CHAIN.assign(start=["2022-01-01", "2022-01-01", "2023-06-01"], end=None)
    net = cn.Network(actors=ACTORS, ties=ties, observed=("2022-01-01", "2025-01-01"))
    assert "of these days, 1 formed between actors already there." in said(net, "continuum")


def test_a_median_that_few_mandates_bear_is_not_told():
    people = pd.DataFrame(
        {
            "seat": ["S1", "S1", "S1"],
            "person": ["p1", "p2", "p3"],
            "start": ["2020-01-01", "2022-01-01", "2023-06-01"],
            "end": ["2022-01-01", "2023-06-01", "2024-06-01"],
        }
    )
    held = pd.DataFrame({"seat": ["S1"], "instance": ["T1"], "actor": ["a"]})
    net = cn.Network(
        actors=ACTORS,
        instances=BODIES,
        seats=held,
        mandates=people,
        observed=("2020-01-01", "2025-01-01"),
    )
    text = said(net, "turnover")
    assert "Fewer than 10 mandates are followed at any age" in text
    assert "Half of the mandates" not in text


def test_pairs_told_together_keep_their_level():
    gaps = cn.missing_links(the_sample_now(), level="partnership")
    joined = [text for text in told(gaps, lang="en") if "with any of these actors" in text]
    assert joined
    assert all('at the level "partnership" or above' in text for text in joined)
