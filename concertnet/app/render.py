"""Screens in HTML: our templates, every text escaped, in the language of the address."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import resources
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from concertnet.app.dossiers import Dossier
from concertnet.app.house import House
from concertnet.app.worker import Job
from concertnet.words import LANGUAGES, Words, words

__all__ = [
    "asset", "at_screen", "dossier_of", "house_of", "prepare_screens", "screen", "waiting",
    "words_of",
]  # fmt: skip

_MOMENT = 0.12  # seconds: what is done by then is shown at once, without a screen of waiting


def house_of(request: Request) -> House:
    """Return what all the screens share."""
    return request.app.state.house


def words_of(request: Request) -> Words:
    """Return the words of the language of the address."""
    return words(request.path_params["lang"])


def dossier_of(request: Request) -> Dossier:
    """Return the dossier of the address.

    Raises
    ------
    KeyError
        If none is open there.
    """
    return house_of(request).dossiers[request.path_params["id"]]


def at_screen(request: Request, dossier: Dossier | None, name: str = "", **asked: str) -> Response:
    """Send the browser to a screen: that of a dossier, or the first."""
    lang = request.path_params["lang"]
    path = f"/{lang}/" if dossier is None else f"/{lang}/d/{dossier.id}/{name}"
    url = request.url.replace(path=path, query="").include_query_params(**asked)
    return RedirectResponse(f"{url.path}?{url.query}" if url.query else url.path, 303)


def screen(request: Request, name: str, *, status: int = 200, **shown: Any) -> HTMLResponse:
    """Return a screen.

    Parameters
    ----------
    request : Request
        What was asked.
    name : str
        The name of its template.
    status : int
        The status of the answer.
    **shown
        What the template shows.
    """
    house = house_of(request)
    lang = request.path_params.get("lang", house.lang)
    dossier: Dossier | None = shown.get("dossier")
    other = next(one for one in LANGUAGES if one != lang)
    path = request.url.path
    path = f"/{other}{path[3:]}" if path[1:3] in LANGUAGES else f"/{other}/"
    page = (
        _templates()
        .get_template(f"{name}.html.j2")
        .render(
            w=words(lang),
            lang=lang,
            other=other,
            other_words=words(other),
            # a screen that answers what was sent has no address of its own in the other language
            other_path=path if request.method == "GET" else f"/{other}/",
            query=request.url.query,
            home=f"/{lang}/",
            at="" if dossier is None else f"/{lang}/d/{dossier.id}/",
            minutes=house.minutes,
            **{"dossier": None, "here": name, **shown},
        )
    )
    # half a character, as badly decoded files hold, cannot be written in UTF-8
    return HTMLResponse(page.encode("utf-8", "replace"), status)


async def waiting(
    request: Request, dossier: Dossier, job: Job, here: str, **shown: Any
) -> Response | None:
    """Return the screen that waits for a job, or says why it failed; None once it is done."""
    await job.settle(_MOMENT)
    if job.state == "done":
        return None
    return screen(request, "wait", dossier=dossier, job=job, here=here, **shown)


def asset(name: str) -> bytes:
    """Return one of our own files."""
    return resources.files("concertnet.app").joinpath("assets", name).read_bytes()


def prepare_screens() -> None:
    """Compile every template and read the words: the first screen is not waited for more."""
    templates = _templates()
    for name in templates.list_templates(extensions=["j2"]):
        templates.get_template(name)
    for lang in LANGUAGES:
        words(lang)


@functools.cache
def _templates() -> Any:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("concertnet.app"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["query"] = _query
    return environment


def _query(asked: Mapping[str, Any], **changed: Any) -> str:
    """Return what is asked in an address, with what changes in it."""
    from urllib.parse import urlencode

    kept = {key: value for key, value in {**asked, **changed}.items() if value not in (None, "")}
    return urlencode(kept)
