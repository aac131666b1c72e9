"""The notebooks run from their first cell to their last."""

from pathlib import Path

import jupytext
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.py"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the kernel's own libraries
def test_notebook_runs(path):
    notebook = jupytext.read(path)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": path.parent}}).execute()
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert any(
        "image/png" in output.get("data", {}) for cell in code for output in cell["outputs"]
    ), "the notebook shows a figure"
