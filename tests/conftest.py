"""What every test stands on: settings that need nothing set, a fast hasher, no network, the cast."""

from __future__ import annotations

import importlib
import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

# Before anything reads the settings. The database is the caller's choice, the rest must not depend on who runs it.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings")
os.environ |= {
    "SECRET_KEY": "only-for-tests-" * 4,
    "DEBUG": "off",
    "DEMO": "off",
    "SITE_URL": "http://127.0.0.1:8000",
    "TIME_ZONE": "UTC",
}

_scratch = tempfile.TemporaryDirectory(prefix="partnership-tests-")
_connect = socket.socket.connect


def pytest_configure() -> None:
    from django.conf import settings

    hypothesis.settings.register_profile("any computer", deadline=None)  # a busy one is not a wrong result
    hypothesis.settings.load_profile("any computer")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a tenth of the time
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}  # until a test asks
    _sqlite_in_a_file(settings.DATABASES["default"])
    _no_statement_for_each_row(settings)


def _no_statement_for_each_row(settings: Any) -> None:
    """Zeal raises where a page fetches a related row for each row, in every test that opens a page with two."""
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "zeal"]
    settings.ZEAL_ALLOWLIST = [
        {"model": "sessions.Session", "field": "get()"}
    ]  # read anew where its key changes
    settings.MIDDLEWARE = ["zeal.middleware.zeal_middleware", *settings.MIDDLEWARE]


def _sqlite_in_a_file(database: dict) -> None:
    """As in real use, with its journal and locks; in memory two connections lock each other in other ways."""
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(Path(_scratch.name) / "test.sqlite3")


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """This computer and its sockets only: a test that needs another host is wrong."""

    def connect(sock: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "local"
        if host not in {"local", "localhost", "127.0.0.1", "::1"}:
            raise AssertionError(f"A test tried to reach {host}.")
        _connect(sock, address)  # type: ignore[arg-type]

    socket.socket.connect = connect  # type: ignore[method-assign]
    yield
    socket.socket.connect = _connect  # type: ignore[method-assign]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    from . import standing

    items.sort(key=standing.in_order)


@pytest.fixture
def django_db_setup(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> None:
    """For each test, not once a run: who it asks for stands in the database before its transaction begins."""
    from . import standing

    with django_db_blocker.unblock():
        standing.make_room_for(request.node)


@pytest.fixture
def cast(db: None) -> Any:
    """Everybody of tests/people.py, with a closed and an open round."""
    from . import standing

    return standing.of("cast")


@pytest.fixture
def the_demo(db: None) -> Any:
    """The organisation of the demo: it takes as long to make as all its tests together."""
    from . import standing

    return standing.of("the_demo")


@pytest.fixture
def demo_mode(settings) -> Iterator[None]:
    """DEMO on, and its addresses there."""
    settings.DEMO = True
    _read_addresses_anew()
    yield
    settings.DEMO = False
    _read_addresses_anew()


def _read_addresses_anew() -> None:
    from django.urls import clear_url_caches

    from assessments import urls
    from partnership import urls as all_urls

    importlib.reload(urls)
    importlib.reload(all_urls)
    clear_url_caches()
