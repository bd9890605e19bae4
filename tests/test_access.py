"""Who may open what: the policy is a table, and a URL that is missing from it fails.

`docs/access.md` shows the same table to people; a test compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from assessments.models import Event, Leader, Participant, Rating, Role

from .people import Cast, participant, rating

ROOT = Path(__file__).resolve().parent.parent
READERS = ("ada", "fay", "olu", "zoe", "ada_by_link", None)

# page          Ada leads  Fay facilitates  Olu administers  Zoe is elsewhere  Ada by her link  a stranger
MAY_OPEN = {
    "home": (302, 302, 302, 302, 302, 302),
    "method": (200, 200, 200, 200, 200, 200),
    "my_rounds": (200, 200, 200, 200, 302, 302),
    "colleagues": (200, 404, 404, 404, 200, 302),
    "promise": (200, 404, 404, 404, 200, 302),
    "rate": (200, 404, 404, 404, 200, 302),
    "practices": (200, 404, 404, 404, 200, 302),
    "done": (302, 404, 404, 404, 302, 302),
    "my_results": (200, 404, 404, 404, 302, 302),
    "finish": (200, 404, 404, 404, 200, 302),
    "cohorts": (200, 200, 200, 200, 302, 302),
    "set_up": (200, 200, 200, 200, 302, 302),
    "import_ratings": (200, 200, 200, 200, 302, 302),
    "leaders": (404, 200, 404, 404, 302, 302),
    "open_round": (404, 200, 404, 404, 302, 302),
    "round": (404, 200, 404, 404, 302, 302),
    "close": (404, 200, 404, 404, 302, 302),
    "mails": (404, 200, 404, 404, 302, 302),
    "spectrum": (404, 200, 404, 404, 302, 302),
    "figure": (404, 200, 404, 404, 302, 302),
    "pair": (404, 200, 404, 404, 302, 302),
    "numbers": (404, 200, 404, 404, 302, 302),
    "movement": (404, 200, 404, 404, 302, 302),
    "practices_of_team": (404, 200, 404, 404, 302, 302),
    "take_home": (404, 200, 404, 404, 302, 302),
    "take_file": (404, 200, 404, 404, 302, 302),
    "organisations": (200, 200, 200, 200, 302, 302),
    "organisation": (404, 404, 200, 404, 302, 302),
    "rename_organisation": (404, 404, 200, 404, 302, 302),
    "mail_wordings": (404, 404, 200, 404, 302, 302),
    "mail_wording": (404, 404, 200, 404, 302, 302),
    "add_cohort": (404, 404, 200, 404, 302, 302),
    "add_leader": (404, 404, 200, 404, 302, 302),
    "add_admin": (404, 404, 200, 404, 302, 302),
    "add_facilitator": (404, 404, 200, 404, 302, 302),
    "change_leader": (404, 404, 200, 404, 302, 302),
    "cohort": (404, 404, 200, 404, 302, 302),
    "rename_cohort": (404, 404, 200, 404, 302, 302),
    "take_role": (404, 404, 200, 404, 302, 302),
    "leave": (404, 404, 200, 404, 302, 302),
}

# What only takes a POST. Allowed: it does its work and leads on, or says at its place what is wrong.
MAY_POST = {
    "answer": (200, 404, 404, 404, 200, 401),
    "send_again": (404, 302, 404, 404, 302, 302),
    "remind": (404, 302, 404, 404, 302, 302),
    "reveal": (302, 404, 404, 404, 302, 302),
    "answer_practices": (200, 404, 404, 404, 200, 401),
    "let_set_up": (404, 404, 302, 404, 302, 302),
}

# What a session begun by a link opens, and where it leads on; everything else asks her to sign in.
BY_LINK = {
    "home",
    "method",
    "colleagues",
    "promise",
    "rate",
    "practices",
    "done",
    "finish",
    "answer",
    "answer_practices",
}

# The pages of allauth: open to everybody, or to whoever is signed in; they know nothing of organisations.
OF_ACCOUNTS = re.compile(r"^account_")
DEMO_ONLY = {"demo", "demo_mails", "demo_mail", "enter_demo"}

ADDRESS: dict[str, Callable[[Cast], dict[str, Any]]] = {
    "home": lambda cast: {},
    "method": lambda cast: {},
    "my_rounds": lambda cast: {},
    "cohorts": lambda cast: {},
    "set_up": lambda cast: {},
    "import_ratings": lambda cast: {},
    "leaders": lambda cast: {"cohort": cast.cohort.public_id},
    "let_set_up": lambda cast: {"organisation": cast.organisation.public_id},
    "organisations": lambda cast: {},
    "colleagues": lambda cast: {"round": cast.open.public_id},
    "promise": lambda cast: {"round": cast.open.public_id},
    "finish": lambda cast: {"round": cast.open.public_id},
    "my_results": lambda cast: {"round": cast.closed.public_id},
    "reveal": lambda cast: {
        "round": cast.closed.public_id,
        "colleague": participant(cast.closed, "Ben").public_id,
        "what": "ask",
    },
    "done": lambda cast: {"round": cast.open.public_id},
    "rate": lambda cast: {"rating": rating(cast.open, "Ada", "Ben").public_id},
    "answer": lambda cast: {"rating": rating(cast.open, "Ada", "Ben").public_id},
    "practices": lambda cast: {"round": cast.open.public_id},
    "answer_practices": lambda cast: {"round": cast.open.public_id},
    "open_round": lambda cast: {"cohort": cast.cohort.public_id},
    "round": lambda cast: {"round": cast.closed.public_id},
    "close": lambda cast: {"round": cast.open.public_id},
    "mails": lambda cast: {"round": cast.open.public_id},
    "send_again": lambda cast: {
        "round": cast.open.public_id,
        "mail": cast.open.mails.get(kind="invitation", participant__name__startswith="Ada").public_id,
    },
    "remind": lambda cast: {"round": cast.open.public_id},
    "spectrum": lambda cast: {"round": cast.closed.public_id},
    "figure": lambda cast: {"round": cast.closed.public_id},
    "numbers": lambda cast: {"round": cast.closed.public_id},
    "movement": lambda cast: {"round": cast.closed.public_id},
    "practices_of_team": lambda cast: {"round": cast.closed.public_id},
    "take_home": lambda cast: {"round": cast.closed.public_id},
    "take_file": lambda cast: {"round": cast.closed.public_id, "kind": "csv"},
    "pair": lambda cast: {
        "round": cast.closed.public_id,
        "a": participant(cast.closed, "Ada").public_id,
        "b": participant(cast.closed, "Ben").public_id,
    },
    "organisation": lambda cast: {"organisation": cast.organisation.public_id},
    "rename_organisation": lambda cast: {"organisation": cast.organisation.public_id},
    "mail_wordings": lambda cast: {"organisation": cast.organisation.public_id},
    "mail_wording": lambda cast: {"organisation": cast.organisation.public_id, "kind": "invitation"},
    "add_cohort": lambda cast: {"organisation": cast.organisation.public_id},
    "add_leader": lambda cast: {"organisation": cast.organisation.public_id},
    "add_admin": lambda cast: {"organisation": cast.organisation.public_id},
    "add_facilitator": lambda cast: {"cohort": cast.cohort.public_id},
    "change_leader": lambda cast: {"leader": Leader.objects.get(user=cast.ada).public_id},
    "cohort": lambda cast: {"cohort": cast.cohort.public_id},
    "rename_cohort": lambda cast: {"cohort": cast.cohort.public_id},
    "take_role": lambda cast: {"role": Role.objects.get(user=cast.fay).public_id},
    "leave": lambda cast: {
        "cohort": cast.cohort.public_id,
        "leader": Leader.objects.get(user=cast.ben).public_id,
    },
}
BODY = {
    "answer": {"T1": "4", "version": "99"},
    "answer_practices": {"V1": "4", "version": "99"},
}


def as_reader(cast: Cast, who: str | None) -> Client:
    if who == "ada_by_link":
        return by_link(participant(cast.open, "Ada"))
    client = Client()
    if who:
        client.force_login(getattr(cast, who))
    return client


def by_link(participant: Participant) -> Client:
    """Who has opened their personal link, and has no account or has not signed in."""
    client = Client()
    session = client.session
    session["participant"] = participant.public_id
    session.save()
    return client


def names_of(patterns: list[Any]) -> set[str]:
    names = set()
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            names.add(pattern.name or "")
        else:
            names |= names_of(pattern.url_patterns)
    return names


def test_every_address_stands_in_the_table() -> None:
    known = set(MAY_OPEN) | set(MAY_POST) | DEMO_ONLY
    unknown = {name for name in names_of(get_resolver().url_patterns) if not OF_ACCOUNTS.match(name)} - known
    assert unknown == set()


@pytest.mark.parametrize("page", MAY_OPEN)
def test_who_may_open(cast: Cast, page: str) -> None:
    address = reverse(page, kwargs=ADDRESS[page](cast))
    got = tuple(as_reader(cast, who).get(address).status_code for who in READERS)
    assert got == MAY_OPEN[page]


@pytest.mark.parametrize("page", MAY_OPEN)
def test_a_link_opens_its_round_and_nothing_else(cast: Cast, page: str) -> None:
    address = reverse(page, kwargs=ADDRESS[page](cast))
    answered = as_reader(cast, "ada_by_link").get(address)
    sent_away = (
        answered.status_code == 302 and answered["Location"] == f"{reverse('account_login')}?next={address}"
    )
    assert sent_away == (page not in BY_LINK)


@pytest.mark.parametrize("page", sorted(BY_LINK - {"home", "method"}))
def test_a_link_opens_no_other_round(cast: Cast, page: str) -> None:
    """Ada's own in the same cohort, which she would open signed in."""
    kept = rating(cast.closed, "Ada", "Ben")
    known = (
        {"rating": kept.public_id} if "rating" in ADDRESS[page](cast) else {"round": cast.closed.public_id}
    )
    for who, codes in (("ada", {200, 302, 409}), ("ada_by_link", {404})):
        client, address = as_reader(cast, who), reverse(page, kwargs=known)
        replies = {client.get(address).status_code, client.post(address, BODY.get(page, {})).status_code}
        assert replies - {405} <= codes


@pytest.mark.parametrize("page", MAY_POST)
@pytest.mark.parametrize("place", range(len(READERS)), ids=[str(reader) for reader in READERS])
def test_who_may_post(cast: Cast, page: str, place: int) -> None:
    address = reverse(page, kwargs=ADDRESS[page](cast))
    answered = as_reader(cast, READERS[place]).post(address, BODY.get(page, {}))
    assert answered.status_code == MAY_POST[page][place]


@pytest.mark.parametrize("page", MAY_POST)
def test_what_writes_takes_no_get(cast: Cast, page: str) -> None:
    for who in ("ada", "fay", "olu"):
        assert as_reader(cast, who).get(reverse(page, kwargs=ADDRESS[page](cast))).status_code == 405


@pytest.mark.parametrize("page", MAY_OPEN)
def test_no_page_takes_other_methods(cast: Cast, page: str) -> None:
    client = as_reader(cast, "olu")
    for method in (client.put, client.patch, client.delete):
        assert method(reverse(page, kwargs=ADDRESS[page](cast))).status_code == 405


@pytest.mark.parametrize("page", MAY_OPEN)
def test_a_get_changes_nothing_but_the_audit(cast: Cast, page: str) -> None:
    def everything() -> list[Any]:
        tables = [*Rating._meta.apps.get_app_config("assessments").get_models()]
        return [list(table.objects.order_by("pk").values()) for table in tables if table is not Event]  # type: ignore[attr-defined]

    before = everything()
    address = reverse(page, kwargs=ADDRESS[page](cast))
    for who in READERS:
        client = as_reader(cast, who)
        before_sign_in = everything()  # signing in notes the time
        client.get(address)
        client.head(address)
        assert everything() == before_sign_in
    assert len(before) > 10


@pytest.mark.parametrize("page", sorted({*MAY_OPEN, *MAY_POST}))
def test_posting_what_is_not_yours_is_not_found_and_changes_nothing(cast: Cast, page: str) -> None:
    if not ADDRESS[page](cast):
        return
    events = Event.objects.count()
    client = as_reader(cast, "zoe")
    answered = client.post(reverse(page, kwargs=ADDRESS[page](cast)), {"name": "Zoe was here", "T1": "1"})
    assert answered.status_code in {404, 405}
    assert Event.objects.count() == events


def test_the_document_shows_the_same_table() -> None:
    """docs/access.md: a row per page, `yes`, `no` or `sign in` per reader."""
    words = {200: "yes", 422: "yes", 302: "yes", 404: "no"}
    rows = {}
    for line in (ROOT / "docs" / "access.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 7 and cells[0].startswith("`"):
            rows[cells[0].strip("`")] = tuple(cells[1:])
    table = MAY_OPEN | MAY_POST
    public = {"method"}
    assert rows == {
        page: (
            *(words[code] for code in codes[:4]),
            "yes" if page in BY_LINK else "sign in",
            "yes" if page in public else "sign in",
        )
        for page, codes in table.items()
    }
