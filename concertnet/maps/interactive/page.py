"""Writing the interactive page: the data, the template, the drawing library, all in one file."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Hashable, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from concertnet.maps.interactive.data import Content, gather
from concertnet.maps.interactive.drawing import CORNERS, PIXELS, checked_colour, drawing
from concertnet.maps.interactive.gaps import gap_records
from concertnet.maps.style import Line, Style
from concertnet.tables.swap import replace_file
from concertnet.words import LANGUAGES, words

__all__ = ["interactive_map"]

PAIRS_ON_PAGE = 1000

# In this order: each file uses what those before it define.
SCRIPTS = (
    "words.js",
    "state.js",
    "marks.js",
    "labels.js",
    "map.js",
    "legend.js",
    "search.js",
    "panel.js",
    "table.js",
    "picture.js",
    "start.js",
)
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_SHARED_WORDS = ("n_actors", "n_ties", "name")

# What is drawn on the dark page: lines rise from dark to light, marks keep their colours.
_DARK = {
    "paper": "#14181C",
    "text": "#E9EDF0",
    "soft": "#A7B1BA",
    "faint": "#3B444C",
    "outline": "#E9EDF0",
    "missing": "#FF5C95",
}
_DARK_STYLE = Style(
    loosest=Line("#5A6672", 0.7), middle=Line("#97A3AE", 1.5), strongest=Line("#E3E8EC", 2.8)
)


def interactive_map(
    net: Any,
    path: str | Path,
    *,
    lang: str | None = None,
    gaps: Any = None,
    by: str | Mapping[Hashable, Hashable] = "sector",
    title: str | None = None,
    persons: bool = False,
) -> Path:
    """Write the map as one page that is explored in a browser, without the internet.

    The legend is the filter; a search finds an actor, whose ties, seats and missing links are then
    listed; the language changes on the page. The file holds everything it needs, asks nothing of
    the network, and is the same each time it is made from the same network.

    Parameters
    ----------
    net : Network or networkx.Graph
        The network; select a date first (`Network.at`) to show that date.
    path : path
        The file to write, usually ``.html``.
    lang : {"fr", "en"}, optional
        The language in which the page opens; by default the reader's.
    gaps : DataFrame, optional
        The missing links to show, from `missing_links`.
    by : str or mapping of actor to group
        The groups that colours and shapes show.
    title : str, optional
        A title in place of the network's own.
    persons : bool
        Name the actors who are a person acting for themself. Otherwise they are numbered, and no
        person is named in the file; representatives never are.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute `by`.
    NotComparable
        If `net` is no graph, has parallel ties, or ties from an actor to itself.
    ConcertnetError
        If the file cannot be written; what was there stays.

    References
    ----------
    .. [1] Perrone, G., Unpingco, J. and Lu, H. (2020). Network visualizations with Pyvis and
       VisJS. Proceedings of the 19th Python in Science Conference, 58-62.

    Examples
    --------
    >>> import tempfile, networkx as nx
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = interactive_map(nx.karate_club_graph(), folder + "/karate.html", by="club")
    ...     page.name
    'karate.html'
    """
    lang = words(lang).lang
    style = Style()
    content = gather(net, by=by, title=title, persons=persons, style=style)
    records = [] if gaps is None else gap_records(gaps, content)
    kept = [*_first_pairs(records), *(r for r in records if r["kind"] != "pair")]
    data = _page_data(content, kept, gaps is not None, style, lang)
    page = _render(data | {"gapsLeftOut": len(records) - len(kept)}, lang)
    return _write(Path(path), page)


def _first_pairs(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the best supported missing links: more than these nobody reads, and they weigh."""
    return [record for record in records if record["kind"] == "pair"][:PAIRS_ON_PAGE]


def _page_data(
    content: Content, gaps: list[dict[str, Any]], gaps_given: bool, style: Style, lang: str
) -> dict[str, Any]:
    """Return what the scripts of the page read."""
    group_sizes = [0] * len(content.groups)
    for actor in content.actors:
        group_sizes[actor.group] += 1
    level_sizes = [0] * len(content.levels)
    for *_, level in content.ties:
        level_sizes[level] += 1
    dark_lines = _DARK_STYLE.lines(max(len(content.levels), 1))
    return {
        "lang": lang,
        "words": {code: _page_words(code) for code in LANGUAGES},
        "about": content.about,
        "by": content.by,
        "levelsTitle": content.levels_title,
        "groups": [
            {
                "label": group.label,
                "colour": checked_colour(group.mark.colour),
                "shape": group.mark.shape,
                "n": n,
            }
            for group, n in zip(content.groups, group_sizes, strict=True)
        ],
        "levels": [
            {
                "label": level.label,
                "light": checked_colour(level.colour),
                "dark": checked_colour(dark.colour),
                "width": round(level.width * PIXELS, 2),
                "n": n,
            }
            for level, dark, n in zip(content.levels, dark_lines, level_sizes, strict=True)
        ],
        "actors": [
            {
                "name": actor.name,
                "short": actor.short,
                "group": actor.group,
                "facts": actor.facts,
                "seats": actor.seats,
                "tray": actor.tray,
            }
            for actor in content.actors
        ],
        "ties": content.ties,
        "instances": content.instances,
        "facts": content.facts,
        "gaps": gaps,
        "gapsGiven": gaps_given,
        "gapWidth": round(style.missing.width * PIXELS, 2),
        "inks": {
            "light": {
                "paper": style.paper,
                "text": style.ink,
                "soft": style.soft,
                "faint": style.faint,
                "outline": style.outline,
                "missing": style.missing.colour,
            },
            "dark": _DARK,
        },
        "shapes": {
            group.mark.shape: CORNERS[group.mark.shape]
            for group in content.groups
            if CORNERS[group.mark.shape]
        },
        "drawing": drawing(content, gaps, style),
    }


def _page_words(lang: str) -> dict[str, str]:
    w = words(lang)
    return {key: w[key] for key in w if key.startswith("page_") or key in _SHARED_WORDS}


def _render(data: dict[str, Any], lang: str) -> str:
    import jinja2
    from markupsafe import Markup

    scripts = [_vis_script(), _page_script()]
    style_sheet = _asset("page.css")
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {_hash(style_sheet)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, keep_trailing_newline=True
    )
    title = data["about"]["title"]
    page = environment.from_string(_asset("page.html.j2")).render(
        lang=lang,
        title=title if isinstance(title, str) else title[lang],
        w=words(lang),
        policy=policy,
        # ours or made harmless above: the only texts that enter the page as they are
        style_sheet=Markup(style_sheet),
        data=Markup(_json(data)),
        scripts=[Markup(script) for script in scripts],
    )
    # half a character, as badly decoded files hold, cannot be written in UTF-8
    return page.encode("utf-8", "replace").decode("utf-8")


def _json(data: Any) -> str:
    r"""Return JSON that no text can end: it is read back the same.

    Examples
    --------
    >>> print(_json("</script>"))
    "\u003c/script\u003e"
    """
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return written


def _asset(name: str) -> str:
    source = resources.files("concertnet.maps.interactive").joinpath("assets", name)
    return source.read_text(encoding="utf-8")


def _page_script() -> str:
    return '\n"use strict";\n(() => {\n' + "\n".join(map(_asset, SCRIPTS)) + "})();\n"


def _vis_script() -> str:
    """Return vis-network as pyvis bundles it, with its licence, without its pointer to a map file.

    Its style sheet is left out: it is for buttons and tooltips that the page does not use.
    """
    library = resources.files("pyvis").joinpath(_VIS).read_text(encoding="utf-8")
    # not splitlines: the library holds other ends of lines, inside its texts
    kept = [line for line in library.split("\n") if not line.startswith("//# sourceMappingURL")]
    return "\n".join(["", *kept, ""])


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _write(path: Path, page: str) -> Path:
    def write(temporary: Path) -> None:
        temporary.write_text(page, encoding="utf-8", newline="\n")

    replace_file(path, write)
    return path
