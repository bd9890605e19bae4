"""The documents keep up with the code: settings, commands, links, promises."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from assessments.models.rounds import PROMISE_VERSION

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()

# What each version of the promise said. A change of the text is a new version: add a line, keep the old ones.
PROMISES = {1: "e2284b19d4332f8e2bf25d0d867e4a012de64dc0cc30e6f4efdd302e7e112a44"}


def settings_read() -> set[str]:
    source = (ROOT / "partnership" / "settings.py").read_text()
    return set(re.findall(r'(?:env\.str|_flag|_number|_url)\(\s*"([A-Z_]+)"', source))


def test_every_setting_is_documented() -> None:
    assert settings_read() == set(re.findall(r"^\| `([A-Z_]+)` \|", OPERATIONS, re.M))


def test_every_setting_stands_in_the_example() -> None:
    example = (ROOT / ".env.example").read_text()
    assert settings_read() == set(re.findall(r"^([A-Z_]+)=", example, re.M))


def test_every_command_is_documented() -> None:
    commands = {path.stem for path in (ROOT / "assessments" / "management" / "commands").glob("[a-z]*.py")}
    assert commands == set(re.findall(r"`manage\.py (\w+)[^`]*` \|", OPERATIONS))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text())
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", sorted((ROOT / "docs" / "adr").glob("*.md")), ids=lambda path: path.name)
def test_decisions_are_short_and_whole(document: Path) -> None:
    text = document.read_text()
    assert len(text.splitlines()) < 30
    assert re.findall(r"^\*\*(\w+)\.\*\*", text, re.M) == ["Context", "Decision", "Consequences"]


def test_a_promise_that_changed_has_a_new_version() -> None:
    texts = sorted((ROOT / "templates" / "parts" / "promise").glob("*.html"))
    assert len(texts) == 5
    digest = hashlib.sha256("\0".join(_said(path.read_text()) for path in texts).encode()).hexdigest()
    assert PROMISES[PROMISE_VERSION] == digest


def _said(template: str) -> str:
    """Where its lines break, and which of two tags marks a sentence for translation, changes nothing it promises."""
    marked = re.sub(r'{% translate "([^"]*)" %}', r"{% blocktranslate %}\1{% endblocktranslate %}", template)
    return "".join(marked.replace("blocktranslate trimmed", "blocktranslate").split())
