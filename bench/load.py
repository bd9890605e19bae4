"""Four clients at once, each doing one thing after the other for some seconds, as browsers would."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from .servers import Server
from .visits import CSRF, Unexpected, cookies

Visit = Callable[["Client", int], None]
"""One unit of what is counted; the number is how many this client did before."""


@dataclass
class Client:
    """Keeps its connection where the server does, and opens a new one where it does not."""

    server: Server
    session: str = ""
    connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)

    def get(self, address: str) -> None:
        self._ask("GET", address, None, 200)

    def post(self, address: str, fields: dict[str, str], expect: int) -> None:
        self._ask("POST", address, urlencode(fields | {"csrfmiddlewaretoken": CSRF}), expect)

    def _ask(self, method: str, address: str, body: str | None, expect: int) -> None:
        headers = {"Cookie": cookies(self.session), "Accept-Encoding": "gzip"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, address, body, headers)
        response = self.connection.getresponse()
        response.read()
        if response.status != expect:
            raise Unexpected(f"{method} {address}: {response.status} instead of {expect}")


@dataclass(frozen=True)
class Load:
    per_second: float
    server_cpu: float  # seconds a visit, of the server's processes (a PostgreSQL server's are not among them)
    client_cpu: float  # share of one core that these clients took themselves


def put_load(server: Server, sessions: Sequence[str], visit: Visit, seconds: float) -> Load:
    begin, own, theirs = time.perf_counter(), time.process_time(), server.cpu()
    until = begin + seconds
    done = [0] * len(sessions)
    failed: list[BaseException] = []

    def work(number: int) -> None:
        client = Client(server, sessions[number])
        try:
            while time.perf_counter() < until:
                visit(client, done[number])
                done[number] += 1
        except (Unexpected, OSError, http.client.HTTPException) as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(sessions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    taken, visits = time.perf_counter() - begin, max(1, sum(done))
    return Load(visits / taken, (server.cpu() - theirs) / visits, (time.process_time() - own) / taken)
