"""What evaluators' own tables hold, and what they are told of it."""

import errno
import re
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from concertnet.errors import ConcertnetError, NotComparable
from concertnet.exchange.any_file import check
from concertnet.scale import BOURQUE, scale_named
from concertnet.swap import reason, replace_file
from concertnet.tables.assemble import check_tables
from concertnet.tables.cells.dates import as_period
from concertnet.tables.read import read_tables
from concertnet.tables.spec.about import About
from concertnet.tables.spec.headings import match_columns, table_of
from concertnet.tables.spec.problems import Problem, Word
from concertnet.tables.write.mark import mark_problems
from concertnet.tables.write.save import write_tables
from concertnet.words import LANGUAGES, words
from tests.tables.making import (
    ACTORS,
    TIES,
    errors,
    folder,
    found,
    only,
    read_text,
    well_said,
    workbook,
)

DATED = "source,cible,niveau,début,fin\n"


# -- dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "choices"),
    [
        ("2023-12-31", ("2024-01-01", "2023-12", "2023")),
        ("30/06/2024", ("2024-07-01", "2024-06")),
        ("29 février 2024", ("2024-03-01", "2024-02")),
    ],
)
def test_an_end_on_the_last_day_of_a_month_is_noticed_once(tmp_path, typed, choices):
    row = f"A1,A2,concertation,2020,{typed}\n"
    reading = read_text(tmp_path, acteurs=ACTORS, liens=DATED + row + row.replace("2020", "2021"))
    notice = only(reading, "end_last_day", severity="notice", row=2, column="fin", value=typed)
    assert (notice.fields["n"], notice.fields["choices"]) == (2, choices)
    assert f"« {typed} » veut dire" in notice.message("fr")


@pytest.mark.parametrize("typed", ["2023", "2023-12", "2024-01-01", "2023-12-30", ""])
def test_other_ends_are_not_noticed(tmp_path, typed):
    reading = read_text(tmp_path, acteurs=ACTORS, liens=f"{DATED}A1,A2,concertation,2020,{typed}\n")
    assert not found(reading, "end_last_day")


def test_the_end_of_the_observation_too(tmp_path):
    about = "élément,valeur\nobserved start,2019\nobserved end,2023-12-31\n"
    reading = read_text(tmp_path, acteurs=ACTORS, about=about)
    only(reading, "end_last_day", file="about.csv", row=3)
    assert reading.observed.end == pd.Timestamp("2023-12-31")
    saved = write_tables(
        tmp_path / "saved", reading.tables, about=About(), scale=BOURQUE, observed=reading.observed
    )
    again = read_tables(saved)
    assert again.observed == reading.observed
    for name, frame in reading.tables.items():
        pd.testing.assert_frame_equal(frame, again.tables[name])


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ("2023", "2022", "end_before_start"),
        ("2022-07", "2022-06", "end_before_start"),
        ("2023-01-01", "2022-12", "end_before_start"),
        ("2024-05-01", "2023", "end_before_start"),
        ("2023", "2023-01-01", "end_is_start"),
        ("2022", "2022", None),
        ("2022-06-15", "2022-06", None),
    ],
)
def test_an_end_before_the_start_is_said_as_typed(tmp_path, start, end, code):
    ties = f"{DATED}A1,A2,concertation,{start},{end}\n"
    reading = read_text(tmp_path, acteurs=ACTORS, liens=ties)
    codes = ("end_before_start", "end_is_start")
    assert [p.code for p in reading.problems if p.code in codes] == ([code] if code else [])
    if code == "end_before_start":
        problem = only(reading, code, severity="error", value=end)
        assert f"({start})" in problem.message("fr")


def test_a_period_that_ends_the_year_before_is_refused(tmp_path):
    with pytest.raises(NotComparable, match="2022"):
        as_period(("2023", "2022"))
    about = "élément,valeur\nobserved start,2023\nobserved end,2022\n"
    only(read_text(tmp_path, acteurs=ACTORS, about=about), "about_observed", severity="error")


@pytest.mark.parametrize(
    "word",
    ["en cours", "Actuel", "à ce jour", "Aujourd’hui", "présent", "current", "ongoing", "to date"],
)
def test_an_end_that_has_not_come(tmp_path, word):
    reading = read_text(tmp_path, acteurs=ACTORS, liens=f"{DATED}A1,A2,concertation,2020,{word}\n")
    assert reading.tables["ties"]["end"].isna().all()
    assert not reading.problems
    start = read_text(tmp_path / "b", acteurs=ACTORS, liens=f"{DATED}A1,A2,concertation,{word},\n")
    only(start, "date_wrong", severity="error")


# -- lives ----------------------------------------------------------------------------------------

LIVES = (
    "acteur,nom,secteur,début,fin\n"
    "A1,A,privé,2019,2021\nA1,A,communautaire,2022,2023\nA2,B,privé,,\n"
)


def test_rows_outside_the_life_of_an_actor(tmp_path):
    reading = read_text(
        tmp_path,
        acteurs=LIVES,
        liens=DATED + "A1,A2,concertation,2020,2022\nA2,A1,concertation,2018,2020\n",
        mises_a_part="source,cible,genre,début\nA1,A2,consultation,2024\n",
        instances="instance,nom\nI,I\n",
        sièges="siège,instance,acteur,début,fin\nS,I,A1,2020,2025\nT,I,A2,1990,2025\n",
    )
    aside, tie = sorted(found(reading, "tie_outside_actor"), key=lambda p: p.row)
    assert (tie.file, tie.row, tie.column, tie.value) == ("liens.csv", 3, "cible", "A1")
    assert aside.file == "mises_a_part.csv"
    assert "« A1 » (début : 2019 ; fin : 2023)" in tie.message("fr")
    only(reading, "seat_outside_actor", row=2, value="A1", severity="warning")


def test_levels_of_one_pair_at_the_same_time(tmp_path):
    ties = DATED + (
        "A1,A2,collaboration,2018,2023\n"
        "A2,A1,partenariat,2020,2021\n"
        "A1,A2,concertation,2023,2024\n"
        "A1,A2,partenariat,2025,\n"
    )
    notice = only(read_text(tmp_path, acteurs=ACTORS, liens=ties), "tie_levels", severity="notice")
    assert tuple(notice.fields["rows"]) == (2, 3, 4)
    apart = DATED + "A1,A2,collaboration,2018,2019\nA1,A2,partenariat,2020,\n"
    assert not found(read_text(tmp_path / "b", acteurs=ACTORS, liens=apart), "tie_levels")
    reports = "source,cible,niveau,déclaré par\nA1,A2,collaboration,A1\nA1,A2,concertation,A2\n"
    assert not found(read_text(tmp_path / "c", acteurs=ACTORS, liens=reports), "tie_levels")


# -- rows and words -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["Total", "TOTAL :", "Total : 14 organismes", "Somme", "Sous-total"]
)
def test_a_row_that_looks_like_a_total(tmp_path, text):
    reading = read_text(tmp_path, acteurs=f"{ACTORS}{text},,45\n")
    only(reading, "total_left_out", severity="notice", file="acteurs.csv", row=4)
    assert len(reading.tables["actors"]) == 2
    filled = read_text(tmp_path / "a", acteurs=f"{ACTORS}{text},,privé\n")
    only(filled, "row_total", severity="warning", row=4, column="acteur")
    assert len(filled.tables["actors"]) == 3, "what says more than sums is no total"
    named = read_text(tmp_path / "b", acteurs=f"{ACTORS}A3,{text},privé\n")
    only(named, "row_total", row=4, column="nom")


@pytest.mark.parametrize("text", ["Total Diabète", "Sommet", "Totalité"])
def test_a_name_that_begins_like_a_total(tmp_path, text):
    assert not found(read_text(tmp_path, acteurs=f"{ACTORS}{text},x,\n"), "row_total")


def test_rows_without_a_name_are_listed(tmp_path):
    reading = read_text(tmp_path, acteurs=ACTORS + "A3,,privé\nA4,,privé\n")
    notice = only(reading, "name_missing", row=4)
    assert "lignes : 4, 5" in notice.message("fr")


def test_the_only_row_is_not_said_twice(tmp_path):
    reading = read_text(tmp_path, acteurs=ACTORS, liens="source,cible,niveau\nA1,A2,amitié\n")
    text = only(reading, "level_unknown", row=2).text("fr")
    assert text.startswith("fichier « liens.csv », ligne 2, colonne « niveau », valeur « amitié »")
    assert "lignes" not in text
    assert "cette valeur" in text


@pytest.mark.parametrize(
    ("rows", "scale"),
    [("A1,A2,coopération\n", "partner"), ("A1,A2,coopération\nA1,A2,réseautage\n", "himmelman")],
)
def test_a_level_of_another_known_scale(tmp_path, rows, scale):
    reading = read_text(tmp_path, acteurs=ACTORS, liens="source,cible,niveau\n" + rows)
    problem = found(reading, "level_other_scale")[0]
    assert problem.severity == "error"
    for expected in ("« coopération »", f"« échelle : {scale} »", f"--scale {scale}", "À propos"):
        assert expected in problem.suggestion("fr")
    assert "Vouliez-vous" not in problem.suggestion("fr")


def test_sectors_read_by_a_synonym_are_noticed_once(tmp_path):
    actors = "acteur,nom,secteur\n" + "".join(
        f"A{i},n,{sector}\n"
        for i, sector in enumerate(
            ["OBNL", "obnl", "RI", "Privée", "institutionnels", "communautaire", "social economy",
             "economie sociale", "community", "privés", "coopérative"]
        )
    )  # fmt: skip
    reading = read_text(tmp_path, acteurs=actors)
    notices = found(reading, "sector_read")
    assert [p.value for p in notices] == ["OBNL", "RI", "coopérative"]
    assert notices[0].message("fr").startswith("« OBNL » a été lu comme communautaire (2 lignes)")
    assert not found(reading, "sector_unknown")


# -- files and sheets -----------------------------------------------------------------------------


def test_two_files_of_the_same_table_are_an_error(tmp_path):
    files = {"acteurs": ACTORS, "liens 1": TIES, "liens 2": TIES}
    problem = only(read_text(tmp_path, **files), "table_twice", severity="error")
    assert "liens 1.csv" in problem.text("fr")
    assert "liens 2.csv" in problem.text("fr")


def test_a_blank_sheet_gives_way(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        **{"Acteurs": [["acteur", "secteur"], ["A", "privé"]], "Liens 1": [[]],
           "Liens 2": [["source", "cible", "niveau"], ["A", "A1", "concertation"]]},
    )  # fmt: skip
    reading = read_tables(path, add_missing_actors=True)
    assert not errors(reading)
    assert len(reading.tables["ties"]) == 1


def test_several_workbooks_in_a_folder(tmp_path):
    rows = [["acteur"], ["A1"]]
    for name in ("a.xlsx", "b.xlsx"):
        workbook(tmp_path / name, Acteurs=rows)
    reading = read_tables(tmp_path)
    assert errors(reading) == ["several_workbooks"]
    assert "a.xlsx, b.xlsx" in only(reading, "several_workbooks").message("fr")
    (tmp_path / "b.xlsx").rename(tmp_path / "resultats.xlsx")
    assert not errors(read_tables(tmp_path)), "our own results are no data"


def test_results_written_in_the_folder_are_no_tables(tmp_path):
    results = [key for key in words("fr") if key.startswith("file_") and key != "file_map"]
    for key in results:
        for lang in LANGUAGES:
            assert table_of(words(lang)[key]) is None, key
    folder(tmp_path, description="grandeur,valeur\na,1\n", mesures="a\n1\n", couverture="a\n1\n")
    workbook(tmp_path / "dossier.xlsx", Acteurs=[["acteur"], ["A1"]])
    reading = read_tables(tmp_path)
    assert not errors(reading)
    assert reading.tables["actors"]["actor"].tolist() == ["A1"]


# -- headings -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading", ["No", "N°", "Nº", "No.", "Numéro", "no d'acteur", "Numéro d’acteur", "Code"]
)
def test_a_number_may_be_the_key_of_actors(tmp_path, heading):
    for name in ("Nom de l'organisme", "Nom complet", "Organisme", "Nom"):
        found_columns = match_columns("actors", [heading, name, "secteur"]).found
        assert found_columns == {"actor": 0, "name": 1, "sector": 2}, name
    reading = read_text(tmp_path, acteurs=f"{heading},Nom de l'organisme\n001,X\n")
    assert reading.tables["actors"].loc[0, ["actor", "name"]].tolist() == ["001", "X"]


def test_a_number_never_takes_the_place_of_a_key():
    assert match_columns("actors", ["No", "acteur", "nom"]).found == {"actor": 1, "name": 2}
    assert match_columns("actors", ["Code", "identifiant"]).found == {"actor": 1}
    assert "actor" not in match_columns("seats", ["No", "instance"]).found


def test_ties_without_levels(tmp_path):
    reading = read_text(tmp_path, acteurs=ACTORS, liens="source,cible\nA1,A2\n")
    problem = only(reading, "level_missing", severity="error")
    assert "« niveau »" in problem.suggestion("fr")
    assert "collaboration, concertation, partenariat" in problem.suggestion("fr")


def test_columns_and_tables_that_are_absent_have_their_labels(tmp_path):
    reading = read_text(tmp_path, acteurs=ACTORS, liens="source,cible,niveau\nA1,A2,partenariat\n")
    alone = only(reading, "partnership_alone")
    assert "colonne « entente »" in alone.text("fr")
    assert alone.as_row("fr")["column"] == "entente"
    assert 'column "agreement"' in alone.text("en")
    nobody = only(read_text(tmp_path / "b", liens=TIES), "no_actors")
    assert "feuille « Acteurs »" in nobody.text("fr")
    assert "--add-missing-actors" in nobody.suggestion("fr")


def test_the_name_of_a_sheet_is_trimmed(tmp_path):
    path = workbook(tmp_path / "a.xlsx", **{"Acteurs ": [["acteur"], ["A"], ["A"]]})
    frame = check(path, lang="fr")
    assert set(frame["sheet"].dropna()) == {"Acteurs"}
    assert "« Acteurs »" in only(read_tables(path), "actor_twice").text("fr")
    mark_problems(path, tmp_path / "b.xlsx", lang="fr")
    assert openpyxl.load_workbook(tmp_path / "b.xlsx")["Acteurs "]["A3"].comment


# -- references -----------------------------------------------------------------------------------


def test_seats_name_instances_that_nobody_described(tmp_path):
    reading = read_text(
        tmp_path,
        acteurs=ACTORS,
        sièges="siège,instance,acteur\nS,Table A,A1\nT,Table B,A2\nU,Table A,A2\n",
        réponses="répondant,instance,énoncé,réponse\nA1,Table C,q,r\n",
    )
    notice = only(reading, "instance_added", severity="notice", file="sièges.csv")
    assert notice.fields["names"] == ("Table A", "Table B", "Table C")
    assert not errors(reading)
    assert reading.tables["instances"]["name"].tolist() == ["Table A", "Table B", "Table C"]
    described = read_text(
        tmp_path / "b",
        acteurs=ACTORS,
        sièges="siège,instance,acteur\nS,Table A,A1\n",
        instances="instance,nom\nAutre,Autre\n",
    )
    only(described, "instance_unknown", severity="error")


def test_references_by_name_or_by_case(tmp_path):
    actors = "acteur,nom\n001,CISSS du Nord\nCISSS du Sud,CISSS du Sud\n"
    ties = "source,cible,niveau\nCISSS du Nord,cisss du sud,concertation\n"
    reading = read_text(tmp_path, acteurs=actors, liens=ties)
    by_name, by_case = found(reading, "name_read")
    assert "« 001 » (CISSS du Nord)" in by_name.message("fr")
    assert by_case.value == "cisss du sud"
    assert reading.tables["ties"].loc[0, ["source", "target"]].tolist() == ["001", "CISSS du Sud"]
    assert not errors(reading)


def test_each_suggestion_is_quoted():
    problem = Problem("error", "actor_unknown", fields={"n": 1, "nearest": ("a, b", "c")})
    assert problem.suggestion("fr").startswith("Vouliez-vous dire « a, b » ou « c » ?")
    assert problem.suggestion("en").startswith('Did you mean "a, b" or "c"?')


def test_parties_written_in_other_ways(tmp_path):
    reading = read_text(
        tmp_path,
        acteurs="acteur,nom\n001,A\n002,B\n003,C\nPère et fils,D\n",
        ententes='entente,parties\nE1,001/002\nE2,"001, 002 et 003"\n'
        "E3,Père et fils; 001\nE4,8/9\n",
    )
    assert reading.tables["agreements"]["parties"].tolist() == [
        "001; 002", "001; 002; 003", "Père et fils; 001", "8/9",
    ]  # fmt: skip
    assert [p.row for p in found(reading, "parties_parted")] == [2, 3]
    problem = only(reading, "party_unknown", severity="error", row=5)
    assert "points-virgules : 8; 9" in problem.suggestion("fr")


# -- the system, and the marked copy --------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["ENOENT", "EACCES", "EPERM", "ENOSPC", "EISDIR", "ENOTDIR", "EEXIST", "EROFS"]
)
def test_what_the_system_says_is_said_in_the_readers_language(name):
    said = reason(OSError(getattr(errno, name), "in English"))
    assert isinstance(said, Word)
    error = ConcertnetError("error_cannot_write", path="x", reason=said)
    assert words("fr")[said] in error.text("fr")
    assert words("en")[said] in error.text("en")
    assert reason(OSError(errno.EIO, "odd")) == "odd"


def test_writing_where_a_folder_stands(tmp_path):
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(ConcertnetError) as caught:
        replace_file(tmp_path / "a.csv", Path.touch)
    assert "c'est un dossier" in caught.value.text("fr")


def test_a_field_of_an_error_may_be_a_list_of_words():
    text = words("fr")("error_unknown_scale", value="x", known=(Word("private"), "autre"))
    assert "privé, autre" in text
    with pytest.raises(ConcertnetError) as caught:
        scale_named("x")
    assert "À propos" in caught.value.text("fr")


def test_comments_are_as_large_as_their_text(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Acteurs"
    for row in (["acteur", "secteur"], ["A", "zoo"], ["A", "zoo"]):
        sheet.append(row)
    sheet["A3"].comment = openpyxl.comments.Comment("à vérifier", "moi")
    book.save(tmp_path / "a.xlsx")
    copy = mark_problems(tmp_path / "a.xlsx", tmp_path / "b.xlsx", lang="fr")
    marked = openpyxl.load_workbook(copy)["Acteurs"]
    assert marked["A3"].comment.text.startswith("à vérifier\n")
    with zipfile.ZipFile(copy) as archive:
        drawing = next(n for n in archive.namelist() if n.endswith(".vml"))
        vml = archive.read(drawing).decode()
    heights = [float(h) for h in re.findall(r"height:([\d.]+)px", vml)]
    texts = [c.comment.text for row in marked.iter_rows() for c in row if c.comment]
    assert len(heights) == len(texts)
    assert sorted(heights) != [79.0] * len(heights)
    assert max(heights) >= 18 * max(len(text) for text in texts) / 52


def test_the_wrong_suffix_of_the_copy_is_that_of_the_copy(tmp_path):
    path = workbook(tmp_path / "a.xlsx", Acteurs=[["acteur"], ["A"]])
    with pytest.raises(ConcertnetError) as caught:
        mark_problems(path, tmp_path / "copie.csv")
    assert "copie.csv" in caught.value.text("fr")


def test_a_table_that_the_workbook_lacks_is_not_marked(tmp_path):
    rows = [["source", "cible", "niveau"], ["a", "b", "concertation"]]
    path = workbook(tmp_path / "a.xlsx", Liens=rows)
    assert mark_problems(path, tmp_path / "b.xlsx").exists()


def test_frames_given_in_python_are_held_to_the_same():
    actors = pd.DataFrame({"actor": ["a", "b"], "sector": ["private"] * 2})
    ties = pd.DataFrame({"source": ["a"], "target": ["b"], "level": ["concertation"],
                         "start": [2023], "end": [2022]})  # fmt: skip
    _, problems = check_tables({"actors": actors, "ties": ties})
    (problem,) = [p for p in problems if p.severity == "error"]
    assert (problem.code, problem.value) == ("end_before_start", "2022")


SEATED = {
    "acteurs": ACTORS,
    "instances": "instance,nom\nT,Table\n",
    "sieges": "Repère,instance,acteur\nS1,T,A1\nS2,T,A2\n",
}


def test_mandates_of_seats_whose_column_is_not_known_are_one_error(tmp_path):
    mandates = "siège,personne\nS1,P1\nS2,P2\nS1,P3\n"
    reading = read_tables(folder(tmp_path / "a", **SEATED, mandats=mandates))
    (error,) = [p for p in reading.problems if p.severity == "error"]
    assert (error.code, error.file, error.fields["n"]) == ("seats_unnamed", "sieges.csv", 2)
    well_said(error)
    # one that is named tells that identifiers made are those meant
    mandates = "siège,personne\nT-A1,P1\nS2,P2\n"
    reading = read_tables(folder(tmp_path / "b", **SEATED, mandats=mandates))
    (error,) = [p for p in reading.problems if p.severity == "error"]
    assert (error.code, error.value) == ("reference_unknown", "S2")


def test_a_column_of_dates_that_is_not_known_is_a_warning(tmp_path):
    seats = "siège,instance,acteur,Rencontre,Budget,début\nS1,T,A1,2020-05-04,2020,2019\n"
    reading = read_tables(folder(tmp_path / "a", **SEATED | {"sieges": seats}))
    codes = {p.column: (p.severity, p.code) for p in reading.problems if p.file == "sieges.csv"}
    assert codes["Rencontre"] == ("warning", "column_dates")
    assert codes["Budget"] == ("notice", "column_unknown")
    (dates,) = [p for p in reading.problems if p.code == "column_dates"]
    assert dates.fields["free"] == ("end",)
    well_said(dates)
    whole = seats.replace("début", "début,fin").replace(",2019", ",2019,2021")
    reading = read_tables(folder(tmp_path / "b", **SEATED | {"sieges": whole}))
    assert not [p for p in reading.problems if p.code == "column_dates"]


def test_a_mistyped_function_says_what_it_counts_as(tmp_path):
    seats = "siège,instance,acteur\nS1,T,A1\n"
    mandates = "siège,personne,fonction\nS1,P1,titulère\n"
    reading = read_tables(folder(tmp_path / "a", **SEATED | {"sieges": seats}, mandats=mandates))
    (told,) = [p for p in reading.problems if p.code == "function_unknown"]
    assert "substitut" in told.message("fr")
    assert told.fields["nearest"] == ("titular",)
    well_said(told)
