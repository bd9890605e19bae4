"""The chart in a browser: Plotly takes the SVG's place to the pixel, and nothing is lost where it cannot."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import django_htmx
import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from assessments.charts.spectrum_figure import figure_json
from assessments.charts.spectrum_svg import spectrum_svg
from tests.charts import teams

from .conftest import DESK, PHONE, axe_findings

STATIC = Path(settings.BASE_DIR) / "static"
HTMX = Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js"
POLICY = "; ".join(
    f"{name} {' '.join(v)}" for name, v in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
)
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The spectrum</title>
<meta name="viewport" content="width=device-width">
<meta name="htmx-config" content='{"includeIndicatorStyles":false,"allowEval":false}'>
<link rel="stylesheet" href="/css/site.css">
<script src="/htmx.js" defer></script><script type="module" src="/js/spectrum.js"></script></head>
<body><main><h1>The spectrum</h1><figure class="spectrum" data-figure-url="figure.json"
data-plotly-src="/vendor/plotly-basic.min.js" data-pair-target="#pair"><div class="spectrum-drawing">%s</div>
</figure><aside id="pair">Choose a pair</aside></main></body></html>"""


class Site(BaseHTTPRequestHandler):
    """The page of one team, its figure, its pairs, and the files of this project, under the product's policy."""

    pairs = 66
    broken: tuple[str, ...] = ()

    def do_GET(self) -> None:
        path = self.path
        if any(part in path for part in self.broken):
            self._reply(404, "text/html", b"Not found")
        elif path == "/spectrum/":
            self._reply(200, "text/html", (PAGE % spectrum_svg(teams.team(self.pairs))).encode())
        elif path.endswith("figure.json"):
            self._reply(200, "application/json", figure_json(teams.team(self.pairs)).encode())
        elif "/pairs/" in path:
            self._reply(200, "text/html", f"<h2>{path.split('/')[-2]}</h2>".encode())
        else:
            file = HTMX if path == "/htmx.js" else STATIC / path.lstrip("/")
            kind = "text/css" if file.suffix == ".css" else "text/javascript"
            self._reply(200 if file.exists() else 404, kind, file.read_bytes() if file.exists() else b"")

    def _reply(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": f"{kind}; charset=utf-8",
            "Content-Security-Policy": POLICY,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    Site.pairs, Site.broken = 66, ()
    server.shutdown()
    server.server_close()


@pytest.fixture
def chart(chromium: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """`chart(viewport=…, color_scheme=…)`: the page, whose every complaint fails the test."""
    complaints: list[str] = []
    contexts = []

    def open_page(viewport: dict[str, int] = DESK, **options: object) -> Page:
        context = chromium.new_context(viewport=viewport, base_url=site, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: complaints.append(m.text) if "Content Security" in m.text else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda r: None if r.url.startswith((site, "data:", "blob:")) else complaints.append(r.url),
        )
        page.goto("/spectrum/")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _come_near(page: Page) -> None:
    page.locator("figure.spectrum").hover(position={"x": 5, "y": 5})
    page.wait_for_selector(".is-live .spectrum-plot .point")


def _centres(page: Page, selector: str) -> list[list[float]]:
    middle = "b => [b.x + b.width / 2, b.y + b.height / 2]"
    return page.evaluate(
        f"s => [...document.querySelectorAll(s)].map(e => e.getBoundingClientRect()).map({middle})", selector
    )


def test_every_pair_is_seen_with_all_the_style_sheets_of_the_site(chart: Callable[..., Page]) -> None:
    marks = chart().locator(".pairs circle").all()
    assert [mark.is_visible() for mark in marks] == [True] * 66


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_plotly_takes_the_place_of_the_svg(chart: Callable[..., Page], viewport: dict[str, int]) -> None:
    page = chart(viewport)
    before = page.locator("figure.spectrum").bounding_box()
    in_svg = _centres(page, ".spectrum-svg .clear circle")
    assert page.locator("script[src*=plotly]").count() == 0  # not before somebody comes near
    _come_near(page)
    assert page.locator("figure.spectrum").bounding_box() == before
    in_plot = _centres(page, ".spectrum-plot .traceclear .point")
    assert len(in_svg) == len(in_plot) > 10
    off = [
        abs(a - b)
        for one, other in zip(in_svg, in_plot, strict=True)
        for a, b in zip(one, other, strict=True)
    ]
    assert max(off) < 1.5


def test_a_click_on_a_point_opens_the_pair_and_marks_it(chart: Callable[..., Page]) -> None:
    page = chart()
    _come_near(page)
    link = page.locator(".spectrum-svg .clear a").nth(3)
    x, y = _centres(page, ".spectrum-plot .traceclear .point")[3]
    page.mouse.move(x, y)
    page.wait_for_selector(".hovertext")
    assert link.locator("title").text_content().split(":")[0] in page.locator(".hovertext").text_content()
    page.mouse.click(x, y)
    page.wait_for_selector("#pair h2")
    assert page.locator("#pair h2").inner_text() in link.get_attribute("href")
    assert page.locator("a[aria-current=true]").get_attribute("href") == link.get_attribute("href")
    assert page.evaluate("document.activeElement.id") == "pair"
    assert page.url.endswith("/spectrum/")


def test_the_keyboard_goes_from_pair_to_pair_and_opens_one(chart: Callable[..., Page]) -> None:
    page = chart()
    page.keyboard.press("Tab")
    page.wait_for_selector(".is-live .hovertext")  # the focused pair is shown in the figure above it
    first = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("ArrowLeft")
    second = page.evaluate("document.activeElement.getAttribute('href')")
    assert first.startswith("pairs/")
    assert second.startswith("pairs/")
    assert first != second
    page.keyboard.press("Enter")
    page.wait_for_selector("#pair h2")
    assert page.locator("#pair h2").inner_text() in second


def test_there_is_no_button_to_send_the_chart_away(chart: Callable[..., Page]) -> None:
    page = chart()
    _come_near(page)
    titles = [button.get_attribute("data-title") for button in page.query_selector_all(".modebar-btn")]
    assert titles == ["Download as PNG", "Download as SVG", "Zoom in", "Zoom out", "Show everything"]
    with page.expect_download() as download:
        page.locator(".modebar-btn").first.click()
    assert download.value.suggested_filename == "spectrum.png"


def test_colours_follow_the_colour_scheme(chart: Callable[..., Page]) -> None:
    page = chart(color_scheme="light")
    _come_near(page)
    paper = page.locator(".spectrum-plot .main-svg").first
    expect(paper).to_have_css("background-color", _card(page))
    page.emulate_media(color_scheme="dark")
    assert _card(page) != "rgb(255, 255, 255)"
    expect(paper).to_have_css("background-color", _card(page))


def _card(page: Page) -> str:
    token = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--card').trim()")
    return "rgb({}, {}, {})".format(*(int(token[i : i + 2], 16) for i in (1, 3, 5)))


@pytest.mark.parametrize("broken", ["plotly", "figure.json"])
def test_the_svg_stays_where_plotly_cannot_come(chart: Callable[..., Page], broken: str) -> None:
    Site.broken = (broken,)
    page = chart()
    page.locator("figure.spectrum").hover(position={"x": 5, "y": 5})
    page.wait_for_load_state("networkidle")
    assert page.locator(".is-live").count() == 0
    page.locator(".spectrum-svg .clear a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#pair h2")


def test_a_pair_that_cannot_be_shown_beside_opens_as_a_page(chart: Callable[..., Page]) -> None:
    Site.broken = ("/pairs/",)
    page = chart()
    link = page.locator(".spectrum-svg .clear a").first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/pairs/**")


def test_without_scripts_every_pair_is_a_link(chart: Callable[..., Page]) -> None:
    page = chart(java_script_enabled=False)
    page.locator(".spectrum-svg .clear a").first.click()
    page.wait_for_url("**/spectrum/pairs/**")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(chart: Callable[..., Page], scheme: str) -> None:
    page = chart(color_scheme=scheme)
    assert axe_findings(page) == []
    _come_near(page)
    assert axe_findings(page) == []


def test_the_largest_team_comes_alive_too(chart: Callable[..., Page]) -> None:
    Site.pairs = 4950
    page = chart()
    _come_near(page)
    assert page.locator(".spectrum-plot .traceclear .point").count() > 1000
