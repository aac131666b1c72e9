import openpyxl
import pandas as pd
import pytest

import concertnet as cn
from tests.cli.shell import run
from tests.survey import exports

MAPPINGS = {"fr": "correspondance.toml", "en": "mapping.toml"}


def decided(path):
    """Write in a mapping what a person decides."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"?"', '"reliability"'), encoding="utf-8")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_without_a_mapping_one_is_proposed_and_nothing_else_is_written(tmp_path, lang):
    answers = exports.ms_forms(tmp_path)
    code, out, _ = run("survey", answers, "-o", tmp_path / "dossier", "--lang", lang)
    assert code == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([answers.name, MAPPINGS[lang]])
    assert "--mapping" in out


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_from_an_export_to_results(tmp_path, lang):
    answers = exports.ms_forms(tmp_path)
    actors = tmp_path / "actors.csv"
    exports.KNOWN.assign(sector="community").to_csv(actors, index=False)
    run("survey", answers, "-o", tmp_path / "dossier", "--actors", actors, "--lang", lang)
    mapping = tmp_path / MAPPINGS[lang]
    decided(mapping)
    code, out, _ = run(
        "survey", answers, "-o", tmp_path / "dossier", "--mapping", mapping, "--actors", actors,
        "--lang", lang,
    )  # fmt: skip
    assert code == 0, out
    assert "concertnet results" in out
    net = cn.read(tmp_path / "dossier")
    assert net.response_rate == 0.6  # three of the five that the form lists
    assert "3 organismes sur 5" in out or "3 of 5 organisations" in out
    both = net.reported(keep="both").ties[["source", "target"]]
    # the Maison did not answer: what it would say is not known
    assert both.to_numpy().tolist() == [["A01", "A02"], ["A01", "A04"], ["A03", "A02"]]
    assert len(net.reported(keep="both", unverifiable="leave_out").ties) == 2
    assert run("check", tmp_path / "dossier").code == 0


def test_names_are_asked_then_read(tmp_path):
    answers = tmp_path / "answers.csv"
    answers.write_text(
        "Organisme,Nommez 1,Niveau 1,Nommez 2,Niveau 2\n"
        "CDC de la Plaine,Ville de Rive,Concertation,CDC,Partenariat\n"
        "Ville de Rives,Caisse de l’Érable,Collaboration,Club de lecture,Collaboration\n",
        encoding="utf-8",
    )
    actors = tmp_path / "actors.csv"
    exports.KNOWN.to_csv(actors, index=False)
    given = ("survey", answers, "-o", tmp_path / "dossier", "--actors", actors, "--lang", "en")
    code, out, _ = run(*given)
    assert code == 1
    assert "[[named]]" in (tmp_path / "mapping.toml").read_text(encoding="utf-8")
    assert (tmp_path / "names.xlsx").exists(), out
    page = openpyxl.load_workbook(tmp_path / "names.xlsx").worksheets[1]
    lines = page.iter_rows(values_only=True)
    (typed,) = [row[0] for row in lines if str(row[0]).startswith("concertnet survey")]
    assert "--mapping" in typed
    assert "--names" in typed
    code, out, _ = run(*given, "--mapping", tmp_path / "mapping.toml", "--undecided", "new")
    assert code == 0
    names = cn.read(tmp_path / "dossier").actors["name"].tolist()
    assert names[5:] == ["Ville de Rive", "CDC", "Club de lecture"]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("tool", exports.WIDE)
def test_no_person_is_named_anywhere(tmp_path, tool, lang):
    answers = exports.WIDE[tool](tmp_path)
    actors = tmp_path / "actors.csv"
    exports.KNOWN.to_csv(actors, index=False)
    given = ("survey", answers, "-o", tmp_path / "dossier", "--actors", actors, "--lang", lang)
    said = [run(*given)]
    mapping = tmp_path / MAPPINGS[lang]
    said.append(run(*given, "--mapping", mapping))
    text = mapping.read_text(encoding="utf-8")
    for n, actor in enumerate(exports.ACTORS, start=1):
        text = text.replace(f'SQ{n:03d} = ""', f'SQ{n:03d} = "{actor}"')
    mapping.write_text(text, encoding="utf-8")
    decided(mapping)
    said.append(run(*given, "--mapping", mapping))
    assert said[-1].code == 0, said[-1].out
    written = [mapping, *(tmp_path / "dossier").iterdir()]
    texts = [path.read_text(encoding="utf-8") for path in written]
    texts += [stream for one in said for stream in (one.out, one.err)]
    for private in exports.PRIVATE:
        assert not [text for text in texts if private in text], private


def test_addresses_that_say_who_answers_stay_outside(tmp_path):
    answers = tmp_path / "answers.csv"
    rows = [["Courriel", "Niveau [CDC de la Plaine]", "Niveau [Ville de Rives]"]]
    rows += [[exports.MAILS["A01"], "", "Concertation"], [exports.MAILS["A02"], "Concertation", ""]]
    exports.write_csv(answers, rows)
    given = ("survey", answers, "-o", tmp_path / "dossier", "--lang", "en")
    said = [run(*given)]
    mapping = tmp_path / "mapping.toml"
    assert 'respondent = "Courriel"' in mapping.read_text(encoding="utf-8")
    said.append(run(*given, "--mapping", mapping))
    assert said[-1].code == 1
    assert "--people" in said[-1].out
    people = tmp_path / "people.csv"
    table = {"actor": ["CDC de la Plaine"], "email": [exports.MAILS["A01"]]}
    pd.DataFrame(table).to_csv(people, index=False)
    said.append(run(*given, "--mapping", mapping, "--people", people))
    assert said[-1].code == 1
    table = {"email": [exports.MAILS["A01"], exports.MAILS["A02"].upper()],
             "actor": ["CDC de la Plaine", "Ville de Rives"]}  # fmt: skip
    pd.DataFrame(table).to_csv(people, index=False)
    said.append(run(*given, "--mapping", mapping, "--people", people))
    assert said[-1].code == 0, said[-1].out
    assert len(cn.read(tmp_path / "dossier").reported(keep="both").ties) == 1
    texts = [path.read_text(encoding="utf-8") for path in (tmp_path / "dossier").iterdir()]
    texts += [mapping.read_text(encoding="utf-8")]
    texts += [stream for one in said for stream in (one.out, one.err)]
    assert not [text for text in texts if "@" in text]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_workbooks_that_came_back_wrong_are_the_thing_to_correct(tmp_path, lang):
    blank = tmp_path / "blank"
    net = cn.Network(pd.DataFrame({"actor": ["A", "B"], "name": ["Alpha", "Beta"]}))
    file = cn.questionnaire(net, blank, kind="excel", lang=("fr",))[0]
    book = openpyxl.load_workbook(file)
    book["Relations"].cell(5, 3).value = "voir julie@exemple.org"
    book.save(file)
    code, out, err = run("survey", blank, "-o", tmp_path / "data", "--lang", lang)
    assert code == 1
    assert {"fr": "Corrigez les classeurs", "en": "Correct the workbooks"}[lang] in out
    assert "«\u00a0\u00a0»" not in out
    assert '""' not in out
    assert "julie" not in out + err
