"""The pictures of the README and the docs are those that `make docs-pictures` draws today."""

import runpy
from pathlib import Path

import pytest
from matplotlib.testing.compare import compare_images

from tests.maps.pinned import as_pinned

SCRIPT = runpy.run_path(str(Path(__file__).parents[2] / "docs" / "make_pictures.py"))
DRAWN = SCRIPT["pictures"]()
# Where their actors stand is searched for: it ends elsewhere by the last bits of another machine.
SEARCHED = {"map", "grounds", "waves"}
SHOWN = {path.stem: path for path in SCRIPT["PICTURES"].glob("*.png")}


def test_every_picture_is_drawn_by_the_script():
    assert SHOWN.keys() == DRAWN.keys()


@as_pinned
@pytest.mark.parametrize("name", [name for name in DRAWN if name not in SEARCHED])
def test_a_picture_is_current(name, tmp_path):
    """But for what another platform does to the edges of letters."""
    drawn = SCRIPT["save"](name, DRAWN[name](), tmp_path)
    assert compare_images(str(SHOWN[name]), str(drawn), tol=2) is None, "run `make docs-pictures`"
