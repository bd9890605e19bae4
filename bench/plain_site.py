"""The bare site under gunicorn: the same database engine and options as the product's, and the least middleware.

`python -m bench.plain_site prepare 4` makes its tables and four users, and prints a session of each;
`python -m bench.plain_site page SESSION TIMES` prints the CPU of a signed-in page.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

TEMPLATES = Path(__file__).resolve().parent / "templates"
# As startproject writes it, without sessions, login and messages.
FORM = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
SIGNED_IN = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
BACKEND = "django.contrib.auth.backends.ModelBackend"


def configure() -> None:
    from partnership.settings import (
        DATABASES,
    )  # read with the environment of the run, not of whoever imports this

    settings.configure(
        SECRET_KEY=os.environ["SECRET_KEY"],
        ALLOWED_HOSTS=["127.0.0.1"],
        DATABASES=DATABASES,
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"],
        MIDDLEWARE=FORM if os.environ["BENCH_PLAIN"] == "form" else SIGNED_IN,
        ROOT_URLCONF="bench.plain",
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [TEMPLATES],
                "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
            }
        ],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
    )
    django.setup()


def prepare(visitors: int) -> list[str]:
    """Its tables and users, and a session of each."""
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from .plain import make_tables
    from .visits import session_of

    call_command("migrate", verbosity=0)
    make_tables()
    users = [User.objects.create(username=f"user{number}") for number in range(visitors)]
    return [session_of(user, BACKEND) for user in users]


def page(session: str, times: int) -> float:
    """Seconds of CPU a page."""
    from .turns import cpu
    from .visits import Browser

    browser = Browser(application, session)
    return cpu(lambda: browser.get("/page/"), times)()


configure()
application = get_wsgi_application()
if __name__ == "__main__":
    command, *words = sys.argv[1:]
    print(json.dumps(prepare(int(words[0])) if command == "prepare" else page(words[0], int(words[1]))))
