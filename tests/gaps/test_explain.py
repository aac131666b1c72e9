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
    assert "La MRC et la Caisse pourraient faire le lien." in text
    one = cn.explain(ROW | {"shared_partners": 1, "introducer_names": "MRC"}, lang="fr")
    assert "1 partenaire en commun" in one
    assert "La MRC pourrait faire le lien." in one


def test_english():
    assert cn.explain(ROW, lang="en") == (
        "The Scierie and the CDC have no tie. They have 2 partners in common. The MRC and the "
        "Caisse could introduce them. Both sit at the Table aînés. They work in the same territory."
    )


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_row_of_the_sample_reads_as_a_sentence(gaps, lang):
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
        "étaient répartis au hasard, on en attendrait 4,2 (p ajustée ≤ 0,001). Le hasard seul "
        "donne rarement un tel écart."
    )
    text = cn.explain(SECTORS | {"p_value": 0.31}, lang="en")
    assert text.endswith("(adjusted p = 0.310). Chance alone can give such a difference.")


def test_where_few_ties_are_expected_nothing_is_compared():
    text = cn.explain(SECTORS | {"ties": 0, "expected": 0.5, "p_value": float("nan")}, lang="fr")
    assert text.endswith("0,5. C’est trop peu de liens attendus pour comparer au hasard.")
    assert "p ajustée" not in text


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
    assert text.startswith("t9 n’a aucun siège du secteur privé.")


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
        "Hydro-Québec et l’École Élan n’ont pas de lien au niveau « concertation » ou plus. Il y a "
        "déjà un lien entre les deux, moins engagé. Une relation de sous-traitance ou de "
        "consultation existe entre les deux, mise à part. Les deux ont 7 partenaires en commun à "
        "ce niveau. Alpha, l’Hôpital, Île, Œuvre et l’Union pourraient faire le lien, entre "
        "autres. Les deux siègent à la Table A et à la Table B. Les deux travaillent sur le même "
        "territoire."
    )


def test_the_sector_of_the_social_economy_takes_its_article():
    row = {"kind": "sector_on_theme", "sector": "social_economy", "theme": "habitation"}
    assert "du secteur de l’économie sociale aux instances" in cn.explain(row, lang="fr")


def test_two_sectors_without_a_tie_have_none():
    row = SECTORS | {"ties": 0, "expected": 0.04, "p_value": 0.6}
    text = cn.explain(row, lang="fr")
    assert "n’ont aucun lien entre eux" in text
    assert "on en attendrait moins de 0,1 (p ajustée = 0,600)" in text
    assert "have no tie between them" in cn.explain(row, lang="en")


ABSENT = {
    "kind": "sector_at_instance",
    "sector": "private",
    "instance_name": "Table",
    "seats": 3,
    "linked": 1,
    "linked_seated": 1,
    "unlinked": 1,
    "introducer_names": "CDC",
    "invite_names": "Caisse",
    "invite_through_names": "CDC | MRC",
    "invite_unlinked_names": "Scierie",
}


def test_those_without_a_tie_to_the_seated_are_told_apart():
    assert cn.explain(ABSENT, lang="fr") == (
        "La Table n’a aucun siège du secteur privé. Acteur qui pourrait y être invité, et par qui "
        ": la Caisse (par la CDC ou la MRC). Sans lien avec les acteurs qui y siègent, un autre "
        "pourrait aussi y être invité : la Scierie."
    )
    nobody = {"introducer_names": None, "invite_names": None, "linked": 0, "linked_seated": 0}
    assert cn.explain(ABSENT | nobody, lang="en") == (
        "The Table has no seat of the private sector. Actor that could be invited, without a tie "
        "to those seated: the Scierie."
    )


def test_each_invited_stands_with_who_knows_that_very_actor():
    two = {
        "invite_names": "Caisse; Scierie",
        "invite_through_names": "CDC; MRC | École",
        "linked": 2,
    }
    text = cn.explain(ABSENT | two, lang="en")
    assert "the Caisse (through the CDC); the Scierie (through the MRC or the École)." in text
    # rows of before, without that column, name them alone
    text = cn.explain(ABSENT | {"invite_through_names": None}, lang="fr")
    assert "Acteur qui pourrait y être invité : la Caisse." in text


def test_a_list_that_is_cut_says_so():
    many = {"linked": 9, "linked_seated": 7, "unlinked": 8}
    text = cn.explain(ABSENT | many, lang="fr")
    assert text.count("entre autres") == 2
    assert cn.explain(ABSENT | many, lang="en").count("among others") == 2
    both = cn.explain(ROW | {"shared_instances": 6}, lang="fr")
    assert "Les deux siègent, entre autres, à la Table aînés." in both


def test_a_level_is_said_wherever_ties_are():
    level = {"level": "partnership"}
    text = cn.explain(SECTORS | level | {"ties": 0}, lang="fr")
    assert "n’ont aucun lien entre eux au niveau « partenariat » ou plus ;" in text
    none = {"shared_partners": 0, "introducer_names": None}
    text = cn.explain(ROW | level | none, lang="en")
    assert "They have no partner in common at this level." in text
    text = cn.explain(ABSENT | level, lang="fr")
    assert "Sans lien au niveau « partenariat » ou plus avec les acteurs qui y siègent" in text


def test_a_body_without_a_seat_entered_is_no_observed_absence():
    row = ABSENT | {"seats": 0, "introducer_names": None, "invite_names": None}
    assert cn.explain(row, lang="fr") == (
        "Aucun siège n’est inscrit à la Table. Acteur qui pourrait y être invité : la Scierie."
    )
    row |= {"kind": "sector_on_theme", "theme": "aînés", "invite_unlinked_names": None}
    assert cn.explain(row, lang="fr") == (
        "Aucun siège n’est inscrit aux instances sur ce thème : aînés. On ne connaît aucun acteur "
        "du secteur privé à y inviter."
    )


def test_groups_that_are_no_sectors_are_named_as_groups():
    row = SECTORS | {"by": "territory", "sector": "Nord", "other_sector": "Sud", "expected": 4}
    text = cn.explain(row, lang="fr")
    assert text.startswith("Le groupe « Nord » et le groupe « Sud » ont 1 lien entre eux ; si les")
    assert "secteur" not in text


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"kind": "pair"}, "actor"),
        ({"kind": "sector_pair", "sector": "private", "ties": 2}, "p_value"),
        ({"kind": "sector_in_territory", "sector": "private"}, "territory"),
    ],
)
def test_a_row_that_lacks_a_column_says_which(row, column):
    with pytest.raises(cn.NotComparable, match=column):
        cn.explain(row)


def test_names_take_their_article_and_the_verb_agrees():
    row = {"kind": "sector_at_instance", "sector": "private", "seats": 3}
    said = [
        cn.explain(row | {"instance_name": name}, lang="fr").split(" siège")[0]
        for name in ("Table en santé mentale", "Office d'habitation", "Les Amis", "Services Sud")
    ]
    assert said == [
        "La Table en santé mentale n’a aucun",
        "L’Office d’habitation n’a aucun",
        "Les Amis n’ont aucun",
        "Les Services Sud n’ont aucun",
    ]
    row |= {"kind": "sector_in_territory", "territory": "Hébertville"}
    assert "instances du territoire d’Hébertville." in cn.explain(row, lang="fr")
    assert "territoire de l’Orlière." in cn.explain(row | {"territory": "l'Orlière"}, lang="fr")
    pair = ROW | {"introducer_names": "Les Serres", "introduced_at_names": "Comité; Table"}
    text = cn.explain(pair, lang="fr")
    assert "Les Serres pourraient faire le lien, entre autres. Les deux siègent au" in text
