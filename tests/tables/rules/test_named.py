"""Names where identifiers are asked: read, asked about or added, never guessed in silence."""

import os
import subprocess
import sys

import pytest

from concertnet.exchange.any_file import read
from concertnet.tables.decide.decision import IGNORE, NEW, decision_key
from concertnet.tables.read import read_tables
from tests.tables.making import errors, folder, found, only, read_text, well_said

ACTORS = (
    "acteur,nom,secteur\n"
    "A1,Maison des Aînés,communautaire\n"
    "A2,Services Dupont inc.,privé\n"
    "A3,Ville de Saint-Aubin,institutionnel\n"
    "A4,Jeunes & Familles,communautaire\n"
    "A5,Corporation de développement communautaire (CDC),communautaire\n"
)
HEAD = "source,cible,niveau\n"


@pytest.mark.parametrize(
    ("written", "actor"),
    [
        ("Maison des Aînés", "A1"),
        ("MAISON DES AINES", "A1"),
        ("maison  des aînés.", "A1"),
        ("Services Dupont", "A2"),
        ("Services Dupont, Inc", "A2"),
        ("ville de st-aubin", "A3"),
        ("Jeunes et familles", "A4"),
        ("Corporation de développement communautaire", "A5"),
        ("CDC", "A5"),
        ("C.D.C.", "A5"),
        ("a1", "A1"),
    ],
)
def test_a_name_of_one_actor_is_read_as_that_actor(tmp_path, written, actor):
    other = "A3" if actor != "A3" else "A1"
    reading = read_text(tmp_path, acteurs=ACTORS, liens=f'{HEAD}"{written}",{other},concertation\n')
    assert reading.tables["ties"]["source"].tolist() == [actor]
    assert not errors(reading)
    notice = only(reading, "name_read", severity="notice", file="liens.csv", row=2, value=written)
    assert actor in notice.message("fr")


def test_one_notice_for_a_spelling_and_not_for_a_cell(tmp_path):
    ties = HEAD + "Services Dupont,A1,concertation\n" * 3 + "A1,services dupont,collaboration\n"
    reading = read_text(tmp_path, acteurs=ACTORS, liens=ties)
    first, second = found(reading, "name_read")
    assert (first.fields["n"], second.fields["n"]) == (3, 1)
    assert set(reading.tables["ties"]["source"]) == {"A2", "A1"}


def test_names_are_read_in_every_table(tmp_path):
    reading = read_text(
        tmp_path,
        acteurs=ACTORS,
        liens="source,cible,niveau,entente,déclaré par\n"
        "Jeunes et familles,CDC,partenariat,Protocole jeunesse,CDC\n",
        instances="instance,nom,instance mère\nT1,Table des aînés,\nT2,Comité,table des aines\n",
        sièges="siège,instance,acteur\nS1,Table des Aînés,Services Dupont\n",
        mandats="siège,personne\nS1,P1\n",
        ententes="entente,nom,parties\nE1,Protocole jeunesse,maison des aines; CDC\n",
        mises_a_part="source,cible,genre\nCDC,ville de saint-aubin,consultation\n",
        perceptions="évaluateur,évalué,dimension,cote\nCDC,A1,confiance,3\n",
        contributions="acteur,instance,ressource\nCDC,comité,locaux\n",
    )
    tables = reading.tables
    assert tables["ties"].loc[0, ["source", "target", "agreement", "reported_by"]].tolist() == [
        "A4", "A5", "E1", "A5",
    ]  # fmt: skip
    assert tables["instances"]["parent"].tolist()[1] == "T1"
    assert tables["seats"].loc[0, ["instance", "actor"]].tolist() == ["T1", "A2"]
    assert tables["agreements"]["parties"].tolist() == ["A1; A5"]
    assert tables["set_aside"].loc[0, ["source", "target"]].tolist() == ["A5", "A3"]
    assert tables["contributions"].loc[0, ["actor", "instance"]].tolist() == ["A5", "T2"]
    assert not [code for code in errors(reading) if code != "word_closed"]


def test_identifiers_win_over_names(tmp_path):
    actors = "acteur,nom\nA1,A2\nA2,Ville\n"
    reading = read_text(tmp_path, acteurs=actors, liens=HEAD + "A2,A1,concertation\n")
    assert reading.tables["ties"]["source"].tolist() == ["A2"]
    assert not found(reading, "name_read")


def test_the_closest_spelling_decides(tmp_path):
    actors = "acteur,nom\nA1,Dupont inc.\nA2,Dupont ltée\nA3,X\n"
    ties = HEAD + "Dupont inc,A3,concertation\nDUPONT LTÉE,A3,concertation\n"
    assert read_text(tmp_path, acteurs=actors, liens=ties).tables["ties"]["source"].tolist() == [
        "A1", "A2",
    ]  # fmt: skip
    both = read_text(tmp_path / "b", acteurs=actors, liens=HEAD + "Dupont,A3,concertation\n")
    only(both, "actor_several", severity="error", value="Dupont")
    (asked,) = both.decisions
    assert [choice.answer for choice in asked.choices] == ["A1", "A2", NEW, IGNORE]
    assert (asked.proposed, asked.reason) == (None, "same_name")


def test_a_column_of_acronyms_gives_other_names(tmp_path):
    actors = "acteur,nom,sigle\nA1,Carrefour jeunesse-emploi,CJE\nA2,Ville,\n"
    reading = read_text(tmp_path, acteurs=actors, liens=HEAD + "cje,A2,concertation\n")
    assert reading.tables["ties"]["source"].tolist() == ["A1"]


@pytest.mark.parametrize(
    ("written", "answer", "proposed", "reason"),
    [
        ("Maison des Ainées", "A1", True, "alike"),
        ("Maison Aînés 2", "A1", False, "differs"),
        ("MDA", "A1", True, "acronym"),
        ("Dupont et frères", "A2", False, "shares"),
        ("Radio-Nord", NEW, False, "unknown_name"),
    ],
)
def test_a_name_near_one_is_a_decision(tmp_path, written, answer, proposed, reason):
    path = folder(tmp_path, acteurs=ACTORS, liens=f"{HEAD}{written},A3,concertation\n" * 1)
    reading = read_tables(path)
    (asked,) = reading.decisions
    assert (asked.kind, asked.written, asked.n, asked.reason) == ("actor", written, 1, reason)
    assert asked.choices[0].answer == answer
    assert asked.proposed == (answer if proposed else None)
    assert asked.cells[0] == ("liens.csv", None, 2, "source")
    problem = only(reading, "actor_unknown", severity="error", value=written)
    assert problem.fields["decision"] == asked.key


def test_a_decision_counts_all_its_cells_however_spelt(tmp_path):
    ties = HEAD + "Radio Nord,A1,concertation\nA2,RADIO-NORD,collaboration\n"
    seats = "siège,instance,acteur\nS1,T,radio nord\n"
    reading = read_text(tmp_path, acteurs=ACTORS, liens=ties, sieges=seats)
    (asked,) = reading.decisions
    assert (asked.written, asked.n) == ("Radio Nord", 3)
    assert [(cell.file, cell.row) for cell in asked.cells] == [
        ("liens.csv", 2), ("liens.csv", 3), ("sieges.csv", 2),
    ]  # fmt: skip


TIES = HEAD + "Dupond inc,A1,concertation\nRadio-Nord,A1,concertation\nA1,Vieux club,concertation\n"


def answers(**given):
    return {decision_key("actor", written.replace("_", " ")): a for written, a in given.items()}


def test_answers_apply_on_the_next_reading(tmp_path):
    path = folder(tmp_path / "data", acteurs=ACTORS, liens=TIES)
    assert len(read_tables(path).decisions) == 3
    given = answers(Dupond_inc="A2", Radio_Nord=NEW, Vieux_club=IGNORE)
    reading = read_tables(path, decisions=given)
    assert not reading.decisions
    assert not errors(reading)
    assert reading.tables["ties"]["source"].tolist() == ["A2", "Radio-Nord"]
    assert reading.tables["actors"]["actor"].tolist()[-1] == "Radio-Nord"
    left = only(reading, "rows_left_out", severity="notice", file="liens.csv", row=4)
    assert left.fields["n"] == 1
    only(reading, "actor_added", value="Radio-Nord")
    again = read_tables(path, decisions=dict(reversed(given.items())))
    for name, frame in reading.tables.items():
        assert frame.equals(again.tables[name]), "the order of answers changes nothing"


def test_what_was_decided_is_kept_beside_the_data(tmp_path):
    path = folder(tmp_path / "data", acteurs=ACTORS, liens=TIES)
    net = read(path, decisions=answers(Dupond_inc="A2", Radio_Nord=NEW, Vieux_club=IGNORE))
    assert net.aliases[["alias", "actor", "source"]].to_numpy().tolist() == [
        ["Dupond inc", "A2", "liens.csv"]
    ]
    for place in ("saved", "saved.xlsx"):
        assert read(net.save(tmp_path / place)).equals(net)
    # a later list, with the names that were decided on
    later = folder(
        tmp_path / "later",
        acteurs=ACTORS,
        liens=HEAD + "dupond INC,A1,concertation\n",
        autres_noms="alias,acteur\nDupond inc,A2\n",
    )
    assert read(later).ties["source"].tolist() == ["A2"]


def test_an_answer_that_is_no_choice_leaves_the_decision(tmp_path):
    path = folder(tmp_path, acteurs=ACTORS, liens=HEAD + "Radio-Nord,A1,concertation\n")
    assert len(read_tables(path, decisions=answers(Radio_Nord="A99")).decisions) == 1


def test_missing_actors_never_double_one_that_is_listed(tmp_path):
    ties = HEAD + "maison des ainés,Radio-Nord,concertation\nradio nord,CDC,concertation\n"
    path = folder(tmp_path, acteurs=ACTORS, liens=ties)
    reading = read_tables(path, add_missing_actors=True)
    assert not errors(reading)
    assert reading.tables["actors"]["actor"].tolist() == [
        "A1",
        "A2",
        "A3",
        "A4",
        "A5",
        "radio nord",
    ]
    assert reading.tables["ties"]["target"].tolist() == ["radio nord", "A5"]
    only(reading, "actor_added", value="radio nord", severity="notice")


def test_a_name_of_two_is_never_added(tmp_path):
    actors = "acteur,nom\nA1,Dupont inc.\nA2,Dupont ltée\n"
    path = folder(tmp_path, acteurs=actors, liens=HEAD + "Dupont,A1,concertation\n")
    reading = read_tables(path, add_missing_actors=True)
    only(reading, "actor_several", severity="error")
    assert len(reading.tables["actors"]) == 2


def test_nobody_is_described(tmp_path):
    ties = HEAD + "Ville,CDC,concertation\nville,École,concertation\n"
    path = folder(tmp_path, liens=ties)
    reading = read_tables(path)
    (asked,) = reading.decisions
    assert (asked.kind, asked.named, asked.proposed) == ("actors", 3, NEW)
    assert "(3)" in asked.text("fr")
    only(reading, "no_actors", severity="error")
    done = read_tables(path, decisions={asked.key: NEW})
    assert done.tables["actors"]["actor"].tolist() == ["Ville", "CDC", "École"]
    assert done.tables["ties"]["source"].tolist() == ["Ville", "Ville"]
    assert not errors(done)


def test_instances_by_name_and_unknown_ones(tmp_path):
    path = folder(
        tmp_path,
        acteurs=ACTORS,
        instances="instance,nom\nT1,Table des aînés\nT2,Comité logement\n",
        sieges="siège,instance,acteur\nS1,TABLE DES AINES,A1\n"
        "S2,Comité logements,A2\nS3,Chantier,A3\n",
    )
    reading = read_tables(path)
    near, unknown = reading.decisions
    assert (near.kind, near.proposed, unknown.proposed) == ("instance", "T2", None)
    assert [p.value for p in found(reading, "instance_unknown")] == ["Comité logements", "Chantier"]
    done = read_tables(path, decisions={near.key: "T2", unknown.key: NEW})
    assert done.tables["seats"]["instance"].tolist() == ["T1", "T2", "Chantier"]
    assert done.tables["instances"]["instance"].tolist() == ["T1", "T2", "Chantier"]
    well_said(only(done, "instance_new"))
    left = read_tables(path, decisions={near.key: "T2", unknown.key: IGNORE})
    assert left.tables["seats"]["instance"].tolist() == ["T1", "T2"]


def test_what_is_ignored_empties_a_cell_that_may_be_empty(tmp_path):
    ties = "source,cible,niveau,déclaré par\nA1,A2,concertation,Radio-Nord\n"
    agreements = "entente,parties\nE1,A1; Radio-Nord; A2\n"
    path = folder(tmp_path, acteurs=ACTORS, liens=ties, ententes=agreements)
    reading = read_tables(path, decisions=answers(Radio_Nord=IGNORE))
    assert reading.tables["ties"]["reported_by"].isna().tolist() == [True]
    assert reading.tables["agreements"]["parties"].tolist() == ["A1; A2"]


def test_what_hangs_on_rows_left_out_goes_with_them(tmp_path):
    data = folder(
        tmp_path,
        acteurs=ACTORS,
        sièges="siège,instance,acteur\nS1,t,Zorglub\nS2,t,A1\n",
        mandats="siège,personne\nS1,P1\nS2,P2\n",
    )
    reading = read_tables(data, decisions={"actor:zorglub": "ignore"})
    assert not errors(reading)
    assert reading.tables["seats"]["seat"].tolist() == ["S2"]
    assert reading.tables["mandates"]["person"].tolist() == ["P2"]
    left_out = {problem.file: problem.fields["n"] for problem in found(reading, "rows_left_out")}
    assert sorted(left_out.values()) == [1, 1]


def test_a_cell_that_is_emptied_is_said(tmp_path):
    data = folder(
        tmp_path, acteurs=ACTORS, ententes="entente,parties\np,A1; A2; Zorglub\nq,Zorglub\n",
        liens="source,cible,niveau,déclaré par\nA1,A2,concertation,Zorglub\n",
    )  # fmt: skip
    reading = read_tables(data, decisions={"actor:zorglub": "ignore"})
    assert not errors(reading)
    told = {problem.column: problem.fields["n"] for problem in found(reading, "cells_emptied")}
    assert told == {"parties": 1, "déclaré par": 1}
    assert reading.tables["agreements"]["parties"].tolist() == ["A1; A2"]
    assert reading.tables["ties"]["reported_by"].isna().all()


def test_problems_come_in_one_order_whatever_the_seed_of_texts(tmp_path):
    data = folder(
        tmp_path,
        acteurs=ACTORS,
        liens="source,cible,niveau\nA1,Zorglub,concertation\n",
        sièges="siège,instance,acteur\nS1,t,Zorglub\n",
        mises_a_part="source,cible,genre\nA1,Zorglub,consultation\n",
    )
    code = (
        "import sys; from concertnet.tables.read import read_tables;"
        "found = read_tables(sys.argv[1], decisions={'actor:zorglub': 'ignore'});"
        "print([(p.code, p.file, p.row) for p in found.problems])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code, str(data)],
            capture_output=True, text=True, check=True, env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }  # fmt: skip
    assert len(told) == 1
