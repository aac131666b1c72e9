import pandas as pd
import pytest

import concertnet as cn

ROW = {
    "kind": "pair",
    "sector": "private",
    "actor_name": "Scierie",
    "other_name": "CDC",
    "shared_partners": 2,
    "introducer_names": "MRC; Caisse",
    "introduced_at_names": "Table aînés",
    "same_territory": True,
}


def test_french_agrees_in_number():
    text = cn.explain(ROW, lang="fr")
    assert "2 partenaires en commun" in text
    assert "MRC et Caisse pourraient faire le lien." in text
    one = cn.explain(ROW | {"shared_partners": 1, "introducer_names": "MRC"}, lang="fr")
    assert "1 partenaire en commun" in one
    assert "MRC pourrait faire le lien." in one


def test_english():
    assert cn.explain(ROW, lang="en") == (
        "Scierie and CDC have no tie. They have 2 partners in common. MRC and Caisse could "
        "introduce them. Both sit in this body: Table aînés. They work in the same territory."
    )


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_row_of_the_sample_reads_as_a_sentence(lang):
    gaps = cn.missing_links(cn.sample_network().at("2024-12-31"))
    for row in gaps.to_dict("records"):
        text = cn.explain(row, lang=lang)
        assert text.endswith(".")
        for leak in ("nan", "NaN", "<NA>", "None", "{", "}", "||", "  "):
            assert leak not in text


def test_a_sector_of_ones_own_is_named_as_written():
    row = {"kind": "sector_at_instance", "sector": "Coop", "instance_name": "Table"}
    assert "secteur Coop" in cn.explain(row, lang="fr")


SECTORS = {
    "kind": "sector_pair",
    "sector": "private",
    "other_sector": "community",
    "ties": 1,
    "expected": 4.25,
    "p_value": 0.0005,
}


def test_sectors_with_few_ties_say_what_chance_can_do():
    assert cn.explain(SECTORS, lang="fr") == (
        "Le secteur privé et le secteur communautaire ont 1 lien entre eux ; si les secteurs "
        "étaient répartis au hasard, on en attendrait 4,2 (p ≤ 0,001). Le hasard seul donne "
        "rarement un tel écart."
    )
    text = cn.explain(SECTORS | {"p_value": 0.31}, lang="en")
    assert text.endswith("(p = 0.310). Chance alone can give such a difference.")


@pytest.mark.parametrize("row", [3, "pair", {"actor_name": "a"}, pd.DataFrame([SECTORS])])
def test_what_is_no_row_is_refused(row):
    with pytest.raises(cn.NotComparable, match="missing_links"):
        cn.explain(row)


def test_an_unknown_kind_lists_the_known_ones():
    with pytest.raises(cn.UnknownWord, match="sector_at_instance"):
        cn.explain(SECTORS | {"kind": "moon"})


def test_a_name_that_ends_in_a_full_stop_ends_a_sentence_once():
    row = ROW | {"introduced_at_names": "Alliance inc."}
    assert "Alliance inc. Les deux travaillent" in cn.explain(row, lang="fr")
    assert "Alliance inc. They work" in cn.explain(row, lang="en")


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA])
def test_an_id_stands_for_a_missing_name(missing):
    row = {"kind": "sector_at_instance", "sector": "private", "instance": "t9"}
    text = cn.explain(row | {"instance_name": missing}, lang="fr")
    assert text.startswith("t9 n'a aucun siège du secteur privé.")


def test_all_that_a_pair_may_say_reads_without_gender():
    """Neither "ils" nor "eux": two actors may be "la Caisse" and "la MRC"."""
    row = {
        "kind": "pair",
        "actor_name": "Hydro-Québec",
        "other_name": "École Élan",
        "level": "concertation",
        "looser_tie": True,
        "set_aside": True,
        "shared_partners": 7,
        "introducer_names": "Alpha; Hôpital; Île; Œuvre; Union",
        "introduced_at_names": "Table A; Table B",
        "same_territory": True,
    }
    assert cn.explain(row, lang="fr") == (
        "Hydro-Québec et École Élan n'ont pas de lien au niveau « concertation » ou plus. Il y a "
        "déjà un lien entre les deux, moins engagé. Une relation de sous-traitance ou de "
        "consultation existe entre les deux, mise à part. Les deux ont 7 partenaires en commun. "
        "Alpha, Hôpital, Île, Œuvre et Union pourraient faire le lien, entre autres. Les deux "
        "siègent à ces instances : Table A et Table B. Les deux travaillent sur le même "
        "territoire."
    )


def test_the_sector_of_the_social_economy_takes_its_article():
    row = {"kind": "sector_on_theme", "sector": "social_economy", "theme": "habitation"}
    assert "du secteur de l'économie sociale aux instances" in cn.explain(row, lang="fr")


def test_two_sectors_without_a_tie_have_none():
    row = SECTORS | {"ties": 0, "expected": 0.04, "p_value": 0.6}
    text = cn.explain(row, lang="fr")
    assert "n'ont aucun lien entre eux" in text
    assert "on en attendrait 0,0400 (p = 0,600)" in text
    assert "have no tie between them" in cn.explain(row, lang="en")
