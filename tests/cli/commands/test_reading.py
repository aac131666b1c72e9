import re
from pathlib import Path

import pandas as pd
import pytest

import concertnet as cn
from tests.cli.shell import SAMPLE, run


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
    assert counted.split(" while")[0].split(" and ")[1] in out.splitlines()[-1]


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
