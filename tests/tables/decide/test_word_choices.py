"""Words that no list holds: what is proposed, and what is left to a person."""

import pytest

from concertnet.scale import BOURQUE, Scale
from concertnet.tables.decide.decision import IGNORE, OWN, UNKNOWN, decision_key
from concertnet.tables.decide.word_choices import level_decision, sector_decision
from concertnet.tables.read import read_tables
from tests.tables.making import errors, folder, found, only


@pytest.mark.parametrize(
    ("word", "sector"),
    [
        ("Entreprise privée", "private"),
        ("Municipalité", "institutional"),
        ("Santé et services sociaux", "institutional"),
        ("Centre de services scolaire", "institutional"),
        ("Organisme public", "institutional"),
        ("Coopérative de santé", "social_economy"),
        ("Health network", "institutional"),
        ("Médias", None),
        ("Parties", None),
    ],
)
def test_a_known_word_at_the_head_or_the_tail_is_proposed(word, sector):
    decision = sector_decision(word, (), (), None)
    assert decision.proposed == sector
    assert decision.reason == ("compound" if sector else "unknown_word")
    if sector:
        assert decision.choices[0].answer == sector


def test_declared_sectors_are_proposed_before_the_usual_ones():
    decision = sector_decision("Ville centre", (), ("Ville", "Région"), None)
    assert decision.proposed == "Ville"
    answers = [choice.answer for choice in decision.choices]
    assert answers[:2] == ["Ville", "Région"]
    assert answers[-2:] == [OWN, UNKNOWN]


def test_levels_are_proposed_too():
    assert level_decision("Partenariat formel", (), BOURQUE, ()).proposed == "partnership"
    assert level_decision("Contrat de service annuel", (), BOURQUE, ()).proposed == "subcontracting"
    own = Scale("x", ("contact", "projet"))
    assert level_decision("projet commun", (), own, ()).proposed == "projet"
    assert level_decision("autre", (), own, ()).proposed is None


ACTORS = "acteur,nom,secteur\nA1,a,Municipalité\nA2,b,Médias\nA3,c,médias\nA4,d,N/A\nA5,e,Divers\n"


def test_an_undecided_word_stays_a_sector_of_its_own_and_is_asked_once(tmp_path):
    reading = read_tables(folder(tmp_path, acteurs=ACTORS))
    assert [(one.written, one.n, one.proposed) for one in reading.decisions] == [
        ("Municipalité", 1, "institutional"),
        ("Médias", 2, None),
        ("Divers", 1, None),
    ]
    assert not errors(reading)
    assert [p.fields["decision"] for p in found(reading, "sector_unknown")] == [
        one.key for one in reading.decisions
    ]
    assert reading.tables["actors"]["sector"].tolist()[:3] == ["Municipalité", "Médias", "Médias"]


def test_answers_on_sectors_apply(tmp_path):
    given = {
        decision_key("sector", "municipalité"): "institutional",
        decision_key("sector", "Médias"): OWN,
        decision_key("sector", "Divers"): UNKNOWN,
    }
    reading = read_tables(folder(tmp_path, acteurs=ACTORS), decisions=given)
    assert not reading.decisions
    assert not found(reading, "sector_unknown")
    sectors = reading.tables["actors"]["sector"]
    assert sectors.tolist()[:3] == ["institutional", "Médias", "Médias"]
    assert sectors.isna().tolist()[3:] == [True, True]
    assert reading.about.sectors == ("Médias",)


def test_answers_on_levels_apply(tmp_path):
    ties = (
        "source,cible,niveau\nA1,A2,Partenariat formel\nA1,A3,Sous-contrat\nA2,A3,Amitié\n"
        "A1,A4,collaboration\n"
    )
    path = folder(tmp_path, acteurs=ACTORS, liens=ties)
    reading = read_tables(path)
    assert errors(reading) == ["level_unknown"] * 3
    levels = [one for one in reading.decisions if one.kind == "level"]
    assert [one.proposed for one in levels] == ["partnership", None, None]
    chosen = ["partnership", "subcontracting", IGNORE]
    given = {one.key: answer for one, answer in zip(levels, chosen, strict=True)}
    done = read_tables(path, decisions=given)
    assert not errors(done)
    assert done.tables["ties"]["level"].tolist() == ["partnership", "collaboration"]
    assert done.tables["set_aside"]["kind"].tolist() == ["subcontracting"]
    only(done, "rows_left_out", row=4)
