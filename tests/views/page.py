"""A page as its reader meets it: words, links, what is chosen in its form, the rows of its tables."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

VOID = {"input", "meta", "link", "br", "img", "hr"}
PARTS = {"h1": "h1", "h2": "h2", "th": "cell", "td": "cell", "button": "button"}


class Page(HTMLParser):
    """`controls` is what a browser would send of its forms, for each name the values in order; `hidden` beside it."""

    def __init__(self, response: Any) -> None:
        super().__init__()
        self.links: dict[str, str] = {}
        self.controls: dict[str, list[str]] = {}
        self.hidden: dict[str, list[str]] = {}
        self.rows: list[list[str]] = []
        self.found: dict[str, list[str]] = {"h1": [], "h2": [], "button": [], "alert": [], "status": []}
        self.disabled = False
        self._words: list[str] = []
        self._open: list[tuple[str, dict[str, str | None], int]] = []
        self.feed(response.content.decode())

    @property
    def text(self) -> str:
        return _tidy(self._words)

    @property
    def h1(self) -> str:
        (only,) = self.found["h1"]
        return only

    @property
    def alerts(self) -> list[str]:
        return self.found["alert"]

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        attributes = dict(given)
        if self._in_a_template:
            self._open += [] if tag in VOID else [(tag, attributes, len(self._words))]
            return
        if tag == "tr":
            self.rows.append([])
        if tag == "fieldset" and "disabled" in attributes:
            self.disabled = True
        if tag == "input":
            self._control(attributes)
        if tag not in VOID:
            self._open.append((tag, attributes, len(self._words)))

    def _control(self, given: dict[str, str | None]) -> None:
        name, kind = given.get("name"), given.get("type", "text")
        kept = self.hidden if kind == "hidden" else self.controls
        if name and kind != "submit" and (kind not in {"radio", "checkbox"} or "checked" in given):
            kept.setdefault(name, []).append(given.get("value") or ("on" if kind == "checkbox" else ""))

    @property
    def _in_a_template(self) -> bool:
        """Nobody is shown what stands there; a script takes copies of it."""
        return any(tag == "template" for tag, _, _ in self._open)

    def handle_data(self, data: str) -> None:
        if not self._in_a_template:
            self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            opened, given, at = self._open.pop()
            if opened == tag:
                return self._close(tag, given, _tidy(self._words[at:]), "".join(self._words[at:]))
        return None

    def _close(self, tag: str, given: dict[str, str | None], words: str, raw: str) -> None:
        if self._in_a_template:
            return
        if tag in self.found:
            self.found[tag].append(words)
        if given.get("role") in self.found:
            self.found[str(given["role"])].append(words)
        if tag in {"th", "td"} and self.rows:
            self.rows[-1].append(words)
        if tag == "a":
            self.links.setdefault(str(given.get("href")), words)
        if tag == "textarea":
            self.controls.setdefault(str(given.get("name")), []).append(raw)


def _tidy(words: list[str]) -> str:
    return re.sub(r"\s+", " ", "".join(words)).strip()
