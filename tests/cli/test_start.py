import os
import subprocess
import sys

import pytest

import concertnet as cn
from concertnet.cli import main
from tests.cli.shell import run

LANGUAGES = ("fr", "en")


@pytest.fixture
def broken(monkeypatch):
    """Make reading raise an error."""

    def make(error: BaseException) -> None:
        def crash(*_args, **_kwargs):
            raise error

        monkeypatch.setattr("concertnet.network.read_dossier", crash)

    return make


def test_the_version():
    assert run("--version") == (0, f"concertnet {cn.__version__}\n", "")
    assert run("gaps", "--version", "--lang", "fr").out == f"concertnet {cn.__version__}\n"


@pytest.mark.parametrize(("lang", "said"), [("fr", "Utilisation"), ("en", "Usage")])
@pytest.mark.parametrize("arguments", [(), ("--",), ("--help",), ("-h",)])
def test_no_argument_shows_the_help(arguments, lang, said):
    code, out, err = run("--lang", lang, *arguments)
    assert (code, err) == (0, "")
    assert out.startswith(said)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_language_is_that_of_the_environment_unless_one_is_asked_for(lang, monkeypatch):
    other = "en" if lang == "fr" else "fr"
    monkeypatch.setenv("CONCERTNET_LANG", other)
    said = cn.words(lang)["cli_help"][:30]
    assert said in run("--help", f"--lang={lang}").out
    assert said not in run("--help").out
    assert os.environ["CONCERTNET_LANG"] == other
    monkeypatch.delenv("CONCERTNET_LANG")
    run("--help", "--lang", lang)
    assert "CONCERTNET_LANG" not in os.environ


def test_what_follows_two_dashes_is_no_option():
    code, _, err = run("describe", "--lang", "en", "--", "--debug")
    assert code == 1
    assert "--debug" in err


@pytest.mark.parametrize(
    ("lang", "unexpected", "refused"),
    [
        ("fr", "Problème inattendu (ZeroDivisionError", "droit"),
        ("en", "Unexpected problem (ZeroDivisionError", "right"),
    ],
)
def test_whatever_goes_wrong_is_a_sentence(broken, small, lang, unexpected, refused):
    broken(ZeroDivisionError("a fault of ours"))
    code, out, err = run("describe", small, "--lang", lang)
    assert (code, out) == (1, "")
    assert err.startswith(unexpected)
    assert "--debug" in err
    broken(PermissionError(13, "Permission denied", "there.csv"))
    code, _, err = run("describe", small, "--lang", lang)
    assert code == 1
    assert err.startswith("there.csv")
    assert refused in err


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_interruption_is_one_sentence(broken, small, lang):
    broken(KeyboardInterrupt())
    said = (130, "", f"{cn.words(lang)['cli_interrupted']}\n")
    assert run("describe", small, "--lang", lang) == said


def test_an_interruption_while_the_program_loads_is_one_sentence(monkeypatch, small):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.__import__", stop)
    with pytest.raises(SystemExit) as caught:
        main(["describe", str(small)])
    assert caught.value.code == 130


def test_debug_shows_the_trace(small):
    """The error itself comes out: the interpreter then prints its trace."""
    arguments = ["describe", str(small), "--at", "x"]
    with pytest.raises(cn.ConcertnetError):
        main([*arguments, "--debug"])
    code, out, err = run(*arguments)
    assert code == 1
    assert "Traceback" not in out + err


def test_a_reader_who_leaves_is_told_nothing():
    """As ``concertnet --help | head -0`` in a shell."""
    call = subprocess.Popen(
        [sys.executable, "-m", "concertnet", "--help"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert call.stdout is not None
    assert call.stderr is not None
    call.stdout.close()
    assert call.wait(timeout=60) == 1
    assert call.stderr.read() == b""
    call.stderr.close()


@pytest.mark.parametrize("command", [["gaps"], ["map", "map.html"]])
@pytest.mark.parametrize(("lang", "said"), [("fr", "secteur « privé »"), ("en", '"private"')])
def test_what_the_library_notices_is_said_in_the_language_asked(
    tmp_path, monkeypatch, command, lang, said
):
    """One sentence, whatever the language of the environment, which is left as it was."""
    other = "en" if lang == "fr" else "fr"
    monkeypatch.setenv("CONCERTNET_LANG", other)
    (tmp_path / "actors.csv").write_text("actor;sector\na;community\nb;community\n")
    (tmp_path / "ties.csv").write_text("source;target;level\na;b;concertation\n")
    first, *names = command
    code, _, err = run(first, tmp_path, *(tmp_path / "new" / n for n in names), "--lang", lang)
    assert code == 0, err
    assert err.count(said) == 1
    assert "Warning" not in err
    assert cn.words().lang == other


def test_help_is_built_without_what_commands_need():
    """A fresh interpreter: here everything is loaded already."""
    heavy = ["pandas", "numpy", "networkx", "scipy", "matplotlib", "numba", "rapidfuzz", "rich"]
    code = (
        "import sys\n"
        "from concertnet.cli import main\n"
        "try:\n    main(['gaps', '--help', '--lang', 'fr'])\n"
        f"except SystemExit:\n    print('loaded:', *[m for m in {heavy!r} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", timeout=60
    )
    assert done.stdout.startswith("Utilisation"), done.stderr
    assert done.stdout.splitlines()[-1] == "loaded:"
