import re
import shlex
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import concertnet as cn
from tests.cli.shell import SAMPLE, run
from tests.tables.making import workbook


def test_check_lists_problems_and_fails(tmp_path):
    Path(tmp_path / "actors.csv").write_text("actor,sector\na,private\na,private\n")
    Path(tmp_path / "ties.csv").write_text("source,target,level\na,z,fusion\n")
    code, out, _ = run("check", tmp_path, "--lang", "en")
    assert code == 1
    assert "fusion" in out
    assert run("check", SAMPLE).code == 0


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_problems_are_written_in_a_table(tmp_path, lang):
    (tmp_path / "actors.csv").write_text("actor,sector\na,private\na,private\n")
    code, out, _ = run("check", tmp_path, "-o", tmp_path / "new" / "p.csv", "--lang", lang)
    assert code == 1
    assert "p.csv" in out
    table = pd.read_csv(
        tmp_path / "new" / "p.csv", sep=";" if lang == "fr" else ",", encoding="utf-8-sig"
    )
    assert len(table) == len(cn.check(tmp_path))
    assert cn.words(lang).label("column_message") in table


def test_a_marked_copy_is_written_beside_the_problems(tmp_path):
    book = tmp_path / "book.xlsx"
    pd.DataFrame({"actor": ["a", "a"]}).to_excel(book, sheet_name="actors", index=False)
    code, out, _ = run("check", book, "--marked", tmp_path / "marked.xlsx", "--lang", "en")
    assert code == 1
    assert (tmp_path / "marked.xlsx").exists()
    assert "marked.xlsx" in out


def test_check_shows_what_the_other_commands_count(tmp_path):
    (tmp_path / "actors.csv").write_text("actor,sector\na,private\nb,community\n")
    (tmp_path / "ties.csv").write_text(
        "source,target,level,start\na,b,concertation,2020-05-04\n", encoding="utf-8"
    )
    _, out, _ = run("check", tmp_path, "--lang", "en")
    assert "read from the dates, from 2020-05-04 to 2020-05-04" in out
    counted = run("describe", tmp_path, "--lang", "en").err
    said = re.fullmatch(r"While reading: (2 notices)\. .*\n", counted)  # and no warnings
    assert said is not None
    assert "warning" not in out
    assert f"\n{said[1]} (" in out


def test_check_takes_the_option_that_it_advises(tmp_path):
    pd.DataFrame({"actor": ["a", "b"], "sector": ["private", "community"]}).to_csv(
        tmp_path / "actors.csv", index=False
    )
    pd.DataFrame(
        {"source": ["a", "a"], "target": ["b", "c"], "level": ["collaboration"] * 2}
    ).to_csv(tmp_path / "ties.csv", index=False)
    code, out, _ = run("check", tmp_path, "--lang", "en")
    assert code == 1
    assert "--add-missing-actors" in out
    assert run("check", tmp_path, "--add-missing-actors", "--lang", "en").code == 0


def test_describe_prints_and_writes(small, tmp_path):
    code, out, _ = run("describe", small, "--lang", "fr")
    assert code == 0
    assert out.strip()
    assert not re.search(r"\bnan\b|<NA>|None", out)
    target = tmp_path / "d.csv"
    code, out, err = run("describe", small, "-o", target, "--at", "2024-06-30", "--lang", "en")
    assert code == 0
    assert str(target) in out
    assert "As of 2024-06-30" in err
    assert len(pd.read_csv(target)) == len(cn.describe(cn.read(small).at("2024-06-30")))


def test_brackets_in_a_users_words_are_not_styles(tmp_path):
    Path(tmp_path / "actors.csv").write_text("actor,sector,territory\na,private,[red]Rives[/red]\n")
    assert "[red]Rives[/red]" in run("describe", tmp_path).out


def undecided(folder):
    folder.mkdir()
    (folder / "actors.csv").write_text(
        "actor,name,sector\na,Ville,Municipal\nb,Caisse des Rives,privé\n"
    )
    (folder / "ties.csv").write_text("source,target,level\na,Caisse Rives,concertation\n")
    return folder


def last_command(out, tmp_path):
    """Return the arguments of the command that the last line advises."""
    return shlex.split(out.strip().splitlines()[-1].split("concertnet ", 1)[1])


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_check_says_what_can_be_computed_then_decisions_then_the_command(
    tmp_path, lang, monkeypatch
):
    w = cn.words(lang)
    undecided(tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    code, out, _ = run("check", "data", "--lang", lang)
    assert code == 1
    order = [w["check_ready"], w("check_decisions", n=2), "Caisse Rives", "Municipal"]
    order += [w["file_decisions"] + ".xlsx"]
    places = [out.index(text) for text in order]
    assert places == sorted(places)
    arguments = last_command(out, tmp_path)
    assert arguments[0] == "check"
    code, out, _ = run(*arguments)
    assert code == 1
    written = tmp_path / f"{w['file_decisions']}.xlsx"
    assert written.exists()
    book = openpyxl.load_workbook(written)
    sheet = book.worksheets[0]
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, 2).value = sheet.cell(row, 3).value
    book.save(written)
    code, out, _ = run(*last_command(out, tmp_path))
    assert code == 0
    arguments = last_command(out, tmp_path)
    assert arguments[0] == "results"
    assert arguments[-4:-2] == ["--decisions", written.name]
    described = run("describe", *arguments[1:]).err
    assert written.name in described


def test_check_offers_to_leave_out_a_table_that_is_wrong_and_not_needed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "actors.csv").write_text("actor,sector\na,private\nb,community\n")
    (tmp_path / "data" / "ties.csv").write_text("source,target,level\na,b,concertation\n")
    (tmp_path / "data" / "seats.csv").write_text("instance,actor,start\nt,a,32/13/2024\n")
    code, out, _ = run("check", "data", "--lang", "en")
    assert code == 1
    offered = next(line for line in out.splitlines() if "--without" in line)
    arguments = shlex.split(offered.split("concertnet ", 1)[1])
    assert arguments[0] == "results"
    assert run("describe", *arguments[1:]).code == 0


def test_check_tells_a_kind_once_unless_all_is_asked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    rows = "".join(f"{i},private,x\n" for i in range(9))
    (tmp_path / "data" / "actors.csv").write_text(f"actor,sector,{','.join('pqr')}\n{rows}")
    short, whole = (run("check", "data", "--lang", "en", *more).out for more in ((), ("--all",)))
    assert short.count("is not known") == 1
    assert whole.count("is not known") == 3


def test_check_writes_no_decisions_over_data_and_none_where_nothing_is_asked(tmp_path, small):
    code, out, _ = run("check", small, "--decisions", tmp_path / "d.xlsx")
    assert code == 0
    assert not (tmp_path / "d.xlsx").exists()
    assert out


def test_a_table_of_decisions_that_is_missing_is_said_by_other_commands(tmp_path):
    data = undecided(tmp_path / "data")
    code, _, err = run("describe", data, "--decisions", tmp_path / "no.xlsx", "--lang", "en")
    assert code == 1
    assert "no.xlsx" in err


def test_names_asks_then_joins(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "actors.csv").write_text(
        "actor,name,sector\na,Caisse des Rives,private\nb,Caisse Rives,private\nc,Ville,community\n"
    )
    (tmp_path / "data" / "ties.csv").write_text(
        "source,target,level\nb,c,concertation\na,b,collaboration\n"
    )
    code, out, _ = run("names", "data", "--lang", "en")
    assert code == 0
    assert "Caisse Rives" in out
    code, out, _ = run(*last_command(out, tmp_path))
    assert code == 0
    book = openpyxl.load_workbook(tmp_path / "names.xlsx")
    sheet = book.worksheets[0]
    sheet.cell(2, 2).value = sheet.cell(2, 3).value
    book.save(tmp_path / "names.xlsx")
    arguments = last_command(out, tmp_path)
    code, out, _ = run(*arguments)
    assert code == 0
    joined = cn.read(tmp_path / "joined_data.xlsx")
    assert len(joined.actors) == 2
    assert len(joined.ties) == 1
    assert "1 row" in out
    code, _, err = run(*arguments)
    assert code == 1
    assert "joined_data.xlsx" in err


def test_names_has_nothing_to_ask_of_the_sample(tmp_path):
    code, out, _ = run("names", SAMPLE, "-o", tmp_path / "n.xlsx")
    assert code == 0
    assert out.strip()
    assert not (tmp_path / "n.xlsx").exists()


def test_what_stops_another_command_leads_to_check(tmp_path):
    data = undecided(tmp_path / "data")
    code, _, err = run("describe", data, "--lang", "en")
    assert code == 1
    assert "Caisse Rives" in err
    assert run(*last_command(err, tmp_path)).code == 1
    assert last_command(err, tmp_path)[:2] == ["check", str(data)]


def answer(book, **answers):
    """Write in a table of decisions the answer to each thing that is written."""
    opened = openpyxl.load_workbook(book)
    sheet = opened.worksheets[0]
    for row in range(2, sheet.max_row + 1):
        written = str(sheet.cell(row, 8).value).split()[0]
        sheet.cell(row, 2).value = answers.get(written)
    opened.save(book)


def test_a_wrong_answer_is_mended_in_its_table_and_not_in_the_data(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    undecided(tmp_path / "data")
    run("check", "data", "--decisions", "d.xlsx", "--lang", "fr")
    answer(tmp_path / "d.xlsx", Caisse="Nulle part", Municipal="institutionnel")
    code, out, _ = run("check", "data", "--decisions", "d.xlsx", "--lang", "fr")
    assert code == 1
    assert "--marked" not in out
    assert "d.xlsx » à la ligne 2" in out.strip().splitlines()[-1]
    assert last_command(out, tmp_path)[:4] == ["check", "data", "--decisions", "d.xlsx"]


def test_a_table_not_filled_in_is_to_be_filled_in(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    undecided(tmp_path / "data")
    run("check", "data", "--decisions", "d.xlsx", "--lang", "en")
    out = run("check", "data", "--decisions", "d.xlsx", "--lang", "en").out
    assert out.strip().splitlines()[-1].startswith('Answer in "d.xlsx"')
    assert last_command(out, tmp_path)[:4] == ["check", "data", "--decisions", "d.xlsx"]


def test_a_new_table_says_that_it_keeps_the_answers_given_before(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    data = undecided(tmp_path / "data")
    run("check", "data", "--decisions", "d.xlsx", "--lang", "en")
    answer(tmp_path / "d.xlsx", Caisse="b", Municipal="institutional")
    with (data / "ties.csv").open("a") as file:
        file.write("a,Mystery,concertation\n")
    out = run("check", "data", "--decisions", "d.xlsx", "--lang", "en").out
    last = run(*last_command(out, tmp_path)).out.strip().splitlines()[-1]
    assert '"decisions.xlsx", where 2 answers already given are kept' in last


def test_a_table_of_decisions_that_is_not_written_is_said(tmp_path, small, monkeypatch):
    monkeypatch.chdir(tmp_path)
    out = run("check", small, "--decisions", "mal.xlsx", "--lang", "en").out
    assert '"mal.xlsx" does not exist' in out
    data = undecided(tmp_path / "data")
    two = ("--decisions", "one.xlsx", "--decisions", "two.xlsx")
    code, _, err = run("check", data, *two, "--lang", "en")
    assert code == 1
    assert "one.xlsx, two.xlsx" in err
    assert not list(tmp_path.glob("*.xlsx"))


def test_results_say_that_a_table_of_decisions_does_not_exist(tmp_path):
    data = undecided(tmp_path / "data")
    _, _, err = run("results", data, "--decisions", tmp_path / "absente.xlsx", "--lang", "fr")
    assert "cette table de décisions n’existe pas" in " ".join(err.split())
    assert "check" in err


def test_an_empty_template_is_to_be_filled_in(tmp_path):
    path = cn.template(tmp_path / "model.xlsx", lang="en")
    code, out, _ = run("check", path, "--lang", "en")
    assert code == 0
    assert last_command(out, tmp_path)[0] == "check"


def test_the_period_is_told_before_the_rest(tmp_path):
    (tmp_path / "actors.csv").write_text("actor,sector\na,private\nb,community\n")
    (tmp_path / "ties.csv").write_text("source,target,level,start\na,b,concertation,2020-05-04\n")
    _, out, _ = run("check", tmp_path, "--lang", "en")
    assert out.count("observed period") == 1
    assert out.index("observed period") < out.index("notices")


def test_names_are_asked_whatever_else_is_left_to_decide(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "actors.csv").write_text(
        "actor,name,sector\na,Caisse des Rives,private\nb,Caisse Rives,private\nc,Ville,public\n"
    )
    (tmp_path / "data" / "ties.csv").write_text("source,target,level\nb,Zut,concertation\n")
    code, out, err = run("names", "data", "--lang", "en")
    assert code == 1
    assert "Caisse Rives" in out
    assert not err
    assert last_command(out, tmp_path)[:2] == ["check", "data"]
    code, out, _ = run("names", "data", "-o", "n.xlsx", "--lang", "en")
    assert (tmp_path / "n.xlsx").exists()
    checked = run("check", "data", "--lang", "fr").out
    assert "concertnet names data --lang fr" in checked


@pytest.mark.parametrize(("lang", "title"), [("fr", "Acteurs"), ("en", "Actors")])
def test_joined_data_are_saved_in_the_readers_language(tmp_path, lang, title):
    actors = [["acteur", "nom"], ["a", "Caisse des Rives"], ["b", "Caisse Rives"], ["c", "Ville"]]
    ties = [["source", "cible", "niveau"], ["b", "c", "concertation"]]
    data = workbook(tmp_path / "d.xlsx", Acteurs=actors, Liens=ties)
    asked = cn.decisions(data, names=True)
    cn.write_decisions(data, tmp_path / "n.xlsx", names=True)
    answer(tmp_path / "n.xlsx", a="a")
    out = tmp_path / "joined.xlsx"
    assert len(asked) == 1
    code, _, err = run("names", data, "--decisions", tmp_path / "n.xlsx", "-o", out, "--lang", lang)
    assert code == 0, err
    assert title in openpyxl.load_workbook(out).sheetnames
    assert cn.read(out).equals(cn.read(data, decisions=tmp_path / "n.xlsx"))


def test_what_is_left_without_an_answer_is_reopened_with_what_is_wrong(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "actors.csv").write_text("actor,sector\na,private\nb,public\n")
    (tmp_path / "data" / "ties.csv").write_text("source,target,level\na,b,zut\na,b,flip\n")
    run("check", "data", "--decisions", "d.xlsx")
    answer(tmp_path / "d.xlsx", zut="nothing of the kind")
    _, out, _ = run("check", "data", "--decisions", "d.xlsx", "--lang", "fr")
    assert "aux lignes 2, 3" in out


def test_words_of_sector_are_told_in_one_line_and_columns_by_their_names(tmp_path):
    rows = [["Organisme", "Secteur", "Courriel", "Porteur"]]
    words = ["Municipal", "Santé", "Scolaire", "Culture"]
    rows += [[f"Org {n}", word, "x@y.ca", "z"] for n, word in enumerate(words)]
    out = run("check", workbook(tmp_path / "d.xlsx", Organismes=rows), "--lang", "fr").out
    (line,) = [line for line in out.splitlines() if "Municipal" in line]
    assert all(word in line for word in words)
    assert "institutionnel" in line
    assert "= ?" in line
    (line,) = [line for line in out.splitlines() if "Courriel" in line]
    assert "Porteur" in line


@pytest.mark.parametrize("command", ["check", "names", "describe"])
def test_a_long_reading_says_that_it_reads(monkeypatch, command):
    monkeypatch.setattr("concertnet.cli.progress._LONG", 0.0)  # as if it had lasted already
    said = cn.words("en")("cli_reading", file=SAMPLE.name)
    assert f"{said}..." in run(command, SAMPLE, "--lang", "en")[2]
    assert f"{said}..." not in run(command, SAMPLE, "--lang", "en", "--quiet")[2]
