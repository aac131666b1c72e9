"""The last screen: what the report holds, in which format, and the files that were made."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response

from concertnet.app.dossiers import Dossier
from concertnet.app.received import keep_files
from concertnet.app.render import at_screen, dossier_of, screen, waiting, words_of
from concertnet.app.screens.explore import asked_of, overview_or_waiting
from concertnet.app.worker import Job
from concertnet.errors import ConcertnetError
from concertnet.words import LANGUAGES, words

__all__ = ["ASKED_APART", "REPORT_SECTIONS", "ask_report", "hand_in_screen", "take_report"]

# As `concertnet.report.report` orders them; the annex may be left out.
REPORT_SECTIONS = (
    "findings", "who", "survey", "bridging", "continuum", "instances", "turnover", "conditions",
    "place", "changed", "inference", "cautions", "method", "terms", "unmade",
)  # fmt: skip
ASKED_APART = ("inference",)  # not chosen unless somebody does
_FORMATS = ("docx", "html", "pdf", "xlsx", "zip")


async def hand_in_screen(request: Request) -> Response:
    """Show what can be chosen, and what was made."""
    dossier, w = dossier_of(request), words_of(request)
    overview, wait = await overview_or_waiting(request, dossier, "hand-in")
    if wait is not None:
        return wait
    number = request.query_params.get("made", "")
    job = dossier.numbered(int(number)) if number.isdecimal() else None
    if job is not None and job.task == "hand_in" and not job.is_over:
        wait = await waiting(request, dossier, job, "hand-in")
        if wait is not None:
            return wait
    return _shown(request, dossier, overview, job, error=job.error.get(w.lang, "") if job else "")


def _shown(
    request: Request,
    dossier: Dossier,
    overview: dict[str, Any],
    job: Job | None,
    *,
    error: str = "",
    status: int = 200,
) -> Response:
    made = [
        {"number": one.number, "file": Path(one.answer).name, "lang": one.lang}
        for one in dossier.jobs.values()
        if one.task == "hand_in" and one.state == "done"
    ]
    return screen(
        request,
        "hand_in",
        status=status,
        dossier=dossier,
        here="hand-in",
        overview=overview,
        asked=asked_of(request, overview),
        sections=REPORT_SECTIONS,
        when_named=ASKED_APART,
        formats=[f for f in _FORMATS if f != "pdf" or importlib.util.find_spec("typst")],
        has_pdf=importlib.util.find_spec("typst") is not None,
        made=made[::-1],
        job=job,
        error=error,
    )


async def ask_report(request: Request) -> Response:
    """Have the report written."""
    dossier, w = dossier_of(request), words_of(request)
    overview, wait = await overview_or_waiting(request, dossier, "hand-in")
    if wait is not None:
        return wait
    try:
        async with request.form(max_files=1, max_fields=60) as form:
            job = await _job_of(form, dossier, overview, w.lang)
    except ConcertnetError as error:
        return _shown(request, dossier, overview, None, error=error.text(w.lang), status=400)
    return at_screen(request, dossier, "hand-in", made=str(job.number))


async def _job_of(form: FormData, dossier: Dossier, overview: dict[str, Any], lang: str) -> Job:
    said = {name: value for name, value in form.items() if isinstance(value, str)}
    kind = said.get("format", "docx")
    kind = kind if kind in _FORMATS else "docx"
    lang = said["in"] if said.get("in") in LANGUAGES else lang
    chosen = [one for one in form.getlist("section") if one in REPORT_SECTIONS]
    if kind != "zip" and not chosen:
        raise ConcertnetError("app_error_no_section")
    compare = said.get("compare") or None
    against = (said.get("against") or None) if not compare else None
    if not (compare or against):
        chosen = [one for one in chosen if one != "changed"]
    template = form.get("word_template")
    path = None
    if isinstance(template, UploadFile) and template.filename and kind == "docx":
        (kept,) = await keep_files([template], dossier.folder / f"template-{len(dossier.jobs)}")
        path = str(kept)
    at = said.get("at") or None
    file = words(lang)["app_results_file" if kind == "zip" else "app_report_file"]
    return dossier.job(
        "hand_in",
        lang,
        file=f"{file}.{kind}",
        at=None if at == overview["last"] else at,
        sector=said.get("sector") or overview["sector"],
        sections=chosen,
        compare=compare,
        territory=said.get("territory") or None,
        against=against,
        persons=said.get("persons") == "yes",
        word_template=path,
    )


async def take_report(request: Request) -> Response:
    """Give a file that was made."""
    job = dossier_of(request).numbered(request.path_params["number"])
    if job is None or job.task != "hand_in" or job.state != "done":
        return HTMLResponse("", 404)
    return FileResponse(job.answer, filename=Path(job.answer).name)
