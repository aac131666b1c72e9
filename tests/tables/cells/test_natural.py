"""What people's own sheets say in their own way."""

import pytest

from concertnet.tables.cells.natural import _SUM, is_row_number, is_total
from tests.tables.making import ACTORS, errors, found, only, read_tables, read_text, workbook

INSTANCES = "instance,nom\nT1,Table jeunesse\nT2,Comité logement\n"


def test_first_names_stand_before_surnames(tmp_path):
    sheet = "Table,Organisme,Prénom,Nom\nTable jeunesse,A1,Marie,Roy\nComité logement,A2,,Côté\n"
    reading = read_text(tmp_path, acteurs=ACTORS, instances=INSTANCES, registre=sheet)
    assert reading.tables["mandates"]["person"].tolist() == ["Marie Roy", "Côté"]
    assert reading.tables["seats"]["instance"].tolist() == ["T1", "T2"]
    assert not errors(reading)


def test_one_column_tells_roles_and_functions(tmp_path):
    sheet = (
        "Table,Organisme,Représentant,Rôle\nTable jeunesse,A1,P1,Titulaire\n"
        "Table jeunesse,A1,P2,Substitut\nTable jeunesse,A2,P3,Observateur\n"
    )
    reading = read_text(tmp_path, acteurs=ACTORS, instances=INSTANCES, membres=sheet)
    mandates = reading.tables["mandates"].set_index("person")["function"]
    assert mandates[["P1", "P2"]].tolist() == ["titular", "alternate"]
    assert mandates.isna()["P3"]
    seats = reading.tables["seats"]
    assert seats["seat"].tolist() == ["T1-A1", "T1-A2"], "an alternate is on the same seat"
    assert seats["role"].tolist()[1] == "observer"


def test_a_job_is_no_function_and_no_seat(tmp_path):
    sheet = (
        "Table,Organisme,Représentant,Fonction,Poste\n"
        "Table jeunesse,A1,P1,Directrice générale,DG\nTable jeunesse,A2,P2,Agent,DG\n"
    )
    reading = read_text(tmp_path, acteurs=ACTORS, instances=INSTANCES, membres=sheet)
    assert reading.tables["mandates"]["function"].isna().all()
    assert reading.tables["seats"]["seat"].tolist() == ["T1-A1", "T1-A2"]
    assert not found(reading, "function_unknown")
    kept = {p.column for p in found(reading, "column_unused")}
    assert kept == {"Fonction", "Poste"}


def test_a_group_named_once_holds_for_the_rows_below(tmp_path):
    sheet = "Table,Organisme\nTable jeunesse,A1\n,A2\nComité logement,A1\n,A2\n"
    reading = read_text(tmp_path, acteurs=ACTORS, instances=INSTANCES, membres=sheet)
    assert reading.tables["seats"]["instance"].tolist() == ["T1", "T1", "T2", "T2"]
    notice = only(reading, "filled_down", severity="notice", column="Table", row=3)
    assert tuple(notice.fields["rows"]) == (3, 5)


def test_a_blank_among_names_that_repeat_is_a_mistake(tmp_path):
    sheet = "Table,Organisme\nTable jeunesse,A1\nTable jeunesse,A2\n,A1\n"
    reading = read_text(tmp_path, acteurs=ACTORS, instances=INSTANCES, membres=sheet)
    only(reading, "value_missing", severity="error", row=4, column="Table")
    seats = "siège,instance,acteur\nS1,T1,A1\nS2,,A2\n"
    named = read_text(tmp_path / "b", acteurs=ACTORS, instances=INSTANCES, sieges=seats)
    only(named, "value_missing", severity="error", row=3, column="instance")


@pytest.mark.parametrize("text", ["?", "N/A", ";"])
def test_a_seat_whose_instance_says_nothing_is_found_on_reading(tmp_path, text):
    seats = f'siège,instance,acteur\nS1,"{text}",A1\n'
    reading = read_text(tmp_path, acteurs=ACTORS, instances=INSTANCES, sieges=seats)
    assert errors(reading)


def test_row_numbers_are_no_column(tmp_path):
    rows = [["No", "Table", "Organisme"], [1, "Table jeunesse", "A1"], [2, "Comité logement", "A2"]]
    actors = [["acteur", "nom"], ["A1", "a"], ["A2", "b"]]
    instances = [["instance", "nom"], ["T1", "Table jeunesse"], ["T2", "Comité logement"]]
    book = workbook(tmp_path / "a.xlsx", Acteurs=actors, Instances=instances, Membres=rows)
    reading = read_tables(book)
    assert not found(reading, "column_unknown")
    assert len(reading.tables["seats"]) == 2
    assert is_row_number("#", ["1", "2", ""])
    assert not is_row_number("Code", ["1", "2"])


@pytest.mark.parametrize("text", ["Total", "TOTAL :", "Grand total", "Sous-total 2022"])
def test_a_total_is_known_by_its_word(text):
    assert is_total(text)


def test_what_a_heading_is_used_for_is_said_when_it_does_not_say_it(tmp_path):
    sheet = "Organisme A,Organisme B,Nature du lien,Depuis\nA1,A2,concertation,2021\n"
    reading = read_text(tmp_path, acteurs=ACTORS, relations=sheet)
    notice = next(p for p in found(reading, "columns_read") if p.file == "relations.csv")
    assert "« Depuis » = début" in notice.message("fr").replace("\u00a0", " ")
    plain = read_text(
        tmp_path / "b", acteurs=ACTORS, liens="source,cible,niveau\nA1,A2,concertation\n"
    )
    assert not found(plain, "columns_read")


def test_words_that_say_nothing_are_missing_and_counted_in_every_column_of_words(tmp_path):
    reading = read_text(
        tmp_path,
        acteurs="acteur,nom,secteur,territoire,palier,genre\n"
        "A1,NA,N/A,ND,à déterminer,?\nA2,b,privé,Toutes,local,organisme\n",
        instances="instance,nom,thème\nT1,t,toutes\nT2,u,à déterminer\n",
    )
    actors, instances = reading.tables["actors"], reading.tables["instances"]
    assert actors.loc[0, ["sector", "territory", "tier", "kind"]].isna().all()
    assert actors["name"][0] == "NA", "a name stays"
    assert actors["territory"].isna().all()
    assert instances["theme"].isna().all()
    counted = {(p.file, p.column): p.fields["n"] for p in found(reading, "words_missing")}
    assert counted == {
        ("acteurs.csv", "secteur"): 1,
        ("acteurs.csv", "territoire"): 2,
        ("acteurs.csv", "palier"): 1,
        ("acteurs.csv", "genre"): 1,
        ("instances.csv", "thème"): 2,
    }


def test_a_number_too_big_to_be_one_is_refused_with_its_cell(tmp_path):
    ties = "source,cible,niveau,poids\nA1,A2,concertation,1e400\nA1,A2,collaboration,2\n"
    reading = read_text(tmp_path, acteurs=ACTORS, liens=ties)
    only(reading, "number_wrong", severity="error", row=2, column="poids", value="1e400")


@pytest.mark.parametrize(
    "rows",
    [
        [["Nombre d'organisations :", 2], ["* en révision", None]],
        [["3 organismes", None]],
        [["* en révision", None]],
        [["Mis à jour le 3 mai 2024", None]],
        [[None, None], ["Total général", "2"], [None, None], ["(en jaune : à confirmer)", None]],
        [["* en révision", None], ["Nombre total", 2], ["Source : bottin de la MRC", None]],
    ],
)
@pytest.mark.parametrize("titles", [["Organisme", "Secteur"], ["Organisme"]])
def test_notes_and_counts_at_the_foot_are_no_organisations(tmp_path, rows, titles):
    if len(titles) == 1:  # a count beside its words needs two columns
        rows = [row for row in rows if row[1] is None]
    listed = [["Alpha", "privé"], ["Beta", "public"], *rows]
    sheet = [titles, *(row[: len(titles)] for row in listed)]
    reading = read_tables(workbook(tmp_path / "a.xlsx", Organismes=sheet))
    assert reading.tables["actors"]["actor"].tolist() == ["Alpha", "Beta"]
    said = found(reading, "note_left_out") + found(reading, "total_left_out")
    assert len(said) == sum(row[0] is not None for row in rows)
    assert {one.severity for one in said} == {"notice"}
    assert not errors(reading)


@pytest.mark.parametrize("name", ["211 Grand Montréal", "3 Pistoles", "Note de passage", "*Étoile"])
def test_an_organisation_called_as_a_note_is_kept_where_it_is_no_note(tmp_path, name):
    sheet = [["Organisme", "Secteur"], ["Alpha", "privé"], [name, "public"]]
    reading = read_tables(workbook(tmp_path / "a.xlsx", Organismes=sheet))
    assert reading.tables["actors"]["actor"].tolist() == ["Alpha", name]
    sheet = [["Organisme", "Secteur"], [name, None], ["Alpha", "privé"]]
    reading = read_tables(workbook(tmp_path / "b.xlsx", Organismes=sheet))
    assert reading.tables["actors"]["actor"].tolist() == [name, "Alpha"], "it is not at the foot"


def test_a_blank_row_above_the_total_of_a_year_is_no_row(tmp_path):
    head = ["Table", "Organisme", "Représentant"]
    rows = [head, ["T1", "A", "Lise Roy"], [None] * 3, ["Total", None, 1]]
    path = workbook(tmp_path / "a.xlsx", **{"2021": rows, "2022": rows})
    reading = read_tables(path)
    assert not found(reading, "value_missing")
    assert reading.tables["mandates"]["start"].dt.year.tolist() == [2021, 2022]


def test_one_blank_in_a_list_is_a_mistake(tmp_path):
    ties = "source,cible,niveau\nA1,A2,concertation\n,A1,concertation\nA2,A1,partenariat\n"
    reading = read_text(tmp_path, acteurs=ACTORS, liens=ties)
    only(reading, "value_missing", severity="error", row=3)
    assert not found(reading, "filled_down")


def test_several_blanks_under_a_name_or_a_merged_cell_show_a_group(tmp_path):
    import openpyxl

    more = ACTORS + "A3,Caisse,privé\nA4,Coop,privé\n"
    ties = "source,cible,niveau\nA1,A2,concertation\n,A3,concertation\n,A4,concertation\n"
    reading = read_text(tmp_path / "a", acteurs=more, liens=ties + "A2,A3,partenariat\n")
    assert reading.tables["ties"]["source"].tolist() == ["A1", "A1", "A1", "A2"]
    book = openpyxl.Workbook()
    book.active.title = "Liens"
    for row in (["source", "cible", "niveau"], ["A1", "A2", "concertation"],
                [None, "A3", "concertation"], ["A2", "A3", "partenariat"]):  # fmt: skip
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    actors = book.create_sheet("Acteurs")
    for line in more.splitlines():
        actors.append(line.split(","))
    book.save(tmp_path / "b.xlsx")
    reading = read_tables(tmp_path / "b.xlsx")
    assert reading.tables["ties"]["source"].tolist() == ["A1", "A1", "A2"]


def test_long_cells_are_told_from_sums_at_once():
    for text in ("a" * 200_000, "1" + "a" * 200_000 + "!", "1 " * 100_000 + "!"):
        assert _SUM.fullmatch(text) is None
