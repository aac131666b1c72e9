import re

import pytest

import concertnet as cn
from concertnet.cli.application import application
from concertnet.cli.columns import column_meant
from tests.cli.shell import run
from tests.networks import small_network

COMMANDS = list(application().commands)


def test_the_commands():
    assert COMMANDS[:2] == ["demo", "results"], "what is tried first stands first"
    assert {"check", "describe", "measure", "gaps", "map"} <= set(COMMANDS)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_has_help_in_both_languages(command, lang):
    code, out, err = run(*filter(None, [command]), "--help", "--lang", lang)
    assert (code, err) == (0, "")
    shown, w = " ".join(out.split()), cn.words(lang)
    assert " ".join(w[f"cli_{command}" if command else "cli_help"].split()) in shown
    assert out.startswith(w["cli_usage"])
    assert "cli_" not in out, "a key is shown"
    assert not re.search(r"<\w+|x>=", out), "typer's own words are shown"
    assert max(map(len, out.splitlines())) <= 80
    assert not re.search(r"^\s*[»;:?!]", out, re.MULTILINE), "a line begins with a mark"
    for option in ("--lang fr|en", "--debug", "-h, --help"):
        assert option in out


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_explained(command, lang):
    shown = " ".join(run(command, "--help", "--lang", lang).out.split())
    w = cn.words(lang)
    for parameter in application().commands[command].params:
        assert " ".join(w[parameter.help].split()) in shown
        for name in (*parameter.opts, *parameter.secondary_opts):
            assert name in shown or parameter.param_type_name == "argument"


def test_the_list_of_commands_has_whole_sentences():
    for lang in ("fr", "en"):
        shown = " ".join(run("--lang", lang).out.split())
        for command in COMMANDS:
            assert f"{command} {' '.join(cn.words(lang)[f'cli_{command}'].split())}" in shown


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            "fr",
            [
                "Utilisation : concertnet measure [OPTIONS] DONNÉES",
                "-o, --output FICHIER",
                "--at DATE",
                "--by COLONNE",
                "[défaut\u00a0: secteur]",
                "[défaut\u00a0: 999, 1 ou plus]",
                "[obligatoire]",
                "--scale ÉCHELLE",
                "--encoding ENCODAGE",
            ],
        ),
        (
            "en",
            [
                "Usage: concertnet measure [OPTIONS] DATA",
                "-o, --output FILE",
                "--at DATE",
                "--by COLUMN",
                "[default: sector]",
                "[default: 999, 1 or more]",
                "[required]",
                "--scale SCALE",
                "--encoding ENCODING",
            ],
        ),
    ],
)
def test_placeholders_and_defaults_are_worded(lang, lines):
    # not split(): a space that does not break is to stay one
    shown = re.sub(r"[ \n]+", " ", run("measure", "--help", "--lang", lang).out)
    for line in lines:
        assert line in shown


@pytest.mark.parametrize(
    ("lang", "usage", "folder"),
    [
        ("fr", "concertnet results [OPTIONS] DONNÉES [DOSSIER]", "resultats]"),
        ("en", "concertnet results [OPTIONS] DATA [FOLDER]", "results]"),
    ],
)
def test_an_argument_that_may_be_left_out_is_in_brackets(lang, usage, folder):
    out = run("results", "--help", "--lang", lang).out
    assert out.splitlines()[0].endswith(usage)
    assert folder in out
    assert ("privé]" if lang == "fr" else "private]") in out


def test_a_switch_shows_its_two_sides_and_which_is_on():
    out = " ".join(run("map", "--help", "--lang", "en").out.split())
    assert "--gaps / --no-gaps Show missing links or not. [default: --gaps]" in out
    assert "[default" not in out.partition("--grey")[2].partition("--title")[0]


def test_the_default_that_is_shown_may_be_typed():
    net = small_network()
    for w in map(cn.words, ("fr", "en")):
        assert column_meant(w["cli_by_default"], net) == "sector"
        assert len(cn.missing_links(net.latest(), sector=w["private"]))
