"""What is wrong in answers or in a mapping is said, all at once, with its place; hostile texts."""

import openpyxl
import pandas as pd
import pytest

import concertnet as cn
from concertnet.survey.read import survey_findings
from tests.survey.exports import KNOWN, limesurvey_rows, write_csv
from tests.survey.test_read import LEVELS, MATRIX
from tests.tables.making import folder

WIDE = '[survey]\nrespondent = "org"\n[[relation]]\ncolumns = "n [{actor}]"\n' + LEVELS
ROWS = "org,n [A],n [B],n [C]\nA,,2,0\nB,1,,\nC,0,0,\n"


def found(tmp_path, rows=ROWS, mapping=WIDE, **how):
    folder(tmp_path, answers=rows)
    return survey_findings(tmp_path / "answers.csv", mapping=mapping, **how)


def codes(tmp_path, rows=ROWS, mapping=WIDE, **how):
    return [p.code for p in found(tmp_path, rows, mapping, **how).problems]


def of_mapping(text):
    """Return the problems of a mapping that is not read."""
    with pytest.raises(cn.TableError) as error:
        survey_findings("nowhere.csv", mapping=text)
    return error.value.problems


def test_a_good_one_has_no_problem(tmp_path):
    assert codes(tmp_path) == []


def test_no_column_says_who_answers(tmp_path):
    problems = found(tmp_path, mapping=WIDE.replace('respondent = "org"\n', "")).problems
    assert [p.code for p in problems] == ["survey_no_respondent"]
    assert "org, n [A]" in problems[0].text("en")


def test_a_heading_renamed_is_told_with_the_nearest(tmp_path):
    (problem,) = found(tmp_path, rows=ROWS.replace("org", "organ", 1)).problems
    assert (problem.code, problem.value) == ("survey_column_missing", "org")
    rows, mapping = ROWS.replace("n [", "Niveaux ["), WIDE.replace("n [", "Niveau [")
    problems = found(tmp_path, rows=rows, mapping=mapping).problems
    assert [p.code for p in problems if p.severity == "error"] == ["survey_pattern_unmatched"]
    assert "Niveaux [A]" in problems[0].text("en")


def test_two_questions_that_claim_one_column(tmp_path):
    twice = WIDE + '[[relation]]\ncolumns = "n [{actor}]"\nto = "directed"\nquestion = "q"\n'
    problems = [p for p in found(tmp_path, mapping=twice).problems if p.severity == "error"]
    assert {p.code for p in problems} == {"survey_column_twice"}
    assert [p.value for p in problems] == ["n [A]", "n [B]", "n [C]"]
    assert "relation 1" in problems[0].text("en")


def test_the_mapping_of_another_file(tmp_path):
    seen = WIDE + '\n[seen]\nheadings = ["a", "b", "c", "d", "e", "f", "org"]\n'
    problems = found(tmp_path, mapping=seen).problems
    assert problems[0].code == "survey_other_file"
    assert "1 of its 7" in problems[0].text("en")


def test_columns_that_are_new_or_gone_are_told_and_moved_ones_are_not(tmp_path):
    seen = WIDE + '\n[seen]\nheadings = ["n [C]", "org", "n [A]", "n [B]", "n [D]"]\n'
    rows = ROWS.replace("\n", ",\n").replace("n [C],", "n [C],Commentaire")
    problems = found(tmp_path, rows=rows, mapping=seen).problems
    told = {p.code: p.fields["headings"] for p in problems}
    assert told == {"survey_columns_gone": ("n [D]",), "survey_columns_new": ("Commentaire",)}
    told = found(tmp_path, rows=rows).problems
    assert [(p.code, p.fields["headings"]) for p in told] == [
        ("survey_columns_unread", ("Commentaire",))
    ]
    dropped = WIDE.replace('"org"\n', '"org"\ndrop = ["Comm*"]\n')
    assert codes(tmp_path, rows, dropped) == []


def test_headings_that_come_twice_are_numbered(tmp_path):
    rows = "org,n [A],n [B],n [A],n [B]\nA,,2,,1\nB,1,,0,\n"
    second = WIDE + '[[relation]]\ncolumns = "n [{actor}] #2"\ntheme = "b"\n' + LEVELS
    survey = found(tmp_path, rows, second).survey
    assert survey.ties["theme"].astype(object).where(survey.ties["theme"].notna(), "").tolist() == [
        "", "", "b",
    ]  # fmt: skip


def test_scores_where_levels_are_expected(tmp_path):
    rows = ROWS.replace("A,,2,0", "A,,7,8.5")
    problems = found(tmp_path, rows=rows).problems
    assert [(p.code, p.value, p.row, p.column) for p in problems] == [
        ("survey_value", "7", 2, "n [B]"), ("survey_value", "8.5", 2, "n [C]"),
    ]  # fmt: skip
    assert "collaboration, concertation, partnership" in problems[0].text("en")


def test_a_value_unknown_is_told_once_with_all_its_rows(tmp_path):
    rows = "org,n [A],n [B],n [C]\nA,,Parfois,0\nB,parfois,,1\nC,0,Parfois,\n"
    problems = found(tmp_path, rows=rows).problems
    assert [p.value for p in problems] == ["Parfois", "parfois"]
    assert list(problems[0].fields["rows"]) == [2, 4]


def test_words_of_another_scale_never_match(tmp_path):
    rows = ROWS.replace("A,,2,0", "A,,Coordinating,0")
    assert codes(tmp_path, rows) == ["survey_value"]
    himmelman = WIDE.replace('"org"\n', '"org"\nscale = "himmelman"\n')
    himmelman = himmelman.partition("[relation.values]")[0] + (
        '[relation.values]\n0 = "none"\n1 = "networking"\n2 = "coordinating"\n'
    )
    survey = found(tmp_path, rows, himmelman).survey
    assert survey.ties["level"].tolist() == ["coordinating", "networking"]
    assert survey.network().scale.name == "himmelman"


def test_a_scale_of_ones_own(tmp_path):
    own = WIDE.partition("[relation.values]")[0]
    own = own.replace('"org"\n', '"org"\nscale = ["rare", "souvent"]\n')
    rows = ROWS.replace("2", "Souvent").replace("1", "rare")
    own += '[relation.values]\n0 = "none"\n'
    survey = found(tmp_path, rows, own).survey
    assert survey.ties["level"].tolist() == ["souvent", "rare"]
    survey.save(tmp_path / "dossier")
    assert cn.read(tmp_path / "dossier").scale.levels == ("rare", "souvent")


def test_subcontracting_is_set_aside_and_is_no_level(tmp_path):
    rows = ROWS.replace("A,,2,0", "A,,sous-traitance,0")
    text = WIDE + '"Sous-traitance" = "subcontracting"\n'
    survey = found(tmp_path, rows, text).survey
    assert survey.set_aside[["source", "target", "kind"]].to_numpy().tolist() == [
        ["A", "B", "subcontracting"]
    ]
    assert len(survey.ties) == 1


def test_a_score_out_of_its_scale_or_no_score(tmp_path):
    text = WIDE.partition("[relation.values]")[0].replace(
        'columns = "n [{actor}]"\n',
        'columns = "n [{actor}]"\nto = "perceptions"\ndimension = "power"\nscale = [1, 4]\n',
    )
    rows = 'org,n [A],n [B],n [C]\nA,,5,beaucoup\nB,"2,5",,4\nC,1,nan,\n'
    problems = found(tmp_path, rows, text).problems
    assert [(p.code, p.value) for p in problems] == [
        ("survey_score_range", "5"), ("survey_score", "beaucoup"), ("survey_score", "nan"),
    ]  # fmt: skip
    rows = rows.replace("5,beau", "4,beau").replace("nan", "")
    text += '[relation.values]\n"Beaucoup" = 4\n'
    survey = found(tmp_path, rows, text).survey
    assert survey.perceptions["score"].tolist() == [4, 4, 2.5, 4, 1]


def test_all_empty_is_no_answer_and_zero_is_a_no(tmp_path):
    survey = found(tmp_path, "org,n [A],n [B]\nA,,0\nB,,\n").survey
    assert survey.respondents["answered"].tolist() == ["complete", "none"]
    assert survey.ties.empty
    net = survey.network()
    assert net.response_rate == 0.5


def test_an_actor_left_out_of_the_roster_was_not_asked(tmp_path):
    actors = pd.DataFrame({"actor": list("ABCD")})
    one = found(tmp_path, actors=actors)
    (problem,) = one.problems
    assert (problem.code, problem.fields["actors"]) == ("survey_not_asked", ("D",))
    said = one.survey.respondents.set_index("actor")["not_answered"]
    assert said.to_dict() == {"A": "D", "B": "C; D", "C": "D"}


def test_a_form_without_a_name_and_a_date_that_is_none(tmp_path):
    text = WIDE.replace('"org"\n', '"org"\ndate = "jour"\n')
    rows = "org,jour,n [A],n [B]\nA,2026-11-03,,2\n,2026-11-03,1,\nB,hier,1,\n"
    problems = found(tmp_path, rows, text).problems
    assert [(p.code, p.row) for p in problems] == [
        ("survey_respondent_empty", 3), ("survey_date", 4),
    ]  # fmt: skip


def test_an_address_is_never_shown(tmp_path):
    text = WIDE.replace('"org"', '"courriel"')
    rows = "courriel,n [A],n [B]\nzoe@exemple.org,,2\nyvon@exemple.org,1,\n"
    problems = found(tmp_path, rows, text).problems
    assert [(p.code, p.row) for p in problems] == [("survey_address", 2)]
    named = '[survey]\nrespondent = "org"\n[[named]]\nname = ["qui"]\nchosen = "collaboration"\n'
    problems = found(tmp_path, "org,qui\nA,zoe@exemple.org\n", named).problems
    assert "survey_name_is_address" in {p.code for p in problems}
    rows = ROWS.replace("A,,2,0", "A,,voir zoe@exemple.org,0")
    more = found(tmp_path, rows).problems
    for problem in (*problems, *more):
        for lang in ("fr", "en"):
            assert "@" not in problem.text(lang)


def test_a_formula_as_an_answer_is_text(tmp_path):
    named = '[survey]\nrespondent = "org"\n[[items]]\ncolumns = "{item}"\ncodes = { mot = "E1" }\n'
    hostile = ['=HYPERLINK("http://x")', "@SUM(A1)", "+1", "<script>alert(1)</script>", "{x}"]
    rows = "org,mot\n" + "".join(f'A{n},"{text.replace(chr(34), chr(34) * 2)}"\n'
                                 for n, text in enumerate(hostile))  # fmt: skip
    actors = pd.DataFrame({"actor": [f"A{n}" for n in range(len(hostile))]})
    survey = found(tmp_path, rows, named, actors=actors).survey
    assert survey.answers["answer"].tolist() == hostile
    for place in ("dossier", "dossier.xlsx"):
        survey.save(tmp_path / place)
        assert cn.read(tmp_path / place).answers["answer"].tolist() == hostile
    book = openpyxl.load_workbook(tmp_path / "dossier.xlsx")
    assert not [c for row in book["answers"] for c in row if c.data_type == "f"]


@pytest.mark.parametrize(
    "name", ["=1+1", 'dit "oui"', "a;b|c", "l’été\\x", "[X]", "{actor}", "中文"]
)
def test_hostile_names_go_through_the_proposed_mapping(tmp_path, name):
    heads = ["org", *(f"Relation [{one}]" for one in ("A", name, "B"))]
    rows = [heads, ["A", "", "Collaboration", "Concertation"], [name, "Collaboration", "", ""],
            ["B", "", "Partenariat", ""]]  # fmt: skip
    path = write_csv(tmp_path / "answers.csv", rows)
    text = cn.propose_mapping(path)
    survey = cn.read_survey(path, mapping=text)
    assert sorted(survey.actors["actor"]) == sorted(["A", "B", name])
    assert len(survey.ties) == 4


def test_a_cell_with_an_error_is_told(tmp_path):
    book = openpyxl.Workbook()
    for row in (["", "A", "B"], ["A", "", "=1/0"], ["B", 1, ""]):
        book.active.append(row)
    book.save(tmp_path / "m.xlsx")
    problems = survey_findings(tmp_path / "m.xlsx", mapping=MATRIX).problems
    assert [(p.code, p.row, p.column) for p in problems] == [("formula_no_value", 2, "B")]


def test_a_matrix_with_a_title_merged_cells_and_a_total(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    rows = [["Relations entre membres, novembre 2026"], [], ["No", "Répond", "Avec"],
            ["", "", "A", "B", "C", "Total"], [1, "A", "", 2, 0, 2], [2, "B", 3, "", 1, 4],
            [3, "C", 0, 1, "", 1], ["", "Total", 3, 3, 1, 7]]  # fmt: skip
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("C3:F3")
    book.save(tmp_path / "m.xlsx")
    survey = cn.read_survey(tmp_path / "m.xlsx", mapping=cn.propose_mapping(tmp_path / "m.xlsx"))
    assert survey.actors["actor"].tolist() == list("ABC")
    assert len(survey.ties) == 4


def test_a_mapping_tells_all_that_is_wrong_in_it_at_once():
    problems = of_mapping(
        '[survey]\nrespondant = "org"\nform = "liste"\nscale = "likert"\n'
        '[[relation]]\ncolumns = "Q1"\nto = "directed"\n'
        '[[relation]]\ncolumns = "Q2[{actor}]"\nactor = "x"\n'
        '[[relation]]\ncolumns = "Q3[{actor}]"\nto = "perceptions"\nscale = [4, 1]\n'
        '[[relation]]\ncolumns = "Q4[{actor}]"\n[relation.values]\n"oui" = "?"\n"non" = "jamais"\n'
        '[[named]]\nname = ["a", "b"]\nlevel = ["c"]\n'
        "[roster]\nr1 = 3\n"
    )
    assert [p.code for p in problems] == [
        "survey_key_unknown", "survey_choice", "survey_key_type", "survey_question_needed",
        "survey_placeholder", "survey_where", "survey_choice", "survey_steps",
        "survey_meaning_undecided", "survey_meaning", "survey_named_levels", "survey_choice",
    ]  # fmt: skip
    assert "respondent" in problems[0].text("en")
    for problem in problems:
        for lang in ("fr", "en"):
            assert "{" not in problem.text(lang).replace("{actor}", "")


def test_a_mapping_that_is_no_mapping(tmp_path):
    (problem,) = of_mapping("[survey]\nrespondent = org\n")
    assert (problem.code, problem.row) == ("survey_toml", 2)
    assert [p.code for p in of_mapping("[survey]\nrespondent = 'org'\n")] == ["survey_no_question"]
    (tmp_path / "m.toml").write_bytes("[survey]\nrespondent = 'é'\n".encode("cp1252"))
    with pytest.raises(cn.TableError, match="UTF-8"):
        cn.read_survey("nowhere.csv", mapping=tmp_path / "m.toml")
    with pytest.raises(cn.TableError, match=r"nothing\.toml"):
        cn.read_survey("nowhere.csv", mapping=tmp_path / "nothing.toml")
    (tmp_path / "m.toml").write_text(WIDE, encoding="utf-8-sig")  # as Notepad saves it
    folder(tmp_path, answers=ROWS)
    assert len(cn.read_survey(tmp_path / "answers.csv", mapping=tmp_path / "m.toml").ties) == 2


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_roster_whose_codes_are_not_filled_stops(tmp_path, lang):
    path = write_csv(tmp_path / "answers.csv", limesurvey_rows())
    text = cn.propose_mapping(path, actors=KNOWN, lang=lang)
    with pytest.raises(cn.TableError) as error:
        cn.read_survey(path, mapping=text, actors=KNOWN)
    assert "survey_roster_blank" in {p.code for p in error.value.problems}


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\x00\x01\x02", b"PK\x03\x04garbage"])
def test_files_that_hold_no_answers(tmp_path, content):
    for name in ("answers.csv", "answers.xlsx", "answers.zip"):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(cn.TableError):
            cn.propose_mapping(tmp_path / name)
        with pytest.raises(cn.TableError):
            cn.read_survey(tmp_path / name, mapping=WIDE)
    with pytest.raises(cn.TableError):
        cn.propose_mapping(tmp_path / "nowhere.csv")


def test_a_zip_writes_nothing_outside_its_place(tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("../../evil_ego.csv", "networkCanvasEgoUUID,org\n1,A\n")
    with pytest.raises(cn.TableError):
        cn.read_survey(tmp_path / "z.zip", mapping=WIDE)
    assert not (tmp_path.parent.parent / "evil_ego.csv").exists()


def test_rows_that_hang_on_no_form(tmp_path):
    book = openpyxl.Workbook()
    forms, lines = book.active, book.create_sheet("lignes")
    for row in (["org", "_index"], ["A", 1], ["B", 2]):
        forms.append(row)
    for row in (["avec", "niveau", "_parent_index"], ["B", 1, 1], ["A", 2, 9]):
        lines.append(row)
    book.save(tmp_path / "k.xlsx")
    text = '[survey]\nrespondent = "org"\n[[relation]]\nsheet = "lignes"\nactor = "avec"\n'
    text += 'value = "niveau"\n' + LEVELS
    actors = pd.DataFrame({"actor": ["A", "B"]})
    with pytest.raises(cn.TableError) as error:
        cn.read_survey(tmp_path / "k.xlsx", mapping=text, actors=actors)
    assert [(p.code, p.row) for p in error.value.problems] == [("survey_orphan", 3)]


def test_a_directed_question_is_turned_the_same_way(tmp_path):
    rows = "org,d [A],d [B],r [A],r [B]\nA,,oui,,non\nB,,,oui,\n"
    text = """
[survey]
respondent = "org"
[[relation]]
columns = "d [{actor}]"
to = "directed"
question = "references"
[relation.values]
"oui" = "oui"
"non" = "none"
[[relation]]
columns = "r [{actor}]"
to = "directed"
question = "references"
direction = "received"
[relation.values]
"oui" = "oui"
"non" = "none"
"""
    survey = found(tmp_path, rows, text).survey
    said = survey.directed[survey.directed["end_says"] == "yes"]
    kept = said[["question", "source", "target", "value", "reported_by"]]
    assert kept.to_numpy().tolist() == [
        ["references", "A", "B", "oui", "A"], ["references", "A", "B", "oui", "B"],
    ]  # fmt: skip
    # B left its line on A empty: whether it directs people to A is not known
    left = survey.directed[survey.directed["end_says"] != "yes"]
    assert left[["source", "target", "reported_by", "end_says"]].to_numpy().tolist() == [
        ["B", "A", "B", "no_answer"]
    ]
    survey.save(tmp_path / "dossier")
    read = cn.read(tmp_path / "dossier")
    assert sorted(read.directed["end_says"]) == ["no_answer", "yes", "yes"]
    assert cn.confirmation(read, question="references").pairs["status"].tolist() == ["confirmed"]


def test_every_problem_is_said_in_both_languages():
    keys = [key for key in cn.words("en") if key.startswith("problem_survey_")]
    assert len(keys) > 35
    for key in keys:
        for lang in ("fr", "en"):
            assert cn.words(lang)[key.replace("problem_", "fix_", 1)]
