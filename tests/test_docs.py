"""The documents keep up with the code: settings, commands, links, promises."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from django.core.management.base import DjangoHelpFormatter
from django.template.loader import render_to_string

from assessments.management.commands.import_ratings import Command
from assessments.models import Round
from assessments.models.rounds import PROMISE_VERSION
from assessments.promise.audience import Audience
from assessments.research.arguments import parse
from assessments.results.looks import who_sees

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
FILES = (ROOT / "docs" / "files.md").read_text()

# What each version of the promise said. A change of the text is a new version: add a line, keep the old ones.
PROMISES = {
    1: "46c1b78aa47e313df3a421e63e32e1b3a6a728205291e0c9add049bdcf6e0934",
    2: "6853ebeba37f546ce9c3c1abd6389fc16cfc4e3d476336295380325eb23f234e",
    3: "8d27701581aaed4a99fd8543ffe70da3f848649e4316d8bd46ff6a71e50bbb85",
}


OPTIONS_OF_DJANGO = set(re.findall(r"--[a-z-]+", " ".join(DjangoHelpFormatter.show_last))) - {"--help"}


def research() -> None:
    parse(["--help"])


def import_ratings() -> None:
    Command().print_help("manage.py", "import_ratings")
    raise SystemExit


def settings_read() -> set[str]:
    source = (ROOT / "partnership" / "settings.py").read_text()
    return set(re.findall(r'(?:env\.str|_flag|_number|_url|_list|_choice)\(\s*"([A-Z_]+)"', source))


def test_every_setting_is_documented() -> None:
    assert settings_read() == set(re.findall(r"^\| `([A-Z_]+)` \|", OPERATIONS, re.M))


def test_every_setting_stands_in_the_example() -> None:
    example = (ROOT / ".env.example").read_text()
    assert settings_read() == set(re.findall(r"^([A-Z_]+)=", example, re.M))


def test_every_command_is_documented() -> None:
    commands = {path.stem for path in (ROOT / "assessments" / "management" / "commands").glob("[a-z]*.py")}
    assert commands == set(re.findall(r"`manage\.py (\w+)[^`]*` \|", OPERATIONS))


def options_of(help_text: str) -> set[str]:
    return set(re.findall(r"^  (--[a-z-]+)", help_text, re.M))


def test_every_option_for_files_is_documented(capsys: pytest.CaptureFixture[str]) -> None:
    for command in (research, import_ratings):
        with pytest.raises(SystemExit):
            command()
    printed = options_of(capsys.readouterr().out) - {"--help"} - OPTIONS_OF_DJANGO
    assert len(printed) > 12
    assert printed == set(re.findall(r"^\| `(--[a-z-]+)", FILES, re.M))


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
    said = [_long(audience) + _short(audience) for audience in sorted(Audience)]
    assert len({*said}) == 4
    said.append(_words(render_to_string("parts/promise/practices.html")))
    assert PROMISES[PROMISE_VERSION] == hashlib.sha256("".join(said).encode()).hexdigest()


def _long(audience: str) -> str:
    """Before the first question."""
    own = render_to_string(f"parts/promise/{audience}.html", {"facilitators": "Fay Andersen"})
    return _words(own + render_to_string("parts/promise/pace.html"))


def _short(audience: str) -> str:
    """Above each colleague's questions."""
    page = {"facilitators": "Fay Andersen", "seen_by": who_sees(Round(audience=audience))}
    rating = {"about": {"first_name": "Ben"}}
    context = {"page": page, "rating": rating, "round": {"public_id": "autumn"}}
    return _words(render_to_string("parts/promise/short.html", context))


def _words(html: str) -> str:
    """Where its lines break changes nothing that it promises."""
    return "".join(html.split())
