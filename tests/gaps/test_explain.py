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
