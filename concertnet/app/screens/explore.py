"""What a dossier says: its map, what was found, its tables and figures, two days or territories."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response

from concertnet.app.dossiers import Dossier
from concertnet.app.render import at_screen, dossier_of, screen, waiting, words_of
from concertnet.app.screens.check import received_or_waiting
from concertnet.app.worker import Job
from concertnet.words import in_order

__all__ = [
    "TOLD_SECTIONS", "asked_of", "compare_screen", "figures_screen", "map_screen",
    "overview_or_waiting", "tables_screen", "take_figure", "take_map_page", "told_screen",
]  # fmt: skip

# As `concertnet.report.report` orders them.
TOLD_SECTIONS = (
    "findings", "who", "survey", "bridging", "continuum", "instances", "turnover", "conditions",
    "place", "cautions", "method",
)  # fmt: skip
_ASKED = ("at", "sector", "territory", "compare", "against")
_PATIENT = 120.0  # seconds that a figure may take, behind those before it
_ROWS = 200  # rows of a table on one screen
# The page runs its own scripts, apart from ours: it cannot reach the screens, nor anything else.
_SANDBOX = "sandbox allow-scripts allow-downloads allow-modals; frame-ancestors 'self'"
_FIGURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


async def overview_or_waiting(
    request: Request, dossier: Dossier, here: str
) -> tuple[dict[str, Any], Response | None]:
    """Return what can be asked of a dossier, or the screen that waits for it."""
    lang = words_of(request).lang
    if (wait := await received_or_waiting(request, dossier, here)) is not None:
        return {}, wait
    job = dossier.job("overview", lang, first=True)
    wait = await waiting(request, dossier, job, here)
    return (job.answer or {}), wait


def asked_of(request: Request, overview: dict[str, Any]) -> dict[str, str]:
    """Return what the address asks: a day, a sector, a territory, and what they are set beside."""
    query = request.query_params
    asked = {name: query.get(name, "").strip()[:200] for name in _ASKED}
    asked["sector"] = asked["sector"] or overview["sector"]
    if asked["at"] == overview["last"]:
        asked["at"] = ""  # the last day is what is shown unasked
    return asked


async def map_screen(request: Request) -> Response:
    """Show the planner's page."""
    dossier = dossier_of(request)
    overview, wait = await overview_or_waiting(request, dossier, "map")
    if wait is not None:
        return wait
    asked = asked_of(request, overview)
    job = _map_job(dossier, asked, words_of(request).lang)
    if (wait := await waiting(request, dossier, job, "map")) is not None:
        return wait
    shown = {"overview": overview, "asked": asked, "page": job.number}
    return screen(request, "map", dossier=dossier, **shown)


def _map_job(dossier: Dossier, asked: dict[str, str], lang: str) -> Job:
    given = {"at": asked["at"] or None, "sector": asked["sector"]}
    return dossier.job("map_page", lang, first=True, file="carte.html", **given)


async def take_map_page(request: Request) -> Response:
    """Give the planner's page itself, under its own policy."""
    dossier, w = dossier_of(request), words_of(request)
    job = dossier.numbered(request.path_params["number"])
    if job is None or job.task != "map_page" or job.state != "done":
        return HTMLResponse("", 404)
    if request.query_params.get("save"):
        return FileResponse(job.given["output"], filename=f"{w['file_map']}.html")
    policy = f"{job.answer['policy']}; {_SANDBOX}"
    return FileResponse(
        job.given["output"],
        media_type="text/html; charset=utf-8",
        headers={"content-security-policy": policy},
    )


async def _told(
    request: Request, here: str, *, only: str = ""
) -> tuple[Dossier, dict[str, Any], dict[str, str], Job | None, Response | None]:
    """Return the dossier, what is asked, the job whose answer is shown; or a screen of waiting."""
    dossier = dossier_of(request)
    overview, wait = await overview_or_waiting(request, dossier, here)
    if wait is not None:
        return dossier, overview, {}, None, wait
    asked = asked_of(request, overview)
    changed = only == "changed"
    if changed and not (asked["compare"] or (asked["territory"] and asked["against"])):
        return dossier, overview, asked, None, None
    given: dict[str, Any] = {
        "at": asked["at"] or None,
        "sector": asked["sector"],
        "territory": asked["territory"] or None,
        "compare": (asked["compare"] or None) if changed else None,
        "against": (asked["against"] or None) if changed and not asked["compare"] else None,
        "sections": [only] if only else None,
    }
    job = dossier.job("told", words_of(request).lang, first=True, **given)
    return dossier, overview, asked, job, await waiting(request, dossier, job, here)


async def told_screen(request: Request) -> Response:
    """Show one section: sentences, tables, figures."""
    wanted = request.query_params.get("section", "")
    wanted = wanted if wanted in TOLD_SECTIONS else TOLD_SECTIONS[0]
    dossier, overview, asked, job, wait = await _told(request, "told", only=wanted)
    if wait is not None or job is None:
        return wait or at_screen(request, dossier, "told")
    shown = {"overview": overview, "asked": asked, "told": job.answer, "wanted": wanted}
    return screen(request, "told", dossier=dossier, drawn=job.number, names=TOLD_SECTIONS, **shown)


async def figures_screen(request: Request) -> Response:
    """Show every figure, with its size."""
    dossier, overview, asked, job, wait = await _told(request, "figures")
    if wait is not None or job is None:
        return wait or at_screen(request, dossier, "told")
    figures = [
        figure | {"section": section["title"]}
        for section in job.answer["sections"]
        for part in section["parts"]
        for figure in part["figures"]
    ]
    shown = {"overview": overview, "asked": asked, "figures": figures}
    return screen(request, "figures", dossier=dossier, drawn=job.number, **shown)


async def compare_screen(request: Request) -> Response:
    """Set two days, or two territories, side by side."""
    dossier, overview, asked, job, wait = await _told(request, "compare", only="changed")
    if wait is not None:
        return wait
    shown = {"overview": overview, "asked": asked, "told": None if job is None else job.answer}
    number = 0 if job is None else job.number
    return screen(request, "compare", dossier=dossier, drawn=number, **shown)


async def take_figure(request: Request) -> Response:
    """Give a figure, drawn when it is asked for: for the screen, or to be kept."""
    dossier = dossier_of(request)
    job = dossier.numbered(request.path_params["number"])
    name = request.path_params["name"]
    key, _, kind = name.partition(".")
    if job is None or job.state != "done" or job.task != "told" or kind not in ("svg", "png"):
        return HTMLResponse("", 404)
    known = {
        figure["key"]
        for section in job.answer["sections"]
        for part in section["parts"]
        for figure in part["figures"]
    }
    if key not in known:
        return HTMLResponse("", 404)
    asked = {name: value for name, value in job.given.items() if name != "given"}
    drawing = dossier.job("draw", job.lang, file=name, figure=key, **asked)
    await drawing.settle(_PATIENT)
    if drawing.state != "done":
        return HTMLResponse("", 503)
    kept = name if request.query_params.get("save") else None
    headers = {"content-security-policy": _FIGURE_POLICY}
    return FileResponse(drawing.answer, filename=kept, headers=headers)


async def tables_screen(request: Request) -> Response:
    """Show a table of results, sorted as is asked."""
    dossier, w = dossier_of(request), words_of(request)
    overview, wait = await overview_or_waiting(request, dossier, "tables")
    if wait is not None:
        return wait
    asked = asked_of(request, overview)
    given = {"at": asked["at"] or None, "sector": asked["sector"]}
    job = dossier.job("tables", w.lang, first=True, **given)
    if (wait := await waiting(request, dossier, job, "tables")) is not None:
        return wait
    query = request.query_params
    tables = job.answer["tables"]
    chosen = next((one for one in tables if one["key"] == query.get("table")), tables[0])
    by = query.get("by", "")
    place = int(by) if by.isdecimal() and int(by) < len(chosen["headings"]) else None
    falling = query.get("order") == "falling"
    first = int(query.get("first", "0")) if query.get("first", "0").isdecimal() else 0
    rows = chosen["rows"] if place is None else _sorted(chosen, place, falling=falling)
    return screen(
        request,
        "tables",
        dossier=dossier,
        overview=overview,
        asked=asked | {"table": chosen["key"], "by": by, "order": query.get("order", "")},
        found=job.answer,
        chosen=chosen,
        rows=rows[first : first + _ROWS],
        first=first,
        last=min(first + _ROWS, len(rows)),
        total=len(rows),
        step=_ROWS,
        place=place,
        falling=falling,
    )


def _sorted(table: dict[str, Any], place: int, *, falling: bool) -> list[list[str]]:
    """Return the rows by a column, those that hold nothing there last."""
    numbers = table["numbers"][place]
    rows: list[list[str]] = table["rows"]
    if numbers is None:
        held = [at for at, row in enumerate(rows) if row[place] not in ("", "–")]
        held.sort(key=lambda at: in_order(rows[at][place]), reverse=falling)
    else:
        held = [at for at, number in enumerate(numbers) if number is not None]
        held.sort(key=lambda at: numbers[at], reverse=falling)
    left = sorted(set(range(len(rows))) - set(held))
    return [rows[at] for at in (*held, *left)]
