"""A real Chromium in front of a live server; every page is watched for what must never happen."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

if TYPE_CHECKING:  # by its path this file is read before Django is set up
    from assessments.models import User

# Playwright's synchronous interface runs an event loop in this thread; Django would otherwise refuse to be called here.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

QUIET = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
SMALLEST = {"width": 320, "height": 640}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=[*QUIET, "--disable-sync", "--no-sandbox"]
        )
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page, and what it did that it must not: reports of the content policy, errors, requests elsewhere."""

    page: Page
    reports: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def clean(self) -> None:
        assert (self.reports, self.errors, self.elsewhere) == ([], [], [])


@pytest.fixture
def open_as(chromium: Browser, live_server: object) -> Iterator[Callable[..., Watched]]:
    """`open_as(user, address, viewport=…, scheme=…)`: a page of this reader in a browser of their own."""
    contexts: list[BrowserContext] = []

    def open_page(
        user: User | None, address: str, viewport: dict[str, int] = DESK, **options: object
    ) -> Watched:
        context = chromium.new_context(viewport=viewport, base_url=live_server.url, **options)  # type: ignore[attr-defined,arg-type]
        contexts.append(context)
        if user:
            context.add_cookies([_cookie(user, live_server.url)])  # type: ignore[attr-defined,list-item]
        watched = Watched(context.new_page())
        _watch(watched, live_server.url)  # type: ignore[attr-defined]
        watched.page.goto(address)
        return watched

    yield open_page
    for context in contexts:
        context.close()


def _cookie(user: User, url: str) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": url,
    }


def _watch(watched: Watched, url: str) -> None:
    page = watched.page

    def on_console(message: object) -> None:
        text = message.text  # type: ignore[attr-defined]
        if "Content Security Policy" in text or "Content-Security-Policy" in text:
            watched.reports.append(text)
        elif message.type == "error" and "Failed to load resource" not in text:  # type: ignore[attr-defined]
            watched.errors.append(text)

    def on_request(request: object) -> None:
        target = request.url  # type: ignore[attr-defined]
        if not target.startswith((url, "data:", "blob:")):
            watched.elsewhere.append(target)

    page.on("console", on_console)
    page.on("pageerror", lambda error: watched.errors.append(str(error)))
    page.on("request", on_request)


def axe_findings(page: Page) -> list[str]:
    """What axe finds, one line each; WCAG 2.2 A and AA and its good practices."""
    # Without its preload: axe would write our style sheets into the page, and the content policy would report that.
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [f"{one['id']}: {node['html'][:120]} ({one['help']})" for one in found for node in one["nodes"]]
