"""A file is replaced as a whole or not at all, and why not is one sentence."""

import errno
import os
from pathlib import Path

import pytest

import concertnet as cn
from concertnet.errors import ConcertnetError
from concertnet.swap import COMMITTED, cannot_write, lock_beside, replace_file
from tests.networks import the_sample

FULL = OSError(errno.ENOSPC, "No space left on device")


def left_in(folder):
    return sorted(p.name for p in folder.iterdir())


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit, FULL], ids=str)
def test_what_stops_the_writing_leaves_the_old_file_alone(tmp_path, stop):
    path = tmp_path / "a.txt"
    path.write_text("old")

    def write(file):
        file.write_text("half")
        raise stop

    expected = ConcertnetError if stop is FULL else stop
    with pytest.raises(expected):
        replace_file(path, write)
    assert path.read_text() == "old"
    assert left_in(tmp_path) == ["a.txt"]


def test_a_full_disk_is_a_sentence(tmp_path, monkeypatch):
    def full(*_, **__):
        raise FULL

    monkeypatch.setattr(Path, "write_bytes", full)
    net = the_sample()
    for write in (lambda path: cn.template(path, lang="fr"), net.save):
        with pytest.raises(ConcertnetError) as caught:
            write(tmp_path / "a.xlsx")
        assert "le disque est plein" in caught.value.text("fr")
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("lock", ["~$a.xlsx", ".~lock.a.xlsx#"])
def test_a_workbook_open_elsewhere_is_not_replaced(tmp_path, lock):
    path = tmp_path / "a.xlsx"
    path.write_text("old")
    (tmp_path / lock).write_text("")
    with pytest.raises(ConcertnetError) as caught:
        replace_file(path, lambda file: file.write_text("new"))
    assert lock in caught.value.text("fr")
    assert path.read_text() == "old"
    assert lock_beside(tmp_path / "b.xlsx") is None


@pytest.mark.skipif(os.name == "nt", reason="Windows says of it that it is not valid")
def test_a_name_that_is_too_long_is_a_sentence(tmp_path):
    with pytest.raises(ConcertnetError) as caught:
        replace_file(tmp_path / ("a" * 300 + ".xlsx"), lambda file: file.write_text("new"))
    assert "trop long" in caught.value.text("fr")
    assert left_in(tmp_path) == []


def test_a_path_of_three_hundred_characters_is_written_and_read(tmp_path):
    folder = tmp_path
    while len(str(folder)) < 300:
        folder /= "dossier de la table de concertation"
    made = cn.template(folder / "modele.xlsx", lang="fr", data=the_sample())
    assert len(str(made)) > 300
    assert cn.read(made).equals(the_sample())


def test_a_folder_that_cannot_be_written_to_is_a_sentence():
    with pytest.raises(ConcertnetError) as caught:
        replace_file(cn.sample_path() / "acteurs.csv" / "a.xlsx", lambda file: file.touch())
    assert "existe déjà" in caught.value.text("fr")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_read_only_folder_is_a_sentence(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(ConcertnetError) as caught:
        replace_file(tmp_path / "a.xlsx", lambda file: file.touch())
    tmp_path.chmod(0o700)
    assert "vous n'en avez pas le droit" in caught.value.text("fr")


def test_a_staging_folder_is_never_said():
    path = Path("resultats") / f"{COMMITTED}-x1" / "carte.png"
    for code, key in ((28, "error_disk_full"), (30, "error_disk_read_only")):
        error = cannot_write(path, OSError(code, ""))
        assert error.key == key
        assert error.fields["path"] == Path("resultats") / "carte.png"
    assert cannot_write(path, OSError(13, "")).key == "error_cannot_write"
