"""How the site of the documentation is built: ``make docs``, without Internet."""

import os
import sys
import warnings
from pathlib import Path

from jupyter_client.manager import KernelManager

import concertnet

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "_site"))  # what makes pages out of the specification and runs code

# the kernels that run the pages, and the figures of the gallery
os.environ["CONCERTNET_LANG"] = "en"
os.environ.setdefault("JUPYTER_PLATFORM_DIRS", "1")
if hasattr(KernelManager, "transport_encryption"):  # each says so, where it talks in clear
    KernelManager.transport_encryption.default_value = "auto"

project = "concertnet"
author = "The concertnet authors"
version = release = concertnet.__version__
language = "en"

extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "numpydoc",
    "myst_nb",
    "sphinx_gallery.gen_gallery",
    "running",  # docs/_site: the Python of a page is run, and its answers are those of the build
    "generated",  # docs/_site: pages from the specification of tables, the catalogue, the commands
    "links",  # docs/_site: the name of a function leads to its page
]
exclude_patterns = [
    *("_build", "_site", "pictures", "gallery_of_figures"),
    *("gallery/*.py", "gallery/*.ipynb", "gallery/*.json"),
    *("**/sg_execution_times.rst", "sg_execution_times.rst"),
]
# the first is what autosummary writes
source_suffix = {".rst": "restructuredtext", ".md": "myst-nb", ".ipynb": "myst-nb"}

# Pages in Markdown, read on the web as they are and here with their answers
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
nb_execution_mode = "cache"
nb_execution_cache_path = str(HERE / "_build" / "cells")
nb_execution_in_temp = True
nb_execution_timeout = 600
nb_execution_raise_on_error = True
nb_merge_streams = True
nb_render_markdown_format = "myst"

# A page for each function and each record, from its docstring
autosummary_generate = True
autosummary_generate_overwrite = True
autodoc_typehints = "none"  # numpydoc says the types in words
autodoc_default_options = {"show-inheritance": False}
numpydoc_show_class_members = False
numpydoc_class_members_toctree = False
numpydoc_xref_param_type = False

sphinx_gallery_conf = {
    "examples_dirs": str(HERE / "gallery_of_figures"),
    "gallery_dirs": "gallery",
    "filename_pattern": r"\.py$",
    "within_subsection_order": "FileNameSortKey",
    "download_all_examples": False,
    "show_signature": False,
    "write_computation_times": False,
    "show_memory": False,
    "min_reported_time": 1e9,
    "capture_repr": (),  # a figure is shown, not the name of its axes
    "remove_config_comments": True,
    "abort_on_example_error": True,
    "reset_modules": ("matplotlib",),
}
warnings.filterwarnings("ignore", "FigureCanvasAgg is non-interactive")

html_theme = "pydata_sphinx_theme"
html_title = "concertnet"
html_static_path = ["_site/static"]
html_css_files = ["site.css"]
html_show_sourcelink = False
# summaries would ask for the pages found, which a page opened from a disk may not
html_show_search_summary = False
html_copy_source = False
html_context = {"default_mode": "auto"}  # light or dark, as the reader's machine
# a page with no page below it keeps the width
html_sidebars = {name: [] for name in ("index", "start", "design", "search", "genindex")}
html_theme_options = {
    "navbar_align": "left",
    "show_toc_level": 2,
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["copyright"],
    "footer_end": [],
    "navigation_with_keys": False,
}
copyright = "The concertnet authors, BSD 3-Clause"
templates_path = ["_site/templates"]
