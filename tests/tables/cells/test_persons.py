"""Cells of persons that name several, or nobody."""

import pytest

from tests.tables.making import ACTORS, errors, found, only, read_text

INSTANCES = "instance,nom\nT1,Table\nT2,Comité\n"


def register(tmp_path, *persons, name="membres", heading="Représentant"):
    lines = [f'T1,A{1 + at % 2},"{person}"' for at, person in enumerate(persons)]
    text = "\n".join([f"Table,Organisme,{heading}", *lines]) + "\n"
    return read_text(tmp_path, acteurs=ACTORS, instances=INSTANCES, **{name: text})


@pytest.mark.parametrize("name", ["membres", "représentations"])
@pytest.mark.parametrize(
    ("cell", "persons"),
    [
        ("Paul Rhéaume / Annie Caron", ["Paul Rhéaume", "Annie Caron"]),
        ("Paul Rhéaume/Annie Caron", ["Paul Rhéaume", "Annie Caron"]),
        ("Lise Gauthier\nTom Bélair", ["Lise Gauthier", "Tom Bélair"]),
        ("Lise Roy; Paul Cy", ["Lise Roy", "Paul Cy"]),
        ("Lise Roy et Paul Cy", ["Lise Roy", "Paul Cy"]),
        ("Lise et Paul Roy", ["Lise", "Paul Roy"]),
        ("Ann Lee & Bob Kim", ["Ann Lee", "Bob Kim"]),
        ("Roy, Lise", ["Roy, Lise"]),
        ("P1/2", ["P1/2"]),
        ("directrice et coordonnatrice", ["directrice et coordonnatrice"]),
        ("Lise Roy; à déterminer", ["Lise Roy"]),
    ],
)
def test_each_person_of_a_cell_has_a_mandate_of_the_same_seat(tmp_path, name, cell, persons):
    reading = register(tmp_path, cell, "Ali Ka", name=name)
    mandates, seats = reading.tables["mandates"], reading.tables["seats"]
    mine = mandates[mandates["person"] != "Ali Ka"]
    assert mine["person"].tolist() == persons
    assert seats["actor"].tolist() == ["A1", "A2"]
    assert set(mine["seat"]) == {seats["seat"][0]}
    assert not errors(reading)
    assert len(found(reading, "persons_parted")) == (persons != [cell])


@pytest.mark.parametrize(
    "cell",
    ["Mona Haddad; Luc Paré (substitut)", "Mona Haddad\nLuc Paré, substitut",
     "Mona Haddad / Substitut : Luc Paré", "Mona Haddad; Luc Paré (alternate)"],
)  # fmt: skip
def test_a_word_after_a_name_says_its_function(tmp_path, cell):
    reading = register(tmp_path, cell)
    mandates = reading.tables["mandates"].set_index("person")["function"]
    assert mandates["Luc Paré"] == "alternate"
    assert mandates.isna()["Mona Haddad"]
    assert len(reading.tables["seats"]) == 1


@pytest.mark.parametrize("name", ["membres", "représentations"])
def test_what_names_nobody_is_no_person_and_is_counted(tmp_path, name):
    words = ["N/D", "à confirmer", "Vacant", "à déterminer", "Lise Roy"]
    rows = "".join(f"T{1 + at % 2},A{1 + at // 2},{word}\n" for at, word in enumerate(words[:4]))
    text = f"Table,Organisme,Représentant\n{rows}T2,A2,Lise Roy\n"
    reading = read_text(tmp_path, acteurs=ACTORS, instances=INSTANCES, **{name: text})
    assert reading.tables["mandates"]["person"].tolist() == ["Lise Roy"]
    assert len(reading.tables["seats"]) == 4
    notice = only(reading, "persons_missing", severity="warning", row=2)
    assert notice.fields["n"] == 4
    assert notice.fields["words"] == tuple(words[:4])
    assert not errors(reading)


def test_a_vacancy_that_is_said_is_only_noticed(tmp_path):
    only(register(tmp_path, "Lise Roy", "Vacant"), "persons_missing", severity="notice")


def test_a_row_that_names_nobody_leaves_a_listed_seat_as_it_is(tmp_path):
    reading = read_text(
        tmp_path,
        acteurs=ACTORS,
        instances=INSTANCES,
        sieges="siège,instance,acteur\nS1,T1,A1\nS2,T1,A2\n",
        mandats="Table,Organisme,Représentant\nT1,A1,Lise Roy\nT1,A2,Vacant\n",
    )
    assert reading.tables["seats"]["seat"].tolist() == ["S1", "S2"]
    assert reading.tables["mandates"]["person"].tolist() == ["Lise Roy"]
    only(reading, "mandates_nobody", severity="notice", row=3)
    assert not errors(reading)
