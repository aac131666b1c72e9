"""Commands of inference: a regression of ties, two networks side by side."""

import pandas as pd
import pytest

import concertnet as cn
from tests.cli.shell import SAMPLE, run


def test_ties_are_regressed_on_what_is_known_of_pairs(tmp_path):
    file = tmp_path / "terms.csv"
    asked = ("--on", "same_sector, shared_instances", "--draws", "99", "--seed", "1")
    code, out, err = run("regress", SAMPLE, *asked, "-o", file, "--lang", "en")
    assert code == 0, err
    net = cn.sample_network().latest()
    terms = cn.mrqap(net, on=["same_sector", "shared_instances"], draws=99, seed=1).terms
    written = pd.read_csv(file)
    assert written["Term"].tolist() == terms.index.tolist()
    assert written["Estimate"].tolist() == pytest.approx(terms["estimate"].tolist(), rel=1e-5)
    assert written["P-value"].tolist()[1:] == pytest.approx(terms["p_value"].tolist()[1:], rel=1e-5)
    assert "two patterns associated, not an effect" in out


def test_a_regression_is_printed_in_french():
    code, out, err = run("regress", SAMPLE, "--on", "same_sector", "--draws", "9", "--lang", "fr")
    assert code == 0, err
    assert "Borne basse de l’intervalle" in out
    assert "deux structures associées, pas un effet" in out


def test_a_term_that_is_none_is_refused():
    code, _, err = run("regress", SAMPLE, "--on", "shared_partners", "--draws", "9", "--lang", "en")
    assert code == 1
    assert "Traceback" not in err
    assert "shared_partners" in err


def test_two_networks_are_side_by_side(tmp_path):
    folder = tmp_path / "part"
    net = cn.sample_network()
    territory = net.actors["territory"].dropna().iloc[0]
    net.where(territory=territory).save(folder)
    file = tmp_path / "c.xlsx"
    code, _, err = run("compare", SAMPLE, folder, "-o", file, "--lang", "en")
    assert code == 0, err
    found = cn.compare(net.latest(), cn.read(folder).latest())
    written = pd.read_excel(file, engine="openpyxl")
    assert len(written) == len(found)
    code, out, _ = run("compare", SAMPLE, SAMPLE, "--lang", "fr")
    assert code == 0
    assert "Différence" in out


def test_a_network_that_is_not_there_is_said():
    code, _, err = run("compare", SAMPLE, "nowhere.xlsx", "--lang", "en")
    assert code == 1
    assert "Traceback" not in err
