"""The demo's mails are read on a page, and nowhere else."""

from __future__ import annotations

from typing import Any

from django.test import Client

from assessments.models import Mail, User

from ..mail.post import delivered
from ..views.page import Page


def test_what_was_sent_can_be_read(the_demo: Any, demo_mode: None, client: Client) -> None:
    client.post("/account/login/code/", {"email": User.objects.first().email})
    delivered()
    code = Mail.objects.get(kind="sign_in")
    assert f"/demo/mail/{code.public_id}/" in client.get("/demo/mail/").content.decode()
    page = Page(client.get(f"/demo/mail/{code.public_id}/"))
    assert page.h1 == "Your code for signing in"
    assert "It works once, and for a few minutes." in page.text


def test_everybody_in_an_open_round_was_invited(the_demo: Any, demo_mode: None, client: Client) -> None:
    invited = Mail.objects.filter(kind="invitation", round__status="open").first()
    assert invited is not None
    page = Page(client.get(f"/demo/mail/{invited.public_id}/"))
    assert page.h1.startswith("Your invitation: ")
    assert client.get("/demo/mail/nonsense/").status_code == 404


def test_with_real_people_no_mail_is_shown(the_demo: Any, demo_mode: None, client: Client) -> None:
    the_demo.simulated = False
    the_demo.save()
    assert client.get("/demo/mail/").status_code == 404
    assert client.get(f"/demo/mail/{Mail.objects.first().public_id}/").status_code == 404


def test_a_real_site_has_no_such_page(db: None, client: Client) -> None:
    assert client.get("/demo/mail/").status_code == 404
