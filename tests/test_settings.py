"""Every setting comes from the environment, and a bad value stops the start with a sentence that names it."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
KEY = "x" * 50
NAMES = (
    "SECRET_KEY",
    "DEBUG",
    "DEMO",
    "SITE_URL",
    "DATABASE_URL",
    "EMAIL_URL",
    "MAIL_FROM",
    "TRUSTED_PROXIES",
    "SECRET_KEY_FALLBACKS",
    "EMAIL_TIMEOUT",
    "TASKS",
)
HTTPS = "https://partnership.example.org"
MAIL = "smtp+tls://mail.example.org:587"

BAD = [
    ("SECRET_KEY", ""),
    ("SECRET_KEY", "x" * 49),
    ("DEBUG", "flase"),
    ("DEBUG", "2"),
    ("DEMO", "please"),
    ("SITE_URL", "partnership.example.org"),
    ("SITE_URL", "ftp://partnership.example.org"),
    ("SITE_URL", "https://"),
    ("SITE_URL", "https://partnership.example.org/app"),
    ("SITE_URL", "https://partnership.example.org?x=1"),
    ("SITE_URL", "https://partnership.example.org#x"),
    ("SITE_URL", "https://me:secret@partnership.example.org"),
    ("SITE_URL", "http://localhost:eighty"),
    ("SITE_URL", "http://partnership.example.org"),
    ("DATABASE_URL", "mysql://me:secret@db/x"),
    ("DATABASE_URL", "mysqll://me:secret@db/x"),
    ("DATABASE_URL", "nonsense"),
    ("DATABASE_URL", "postgres://me:secret@db:port/x"),
    ("EMAIL_URL", "pigeon://me:secret@mail"),
    ("EMAIL_URL", "nonsense"),
    ("EMAIL_TIMEOUT", "soon"),
    ("TASKS", "pigeons"),
    ("TRUSTED_PROXIES", "-1"),
    ("TRUSTED_PROXIES", "one"),
    ("TRUSTED_PROXIES", "1.5"),
    ("TIME_ZONE", ""),
    ("TIME_ZONE", "Mars/Olympus"),
    ("TIME_ZONE", "../../etc/passwd"),
]


def read(monkeypatch: pytest.MonkeyPatch, **environment: str) -> dict[str, Any]:
    """The settings as they would be with this environment and nothing else."""
    for name in (*NAMES, "TIME_ZONE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in ({"SECRET_KEY": KEY} | environment).items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(ROOT / "partnership" / "settings.py"))


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_bad_value_stops_the_start(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        with pytest.raises(ImproperlyConfigured) as stopped:
            read(monkeypatch, **{name: value})
    assert re.match(rf"{name}\b.*\. See \.env\.example for every setting\.$", str(stopped.value))
    assert "secret" not in " ".join([str(stopped.value), *(str(one.message) for one in heard)])


def test_a_start_that_stops_says_only_that(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the person who starts the site sees it: the sentence is the last line."""
    environment = os.environ | {"DEBUG": "flase"}
    command = [sys.executable, "manage.py", "check"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    assert (
        done.stderr.strip()
        .splitlines()[-1]
        .endswith("DEBUG is “flase”, which is neither on nor off. See .env.example for every setting.")
    )


def test_a_key_is_all_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    site = read(monkeypatch)
    assert (site["DEBUG"], site["DEMO"], site["SECURE"]) == (False, False, False)
    assert site["DATABASES"]["default"]["ENGINE"] == "django.db.backends.sqlite3"
    assert site["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"
    assert (site["TIME_ZONE"], site["LOGIN_URL"]) == ("UTC", "account_login")


def test_the_example_needs_only_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """.env.example as whoever copies it starts the site; what is empty there is not chosen yet."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    example = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    assert set(example) == {*NAMES, "TIME_ZONE"}
    copied, unset = read(monkeypatch, **example | {"SECRET_KEY": KEY}), read(monkeypatch)
    compared = ("DATABASES", "SITE_URL", "EMAIL_BACKEND", "DEFAULT_FROM_EMAIL", "TIME_ZONE", "DEBUG", "DEMO")
    assert {name: copied[name] for name in compared} == {name: unset[name] for name in compared}


def test_an_https_site_is_strict(monkeypatch: pytest.MonkeyPatch) -> None:
    site = read(monkeypatch, SITE_URL=HTTPS + "/", EMAIL_URL=MAIL)
    expected = {
        "SITE_URL": HTTPS,
        "ALLOWED_HOSTS": ["partnership.example.org"],
        "CSRF_TRUSTED_ORIGINS": [HTTPS],
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 365 * 24 * 3600,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    }
    assert {name: site[name] for name in expected} == expected


def test_an_http_site_is_this_computer_only(monkeypatch: pytest.MonkeyPatch) -> None:
    site = read(monkeypatch, SITE_URL="http://localhost:9000")
    expected = {
        "SESSION_COOKIE_SECURE": False,
        "CSRF_COOKIE_SECURE": False,
        "SECURE_SSL_REDIRECT": False,
        "SECURE_HSTS_SECONDS": 0,
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_HTTPONLY": True,
    }
    assert {name: site[name] for name in expected} == expected
    assert set(site["ALLOWED_HOSTS"]) == {"localhost", "127.0.0.1"}


def test_the_demo_is_never_public(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, DEMO="on")["LOGIN_URL"] == "demo"
    with pytest.raises(ImproperlyConfigured, match=r"^DEMO is on for a public address"):
        read(monkeypatch, DEMO="on", SITE_URL=HTTPS, EMAIL_URL=MAIL)


def test_error_pages_that_tell_all_are_never_public(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, DEBUG="on")["DEBUG"] is True
    with pytest.raises(ImproperlyConfigured, match=r"^DEBUG is on for a public address"):
        read(monkeypatch, DEBUG="on", SITE_URL=HTTPS, EMAIL_URL=MAIL)


@pytest.mark.parametrize("mail", [{}, {"EMAIL_URL": ""}, {"EMAIL_URL": "consolemail://"}])
def test_a_public_site_prints_no_sign_in_code(monkeypatch: pytest.MonkeyPatch, mail: dict[str, str]) -> None:
    assert read(monkeypatch, **mail)["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"
    with pytest.raises(ImproperlyConfigured, match=r"^EMAIL_URL is needed for a public address"):
        read(monkeypatch, SITE_URL=HTTPS, **mail)


def test_a_crisp_form_fails_aloud_whatever_the_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [read(monkeypatch, DEBUG=on)["CRISPY_FAIL_SILENTLY"] for on in ("on", "off")] == [False, False]


def test_who_does_what_comes_after_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch)["TASKS"]["default"]["BACKEND"] == "partnership.tasks.ThreadBackend"
    kept = read(monkeypatch, TASKS="database")
    assert kept["TASKS"]["default"]["BACKEND"] == "django_tasks_db.DatabaseBackend"


def test_a_silent_mail_server_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (read(monkeypatch)["EMAIL_TIMEOUT"], read(monkeypatch, EMAIL_TIMEOUT="3")["EMAIL_TIMEOUT"]) == (
        10,
        3,
    )


def test_earlier_keys_are_still_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch)["SECRET_KEY_FALLBACKS"] == []
    assert read(monkeypatch, SECRET_KEY_FALLBACKS="one, two,")["SECRET_KEY_FALLBACKS"] == ["one", "two"]


def test_words_for_on_and_off(monkeypatch: pytest.MonkeyPatch) -> None:
    for value in ("on", "ON", "true", "True", "1", "yes", " on "):
        assert read(monkeypatch, DEBUG=value)["DEBUG"] is True, value
    for value in ("off", "Off", "false", "0", "no"):
        assert read(monkeypatch, DEBUG=value)["DEBUG"] is False, value


def test_the_databases(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kept = read(monkeypatch, DATABASE_URL=f"sqlite:///{tmp_path}/a.sqlite3")["DATABASES"]["default"]
    assert kept["NAME"] == f"{tmp_path}/a.sqlite3"
    assert kept["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in kept["OPTIONS"]["init_command"]
    assert "synchronous=FULL" in kept["OPTIONS"]["init_command"]
    server = read(monkeypatch, DATABASE_URL="postgres://me:secret@db:5433/x")["DATABASES"]["default"]
    assert server["ENGINE"] == "django.db.backends.postgresql"
    assert (server["NAME"], server["HOST"], server["PORT"], server["USER"]) == ("x", "db", 5433, "me")
    socket = read(monkeypatch, DATABASE_URL="postgres:///x")["DATABASES"]["default"]
    assert (socket["NAME"], socket["HOST"]) == ("x", "")


def test_forwarded_headers_are_believed_only_from_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "SECURE_PROXY_SSL_HEADER" not in read(monkeypatch)
    behind = read(monkeypatch, TRUSTED_PROXIES="1")
    assert behind["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1
    assert behind["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_nothing_is_loaded_from_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = read(monkeypatch)["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    sources = {source for directive in policy.values() for source in directive}
    empty_style = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    assert sources == {"'none'", "'self'", "data:", "blob:", empty_style}
    assert (policy["default-src"], policy["script-src"]) == (["'none'"], ["'self'"])
