"""Codes for signing in, whatever the mail server does: the page answers alike and at once."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import Client

from assessments.models import Mail, MailText
from partnership import tasks

from .. import people
from ..people import NOW, Cast
from .post import delivered
from .servers import Refuses, serving, silent

THREADS = {"default": {"BACKEND": "partnership.tasks.ThreadBackend"}}
AT_ONCE, ALL_OF_THEM = 2.0, 6.0  # seconds; the mail server is given up after ten


def ask(email: str, **extra: Any) -> str:
    """The page that answers who asks for a code, without what differs by itself."""
    answered = Client(**extra).post("/account/login/code/", {"email": email}, follow=True)
    assert answered.status_code == 200
    return re.sub(r'value="\w{64}"', "", answered.content.decode().replace(email, "EMAIL"))


def test_a_code_waits_sealed_and_is_gone_once_sent(cast: Cast) -> None:
    ask(cast.ada.email)
    sealed = bytes(MailText.objects.get(mail__kind="sign_in").sealed)
    (sent,) = delivered()
    code = re.search(r"^ {4}(\S+)$", sent.body, re.MULTILINE)
    assert code is not None
    assert code[1].encode() not in sealed
    assert [(mail.organisation, mail.state) for mail in Mail.objects.filter(kind="sign_in")] == [
        (None, "sent")
    ]
    assert not MailText.objects.filter(mail__kind="sign_in").exists()


def test_a_link_leads_to_the_site_whatever_the_request_called_it(cast: Cast) -> None:
    Client(headers={"host": "localhost:6666"}).post("/account/password/reset/", {"email": cast.ada.email})
    (sent,) = delivered()
    assert re.findall(r"https?://[^/\s]+", sent.body) == ["http://127.0.0.1:8000"]
    assert "6666" not in sent.body


def test_strangers_cannot_fill_a_mailbox_and_the_page_does_not_tell(cast: Cast) -> None:
    for email in (cast.ada.email, "nobody-here@harbour.example"):
        pages = {ask(email, REMOTE_ADDR=f"10.0.0.{who}") for who in range(9)}
        assert len(pages) == 1
        assert [mail.to for mail in delivered()].count([email]) == 5


def test_nobody_is_kept_out_by_what_strangers_ask_for(cast: Cast) -> None:
    """Ada has signed in with this browser before, by a code."""
    browser = Client()
    enter_the_code(browser, cast.ada.email)
    browser.post("/account/logout/")
    for who in range(9):
        ask(cast.ada.email, REMOTE_ADDR=f"10.0.0.{who}")
    enter_the_code(browser, cast.ada.email)
    assert browser.get("/rounds/").status_code == 200


def enter_the_code(browser: Client, email: str) -> None:
    asked = browser.post("/account/login/code/", {"email": email}, follow=True)
    code = re.search(r"^ {4}(\S+)$", delivered()[-1].body, re.MULTILINE)
    assert code is not None
    assert browser.post(asked.request["PATH_INFO"], {"code": code[1]}).status_code == 302


def test_a_company_may_start_on_monday_at_nine(cast: Cast) -> None:
    assert len({ask(f"leader{who}@harbour.example") for who in range(40)}) == 1


def test_wrong_passwords_from_elsewhere_keep_the_right_one_in_force(cast: Cast) -> None:
    cast.ada.set_password("a long phrase of Ada's")
    cast.ada.save()

    def sign_in(password: str, address: str) -> int:
        typed = {"login": cast.ada.email, "password": password}
        return Client(REMOTE_ADDR=address).post("/account/login/", typed).status_code

    assert [sign_in(f"guess {number} of many", "10.9.9.9") for number in range(7)] == [200] * 7
    assert sign_in("a long phrase of Ada's", "10.9.9.9") == 200  # who guessed so often has to wait
    assert sign_in("a long phrase of Ada's", "10.0.0.1") == 302


def test_a_browser_that_has_signed_in_before_is_not_refused_for_its_neighbours(cast: Cast) -> None:
    """All behind one address, as in an office."""
    cast.ada.set_password("a long phrase of Ada's")
    cast.ada.save()
    browser, typed = Client(), {"login": cast.ada.email, "password": "a long phrase of Ada's"}
    assert browser.post("/account/login/", typed).status_code == 302
    browser.post("/account/logout/")
    for number in range(7):
        Client().post("/account/login/", typed | {"password": f"guess {number} of many"})
    assert Client().post("/account/login/", typed).status_code == 200
    assert browser.post("/account/login/", typed).status_code == 302


def test_the_mark_of_one_account_is_none_for_another(cast: Cast) -> None:
    browser = Client()
    enter_the_code(browser, cast.ben.email)
    browser.post("/account/logout/")
    for _ in range(9):
        marked = Client()
        marked.cookies["known"] = browser.cookies["known"].value
        marked.post("/account/login/code/", {"email": cast.ada.email})
    assert [mail.to for mail in delivered()].count([cast.ada.email]) == 5


@pytest.mark.django_db(transaction=True)
def test_a_server_that_refuses_is_not_told_by_the_page(settings: Any) -> None:
    cast = people.gather()
    settings.TASKS = THREADS
    with serving(Refuses(), settings):
        pages = {ask(cast.ada.email), ask("nobody-here@harbour.example")}
        settled()
    assert len(pages) == 1
    assert [(mail.state, mail.why) for mail in Mail.objects.filter(kind="sign_in")] == [
        ("failed", "refused")
    ] * 2


def test_a_page_that_sends_by_itself_waits_for_a_silent_server(cast: Cast, settings: Any) -> None:
    """So it is the job that keeps the page below from waiting."""
    settings.EMAIL_TIMEOUT = 0.5
    with silent(settings):
        ask(cast.ada.email)
        began = time.monotonic()
        delivered()
        assert time.monotonic() - began >= settings.EMAIL_TIMEOUT


@pytest.mark.django_db(transaction=True)
def test_a_silent_server_keeps_no_page_waiting(settings: Any) -> None:
    """A dozen ask for a code at once, more than a web process has threads, and another page answers meanwhile."""
    cast = people.gather()
    settings.TASKS, settings.EMAIL_TIMEOUT = THREADS, 10
    with silent(settings), ThreadPoolExecutor(12) as people_who_ask:
        began = time.monotonic()
        for_ada = [people_who_ask.submit(ask_apart, cast.ada.email) for _ in range(3)]
        for_others = [people_who_ask.submit(ask_apart, f"nobody{who}@x.example") for who in range(9)]
        assert Client().get("/method/").status_code == 200
        assert time.monotonic() - began < AT_ONCE
        assert len({page.result() for page in [*for_ada, *for_others]}) == 1
        assert time.monotonic() - began < ALL_OF_THEM
        Mail.objects.filter(state="waiting").update(state="failed", claimed_at=NOW)
    settled()


def ask_apart(email: str) -> str:
    """In a thread, with a connection of its own."""
    try:
        return ask(email)
    finally:
        connection.close()


def settled() -> None:
    """The jobs of this process have come to their end."""
    wait(
        [tasks._threads(True).submit(int) for _ in range(tasks.AT_ONCE)]
    )  # they stand in line behind all others
    until = time.monotonic() + 15
    while not_yet_tried().exists() and time.monotonic() < until:
        time.sleep(0.05)


def not_yet_tried() -> QuerySet[Mail]:
    return Mail.objects.filter(state="claimed") | Mail.objects.filter(state="waiting", tries=0)
