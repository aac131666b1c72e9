"""What is handed in: the sections that the report has, an archive that is the same each time."""

import os
import zipfile

from concertnet.app.screens.explore import TOLD_SECTIONS
from concertnet.app.screens.hand_in import ASKED_APART, REPORT_SECTIONS
from concertnet.app.tasks.handing_in import zipped
from concertnet.report.report import SECTIONS, WHEN_NAMED


def test_the_screens_offer_the_sections_of_the_report_in_its_order():
    assert ("findings", *SECTIONS, "terms", "unmade") == REPORT_SECTIONS
    assert set(ASKED_APART) == WHEN_NAMED
    assert [name for name in SECTIONS if name in TOLD_SECTIONS] == list(TOLD_SECTIONS[1:])


def test_an_archive_of_the_same_files_has_the_same_bytes(tmp_path):
    written = []
    for turn, names in enumerate((("b.csv", "cartes/é.svg"), ("cartes/é.svg", "b.csv"))):
        folder = tmp_path / str(turn)
        (folder / "cartes").mkdir(parents=True)
        for name in names:
            (folder / name).write_text(name, encoding="utf-8")
            os.utime(folder / name, (turn * 10**9, turn * 10**9))
        (folder / "b.csv").chmod(0o600 if turn else 0o644)
        written.append(zipped(folder, tmp_path / f"{turn}.zip"))
    one, other = (path.read_bytes() for path in written)
    assert one == other
    with zipfile.ZipFile(written[0]) as archive:
        assert archive.namelist() == ["b.csv", "cartes/é.svg"]
        assert archive.read("cartes/é.svg").decode() == "cartes/é.svg"
