"""Who is answered: the browser that was given the secret, on this machine, from our own pages."""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from concertnet.words import LANGUAGES, words

__all__ = ["HOST", "MOST_SENT", "Guard", "TooMuchSent"]

MOST_SENT = 100 << 20  # bytes of one request
_MOST_DRAINED = 20 * MOST_SENT  # read and thrown away, so that the browser hears the refusal
HOST = "127.0.0.1"

# Nothing is fetched from elsewhere, nothing written in a page runs, nothing may frame it.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}


class Guard:
    """Refuses whoever is not the user's own browser, before any screen is reached.

    Parameters
    ----------
    app : ASGI application
        What answers those who may enter.
    port : int
        The port; with the address of the machine to itself, what a request must ask for.

    Attributes
    ----------
    address : str
        The address that lets in: it holds the secret, which a cookie then stands for.
    seen : float
        When somebody was last let in, on the monotonic clock.
    """

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._host = f"{HOST}:{port}"
        self._key, self._ticket = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        self._cookie = f"concertnet-{port}"
        self.address = f"http://{self._host}/?key={self._key}"
        self.seen = time.monotonic()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] != "http":  # no socket is ever opened
            await send({"type": "websocket.close"})
            return
        headers = Headers(scope=scope)
        if reason := self._refusal(scope, headers):
            await self._refuse(403, reason)(scope, receive, send)
        elif scope["path"] == "/" and (
            given := parse_qs(scope["query_string"].decode("latin-1"))
        ).get("key"):
            await self._enter(given["key"][0])(scope, receive, send)
        elif not self._is_known(headers):
            await self._refuse(403, "app_refused_secret")(scope, receive, send)
        elif _length(headers) > MOST_SENT:
            await _drain(receive)
            await self._refuse(413, "app_refused_size")(scope, receive, send)
        else:
            self.seen = time.monotonic()
            await self._app(scope, _bounded(receive), _headed(send))

    def _refusal(self, scope: Scope, headers: Headers) -> str:
        """Return why a request is refused whoever asks, "" if it is not."""
        client = scope.get("client")
        if client is None or client[0] != HOST or headers.get("host") != self._host:
            return "app_refused_host"
        # what another page, or another program of this machine, makes the browser ask
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return "app_refused_origin"
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return "app_refused_origin"
        if scope["method"] == "POST" and headers.get("origin") != f"http://{self._host}":
            return "app_refused_origin"
        return ""

    def _enter(self, key: str) -> Any:
        if not _same(key, self._key):
            return self._refuse(403, "app_refused_secret")
        # the address is exchanged at once: it stays in no history of the page
        answer = RedirectResponse("/", 303, headers=_HEADERS)
        answer.set_cookie(self._cookie, self._ticket, httponly=True, samesite="strict", path="/")
        return answer

    def _is_known(self, headers: Headers) -> bool:
        try:
            held = SimpleCookie(headers.get("cookie", "")).get(self._cookie)
        except CookieError:
            return False
        return held is not None and _same(held.value, self._ticket)

    def _refuse(self, status: int, key: str) -> PlainTextResponse:
        said = "\n\n".join(words(lang)(key, size=MOST_SENT >> 20) for lang in LANGUAGES)
        return PlainTextResponse(said + "\n", status, headers=_HEADERS)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _length(headers: Headers) -> int:
    given = headers.get("content-length", "0")
    return int(given) if given.isdecimal() else MOST_SENT + 1


async def _drain(receive: Receive) -> None:
    read = 0
    while read < _MOST_DRAINED:
        message = await receive()
        read += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return


class TooMuchSent(Exception):
    """More was sent than was said to be."""


def _bounded(receive: Receive) -> Receive:
    read = 0

    async def bounded() -> MutableMapping[str, Any]:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > MOST_SENT:
            raise TooMuchSent
        return message

    return bounded


def _headed(send: Send) -> Send:
    async def headed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                if name not in headers:
                    headers[name] = value
        await send(message)

    return headed
