"""One file of HTML from the data, our template, our script and the drawing library."""

from __future__ import annotations

import base64
import functools
import hashlib
import json
from importlib import resources
from typing import Any

from concertnet.maps.interactive.bundle import bundle
from concertnet.words import words

__all__ = ["as_json", "render"]

_INKS_OF_PAGE = ("paper", "text", "soft", "missing")
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_SIGMA = ("graphology-0.26.0.umd.min.js", "sigma-3.0.3.min.js")
_SIGMA_LICENCES = ("graphology-LICENSE.txt", "sigma-LICENSE.txt", "events-LICENSE.txt")


def render(data: dict[str, Any], lang: str) -> str:
    """Return the page that shows `data`, opened in a language.

    Its policy of security allows the scripts and the style sheet that it holds, and nothing else.
    """
    import jinja2
    from markupsafe import Markup

    board = data["board"]
    scripts = [{"vis": _vis_script, "sigma": _sigma_script}[board](), _page_script(board)]
    style_sheet = _style_sheet(data["inks"])
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
        # ours or made harmless here: the only texts that enter the page as they are
        style_sheet=Markup(style_sheet),
        data=Markup(as_json(data)),
        scripts=[Markup(script) for script in scripts],
    )
    # half a character, as badly decoded files hold, cannot be written in UTF-8
    return page.encode("utf-8", "replace").decode("utf-8")


def as_json(data: Any) -> str:
    r"""Return JSON that no text can end: it is read back the same.

    Examples
    --------
    >>> print(as_json("</script>"))
    "\u003c/script\u003e"
    """
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return written


def _style_sheet(inks: dict[str, dict[str, str]]) -> str:
    """Return our style sheet after the inks of the map, in which the page is written."""
    light, dark = (
        ":root { " + " ".join(f"--{name}: {inks[scheme][name]};" for name in _INKS_OF_PAGE) + " }"
        for scheme in ("light", "dark")
    )
    schemes = [light, f"@media screen and (prefers-color-scheme: dark) {{ {dark} }}"]
    return "\n".join(["", *schemes, _asset("page.css")])


def _asset(name: str) -> str:
    source = resources.files("concertnet.maps.interactive").joinpath("assets", name)
    return source.read_text(encoding="utf-8")


@functools.cache
def _page_script(board: str) -> str:
    """Return our script: the modules that the entry of a board leads to."""
    return f"\n{bundle(f'start/{board}.mjs', _asset)}"


def _vis_script() -> str:
    """Return vis-network as pyvis bundles it, with its licence.

    Its style sheet is left out: it is for buttons and tooltips that the page does not use.
    """
    return _alone(resources.files("pyvis").joinpath(_VIS).read_text(encoding="utf-8"))


def _sigma_script() -> str:
    """Return sigma.js and graphology as their authors publish them, after their licences."""
    vendor = resources.files("concertnet.maps").joinpath("vendor")
    licences = [vendor.joinpath(name).read_text(encoding="utf-8") for name in _SIGMA_LICENCES]
    libraries = [vendor.joinpath(name).read_text(encoding="utf-8") for name in _SIGMA]
    return _alone("\n".join(["/*", *licences, "*/", *libraries]))


def _alone(library: str) -> str:
    """Return a library without its pointer to a map file, which a browser would look for."""
    # not splitlines: a library holds other ends of lines, inside its texts
    kept = [line for line in library.split("\n") if not line.startswith("//# sourceMappingURL")]
    return "\n".join(["", *kept, ""])


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
