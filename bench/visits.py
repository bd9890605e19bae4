"""A browser inside this process: requests through the whole site, as gunicorn hands them over, without a network."""

from __future__ import annotations

import gzip
import io
from collections.abc import Mapping
from urllib.parse import urlencode

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponseBase
from django.test import Client

CSRF = "c" * 32  # any 32 letters: the cookie and the form must agree, and that is all

GZIP = b"\x1f\x8b"  # with which whatever gzip made begins


def session_of(user: object, backend: str | None = None) -> str:
    """The value of the cookie of somebody who has just signed in."""
    client = Client()
    client.force_login(user, backend=backend)  # type: ignore[arg-type]
    return client.cookies["sessionid"].value


def cookies(session: str) -> str:
    return f"sessionid={session}; csrftoken={CSRF}"


class Unexpected(Exception):
    """A page answered something else than what was to be measured."""


class Browser:
    def __init__(self, site: WSGIHandler, session: str) -> None:
        self.site = site
        self.cookies = cookies(session)

    def get(self, address: str, expect: int = 200) -> bytes:
        return self._ask("GET", address, b"", expect)

    def post(self, address: str, fields: Mapping[str, str], expect: int) -> bytes:
        return self._ask(
            "POST", address, urlencode(dict(fields) | {"csrfmiddlewaretoken": CSRF}).encode(), expect
        )

    @staticmethod
    def unpacked(sent: bytes) -> str:
        return (gzip.decompress(sent) if sent.startswith(GZIP) else sent).decode()

    def _ask(self, method: str, address: str, body: bytes, expect: int) -> bytes:
        """Gives back what would go over the wire."""
        told: list[str] = []
        path, _, query = address.partition("?")
        response: HttpResponseBase = self.site(
            {
                "REQUEST_METHOD": method,
                "PATH_INFO": path,
                "QUERY_STRING": query,
                "SERVER_NAME": "127.0.0.1",
                "SERVER_PORT": "8000",
                "SERVER_PROTOCOL": "HTTP/1.1",
                "REMOTE_ADDR": "127.0.0.1",
                "HTTP_HOST": "127.0.0.1:8000",
                "HTTP_COOKIE": self.cookies,
                "HTTP_ACCEPT_ENCODING": "gzip",
                "CONTENT_TYPE": "application/x-www-form-urlencoded",
                "CONTENT_LENGTH": str(len(body)),
                "wsgi.input": io.BytesIO(body),
                "wsgi.errors": io.StringIO(),
                "wsgi.url_scheme": "http",
            },
            lambda status, headers, *_: told.append(status),
        )
        sent = b"".join(response)  # type: ignore[arg-type]
        response.close()
        if not told[0].startswith(str(expect)):
            raise Unexpected(f"{method} {address}: {told[0]} instead of {expect}")
        return sent
