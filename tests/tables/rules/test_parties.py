"""Cells that name several at once are parted where each piece is a name; nothing is lost."""

import pytest

from concertnet.exchange.any_file import read
from concertnet.tables.decide.decision import MANY
from concertnet.tables.read import read_tables
from tests.tables.making import errors, folder, found, only, read_text

ACTORS = (
    "acteur,nom,secteur\n"
    "1,Ville de Rives,institutionnel\n"
    "2,CLSC des Rives,institutionnel\n"
    "3,Pharmacie Côté et Roy,privé\n"
    "4,Carrefour jeunesse-emploi,communautaire\n"
    "5,Scierie Tremblay & Fils,privé\n"
)
HEAD = "source,cible,niveau\n"


def partners(reading):
    ties = reading.tables["ties"]
    return list(zip(ties["source"], ties["target"], strict=True))


@pytest.mark.parametrize(
    "cell",
    [
        "CLSC des Rives; Pharmacie Côté et Roy",
        "CLSC des Rives, Pharmacie Côté et Roy",
        "CLSC des Rives / Pharmacie Côté et Roy",
        "CLSC des Rives\nPharmacie Côté et Roy",
        "CLSC des Rives et Pharmacie Côté et Roy",
        "clsc des rives,pharmacie cote & roy",
    ],
)
def test_a_cell_that_names_several_partners_gives_a_tie_with_each(tmp_path, cell):
    reading = read_text(tmp_path, acteurs=ACTORS, liens=f'{HEAD}1,"{cell}",concertation\n')
    assert partners(reading) == [("1", "2"), ("1", "3")]
    assert not errors(reading)
    assert not reading.decisions
    only(reading, "cells_parted", severity="notice", file="liens.csv", row=2)


def test_names_that_hold_a_mark_are_not_cut(tmp_path):
    cell = "Scierie Tremblay & Fils, Pharmacie Côté et Roy"
    reading = read_text(tmp_path, acteurs=ACTORS, liens=f'{HEAD}1,"{cell}",concertation\n')
    assert partners(reading) == [("1", "5"), ("1", "3")]


def test_a_name_that_stands_alone_elsewhere_is_a_piece_and_is_asked_once(tmp_path):
    ties = f'{HEAD}1,Club X,concertation\n1,"CLSC des Rives, Club X",concertation\n'
    reading = read_text(tmp_path, acteurs=ACTORS, liens=ties)
    (asked,) = reading.decisions
    assert (asked.written, asked.n) == ("Club X", 2)


def test_a_piece_that_is_likely_another_is_asked_by_itself(tmp_path):
    reading = read_text(
        tmp_path, acteurs=ACTORS, liens=f'{HEAD}1,"CLSC des Rives, CJE",concertation\n'
    )
    (asked,) = reading.decisions
    assert (asked.written, asked.proposed) == ("CJE", "4")


def test_what_is_not_sure_is_asked_and_several_is_a_choice_that_loses_nobody(tmp_path):
    path = folder(
        tmp_path, acteurs=ACTORS, liens=f'{HEAD}1,"CLSC des Rives, loisirs",concertation\n'
    )
    (asked,) = read_tables(path).decisions
    assert asked.choices[0].answer == MANY
    assert "plusieurs organismes" in asked.text("fr")
    alone = next(one for one in asked.choices if one.answer == "2")
    assert "le reste de la cellule" in alone.does(asked.written, "fr")
    (then,) = read_tables(path, decisions={asked.key: "plusieurs organismes"}).decisions
    assert then.written == "loisirs"
    net = read(path, decisions={asked.key: MANY, then.key: "nouvel acteur"})
    assert sorted(net.ties["target"]) == ["2", "loisirs"]
    net = read(path, decisions={asked.key: "2"})
    assert net.ties["target"].tolist() == ["2"]


def test_two_listed_names_beside_another_are_proposed_as_several(tmp_path):
    cell = "CLSC des Rives, Ville de Rives, loisirs"
    reading = read_text(tmp_path, acteurs=ACTORS, liens=f'{HEAD}4,"{cell}",concertation\n')
    assert reading.decisions[0].proposed == MANY


def test_a_cell_of_several_is_never_added_as_one_actor(tmp_path):
    cell = "CLSC des Rives, loisirs"
    path = folder(tmp_path, acteurs=ACTORS, liens=f'{HEAD}1,"{cell}",concertation\n')
    reading = read_tables(path, add_missing_actors=True)
    assert cell not in set(reading.tables["actors"]["actor"])
    assert [one.written for one in reading.decisions] == [cell]


def test_a_name_broken_on_two_lines_is_asked_whole(tmp_path):
    reading = read_text(
        tmp_path, acteurs=ACTORS, liens=f'{HEAD}1,"Centre de\nfemmes",concertation\n'
    )
    assert [one.written for one in reading.decisions] == ["Centre de\nfemmes"]


def test_several_where_nothing_parts_is_not_understood(tmp_path):
    path = folder(tmp_path, acteurs=ACTORS, liens=f"{HEAD}1,Loisirs,concertation\n")
    reading = read_tables(path, decisions={"actor:Loisirs": "plusieurs organismes"})
    assert found(reading, "answer_unknown")


def test_who_lists_itself_among_its_partners_keeps_the_others(tmp_path):
    cell = "Ville de Rives; CLSC des Rives"
    reading = read_text(tmp_path, acteurs=ACTORS, liens=f"{HEAD}1,{cell},concertation\n")
    assert partners(reading) == [("1", "2")]
    only(reading, "oneself_left_out", severity="notice", row=2)
    reading = read_text(tmp_path, acteurs=ACTORS, liens=f"{HEAD}1,1,concertation\n")
    only(reading, "self_tie", severity="error", row=2)


def test_several_parties_may_be_said_of_an_agreement(tmp_path):
    path = folder(
        tmp_path, acteurs=ACTORS, ententes='entente,parties\nE1,"CLSC des Rives, loisirs; 1"\n'
    )
    (asked,) = read_tables(path).decisions
    answers = {asked.key: MANY, "actor:loisirs": "nouvel acteur"}
    assert read(path, decisions=answers).agreements["parties"].tolist() == ["2; loisirs; 1"]


def test_parties_that_nobody_described_are_told_once_as_first_spelt(tmp_path):
    sheet = "entente,parties\nE1,Foyer et Relais\nE2,FOYER ET RELAIS\n"
    problem = only(read_text(tmp_path, acteurs=ACTORS, ententes=sheet), "party_unknown", row=2)
    assert (problem.fields["n"], problem.fields["example"]) == (2, "Foyer; Relais")
