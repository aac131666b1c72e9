import os
import subprocess
import sys
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
import pytest
from matplotlib.font_manager import findfont

from concertnet.errors import ConcertnetError
from concertnet.maps.figures.network import draw_network
from concertnet.maps.paper.files import FIGURE_FORMATS, house_settings, page_axes, save_figure
from concertnet.maps.paper.style import Style
from tests.maps.pinned import as_pinned
from tests.networks import gaps_of, village

DRAW = """
import sys
from concertnet.maps.paper.files import page_axes, save_figure
from concertnet.maps.figures.network import draw_network
from tests.maps.pinned import as_pinned
from tests.networks import gaps_of, village
graph = village()
ax = draw_network(graph, gaps=gaps_of(graph), lang="fr", ax=page_axes())
for path in sys.argv[1:]:
    save_figure(ax, path, dpi=60)
"""


def draw():
    graph = village()
    return draw_network(graph, gaps=gaps_of(graph), lang="fr", ax=page_axes())


@pytest.fixture(scope="module")
def drawn():
    return draw()


def test_the_same_bytes_every_time_and_in_another_process(drawn, tmp_path):
    there = [tmp_path / f"there.{kind}" for kind in FIGURE_FORMATS]
    other = subprocess.Popen(
        [sys.executable, "-c", DRAW, *map(str, there)],
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    again = draw()
    for kind in FIGURE_FORMATS:
        one = save_figure(drawn, tmp_path / f"one.{kind}", dpi=60)
        two = save_figure(again, tmp_path / f"two.{kind}", dpi=60)
        assert one.read_bytes() == two.read_bytes()
    assert other.wait(timeout=120) == 0
    for path in there:
        assert path.read_bytes() == (tmp_path / f"one{path.suffix}").read_bytes()


def test_text_is_text_in_svg(drawn, tmp_path):
    svg = save_figure(drawn, tmp_path / "map.svg").read_text(encoding="utf-8")
    assert ">Réseau intersectoriel des Trois-Rives</text>" in svg
    assert ">Partenariat</text>" in svg
    name = village().nodes["A31"]["name"]
    assert all(f">{line}</text>" in svg for line in _lines(drawn, name))
    assert "DejaVu Sans" in svg


def test_text_is_text_in_pdf(drawn, tmp_path):
    pdf = save_figure(drawn, tmp_path / "map.pdf").read_bytes()
    assert pdf.startswith(b"%PDF")
    assert b"/Subtype /Type0" in pdf or b"/FontFile2" in pdf or b"/Type /ObjStm" in pdf


@pytest.mark.parametrize("kind", FIGURE_FORMATS)
def test_no_date_name_or_path_is_left_in_the_file(drawn, tmp_path, kind):
    data = save_figure(drawn, tmp_path / f"map.{kind}", dpi=60).read_bytes()
    for trace in (b"CreationDate", b"dc:date", b"Software", b"matplotlib.org", b"/home", b"/tmp"):
        assert trace not in data


def test_a_png_has_the_pixels_asked_for(tmp_path):
    image = plt.imread(save_figure(page_axes(size=(3, 2)), tmp_path / "page.PNG", dpi=200))
    assert image.shape[:2] == (400, 600)


def test_an_existing_file_is_replaced_and_no_draft_is_left(drawn, tmp_path):
    path = tmp_path / "map.svg"
    path.write_text("old")
    assert save_figure(drawn.get_figure(), str(path)) == path
    assert path.read_bytes().startswith(b"<?xml")
    assert [p.name for p in tmp_path.iterdir()] == ["map.svg"]


@pytest.mark.parametrize("name", ["map.jpg", "map", "map.html"])
def test_another_format_is_refused(drawn, tmp_path, name):
    with pytest.raises(ConcertnetError) as error:
        save_figure(drawn, tmp_path / name)
    assert ".png, .svg, .pdf" in error.value.text("fr")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_made(drawn, tmp_path):
    assert save_figure(drawn, tmp_path / "new" / "map.png", dpi=30).exists()


def test_a_folder_that_cannot_be_is_said(drawn, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ConcertnetError) as error:
        save_figure(drawn, tmp_path / "file" / "map.png", dpi=30)
    assert "map.png" in error.value.text("en")


def test_a_failure_leaves_the_old_file(drawn, tmp_path, monkeypatch):
    path = tmp_path / "map.png"
    path.write_bytes(b"old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(ConcertnetError, match=r"disk is full|disque est plein"):
        save_figure(drawn, path, dpi=30)
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["map.png"]


def test_settings_are_back_after_an_error():
    before = dict(matplotlib.rcParams)

    def fail():
        with house_settings():
            assert matplotlib.rcParams["svg.fonttype"] == "none"
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert dict(matplotlib.rcParams) == before


def test_the_font_of_a_style_is_kept_where_the_reader_saves():
    """Texts are measured in it: drawn in another, they would run over what is beside."""
    style = Style(font="DejaVu Serif")
    graph = village()
    ax = draw_network(graph, lang="fr", ax=page_axes(style), style=style)
    with matplotlib.rc_context({"font.sans-serif": ["DejaVu Sans"]}):
        fonts = {Path(findfont(text.get_fontproperties())).stem for text in ax.texts}
    assert fonts == {"DejaVuSerif", "DejaVuSerif-Bold"}


def _lines(ax, name):
    """Return the lines in which a name was written."""
    for text in ax.texts:
        written = text.get_text()
        if (text.get_gid() or "").startswith("names") and written.replace("\n", " ") == name:
            return written.split("\n")
    return [name]


@as_pinned
@pytest.mark.parametrize("dpi", [60, 90, 100, 150, 300])
def test_a_line_is_as_wide_at_every_resolution(dpi):
    """Notes that fill their line on paper stay on the page of a screen."""
    from concertnet.maps.paper.files import write
    from concertnet.maps.paper.text import Ruler

    line = "Frontière du réseau : organismes des quatre MRC qui siègent à une des dix instances"
    with house_settings():
        expected = Ruler("DejaVu Sans").width(line, 7)
    ax = page_axes(size=(10, 2))
    ax.figure.set_dpi(dpi)
    text = write(ax, 0, 0.5, line, fontsize=7, family="DejaVu Sans")
    widths = []
    text.draw = lambda renderer: widths.append(text.get_window_extent(renderer).width)
    ax.figure.canvas.draw()
    assert widths[0] / dpi * 72 == pytest.approx(expected, rel=0.005)
