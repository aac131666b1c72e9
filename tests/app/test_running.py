"""The program as it runs: bad files, two dossiers, its end, and what a crash leaves."""

import os
import signal
import time
import zipfile
from pathlib import Path

import pytest

from concertnet.app.running import own_folder


def folders(tmp_path):
    return list((tmp_path / "temporary").glob("concertnet-app-*"))


def test_it_ends_by_itself_when_its_pages_are_closed(starts, tmp_path):
    page = starts(minutes=0.02)
    assert page.process.wait(30) == 0
    assert folders(tmp_path) == []
    assert "n’est gardé" in page.process.stdout.read()


@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_is_stopped_and_leaves_nothing(starts, tmp_path, sign):
    page = starts()
    page.enter()
    page.post("/fr/open", [("a.csv", b"acteur,secteur\nA,x\n")])
    assert len(folders(tmp_path)) == 1
    page.process.send_signal(sign)
    assert page.process.wait(30) == 0
    assert folders(tmp_path) == []


def test_its_button_stops_it(starts, tmp_path):
    page = starts()
    page.enter()
    assert page.post("/fr/stop")[0] == 200
    assert page.process.wait(30) == 0
    assert folders(tmp_path) == []


@pytest.mark.skipif(not Path("/proc").exists(), reason="no list of processes to read there")
def test_killed_in_the_middle_it_leaves_no_process_and_the_next_start_cleans(starts, tmp_path):
    page = starts()
    page.enter()
    where = page.post("/fr/sample")[1]["location"]
    page.settled(where)
    page.ask(where.replace("check", "tables"))  # asked, and being done
    (left,) = folders(tmp_path)
    children = processes_of(page.process.pid)
    page.process.kill()
    page.process.wait()
    assert left.exists()
    again = starts()
    assert folders(tmp_path) != [left]
    assert not left.exists()
    again.enter()
    assert "Déposez un fichier" in again.settled("/fr/")
    for _ in range(100):
        if not any(map(is_alive, children)):
            break
        time.sleep(0.1)
    assert not any(map(is_alive, children))


def state_of(task):
    """Return the state and the parent of a process, None where there is none."""
    try:
        return (Path("/proc") / str(task) / "stat").read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return None


def processes_of(parent):
    tasks = [path.name for path in Path("/proc").iterdir() if path.name.isdecimal()]
    return [task for task in tasks if (found := state_of(task)) and found[1] == str(parent)]


def is_alive(task):
    found = state_of(task)
    return found is not None and found[0] != "Z"


def test_a_folder_that_is_held_is_left_alone(tmp_path):
    with own_folder(tmp_path) as held:
        assert os.name == "nt" or held.stat().st_mode & 0o077 == 0
        with own_folder(tmp_path) as other:
            assert other != held
        assert not other.exists()
        assert held.exists()
    assert not held.exists()


BAD = (
    ("vide.xlsx", b""),
    ("texte.xlsx", b"ceci n'est pas un classeur"),
    ("brise.xlsx", b"PK\x03\x04" + b"\0" * 200),
    ("page.xls", b"<html><table><tr><td>a</td></tr></table></html>"),
    ("image.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50),
    ("brise.zip", b"PK\x03\x04" + b"\xff" * 50),
    ("nul.csv", b"\0\0\0\0"),
    ("autre.csv", b"a;b\n1;2\n"),
    ("../../etc/passwd", b"x"),
    ('"><script>alert(1)</script>.csv', b"acteur\n<script>alert(1)</script>\n"),
)


def test_bad_files_one_after_the_other_get_a_sentence_each(starts, tmp_path):
    page = starts()
    page.enter()
    for turn in range(5):
        for name, content in BAD:
            status, headers, _ = page.post("/fr/open", [(name.replace('"', "%22"), content)])
            assert status == 303, (turn, name)
            text = page.settled(headers["location"])
            assert "Quelque chose d’imprévu" not in text, name
            assert "<script>alert" not in text.replace("&lt;", "")
            where = headers["location"].rpartition("/")[0]
            assert page.post(f"{where}/close")[0] == 303
    assert page.ask("/journal")[2] == b""
    (folder,) = folders(tmp_path)
    assert {path.name for path in folder.iterdir()} <= {"journal.txt"}
    status, headers, _ = page.post("/fr/sample")
    assert "Tout est lu" in page.settled(headers["location"])


def test_a_bomb_is_refused(starts, tmp_path):
    page = starts()
    page.enter()
    bomb = tmp_path / "a.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("acteurs.csv", b"0" * (120 << 20))
    where = page.post("/fr/open", [("a.zip", bomb.read_bytes())])[1]["location"]
    assert "Mo" in page.settled(where)
    book = tmp_path / "a.xlsx"
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", b"0" * (120 << 20))
    where = page.post("/fr/open", [("a.xlsx", book.read_bytes())])[1]["location"]
    assert "Mo" in page.settled(where)


def test_two_dossiers_do_not_mix(starts, messy):
    page = starts()
    page.enter()
    one, other = (
        page.post("/fr/open", [(name, messy.read_bytes())])[1]["location"]
        for name in ("un.xlsx", "deux.xlsx")
    )
    assert one != other
    assert "Pas encore décidé" in page.settled(one)
    page.post(one.replace("check", "answers"), accept="all")
    assert "Tout est lu" in page.settled(one)
    assert "à prendre avant de continuer" in page.settled(other)
    page.post(other.replace("check", "close"))
    assert "Tout est lu" in page.settled(one)
    assert "n’est plus ouvert" in page.settled(other)


def test_the_page_answers_while_work_is_done_and_work_is_stopped(starts):
    page = starts()
    page.enter()
    where = page.post("/fr/sample")[1]["location"]
    page.settled(where)
    wait = page.ask(where.replace("check", "figures"))[2].decode()
    assert "data-job" in wait or "<progress" in wait
    job = wait.partition('action="')[2].partition('"')[0]
    assert "/cancel/" in job
    assert page.ask("/alive")[0] == 200
    told = page.ask(job.replace("cancel", "job"))[2]
    assert b'"over":false' in told, "it was answered before the work was done"
    assert page.post(job)[0] == 303
    assert "Arrêté à votre demande" in page.settled(where.replace("check", "figures"))
    assert "Tout est lu" in page.settled(where), "what was read is still there"


def test_the_marked_copy_is_offered_once_it_is_made(starts):
    page = starts()
    page.enter()
    wrong = "acteur,secteur,début\nA,privé,2022-02-31\nB,communautaire,2022\n".encode()
    where = page.post("/fr/open", [("acteurs.csv", wrong)])[1]["location"]
    assert "copie annotée" in page.settled(where)
    status, headers, body = page.ask(where.replace("check", "marked"))
    if status == 303:  # it takes more than a moment: the screen goes back to what is checked
        offered = page.settled(headers["location"])
        assert "Prêt à télécharger" in offered
        assert "cellule à corriger" in offered
        status, headers, body = page.ask(where.replace("check", "marked"))
    assert status == 200
    assert body.startswith(b"PK")


def test_a_file_given_is_read_again_when_it_is_saved(starts, messy):
    page = starts(messy)
    page.enter()
    where = page.ask("/")[1]["location"]
    assert "à prendre avant de continuer" in page.settled(where)
    key = where.split("/")[3]
    before = page.ask(f"/alive?dossier={key}")[2]
    csv = "acteur,secteur\nA,privé\nB,communautaire\n"
    import pandas as pd

    with pd.ExcelWriter(messy) as book:
        table = pd.DataFrame([line.split(",") for line in csv.splitlines()[1:]])
        table.columns = ["acteur", "secteur"]
        table.to_excel(book, sheet_name="Acteurs", index=False)
    assert page.ask(f"/alive?dossier={key}")[2] != before
    assert "à prendre avant de continuer" not in page.settled(where)
    assert messy.exists()
