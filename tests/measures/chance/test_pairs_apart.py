"""One test of pairs of sectors, whoever tells of it."""

import re

import numpy as np
import pytest

import concertnet as cn
from concertnet.maps.figures.mixing import draw_mixing
from concertnet.maps.paper.files import page_axes
from concertnet.measures.chance.pairs_apart import DRAWS, pairs_apart
from concertnet.measures.overview.profile import profile
from concertnet.report.report import made_report
from tests.networks import the_sample


@pytest.fixture(scope="module")
def now():
    return the_sample().latest()


def test_a_pair_of_few_expected_ties_is_not_compared_and_does_not_count(now):
    found = pairs_apart(now.grouped())
    judged = found.cells["expected"] >= 5
    assert found.compared == judged.sum() == 7
    assert found.cells["p_value"].notna().tolist() == judged.tolist()
    # the rarest of seven: seven times its own p
    alone = cn.against_chance(_community_private, now.grouped(), draws=DRAWS).p_value
    assert found.cells["p_value"].min() == pytest.approx(7 * alone)
    assert not found.cells["side"].any()


def _community_private(graph):
    return float(cn.mixing(graph).counts.loc["community", "private"])


def test_gaps_profile_figure_and_text_give_one_answer(now):
    apart = pairs_apart(now.grouped())
    cells = apart.cells
    ours = cells[(cells["group"] == "private") != (cells["other_group"] == "private")]
    gaps = cn.missing_links(now, kinds=["sector_pair"]).set_index("other_sector")["p_value"]
    for row in ours[ours["ties"] < ours["expected"]].to_dict("records"):
        other = row["group"] if row["group"] != "private" else row["other_group"]
        assert gaps[other] == pytest.approx(row["p_value"], nan_ok=True)
    table = profile(now, draws=apart.draws)
    table = table[(table["measure"] == "ties_of_pair") & (table["level"] == "collaboration")]
    np.testing.assert_allclose(table["p_value"], cells["p_value"])
    texts = " ".join(t.get_text() for t in draw_mixing(now, lang="en", ax=page_axes()).texts)
    assert "4,999 shuffles" in texts.replace("\n", " ")
    report = made_report(now, lang="en", sections=["bridging", "place", "method"])
    said = " ".join(sentence.text for s in report.sections for sentence in s.sentences)
    assert "Chance alone rarely gives" not in said
    assert "Fewer ties than chance gives" not in said
    assert re.search(r"Of the 7 pairs compared .*no proof of balance", said)
    (method,) = (table for table in report.tables if table.key == "method")
    assert method.frame.iloc[:, 1].str.startswith("4,999 (").any()
