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


def test_ties_that_do_not_vary_are_told(tmp_path):
    actors = pd.DataFrame({"actor": list("abcd"), "sector": ["private", "community"] * 2})
    cn.Network(actors).save(tmp_path / "none")
    asked = ("--on", "same_sector", "--draws", "9", "--lang", "fr")
    code, out, err = run("regress", tmp_path / "none", *asked)
    assert code == 0, err
    assert "Liens : 0, parmi 6 paires de 4 acteurs. Ils ne varient pas" in " ".join(out.split())
    assert "R²" not in out


def test_one_tie_is_told_as_one(tmp_path):
    actors = pd.DataFrame({"actor": list("abcd"), "sector": ["private", "community"] * 2})
    ties = pd.DataFrame({"source": ["a"], "target": ["b"], "level": ["concertation"]})
    cn.Network(actors, ties).save(tmp_path / "one")
    asked = ("--on", "same_sector", "--draws", "9", "--lang")
    for lang, said in (("fr", "1 lien parmi 6 paires de 4"), ("en", "1 tie among 6 pairs of 4")):
        assert said in " ".join(run("regress", tmp_path / "one", *asked, lang)[1].split())


def test_most_actors_of_unknown_sector_are_told_without_a_word_of_python(tmp_path):
    actors = pd.DataFrame({"actor": list("abcd"), "sector": ["private", None, None, None]})
    ties = pd.DataFrame({"source": ["a"], "target": ["b"], "level": ["concertation"]})
    cn.Network(actors, ties).save(tmp_path / "one")
    cn.Network(actors, ties).save(tmp_path / "two")
    code, _, err = run("compare", tmp_path / "one", tmp_path / "two", "--lang", "en")
    assert code == 0
    assert "3 of 4 actors have no known sector" in err
    assert "=" not in err


def test_what_pairs_of_groups_are_read_against_is_said():
    asked = ("--on", "pair_sector", "--draws", "9", "--lang", "en")
    code, out, err = run("regress", SAMPLE, *asked)
    assert code == 0, err
    (against,) = cn.mrqap(cn.sample_network().latest(), on="pair_sector", draws=9).reference
    assert f"These terms are read against: {against}." in " ".join(out.split())


def test_a_term_that_is_none_is_refused():
    code, _, err = run("regress", SAMPLE, "--on", "shared_partners", "--draws", "9", "--lang", "en")
    assert code == 1
    assert "Traceback" not in err
    assert "shared_partners" in err


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--on", " , "), "--on same_sector,shared_instances"),
        (("--on", "nothing"), '"nothing" is not a term of --on'),
        (("--on", "same_colour"), 'called "colour"'),
        (("--on", "same_Secteur"), 'Did you mean "sector"?'),
        (("--on", "reciprocity"), "Take it out of --on"),
        (("--on", "same_sector", "--strata", "colour"), "--strata colour:"),
    ],
)
def test_what_is_refused_is_said_with_the_options_that_are_typed(asked, said):
    code, _, err = run("regress", SAMPLE, *asked, "--draws", "9", "--lang", "en")
    assert code == 1
    assert said in err
    assert not any(python in err for python in ("on=", "by=", "Traceback", "--by"))


@pytest.mark.parametrize(
    ("lang", "said", "other"),
    [
        ("fr", "same_COLONNE (même valeur)", "COLUMN"),
        ("en", "same_COLUMN (same value)", "COLONNE"),
    ],
)
def test_terms_that_there_are_are_said_in_the_language_of_the_reader(lang, said, other):
    code, _, err = run("regress", SAMPLE, "--on", "same", "--draws", "9", "--lang", lang)
    assert code == 1
    told = " ".join(err.split())
    assert said in told
    assert other not in told
    assert "shared_instances (instances" in told


@pytest.mark.parametrize(("lang", "said"), [("en", "Fill it, or"), ("fr", "Remplissez-la, ou")])
def test_a_term_whose_column_is_empty_advises_to_fill_it_or_go_without(tmp_path, lang, said):
    net = cn.sample_network()
    folder = tmp_path / "nowhere"
    net.with_tables(actors=net.actors.assign(latitude=None)).save(folder)
    code, _, err = run("regress", folder, "--on", "distance", "--draws", "9", "--lang", lang)
    assert code == 1
    assert all(word in err for word in ("distance", "latitude", said))
    assert "group" not in err


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_one_dossier_at_two_dates(tmp_path, lang):
    file = tmp_path / "c.csv"
    days = ("--at", "2022-12-31", "--at-other", "2024-06-30")
    code, out, err = run("compare", SAMPLE, SAMPLE, *days, "-o", file, "--lang", lang)
    assert code == 0, err
    assert all(day in out for day in days[1::2])
    net, written = cn.sample_network(), pd.read_csv(file, sep=";" if lang == "fr" else ",")
    found = cn.compare(net.at(days[1]), net.at(days[3]))
    name = "date du premier" if lang == "fr" else "date of the first"
    (column,) = (each for each in written if each.lower() == name)
    assert set(written[column]) == {days[1]}
    assert len(written) == len(found)
    if lang == "en":
        assert written["Difference"].tolist() == pytest.approx(
            found["difference"].tolist(), rel=1e-5, nan_ok=True
        )
    # on one day, nothing is to be said
    code, out, _ = run("compare", SAMPLE, SAMPLE, "--at", "2022-12-31", "--lang", "en")
    assert code == 0
    assert "not looked at on the same date" not in out
    assert "of the first" in out.lower()
    assert "date of the first" not in out.lower()


@pytest.mark.parametrize(
    ("lang", "named", "chance"),
    [("en", "low end of the interval (95%)", "chance"),
     ("fr", "borne basse de l’intervalle (95 %)", "hasard")],
)  # fmt: skip
def test_the_ends_of_a_difference_are_those_of_an_interval(tmp_path, lang, named, chance):
    """Nothing is drawn by chance in a comparison."""
    file = tmp_path / "c.csv"
    days = ("--at", "2022-12-31", "--at-other", "2024-06-30")
    code, _, err = run("compare", SAMPLE, SAMPLE, *days, "-o", file, "--lang", lang)
    assert code == 0, err
    french = {"sep": ";", "decimal": ","} if lang == "fr" else {}
    written = pd.read_csv(file, **french).rename(columns=str.lower)
    net = cn.sample_network()
    low = cn.compare(net.at(days[1]), net.at(days[3]))["low"]
    assert written[named].tolist() == pytest.approx(low.tolist(), rel=1e-5, nan_ok=True)
    assert not any(chance in heading for heading in written)


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


def test_two_territories_of_one_dossier(tmp_path):
    file = tmp_path / "c.xlsx"
    net = cn.sample_network().latest()
    one, two = net.actors["territory"].dropna().unique()[:2]
    asked = ("--territory", one, "--against", two)
    code, _, err = run("compare", SAMPLE, *asked, "-o", file, "--lang", "en")
    assert code == 0, err
    found = cn.compare(net.where(territory=one), net.where(territory=two))
    written = pd.read_excel(file, engine="openpyxl")
    assert written["Difference"].tolist() == pytest.approx(
        found["difference"].tolist(), rel=1e-5, nan_ok=True
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((), "Compare with what?"),
        (("--against", "x"), "give the first too"),
        (("--territory", "nowhere", "--against", "nowhere"), "nowhere"),
    ],
)
def test_a_comparison_of_nothing_says_what_to_give(asked, said):
    code, _, err = run("compare", SAMPLE, *asked, "--lang", "en")
    assert code == 1
    assert said in " ".join(err.split())


def test_a_network_that_is_not_there_is_said():
    code, _, err = run("compare", SAMPLE, "nowhere.xlsx", "--lang", "en")
    assert code == 1
    assert "Traceback" not in err
