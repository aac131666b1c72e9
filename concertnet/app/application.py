"""The addresses of the page, and what is answered when something goes wrong."""

from __future__ import annotations

import traceback
from pathlib import PurePath

from starlette.applications import Starlette
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from concertnet.app.guard import TooMuchSent
from concertnet.app.house import House
from concertnet.app.render import asset, house_of, screen
from concertnet.app.screens import check, explore, hand_in, start, survey
from concertnet.words import LANGUAGES, words

__all__ = ["page_application"]


class LanguageConvertor(Convertor[str]):
    """The language that an address begins with."""

    regex = "|".join(LANGUAGES)

    def convert(self, value: str) -> str:
        """Return the language."""
        return value

    def to_string(self, value: str) -> str:
        """Return what stands in the address."""
        return value


register_url_convertor("language", LanguageConvertor())

_ASSETS = {"app.css": "text/css", "app.mjs": "text/javascript", "icon.svg": "image/svg+xml"}


def page_application(house: House) -> Starlette:
    """Return what answers each address; who may ask is judged before (`Guard`)."""
    routes = [
        Route("/", start.enter),
        Route("/alive", _alive),
        Route("/journal", _journal),
        Route("/assets/{name}", _asset),
        *_in_each_language("", start.first_screen),
        *_in_each_language("open", start.open_files, "POST"),
        *_in_each_language("sample", start.open_sample, "POST"),
        *_in_each_language("template", start.take_template, "POST"),
        *_in_each_language("stop", _stop, "POST"),
        *_of_dossier("check", check.check_screen),
        *_of_dossier("answers", check.answer_questions, "POST"),
        *_of_dossier("reading", check.read_so, "POST"),
        *_of_dossier("drop", check.drop_again, "POST"),
        *_of_dossier("close", check.close_dossier, "POST"),
        *_of_dossier("marked", check.take_marked),
        *_of_dossier("decisions", check.take_decisions),
        *_of_dossier("job/{number:int}", check.tell_job),
        *_of_dossier("cancel/{number:int}", check.cancel_job, "POST"),
        *_of_dossier("again/{number:int}", check.try_again, "POST"),
        *_in_each_language("survey", survey.open_survey_files, "POST"),
        *_of_dossier("survey", survey.survey_screen),
        *_of_dossier("mapping", survey.review_survey, "POST"),
        *_of_dossier("mapping.toml", survey.take_mapping),
        *_of_dossier("map", explore.map_screen),
        *_of_dossier("page/{number:int}", explore.take_map_page),
        *_of_dossier("told", explore.told_screen),
        *_of_dossier("tables", explore.tables_screen),
        *_of_dossier("figures", explore.figures_screen),
        *_of_dossier("figure/{number:int}/{name}", explore.take_figure),
        *_of_dossier("compare", explore.compare_screen),
        *_of_dossier("hand-in", hand_in.hand_in_screen),
        *_of_dossier("report", hand_in.ask_report, "POST"),
        *_of_dossier("report/{number:int}", hand_in.take_report),
    ]
    handlers = {KeyError: _not_open, HTTPException: _http, Exception: _unexpected}
    application = Starlette(routes=routes, exception_handlers=handlers)  # type: ignore[arg-type]
    application.state.house = house
    return application


def _in_each_language(path: str, endpoint: object, method: str = "GET") -> list[Route]:
    return [
        Route(f"/{{lang:language}}/{path}", endpoint, methods=[method])  # type: ignore[arg-type]
    ]


def _of_dossier(path: str, endpoint: object, method: str = "GET") -> list[Route]:
    return _in_each_language(f"d/{{id}}/{path}", endpoint, method)


async def _alive(request: Request) -> Response:
    """Tell that the program runs, and whether the data of a dossier changed."""
    house = house_of(request)
    held = next((d for d in house.dossiers if d.id == request.query_params.get("dossier")), None)
    return JSONResponse({"version": None if held is None else held.version})


async def _journal(request: Request) -> Response:
    """Give the journal: what went wrong, with no value of the data."""
    return PlainTextResponse(house_of(request).journal.path.read_text(encoding="utf-8"))


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _ASSETS:
        raise HTTPException(404)
    return Response(asset(name), media_type=_ASSETS[name])


async def _stop(request: Request) -> Response:
    """End the program, once this is answered."""
    house_of(request).stop()
    return screen(request, "stopped")


async def _not_open(request: Request, _error: Exception) -> Response:
    return _wrong(request, 404, "app_error_not_open")


async def _http(request: Request, error: HTTPException) -> Response:
    if error.status_code == 400:  # a form with more files or more fields than ours
        return _wrong(request, 400, "app_error_form")
    return _wrong(request, error.status_code, "app_error_no_page")


async def _unexpected(request: Request, error: Exception) -> Response:
    if isinstance(error, TooMuchSent):
        return _wrong(request, 413, "app_error_form")
    frames = traceback.extract_tb(error.__traceback__)
    where = " ".join(f"{PurePath(f.filename).name}:{f.lineno}" for f in frames[-6:])
    house_of(request).journal.note(f"screen: {type(error).__name__} {where}")
    return _wrong(request, 500, "app_error")


def _wrong(request: Request, status: int, key: str) -> Response:
    lang = request.path_params.get("lang", house_of(request).lang)
    lang = lang if lang in LANGUAGES else house_of(request).lang
    return screen(request, "wrong", status=status, said=words(lang)[key])
