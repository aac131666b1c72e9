"""Nothing that is written or said of a survey holds an address, an IP or the name of a person."""

import logging
import warnings
import zipfile

import pytest

import concertnet as cn
from tests.cli.shell import run
from tests.survey.exports import KNOWN, PRIVATE, WIDE
from tests.survey.test_exports import reviewed

# one of each tool: the other styles of LimeSurvey and Forms are read by the same code
TOOLS = [tool for tool in WIDE if not tool.startswith(("limesurvey_", "ms_forms_en"))]


def held(text: str) -> list[str]:
    """Return what no output may hold, of what a text does, whatever its case."""
    return [one for one in PRIVATE if one.casefold() in text.casefold()]


def written(path) -> str:
    """Return all that the files of a folder hold; of workbooks, what is in them."""
    texts = []
    for file in sorted(path.rglob("*")):
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as book:
                texts += [book.read(name).decode("utf-8", "replace") for name in book.namelist()]
        elif file.is_file():
            texts.append(file.read_text(encoding="utf-8", errors="replace"))
    return "\n".join(texts)


@pytest.mark.parametrize("tool", TOOLS)
def test_no_private_thing_leaves_the_export(tool, tmp_path, caplog):
    source = tmp_path / "source"
    source.mkdir()
    path = WIDE[tool](source)
    assert held(written(source)), "the export holds what must not leave it"
    mapping = reviewed(path)
    assert not held(mapping)
    with caplog.at_level(logging.DEBUG), warnings.catch_warnings(record=True) as warned:
        survey = cn.read_survey(path, mapping=mapping, actors=KNOWN)
        survey.save(tmp_path / "dossier")
    texts = [written(tmp_path / "dossier"), caplog.text, repr(survey), survey._repr_html_()]
    texts += [str(one.message) for one in warned]
    texts += [problem.text(lang) for problem in survey.problems for lang in ("fr", "en")]
    assert not held("\n".join(texts))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_command_writes_and_says_nothing_private(lang, tmp_path, monkeypatch):
    source = tmp_path / "source"
    source.mkdir()
    path = WIDE[next(iter(WIDE))](source)
    KNOWN.to_csv(tmp_path / "actors.csv", index=False)
    monkeypatch.chdir(tmp_path)
    asked = (path, "--actors", tmp_path / "actors.csv", "-o", tmp_path / "out.xlsx", "--lang", lang)
    said = [run("survey", *asked)]
    (mapping,) = tmp_path.rglob("*.toml")
    assert not held(mapping.read_text(encoding="utf-8"))
    mapping.write_text(reviewed(path), encoding="utf-8")
    said.append(run("survey", *asked, "--mapping", mapping))
    for code, out, err in said:
        assert "Traceback" not in out + err, (code, err)
        assert not held(out + err)
    assert (tmp_path / "out.xlsx").exists()
    for file in source.iterdir():
        file.unlink()
    assert not held(written(tmp_path))
