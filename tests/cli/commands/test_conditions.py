import pandas as pd
import pytest

import concertnet as cn
from tests.cli.shell import SAMPLE, run


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_twelve_conditions_on_the_screen(lang):
    code, out, _ = run("conditions", SAMPLE, "--lang", lang)
    assert code == 0
    w = cn.words(lang)
    lines = out.splitlines()
    assert [n for n in range(1, 13) if f"{n}. {w[f'condition_{n}']}" in lines] == [*range(1, 13)]
    assert w["chart_conditions_no_total"] in lines


def test_fewer_sectors_are_shown_where_more_answers_are_asked(tmp_path):
    told = [run("conditions", SAMPLE, "--min-raters", n, "--lang", "en")[1] for n in (1, 6)]
    assert "fewer than 1" not in told[0]
    assert "fewer than 6 respondents" in told[1]


def test_a_workbook_and_a_picture(tmp_path):
    for name in ("conditions.xlsx", "conditions.png"):
        code, out, _ = run("conditions", SAMPLE, "-o", tmp_path / name, "--at", "2024-11-30")
        assert code == 0
        assert name in out.replace("\n", "")
    book = pd.read_excel(tmp_path / "conditions.xlsx", sheet_name=None, engine="calamine")
    assert len(book) >= 3
    assert (tmp_path / "conditions.png").read_bytes().startswith(b"\x89PNG")


def test_a_file_of_another_kind_is_refused_before_anything_is_read(tmp_path):
    code, _, err = run("conditions", SAMPLE, "-o", tmp_path / "conditions.docx", "--lang", "en")
    assert code != 0
    assert ".xlsx" in err
    assert not list(tmp_path.iterdir())
