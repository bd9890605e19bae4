"""Mail servers as they are: one that takes all, and some that refuse, ask to wait, drop, dawdle or say nothing."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Takes:
    def __init__(self) -> None:
        self.taken: list[Envelope] = []

    @property
    def to(self) -> list[str]:
        return [address for envelope in self.taken for address in envelope.rcpt_tos]

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.taken.append(envelope)
        return "250 OK"


class Refuses(Takes):
    async def handle_RCPT(self, *_: Any) -> str:  # noqa: N802
        return "550 Nobody of that name"


class Postpones(Takes):
    async def handle_RCPT(self, *_: Any) -> str:  # noqa: N802
        return "451 Not now"


class Drops(Takes):
    """Takes the whole text, and is gone before it says so."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.taken.append(envelope)
        server.transport.abort()
        return "250 OK"


class Dawdles(Takes):
    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.taken.append(envelope)
        await asyncio.sleep(self.seconds)
        return "250 OK"


@contextmanager
def serving(handler: Takes, settings: Any) -> Iterator[Takes]:
    """The site's mail server, for as long as the block lasts."""
    port = _free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    _use(settings, port)
    try:
        yield handler
    finally:
        controller.stop()


@contextmanager
def silent(settings: Any) -> Iterator[Callable[[], int]]:
    """A server that takes every connection and says nothing. Yields how many it holds."""
    held: list[socket.socket] = []
    listening = socket.create_server(("127.0.0.1", 0), backlog=64)
    listening.setblocking(False)
    _use(settings, listening.getsockname()[1])

    def connections() -> int:
        with suppress(BlockingIOError):
            while True:
                held.append(listening.accept()[0])
        return len(held)

    try:
        yield connections
    finally:
        for one in [*held, listening]:
            one.close()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def _use(settings: Any, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
