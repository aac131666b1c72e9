"""The first screen: a file to drop, the sample, an empty workbook."""

from __future__ import annotations

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from concertnet.app.received import MOST_FILES, keep_files
from concertnet.app.render import at_screen, house_of, screen, words_of
from concertnet.errors import ConcertnetError
from concertnet.tables.source.file_names import safe_name
from concertnet.words import words

__all__ = [
    "dossier_name",
    "enter",
    "first_screen",
    "open_files",
    "open_sample",
    "sent_files",
    "take_template",
]

_LONG = 20.0  # seconds that an empty workbook may take, behind what is being done


async def enter(request: Request) -> Response:
    """Send to the dossier opened last, or to the first screen."""
    house = house_of(request)
    held = list(house.dossiers)
    return RedirectResponse(
        f"/{house.lang}/d/{held[-1].id}/check" if held else f"/{house.lang}/", 303
    )


async def first_screen(request: Request) -> Response:
    """Show what can be opened."""
    return screen(request, "start", error="")


async def open_files(request: Request) -> Response:
    """Open the files that were dropped."""
    house = house_of(request)
    try:
        async with request.form(max_files=MOST_FILES, max_fields=20) as form:
            files = sent_files(form.getlist("files"))
            dossier = house.dossiers.new(dossier_name(files))
            try:
                kept = await keep_files(files, dossier.folder / "0")
            except ConcertnetError:
                house.dossiers.close(dossier)
                raise
    except ConcertnetError as error:
        return screen(request, "start", status=400, error=error.text(words_of(request).lang))
    dossier.files = list(map(str, kept))
    return at_screen(request, dossier, "check")


def sent_files(given: list[UploadFile | str]) -> list[UploadFile]:
    """Return the files among what a form sent.

    Raises
    ------
    ConcertnetError
        If there is none.
    """
    files = [one for one in given if isinstance(one, UploadFile) and one.filename]
    if not files:
        raise ConcertnetError("app_error_no_file")
    return files


def dossier_name(files: list[UploadFile]) -> str:
    """Return what a dossier is called: its file, or the first of several."""
    first = safe_name(files[0].filename or "")
    return first if len(files) == 1 else f"{first} + {len(files) - 1}"


async def open_sample(request: Request) -> Response:
    """Open the invented territory that comes with the program."""
    from concertnet.samples import sample_path

    house, w = house_of(request), words_of(request)
    try:
        dossier = house.dossiers.new(w["app_sample_name"], sample_path())
    except ConcertnetError as error:
        return screen(request, "start", status=400, error=error.text(w.lang))
    return at_screen(request, dossier, "check")


async def take_template(request: Request) -> Response:
    """Give an empty workbook to fill in."""
    house, w = house_of(request), words_of(request)
    form = await request.form(max_files=0, max_fields=5)
    lang = "en" if form.get("in") == "en" else "fr"
    tables = "all" if form.get("tables") == "all" else "core"
    path = house.folder / f"template-{tables}-{lang}.xlsx"
    given = {"output": str(path), "tables": tables, "lang": lang}
    job = house.worker.ask("template", given, lang=w.lang, first=True)
    await job.settle(_LONG)
    if job.state != "done":
        said = job.error.get(w.lang) or w["app_error_busy"]
        return screen(request, "start", status=503, error=said)
    return FileResponse(path, filename=f"{words(lang)['app_template_file']}.xlsx")
