"""A public name in a page leads to what the reference says of it, and a page in French says so."""

import re

from docutils import nodes

import concertnet.results
from concertnet.families import homes

_NAMES = {name: name for name in homes()}
_NAMES |= {name: f"results.{name}" for name in concertnet.results.__all__}
# `ei_index`, `cn.ei_index`, `cn.ei_index(net)`
_NAME = re.compile(r"(?:cn\.)?(?:results\.)?(\w+)(?:\(.*\))?\Z", re.DOTALL)
# pages where a word alone is a measure; elsewhere it may be a column, a command, a parameter
_OF_MEASURES = re.compile(r"measures/|coming_from\Z|scale\Z")
_NEVER_ALONE = {"check", "decisions", "density", "find", "read", "report", "template", "words"}
_FRENCH = re.compile(r"guide/|conditions\Z")


def setup(app):
    """Link as pages are written, once every page is known."""
    app.connect("doctree-resolved", _linked)
    app.connect("html-page-context", _in_its_language)
    return {"parallel_read_safe": True}


def _linked(app, doctree, docname):
    if docname.startswith("reference/names/"):
        return
    for literal in list(doctree.findall(nodes.literal)):
        page = _page_of(literal.astext(), alone=bool(_OF_MEASURES.match(docname)))
        if page is None or isinstance(literal.parent, nodes.reference | nodes.title):
            continue
        uri = app.builder.get_relative_uri(docname, page)
        link = nodes.reference("", "", internal=True, refuri=uri)
        literal.replace_self(link)
        link += literal


def _page_of(text, *, alone):
    """Return the page of the name that is meant, None where none is."""
    found = _NAME.match(text)
    if not found or found[1] not in _NAMES:
        return None
    sure = text.startswith("cn.") or "_" in found[1]
    if not sure and (not alone or found[1] in _NEVER_ALONE):
        return None
    return f"reference/names/concertnet.{_NAMES[found[1]]}"


def _in_its_language(app, docname, template, context, doctree):
    del app, template, doctree
    if _FRENCH.match(docname):
        context["language"] = "fr"
