from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concertnet.cli.commands import COMMANDS
from tests.cli.shell import run

DATA = Path("a folder of data")


@pytest.mark.parametrize(("lang", "asked"), [("fr", "Vouliez-vous dire"), ("en", "Did you mean")])
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("resultats", "results"),
        ("résultats", "results"),
        ("resutls", "results"),
        ("mesures", "measure"),
        ("carte", "map"),
        ("dessiner", "map"),
        ("vérifier", "check"),
        ("gap", "gaps"),
        ("lacunes", "gaps"),
        ("exemple", "demo"),
    ],
)
def test_a_near_command_is_suggested(typed, meant, lang, asked):
    code, out, err = run(typed, "data", "--lang", lang)
    assert (code, out) == (1, "")
    assert typed in err
    assert f"{asked} {meant}" in err
    assert "concertnet --help" in err


def test_where_none_is_near_commands_are_listed():
    _, _, err = run("xyzzy", "--lang", "fr")
    known = ", ".join(command.__name__.rstrip("_") for command in COMMANDS)
    assert f"Commandes : {known}." in err
    assert "Vouliez-vous" not in err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("--secteur", "--sector"),
        ("--outptu", "--output"),
        ("--date", "--at"),
        ("--debog", "--debug"),
    ],
)
def test_a_near_option_is_suggested(typed, meant):
    code, _, err = run("gaps", "data", typed, "x", "--lang", "fr")
    assert code == 1
    assert f"L'option {typed} n'existe pas. Vouliez-vous dire {meant} ?" in err


USAGE = [
    (["results"], "Il manque : DONNÉES.", "Missing: DATA."),
    (["template"], "Il manque : FICHIER.", "Missing: FILE."),
    (["gaps", "data", "--xyzzy"], "L'option --xyzzy n'existe pas.", "There is no option --xyzzy."),
    (["results", "a", "b", "c d"], "En trop : c d.", "Too many: c d."),
    (["gaps", "--at"], "--at demande une valeur : --at DATE.", "--at needs a value: --at DATE."),
    (
        ["measure", "data", "-o"],
        "--output demande une valeur : --output FICHIER.",
        "--output needs a value: --output FILE.",
    ),
    (
        ["map", "data", "a.png", "--grey=oui"],
        "--grey s'écrit sans valeur.",
        "--grey is written without a value.",
    ),
    (
        ["map", "data", "a.png", "--no-gaps=non"],
        "--no-gaps s'écrit sans valeur.",
        "--no-gaps is written without a value.",
    ),
    (
        ["gaps", "--help=x"],
        "--help s'écrit sans valeur.",
        "--help is written without a value.",
    ),
    (
        ["gaps", "data", "--top", "zéro"],
        "--top demande un nombre entier, 1 ou plus.",
        "--top needs a whole number, 1 or more.",
    ),
    (
        ["gaps", "data", "--top", "0"],
        "--top demande un nombre entier, 1 ou plus.",
        "--top needs a whole number, 1 or more.",
    ),
    (
        ["measure", "data", "--seed", "x"],
        "--seed demande un nombre entier.",
        "--seed needs a whole number.",
    ),
]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(("arguments", "french", "english"), USAGE)
def test_what_is_wrong_then_how_it_is_written(arguments, french, english, lang):
    code, out, err = run(*arguments, "--lang", lang)
    said, usage, remedy = err.splitlines()
    assert (code, out) == (1, "")
    assert said.startswith(french if lang == "fr" else english)
    command = f"concertnet {arguments[0]}"
    assert usage.startswith(f"{'Utilisation :' if lang == 'fr' else 'Usage:'} {command}")
    assert f"{command} --help" in remedy


BAD = [
    (["describe", "nowhere"], "nowhere"),
    (["map", DATA, "carte.gif"], "carte.gif"),
    (["measure", DATA, "-o", "mesures.doc"], "mesures.doc"),
    (["describe", DATA, "--at", "2031-01-01"], "2031-01-01"),
    (["describe", DATA, "--at", "hier"], "hier"),
    (["describe", DATA, "--scale", "borque"], "borque"),
    (["gaps", DATA, "--sector", "lune"], "lune"),
    (["measure", DATA, "--by", "couleur"], "couleur"),
    (["describe"], "--help"),
    (["describe", DATA, "--colour"], "--colour"),
    (["dessiner"], "dessiner"),
    (["gaps", DATA, "--top", "zéro"], "--top"),
    (["describe", DATA, "--lang", "de"], "de"),
    (["describe", DATA, "--lang"], "--lang fr|en"),
]


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    (folder / "actors.csv").write_text("actor,sector,start,end\na,private,2022-01-01,2024-01-01\n")
    return folder


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(("arguments", "named"), BAD)
def test_bad_input_is_one_plain_sentence(data, arguments, named, lang, monkeypatch):
    monkeypatch.setenv("CONCERTNET_LANG", lang)
    code, out, err = run(*(data if argument is DATA else argument for argument in arguments))
    assert code == 1
    assert named in err
    assert "Traceback" not in out + err
    assert "{" not in err


TYPED = (
    "results gaps map nowhere a.png a.csv é - -- -o -x -h= --at --at= --top --top=3 --no-gaps"
    " --gaps=1 --grey --lang=en --help=1 --output --by --seed=x --- -oa --= {x} %s"
)


@settings(max_examples=40)
@given(st.lists(st.sampled_from([*TYPED.split(), "x y", ""]), max_size=6))
def test_whatever_is_typed_is_answered_in_sentences(typed):
    code, out, err = run(*typed)
    assert code in (0, 1)
    assert code == 0 or err.strip()
    assert "Traceback" not in out + err
    for said in ("Option '", "Got unexpected", "Missing command", "inattendu", "Unexpected"):
        assert said not in err


def test_what_an_option_refuses_it_refuses_before_anything_is_read():
    for arguments in (["map", "nowhere", "carte.gif"], ["measure", "nowhere", "-o", "a.doc"]):
        assert arguments[-1] in run(*arguments).err
