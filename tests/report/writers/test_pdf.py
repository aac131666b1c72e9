"""The PDF: tagged, its text searchable, nothing of a text read as markup."""

import re
import subprocess
import sys

import pandas as pd
import pytest

import concertnet as cn
from concertnet.errors import LossWarning
from tests.report.networks import NETWORKS

pytest.importorskip("typst")
FEW = ["findings", "who", "bridging", "method"]


def test_it_is_tagged_and_states_no_author(tmp_path):
    path = cn.report(NETWORKS["small"](), tmp_path / "r.pdf", lang="fr", sections=FEW)
    content = path.read_bytes()
    assert content.startswith(b"%PDF")
    assert b"/StructTreeRoot" in content
    assert b"/Author" not in content


def test_the_same_report_is_the_same_bytes(tmp_path):
    net = NETWORKS["small"]()
    one, other = (
        cn.report(net, tmp_path / name, lang="en", sections=["who"]) for name in ("a.pdf", "b.pdf")
    )
    assert one.read_bytes() == other.read_bytes()


def test_fonts_are_those_that_come_with_the_library(tmp_path):
    """Those of the machine would make other pages, and other boxes for the names of figures."""
    path = cn.report(NETWORKS["small"](), tmp_path / "r.pdf", lang="fr", sections=FEW)
    fonts = set(re.findall(rb"/BaseFont ?/\w+\+([\w-]+)", path.read_bytes()))
    assert fonts
    assert {font.split(b"-")[0] for font in fonts} == {b"DejaVuSans"}


def test_characters_that_the_font_lacks_are_told(tmp_path):
    net = cn.Network(pd.DataFrame({"actor": ["a"]}), about=cn.About(boundary="★ 中文中"))
    with pytest.warns(LossWarning, match=r"lacks 2 characters \(中 文\)"):
        cn.report(net, tmp_path / "r.pdf", lang="en", sections=["method"])


@pytest.mark.parametrize("name", ["hostile", "long_names", "one_actor"])
def test_any_text_is_a_text(name, tmp_path):
    path = cn.report(NETWORKS[name](), tmp_path / "r.pdf", lang="en")
    assert b"/URI" not in path.read_bytes()


def test_what_to_install_is_told(tmp_path):
    code = (
        "import sys; sys.modules['typst'] = None\n"
        "import concertnet as cn\n"
        "try:\n"
        f"    cn.report(cn.sample_network(), {str(tmp_path / 'r.pdf')!r}, sections=['who'])\n"
        "except cn.ConcertnetError as error:\n"
        "    print(error.text('en'))\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert "concertnet[pdf]" in run.stdout, run.stderr
    assert not (tmp_path / "r.pdf").exists()
