"""Import the answers of a survey: the proposed mapping as a form, then the names to decide."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from concertnet.app.dossiers import Dossier
from concertnet.app.received import MOST_FILES, keep_files
from concertnet.app.render import at_screen, dossier_of, house_of, screen, waiting, words_of
from concertnet.app.screens.check import answers_sent, received_or_waiting
from concertnet.app.screens.start import dossier_name, sent_files
from concertnet.app.worker import Job
from concertnet.errors import ConcertnetError

__all__ = ["open_survey_files", "review_survey", "survey_screen", "take_mapping"]


@dataclass(frozen=True)
class Import:
    """A survey that is being imported.

    Attributes
    ----------
    data : Path
        The answers.
    actors : str or None
        Where the actors that are known are.
    text : str or None
        The mapping, where it was written by hand.
    changes : dict of str to str, or None
        What was chosen, by field; None as long as nothing was reviewed.
    date : str
        The day of all the answers.
    """

    data: Path
    actors: str | None = None
    text: str | None = None
    changes: dict[str, str] | None = field(default=None, hash=False)
    date: str = ""


async def open_survey_files(request: Request) -> Response:
    """Open the answers of a survey, and the list of the organisations where it was given."""
    house, w = house_of(request), words_of(request)
    try:
        async with request.form(max_files=MOST_FILES, max_fields=20) as form:
            files = sent_files(form.getlist("files"))
            dossier = house.dossiers.new(dossier_name(files))
            dossier.files = [str(p) for p in await keep_files(files, dossier.folder / "0")]
            members = form.get("members")
            actors = None
            if isinstance(members, UploadFile) and members.filename:
                (kept,) = await keep_files([members], dossier.folder / "members")
                actors = str(kept)
    except ConcertnetError as error:
        return screen(request, "start", status=400, error=error.text(w.lang))
    dossier.survey = Import(Path(), actors)
    return at_screen(request, dossier, "survey")


async def survey_screen(request: Request) -> Response:
    """Show the mapping to review, and what its reading left to decide."""
    dossier = dossier_of(request)
    if dossier.survey is None:
        return at_screen(request, dossier, "check")
    if (wait := await received_or_waiting(request, dossier, "survey")) is not None:
        return wait
    if dossier.survey.data == Path():
        dossier.survey = replace(dossier.survey, data=dossier.data)
    job = _job(dossier, dossier.survey, words_of(request).lang)
    if (wait := await waiting(request, dossier, job, "survey")) is not None:
        return wait
    found = job.answer
    if found["data"] is not None:
        # its names are decided: what is read from here on is the data that were made
        dossier.change(data=Path(found["data"]), answers={}, adds_missing=False)
        dossier.survey = None
        return at_screen(request, dossier, "check")
    lang = words_of(request).lang
    shown = {"found": found, "said": found[lang], "import_": dossier.survey}
    return screen(request, "survey", dossier=dossier, **shown)


def _job(dossier: Dossier, survey: Import, lang: str) -> Job:
    given = {
        "actors": survey.actors,
        "text": survey.text,
        "changes": survey.changes,
        "date": survey.date or None,
    }
    return dossier.job("survey", lang, first=True, file="donnees", **given)


async def review_survey(request: Request) -> Response:
    """Take what was chosen, and read the answers by it."""
    dossier = dossier_of(request)
    survey = dossier.survey
    if survey is None:
        return at_screen(request, dossier, "check")
    form = await request.form(max_files=0, max_fields=20_000)
    said = {name: text for name, text in form.multi_items() if isinstance(text, str)}
    changes = {name[6:]: text for name, text in said.items() if name.startswith("field.")}
    by_hand = said.get("text", "").replace("\r\n", "\n")
    if by_hand and by_hand != said.get("text_before", "").replace("\r\n", "\n"):
        dossier.survey = replace(survey, text=by_hand, changes={}, date=said.get("day", ""))
    else:
        held = (survey.changes or {}) | changes
        dossier.survey = replace(survey, changes=held, date=said.get("day", ""))
    adds = said.get("adds_missing") == "yes"
    dossier.change(answers=answers_sent(dossier, form), adds_missing=adds)
    return at_screen(request, dossier, "survey")


async def take_mapping(request: Request) -> Response:
    """Give the mapping, which the command line reads too, at the next wave."""
    dossier, w = dossier_of(request), words_of(request)
    if dossier.survey is None:
        return at_screen(request, dossier, "check")
    job = _job(dossier, dossier.survey, w.lang)
    if (wait := await waiting(request, dossier, job, "survey")) is not None:
        return wait
    name = f'attachment; filename="{w["file_mapping"]}.toml"'
    return PlainTextResponse(job.answer["text"], headers={"content-disposition": name})
