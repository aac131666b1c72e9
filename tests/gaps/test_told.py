import pandas as pd
import pytest

import concertnet as cn
from concertnet.gaps.answers import UNIT_OF
from concertnet.gaps.told import in_order_of_finding, told
from concertnet.grammar import printed
from concertnet.words import words
from tests.networks import the_sample


def test_missing_links_go_in_the_order_of_the_finding():
    gaps = cn.missing_links(the_sample().latest())
    ordered = in_order_of_finding(gaps)
    assert sorted(ordered.index) == sorted(gaps.index)
    kinds = ordered["kind"].drop_duplicates().tolist()
    # chance could give as few ties between sectors as there are: those are told last
    assert kinds == [*UNIT_OF, "pair", "sector_pair"]
    short = gaps.assign(p_value=gaps["p_value"].mask(gaps["kind"] == "sector_pair", 0.01))
    kinds = in_order_of_finding(short)["kind"].drop_duplicates().tolist()
    assert kinds == [*UNIT_OF, "sector_pair", "pair"]
    pairs = ordered[ordered["kind"] == "pair"]
    alone = pairs["introducers"].isna().tolist()
    assert alone == sorted(alone), "those that somebody could introduce first"
    # within each, as they were ordered
    assert pairs[pairs["introducers"].notna()].index.is_monotonic_increasing


def test_those_alike_but_for_a_name_are_one_sentence_and_no_name_is_lost():
    gaps = cn.missing_links(the_sample().latest())
    for lang in ("fr", "en"):
        texts = told(gaps, lang=lang)
        assert len(texts) < len(gaps)
        whole = "\n".join(texts)
        for column in ("actor_name", "other_name", "instance_name", "territory", "theme"):
            for name in gaps[column].dropna().unique():
                assert printed(name, words(lang)) in whole
        assert "\0" not in whole


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "fr",
            "La Pharmacie n’a de lien avec aucun de ces acteurs : la CDC Nord et la CDC Sud. Ce qui"
            " suit vaut pour chacune de ces paires. Les deux n’ont aucun partenaire en commun.",
        ),
        (
            "en",
            "The Pharmacie has no tie with any of these actors: the CDC Nord and the CDC Sud. What"
            " follows holds for each of these pairs. They have no partner in common.",
        ),
    ],
)
def test_what_is_said_of_one_follows_the_names_of_both(lang, said):
    net = cn.Network(
        pd.DataFrame(
            {"actor": list("pcd"), "name": ["Pharmacie", "CDC Nord", "CDC Sud"]}
            | {"sector": ["private", "community", "community"]}
        ),
        pd.DataFrame({"source": ["c"], "target": ["d"], "level": ["collaboration"]}),
    )
    gaps = cn.missing_links(net, kinds="pair")
    assert told(gaps, lang=lang) == [said]


def test_a_sentence_of_one_is_that_of_explain():
    gaps = cn.missing_links(the_sample().latest(), top=1)
    texts = told(gaps, lang="en")
    explained = [cn.explain(row, lang="en") for row in gaps.to_dict("records")]
    assert sorted(texts) == sorted(explained)


def test_groups_that_are_no_sectors_are_told():
    gaps = cn.missing_links(the_sample().latest(), sector="local", by="tier", top=3)
    assert len(told(gaps, lang="fr")) == len(gaps)
