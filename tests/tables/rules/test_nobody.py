"""Words that name nobody are never organisations or bodies."""

import pytest

from tests.tables.making import ACTORS, errors, found, only, read_text

INSTANCES = "instance,nom\nT1,Table\nT2,Comité\n"


@pytest.mark.parametrize(("word", "severity"), [("Toutes", "warning"), ("aucune", "notice")])
@pytest.mark.parametrize("listed", [True, False])
def test_a_word_for_all_or_none_is_no_body(tmp_path, listed, word, severity):
    tables = {"instances": INSTANCES} if listed else {}
    sheet = f"Table,Organisme\nT1; T2,A1\n{word},A2\n"
    reading = read_text(tmp_path, acteurs=ACTORS, membres=sheet, **tables)
    assert reading.tables["seats"]["instance"].tolist() == ["T1", "T2"]
    assert word not in set(reading.tables["instances"]["instance"])
    said = only(reading, "rows_of_nobody", severity=severity, row=3, value=word)
    assert (said.fields["n"], said.fields["words"]) == (1, (word,))
    assert not errors(reading)


def test_nobody_is_at_the_end_of_a_tie(tmp_path):
    ties = "source,cible,niveau,déclaré par\nA1,Tous,concertation,A1\nA1,A2,concertation,N/D\n"
    reading = read_text(tmp_path, acteurs=ACTORS, liens=ties)
    assert reading.tables["ties"]["target"].tolist() == ["A2"]
    assert reading.tables["ties"]["reported_by"].isna().all()
    only(reading, "rows_of_nobody", severity="warning", value="Tous")
    only(reading, "words_missing", severity="notice", value="N/D")
    assert not reading.decisions


def test_nobody_is_a_party(tmp_path):
    text = "entente,parties\nE1,A1; A2; à confirmer\n"
    reading = read_text(tmp_path, acteurs=ACTORS, ententes=text)
    assert reading.tables["agreements"]["parties"].tolist() == ["A1; A2"]
    only(reading, "words_missing", severity="notice", value="à confirmer")


def test_nobody_is_listed(tmp_path):
    reading = read_text(tmp_path, acteurs="Organisme,secteur\nAlpha,privé\nN/D,\nNA,public\n")
    assert reading.tables["actors"]["actor"].tolist() == ["Alpha", "NA"], "NA may be initials"
    only(reading, "rows_of_nobody", severity="warning", value="N/D")


def test_who_is_called_so_is_somebody(tmp_path):
    actors = ACTORS + "E,Ensemble,communautaire\n"
    ties = "source,cible,niveau\nA1,Ensemble,concertation\n"
    reading = read_text(tmp_path, acteurs=actors, liens=ties)
    assert reading.tables["ties"]["target"].tolist() == ["E"]
    assert not found(reading, "rows_of_nobody")
