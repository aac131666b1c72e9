"""The second screen: what can be computed, what is to be decided, what is wrong and where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from concertnet.app.dossiers import Dossier
from concertnet.app.received import MOST_FILES, keep_files
from concertnet.app.render import at_screen, dossier_of, house_of, screen, waiting, words_of
from concertnet.app.screens.start import dossier_name, sent_files
from concertnet.errors import ConcertnetError
from concertnet.words import words

__all__ = [
    "answer_questions", "answers_sent", "cancel_job", "check_screen", "close_dossier",
    "drop_again", "read_so", "received_or_waiting", "take_decisions", "take_marked",
    "tell_job", "try_again",
]  # fmt: skip


async def received_or_waiting(request: Request, dossier: Dossier, here: str) -> Response | None:
    """Return the screen that waits until what was dropped is received; None once it is."""
    lang = words_of(request).lang
    job = dossier.receive(lang)
    if job is None:
        return None
    shown = await waiting(request, dossier, job, here)
    if shown is None:
        dossier.receive(lang)
    return shown


async def check_screen(request: Request) -> Response:
    """Show what was found."""
    dossier, w = dossier_of(request), words_of(request)
    if dossier.survey is not None:  # its answers are no data yet
        return at_screen(request, dossier, "survey")
    if (wait := await received_or_waiting(request, dossier, "check")) is not None:
        return wait
    job = dossier.job("check", w.lang, first=True)
    if (wait := await waiting(request, dossier, job, "check")) is not None:
        return wait
    number = request.query_params.get("marked", "")
    marked = dossier.numbered(int(number)) if number.isdecimal() else None
    marked = marked if marked is not None and marked.task == "mark" else None
    if marked and (wait := await waiting(request, dossier, marked, "check")) is not None:
        return wait
    found, said = job.answer, job.answer[w.lang]
    made = "" if marked is None else Path(str(marked.answer)).name
    return screen(request, "check", dossier=dossier, found=found, said=said, made=made)


async def answer_questions(request: Request) -> Response:
    """Take answers; an empty one takes back what was answered."""
    dossier = dossier_of(request)
    form = await request.form(max_files=0, max_fields=20_000)
    answers = answers_sent(dossier, form)
    if form.get("accept") == "all":
        answers |= _proposed(dossier, words_of(request).lang, answers)
    dossier.change(answers=answers)
    return at_screen(request, dossier, "check")


def answers_sent(dossier: Dossier, form: FormData) -> dict[str, str]:
    """Return the answers of a dossier with those of a form; an empty one takes one back."""
    answers = dict(dossier.answers)
    sent = [(*name.partition("."), text) for name, text in form.multi_items()]
    for kind, _, key, text in sent:
        if kind == "answer" and isinstance(text, str):
            answers[key] = text
    for kind, _, key, text in sent:
        if kind == "other" and isinstance(text, str) and answers.get(key) == "other":
            answers[key] = text.strip()
    return {key: text for key, text in answers.items() if text and text != "other"}


def _proposed(dossier: Dossier, lang: str, answers: dict[str, str]) -> dict[str, str]:
    """Return what is proposed for every question without an answer; "same" is left to a person."""
    job = dossier.job("check", lang, first=True)
    if job.state != "done":
        return {}
    asked: list[dict[str, Any]] = job.answer[lang]["questions"]
    open_ = [one for one in asked if not answers.get(one["key"])]
    return {one["key"]: one["proposed"] for one in open_ if one["proposed"]}


async def read_so(request: Request) -> Response:
    """Change how the data are read: tables left out, actors added, read again when saved."""
    dossier = dossier_of(request)
    form = await request.form(max_files=0, max_fields=50)
    without = tuple(one for one in form.getlist("without") if isinstance(one, str))
    dossier.change(without=without, adds_missing=form.get("adds_missing") == "yes")
    return at_screen(request, dossier, "check")


async def drop_again(request: Request) -> Response:
    """Read other files in the place of the data; the answers given stay."""
    dossier, w = dossier_of(request), words_of(request)
    try:
        async with request.form(max_files=MOST_FILES, max_fields=20) as form:
            files = sent_files(form.getlist("files"))
            kept = await keep_files(files, dossier.folder / str(dossier.round + 1))
    except ConcertnetError as error:
        return screen(request, "start", status=400, error=error.text(w.lang))
    dossier.replace_data(list(map(str, kept)), dossier_name(files))
    return at_screen(request, dossier, "check")


async def take_marked(request: Request) -> Response:
    """Give the copy in which the cells to mend are marked."""
    dossier, w = dossier_of(request), words_of(request)
    if (wait := await received_or_waiting(request, dossier, "check")) is not None:
        return wait
    suffix = ".xlsm" if Path(str(dossier.data)).suffix.lower() == ".xlsm" else ".xlsx"
    job = dossier.job("mark", w.lang, first=True, file=f"{w['file_marked']}{suffix}")
    if await waiting(request, dossier, job, "check") is not None:
        # a screen that waited for a file would stay once the browser has taken it
        return at_screen(request, dossier, "check", marked=str(job.number))
    return FileResponse(job.answer, filename=Path(job.answer).name)


async def take_decisions(request: Request) -> Response:
    """Give the answers as a table, which the command line reads too."""
    dossier = dossier_of(request)
    for lang in (words_of(request).lang, "fr", "en"):
        path = dossier.folder / f"{words(lang)['file_decisions']}.csv"
        if dossier.answers and path.exists():
            return FileResponse(path, filename=path.name)
    return at_screen(request, dossier, "check")


async def tell_job(request: Request) -> Response:
    """Tell how far a job is."""
    job = dossier_of(request).numbered(request.path_params["number"])
    if job is None:
        return JSONResponse({"over": True, "done": 0, "total": 0, "what": ""})
    told = {"done": job.done, "total": job.total, "what": job.what}
    return JSONResponse({"over": job.is_over, **told})


async def cancel_job(request: Request) -> Response:
    """Stop a job."""
    dossier = dossier_of(request)
    job = dossier.numbered(request.path_params["number"])
    if job is not None:
        house_of(request).worker.cancel(job)
    return await _back(request, dossier)


async def try_again(request: Request) -> Response:
    """Do again what failed or was stopped."""
    dossier = dossier_of(request)
    job = dossier.numbered(request.path_params["number"])
    if job is not None and job.is_over:
        dossier.forget(job)
    return await _back(request, dossier)


async def _back(request: Request, dossier: Dossier) -> Response:
    form = await request.form(max_files=0, max_fields=5)
    here = form.get("here")
    name = here if isinstance(here, str) and here in _SCREENS else "check"
    query = form.get("query")
    answer = at_screen(request, dossier, name)
    if isinstance(query, str) and query:
        answer.headers["location"] += f"?{query}" if _is_plain(query) else ""
    return answer


_SCREENS = ("check", "survey", "map", "told", "tables", "figures", "compare", "hand-in")


def _is_plain(query: str) -> bool:
    return query.isascii() and query.isprintable() and len(query) < 2000


async def close_dossier(request: Request) -> Response:
    """Close a dossier: nothing is left of it."""
    house_of(request).dossiers.close(dossier_of(request))
    return at_screen(request, None)
