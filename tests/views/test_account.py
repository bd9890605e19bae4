"""Signing in, and the pages around it: they work, look like ours, and every control has a name."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, override_settings

from tests.mail.post import delivered
from tests.people import Cast

from .page import Page

PASSWORD = "a long phrase of Ada's"

# page, its heading
FOR_EVERYBODY = [
    ("login/", "Sign in"),
    ("login/code/", "Sign in with a code"),
    ("signup/", "You are added by invitation"),
    ("inactive/", "This account is switched off"),
    ("password/reset/", "Choose a new password"),
    ("password/reset/done/", "Look at your e-mail"),
    ("password/reset/key/1-no-such-key/", "This link no longer works"),
    ("password/reset/key/done/", "Your password is changed"),
    ("confirm-email/", "Confirm your address"),
    ("confirm-email/no-such-key/", "This link no longer works"),
]
FOR_ADA = [
    ("logout/", "Sign out?"),
    ("password/change/", "Change your password"),
    ("reauthenticate/", "Is it you?"),
]


class Markup(HTMLParser):
    """The controls that nothing names, and whatever the content security policy would stop."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.named: set[str] = set()
        self.controls: list[dict[str, str]] = []
        self.inline: list[str] = []
        self.feed(response.content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "label":
            self.named.add(given.get("for", ""))
        if tag in ("input", "select", "textarea") and given.get("type") not in ("hidden", "submit"):
            self.controls.append(given)
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.inline.append(tag)

    @property
    def unnamed(self) -> list[dict[str, str]]:
        return [one for one in self.controls if one.get("id") not in self.named and "aria-label" not in one]


@pytest.fixture
def ada(cast: Cast) -> Client:
    cast.ada.set_password(PASSWORD)
    cast.ada.save()
    client = Client()
    client.force_login(cast.ada)
    return client


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "heading"), FOR_EVERYBODY)
def test_a_page_for_everybody(client: Client, path: str, heading: str) -> None:
    assert_ours(client.get(f"/account/{path}"), heading)


@pytest.mark.parametrize(("path", "heading"), FOR_ADA)
def test_a_page_for_who_is_signed_in(ada: Client, path: str, heading: str) -> None:
    assert_ours(ada.get(f"/account/{path}"), heading)


def test_the_page_for_a_first_password(cast: Cast, client: Client) -> None:
    cast.ada.set_unusable_password()
    cast.ada.save()
    client.force_login(cast.ada)
    assert_ours(client.get("/account/password/set/"), "Choose a password")


def assert_ours(response: HttpResponse, heading: str) -> None:
    markup = Markup(response)
    assert response.status_code == 200
    assert Page(response).h1 == heading
    assert (markup.unnamed, markup.inline) == ([], [])


def test_signing_in_with_a_code(cast: Cast, client: Client) -> None:
    sent = client.post("/account/login/code/?next=/rounds/", {"email": cast.ada.email}, follow=True)
    assert_ours(sent, "Enter the code")
    code = re.search(r"^ {4}(\S+)$", delivered()[0].body, re.MULTILINE)
    assert code is not None
    signed_in = client.post(sent.request["PATH_INFO"] + "?next=/rounds/", {"code": code[1]})
    assert (signed_in.status_code, signed_in["Location"]) == (302, "/rounds/")


def test_an_unknown_address_is_not_given_away(cast: Cast, client: Client) -> None:
    """The page is the same; only who reads the mail of that address learns that there is no account."""
    pages = []
    for email in (cast.ada.email, "else@harbour.example"):
        response = Client().post("/account/login/code/", {"email": email}, follow=True)
        pages.append(re.sub(r'value="\w{64}"', "", response.content.decode().replace(email, "EMAIL")))
    assert pages[0] == pages[1]
    assert [message.subject.split("] ")[-1] for message in delivered()] == [
        "Your code for signing in",
        "No account with this address",
    ]


def test_signing_in_with_a_password(ada: Client, cast: Cast, client: Client) -> None:
    wrong = client.post("/account/login/", {"login": cast.ada.email, "password": "not this one"})
    assert Page(wrong).alerts != []
    right = client.post("/account/login/", {"login": cast.ada.email, "password": PASSWORD})
    assert right.status_code == 302


def test_a_wrong_code_is_said_at_its_field(cast: Cast, client: Client) -> None:
    sent = client.post("/account/login/code/", {"email": cast.ada.email}, follow=True)
    wrong = client.post(sent.request["PATH_INFO"], {"code": "nonsense"})
    html = wrong.content.decode()
    assert 'href="#id_code"' in html
    assert 'aria-describedby="code_error"' in html
    assert_ours(wrong, "Enter the code")


def test_a_short_password_is_refused_with_its_reason(ada: Client) -> None:
    refused = ada.post(
        "/account/password/change/", {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    )
    assert "at least 12 characters" in refused.content.decode()
    assert 'href="#id_password1"' in refused.content.decode()


def test_signing_out_takes_a_post(ada: Client) -> None:
    assert ada.get("/rounds/").status_code == 200
    ada.get("/account/logout/")
    assert ada.get("/rounds/").status_code == 200
    ada.post("/account/logout/")
    assert ada.get("/rounds/").status_code == 302


def test_a_mail_says_nothing_but_what_it_must(cast: Cast, client: Client) -> None:
    client.post("/account/login/code/", {"email": cast.ada.email})
    client.post("/account/password/reset/", {"email": cast.ada.email})
    sent = delivered()
    told = " ".join(message.body for message in sent)
    assert len(sent) == 2
    assert [word for word in (cast.ada.name, "Harbour", "Board", "Spring", "Autumn") if word in told] == []


ERRORS = {
    "400.html": "That did not arrive whole",
    "403.html": "This is not open to you",
    "403_csrf.html": "Please send that once more",
    "404.html": "There is nothing at this address",
    "429.html": "A little slower, please",
    "500.html": "Something went wrong on our side",
    "503.html": "Back in a moment",
}


@pytest.mark.parametrize(("template", "heading"), ERRORS.items())
def test_an_error_page_needs_nobody_and_no_database(template: str, heading: str) -> None:
    page = HttpResponse(render_to_string(template))
    assert Page(page).h1 == heading
    assert Markup(page).inline == []


@pytest.mark.django_db
def test_a_lost_page_is_ours(client: Client) -> None:
    lost = client.get("/no/such/page/")
    assert lost.status_code == 404
    assert Page(lost).h1 == ERRORS["404.html"]


@pytest.mark.django_db
def test_a_form_without_its_token_is_told_what_to_do() -> None:
    refused = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "ada@harbour.example"})
    assert refused.status_code == 403
    assert Page(refused).h1 == ERRORS["403_csrf.html"]


@pytest.mark.django_db
@override_settings(LANGUAGES=[("en", "English"), ("ar", "Arabic")])
def test_a_language_from_right_to_left_turns_the_page(client: Client) -> None:
    html = client.get("/account/login/", headers={"accept-language": "ar"}).content.decode()
    assert '<html lang="ar" dir="rtl">' in html
    assert "css/site.rtl.css" in html


def test_an_address_is_known_by_what_can_be_seen_of_it(cast: Cast) -> None:
    address = cast.ada.email.replace(".", "\u200b.")
    Client().post("/account/login/code/", {"email": address})
    assert [mail.to for mail in delivered()] == [[cast.ada.email]]
