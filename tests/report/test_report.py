"""The sentences of a report, in both languages, and what it does where data are poor."""

import json
import os
import re
import zipfile
from pathlib import Path
from typing import get_args

import pandas as pd
import pytest

import concertnet as cn
from concertnet.maps.paper.called import drawn_names
from concertnet.names import actor_names, with_persons_numbered
from concertnet.report.numbering import Numbering
from concertnet.report.record import CellKind, Report
from concertnet.report.report import SECTIONS, made_report
from concertnet.report.thresholds import FINDINGS
from concertnet.report.writers.pdf import _data
from concertnet.tables.pseudonyms import numbered
from concertnet.words import words
from tests.measures.reports.test_arrow_reports import WORKED, referring
from tests.networks import the_sample
from tests.report.networks import HOSTILE, NETWORKS

SAID = Path(__file__).parent / "said"


@pytest.fixture(scope="module")
def reports():
    """Each network's report in each language, made once."""
    made: dict[tuple[str, str], Report] = {}

    def of(name: str, lang: str) -> Report:
        if (name, lang) not in made:
            made[name, lang] = made_report(NETWORKS[name](), lang=lang)
        return made[name, lang]

    return of


def lines_of(report: Report) -> list[str]:
    lines = [report.title, *report.facts]
    for section in report.sections:
        lines.append(f"# {section.title}")
        for part in section.parts:
            lines += [f"## {part.title}"] if part.title else []
            lines += [sentence.text for sentence in part.sentences]
            lines += [f"[{table.caption}: {len(table.frame)}]" for table in part.tables]
            lines += [f"[{figure.caption}]" for figure in part.figures]
    return lines


def steady(line: str) -> str:
    """Return a line without what changes from one machine to the next."""
    return re.sub(r"[0-9a-f]{64}", "…", line)


@pytest.mark.parametrize("name", NETWORKS)
def test_what_is_said_is_held_in_both_languages(name, reports):
    """Each sentence beside its translation; CONCERTNET_WRITE_SAID=1 writes them anew, to read."""
    both = [lines_of(reports(name, lang)) for lang in ("fr", "en")]
    assert len(both[0]) == len(both[1]), "a sentence of one language lacks in the other"
    text = "\n\n".join("\n".join(map(steady, pair)) for pair in zip(*both, strict=True))
    held = SAID / f"{name}.txt"
    if os.environ.get("CONCERTNET_WRITE_SAID"):
        held.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    assert f"{text}\n" == held.read_text("utf-8")


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_sentence_is_one_and_every_number_is_there(name, lang, reports):
    report = reports(name, lang)
    for section in report.sections:
        for sentence in section.sentences:
            assert sentence.text.rstrip()[-1] in ".:?…)", sentence.text
            assert "nan" not in re.findall(r"\w+", sentence.text), sentence.text
            assert not re.search(r"\{\w*\}", sentence.text) or name == "hostile"
            assert not re.search(r"\b(de le|de les|à le|à les)\b ", sentence.text)


@pytest.mark.parametrize("name", NETWORKS)
def test_findings_are_few_and_point_to_their_section(name, reports):
    report = reports(name, "en")
    first = report.sections[0]
    assert first.key == "findings"
    assert 1 <= len(first.sentences) <= FINDINGS
    keys = {f"section_{section.key}" for section in report.sections}
    for sentence in first.sentences:
        assert set(sentence.see) <= keys


@pytest.mark.parametrize("name", NETWORKS)
def test_what_is_pointed_to_is_there(name, reports):
    report = reports(name, "fr")
    numbers = Numbering(report).numbers
    for section in report.sections:
        for sentence in section.sentences:
            assert set(sentence.see) <= set(numbers), sentence.text
    keys = [table.key for table in report.tables] + [figure.key for figure in report.figures]
    tables = [table.key for table in report.tables]
    assert len(set(tables)) == len(tables)
    assert all(keys)


def test_a_table_has_one_way_of_writing_for_each_column(reports):
    for table in reports("sample", "fr").tables:
        assert len(table.cells) == len(table.frame.columns)
        assert table.frame.columns.is_unique, table.caption
        assert not [c for c in table.frame.columns if "_" in str(c)], table.caption


def test_no_representative_is_named_unless_asked(reports):
    net = the_sample()
    codes = set(net.mandates["person"])

    def held(report: Report) -> set[str]:
        cells = {
            str(cell)
            for table in report.tables
            for column in table.frame
            for cell in table.frame[column]
        }
        said = {word for line in lines_of(report) for word in re.findall(r"[\w-]+", line)}
        return codes & (cells | said)

    assert not held(reports("sample", "en"))
    assert held(made_report(net, sections=["bridging"], lang="en", persons=True))


PERSONS = ("Jean Nommé", "Ada Citée", "Zoé Dite")


@pytest.fixture(scope="module")
def with_persons() -> cn.Network:
    """The sample, where three actors that are tied and sit are persons, whose ids are names."""
    net = the_sample()
    seated, tied = set(net.seats["actor"]), set(net.ties["source"])
    chosen = [actor for actor in net.actors["actor"] if actor in seated & tied][:3]
    called = dict(zip(chosen, PERSONS, strict=True))
    tables = numbered(net.tables, called)
    actors = tables["actors"]
    kind = actors["kind"].mask(actors["actor"].isin(PERSONS), "person")
    tables["actors"] = actors.assign(kind=kind)
    # a seat without an id has one made of the name
    seats = tables["seats"]
    own = seats["seat"].where(~seats["actor"].isin(PERSONS), seats["seat"] + "-" + seats["actor"])
    renamed = dict(zip(seats["seat"], own, strict=True))
    for name in ("seats", "mandates", "attendance"):
        tables[name] = tables[name].assign(seat=tables[name]["seat"].map(renamed))
    return net.with_tables(**tables)


def texts_in(path: Path) -> str:
    if path.suffix not in (".docx", ".xlsx"):
        return path.read_text("utf-8-sig")
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(n) for n in archive.namelist() if n.endswith((".xml", ".rels"))]
    return b"\n".join(parts).decode("utf-8")


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx"])
def test_no_person_who_acts_for_themself_is_named_in_any_report(kind, with_persons, tmp_path):
    path = cn.report(with_persons, tmp_path / f"r.{kind}", lang="en", compare="2022-12-31")
    text = texts_in(path)
    assert not [name for name in PERSONS if name in text]
    assert "Person 1" in text


def test_no_person_who_acts_for_themself_is_in_the_data_of_the_pdf(with_persons, tmp_path):
    data = json.dumps(_data(made_report(with_persons, lang="en"), tmp_path), ensure_ascii=False)
    text = "".join([data, *(path.read_text("utf-8") for path in tmp_path.glob("*.svg"))])
    assert not [name for name in PERSONS if name in text]
    assert "Person 1" in text


def test_a_person_has_one_number_in_sentences_and_in_figures(with_persons):
    """Nobody but the third stands in the territory: the figure of a part says the same number."""
    net = with_persons.where(territory="Val-Cendré")
    shown = with_persons_numbered(with_persons, words("en"))
    told = actor_names(shown)
    drawn = drawn_names(shown.where(territory="Val-Cendré"), words("en"))
    assert drawn == {actor: told[actor] for actor in drawn}
    assert set(told) >= {"Person 1", "Person 2", "Person 3"}
    assert len(net.actors) == len(drawn)


def test_a_person_is_told_by_the_id_where_that_is_asked(with_persons):
    report = made_report(with_persons, lang="en", sections=["bridging", "place"], persons=True)
    cells = {str(cell) for table in report.tables for c in table.frame for cell in table.frame[c]}
    said = " ".join([*lines_of(report), *cells])
    assert any(name in said for name in PERSONS)


def test_results_name_no_person_in_any_file(with_persons, tmp_path):
    for path in cn.write_results(with_persons, tmp_path, lang="fr"):
        if path.suffix != ".png":
            text = texts_in(path)
            assert not [name for name in PERSONS if name in text], path.name


def test_what_cannot_be_made_goes_to_one_annex_with_what_to_fill_apart(reports):
    report = reports("no_instances", "fr")
    annex = report.sections[-1]
    assert annex.key == "unmade"
    told, author = annex.parts
    assert "remplir" in " ".join(sentence.text for sentence in author.sentences)
    said = " ".join(sentence.text for sentence in told.sentences)
    assert "Les instances – " in said
    assert "La charge de ceux qui siègent" in said
    # elsewhere, nothing tells a reader to fill anything
    for section in report.sections[:-1]:
        for sentence in section.sentences:
            asks = re.search("remplissez|remplir|écrivez|À propos", sentence.text)
            assert not asks, sentence.text
    (empty,) = (section for section in report.sections if section.key == "instances")
    assert [sentence.see for sentence in empty.sentences] == [("section_unmade",)]


def test_without_the_annex_what_cannot_be_made_is_said_in_its_place():
    report = made_report(NETWORKS["no_instances"](), sections=["instances"], lang="fr")
    (section,) = report.sections
    assert len(section.parts) == 5
    for part in section.parts:
        (only,) = part.sentences
        assert re.fullmatch(r"Non calculé\s: les données ne le permettent pas.", only.text)


def test_a_list_without_ties_nor_sectors_is_told_nothing_false():
    actors = pd.DataFrame({"actor": list("abcd"), "start": ["2001", "1998", None, "2022-05-01"]})
    said = "\n".join(lines_of(made_report(cn.Network(actors), lang="fr")))
    assert "Portrait au" not in said
    assert "la date du portrait n’est pas connue" in said
    for false in (
        "n’y vient", "n’ont aucun lien", "ne se trouve entre", "0 % (0", "ou tous sont liés",
        "moins de liens que le hasard", "Aucune paire n’est liée", "tiennent encore", "Dure",
    ):  # fmt: skip
        assert false not in said, false


def test_presences_without_dates_have_no_turnover():
    net = the_sample()
    seats = net.seats.assign(start=None, end=None)
    actors = net.actors.assign(end=None)
    undated = net.with_tables(seats=seats, mandates=net.mandates.iloc[:0], actors=actors)
    said = "\n".join(lines_of(made_report(undated, lang="fr", sections=["turnover"])))
    assert re.search(r"Organismes aux instances\s: aucune date n’est donnée", said)
    assert re.search(r"Acteurs du réseau\s: aucune fin n’est inscrite", said)
    assert not re.search(r"Acteurs du réseau\s: 100", said)
    found = cn.profile(undated).set_index("measure")
    assert found.loc["retention_of_seats", "value"].isna().all()
    assert found.loc["retention_of_actors", "value"].isna().all()


def test_pairs_without_a_tie_are_not_said_to_be_missing(reports):
    said = " ".join(s.text for s in reports("sample", "fr").sections[0].sentences)
    assert "lié à d’autres secteurs par 2\u202f% (8 sur 392) des paires possibles" in said
    assert "384" not in said


def test_french_is_written_as_french_is(reports):
    said = "\n".join(lines_of(reports("sample", "fr")))
    assert "31\u00a0déc.\u00a02024" in said
    assert re.search(r"\d\u202f%", said)
    assert not re.search(r"\d%", said)
    assert not re.search(
        r"\d\.\d", re.sub(r"(Python|concertnet|numpy|pandas|scipy) [\d.]+", "", said)
    )


def test_sections_are_chosen_by_name():
    report = made_report(the_sample(), sections=["who", "method"], lang="en")
    assert [section.key for section in report.sections] == ["who", "method"]
    with pytest.raises(cn.UnknownWord, match="qui"):
        made_report(the_sample(), sections=["qui"])


def test_every_section_has_its_words():
    for lang in ("fr", "en"):
        assert all(words(lang)[f"report_{name}"] for name in SECTIONS)


def test_every_way_of_writing_a_column_has_its_word():
    """The dictionary of the workbook names it."""
    for lang in ("fr", "en"):
        assert all(words(lang)[f"report_cell_{cell}"] for cell in get_args(CellKind))


def test_two_dates_are_compared_and_what_forbids_it_is_said_first():
    with pytest.raises(cn.NotComparable, match="31"):
        made_report(the_sample(), compare="2024-12-31", sections=["who"])
    report = made_report(the_sample(), compare="2022-12-31", lang="en", sections=["who", "changed"])
    (section,) = (section for section in report.sections if section.key == "changed")
    assert "31\u00a0Dec.\u00a02022" in section.sentences[1].text


def test_a_day_outside_the_observation_is_said_in_its_section():
    asked = ["who", "changed", "unmade"]
    report = made_report(the_sample(), compare="1999-01-01", lang="en", sections=asked)
    who, changed, annex = report.sections
    assert who.sentences
    assert changed.sentences
    assert "1999-01-01" in " ".join(sentence.text for sentence in annex.sentences)


def test_findings_alone_are_those_of_the_sections_that_are_not_shown(reports):
    (section,) = made_report(the_sample(), lang="en", sections=["findings"]).sections
    whole = reports("sample", "en").sections[0]
    assert [s.text for s in section.sentences] == [s.text for s in whole.sentences]


def test_two_territories_are_compared():
    net = the_sample()
    one, other = net.actors["territory"].dropna().unique()[:2]
    report = made_report(net, territory=one, against=other, lang="fr", sections=["who", "changed"])
    assert f"Territoire\u00a0: {one}" in report.facts
    assert any(other in sentence.text for sentence in report.sections[-1].sentences)
    with pytest.raises(cn.NotComparable):
        made_report(net, against=other)
    with pytest.raises(cn.NotComparable):
        made_report(net, territory=one, against=other, compare="2022-12-31")


def test_the_glossary_holds_the_terms_that_sections_use(reports):
    report = reports("sample", "fr")
    (table,) = next(s for s in report.sections if s.key == "terms").tables
    used = {term for section in report.sections for term in section.terms}
    assert len(table.frame) == len(used)
    assert table.frame.iloc[:, 1].str.endswith(".").all()


def test_thresholds_choose_the_sentence():
    def answered(n: int) -> str:
        net = cn.Network(
            pd.DataFrame({"actor": ["a", "b"], "sector": ["private", "community"]}),
            about=cn.About(invited=100, responded=n),
        )
        report = made_report(net, sections=["who"], lang="en")
        return " ".join(s.text for s in report.sections[0].sentences)

    assert "direction" not in answered(80)
    assert "direction" in answered(79)
    assert "direction" in answered(65)
    assert "too many ties" in answered(64)


def test_hostile_texts_stand_in_sentences_as_they_are(reports):
    said = "\n".join(lines_of(reports("hostile", "en")))
    assert HOSTILE[1] in said


def test_the_docs_list_every_threshold_with_its_value():
    from concertnet.measures.chance import pairs_apart
    from concertnet.measures.overview import compare, profile
    from concertnet.report import thresholds

    page = (Path(__file__).parents[2] / "docs" / "report.md").read_text("utf-8")
    listed = dict(re.findall(r"^\| `([A-Z_]+)` \| ([\d.]+) \|", page, flags=re.MULTILINE))
    held = {name: getattr(thresholds, name) for name in thresholds.__all__}
    held |= {"DIRECTIONAL_RESPONSE": profile.DIRECTIONAL_RESPONSE}
    held |= {"FEW_ACTORS": compare.FEW_ACTORS, "FEW_FOR_ERRORS": compare.FEW_FOR_ERRORS}
    held |= {"LEAST_EXPECTED": pairs_apart.LEAST_EXPECTED}
    held |= {"LOW_RESPONSE": profile.LOW_RESPONSE, "RESPONSE_APART": compare.RESPONSE_APART}
    assert {name: float(value) for name, value in listed.items()} == held


def test_the_docs_list_every_section():
    page = (Path(__file__).parents[2] / "docs" / "report.md").read_text("utf-8")
    assert re.findall(r"^\| `([a-z]+)` \|", page, flags=re.MULTILINE) == [
        "findings",
        *SECTIONS,
        "terms",
        "unmade",
    ]


def test_a_directed_question_is_told_by_its_two_ends():
    told = made_report(referring(WORKED), sections=["survey"], lang="en")
    lines = " ".join(lines_of(told))
    assert "“referrals”: 1 out of 3 of the arrows that can be verified" in lines
    assert [figure.key for figure in told.figures] == ["confirmation_arrows_1"]
    one_way = referring([row for row in WORKED if row[0] == row[2]])
    told = made_report(one_way, sections=["survey"], lang="fr")
    assert "4 flèches déclarées, que rien ne vérifie" in " ".join(lines_of(told))
    assert not list(told.figures)
