"""What an organisation's mails say: changed by its admin, with a preview, and put back."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Event, Mail, MailWording

from ..mail.post import delivered
from ..people import Cast, open_round
from .page import Page

OURS = {
    "subject": "{team} wants to hear from you",
    "opening": "Dear {name}, {facilitators} asks for {round}.",
}


@pytest.fixture
def olu(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.olu)
    return client


def at(cast: Cast, kind: str = "invitation") -> str:
    return reverse("mail_wording", kwargs={"organisation": cast.organisation.public_id, "kind": kind})


def kept(cast: Cast) -> MailWording | None:
    return MailWording.objects.filter(organisation=cast.organisation, kind="invitation").first()


def test_mails_say_it_from_now_on(cast: Cast, olu: Client) -> None:
    assert olu.post(at(cast), OURS | {"save": "yes"}).status_code == 302
    open_round(cast.cohort, "Winter")
    told = {mail.to[0]: mail for mail in delivered()}["ada@harbour.example"]
    assert told.subject == "Board wants to hear from you"
    assert "Dear Ada, Fay Andersen asks for Winter." in told.body
    assert Event.objects.get(verb="reworded mail", by=cast.olu, detail="invitation").public_id


def test_elsewhere_they_say_what_they_said(cast: Cast, olu: Client) -> None:
    olu.post(at(cast), OURS | {"save": "yes"})
    open_round(cast.zoes_cohort, "Winter")
    assert {mail.subject for mail in delivered()} == {"Your invitation: Winter, Crew"}


def test_a_preview_keeps_nothing(cast: Cast, olu: Client) -> None:
    page = Page(olu.post(at(cast), OURS | {"preview": "yes"}))
    assert "Executive Team wants to hear from you" in page.text
    assert "Dear Ada, Fay Andersen asks for Spring." in page.text
    assert kept(cast) is None
    assert Mail.objects.filter(participant=None, organisation=cast.organisation).count() == 0


@pytest.mark.parametrize("field", ["subject", "opening"])
@pytest.mark.parametrize("place", ["{score}", "{0}", "{name_of}"])
def test_a_place_that_nothing_fills_is_refused_at_its_field(
    cast: Cast, olu: Client, field: str, place: str
) -> None:
    answered = olu.post(at(cast), OURS | {field: f"Hello {place}", "save": "yes"})
    assert answered.status_code == 422
    assert f"{place} is filled in by nothing." in answered.content.decode()
    assert kept(cast) is None


def test_a_subject_is_one_line(cast: Cast, olu: Client) -> None:
    olu.post(at(cast), OURS | {"subject": "Hello\r\nBcc: all@else.example", "save": "yes"})
    one = kept(cast)
    assert one is not None
    assert one.subject == "Hello Bcc: all@else.example"


def test_it_is_put_back(cast: Cast, olu: Client) -> None:
    olu.post(at(cast), OURS | {"save": "yes"})
    assert olu.post(at(cast), {"restore": "yes"}).status_code == 302
    assert kept(cast) is None
    assert "Your invitation: Spring, Executive Team" in Page(olu.get(at(cast))).text


def test_there_is_a_preview_of_every_kind_and_none_of_codes(cast: Cast, olu: Client) -> None:
    listed = reverse("mail_wordings", kwargs={"organisation": cast.organisation.public_id})
    kinds = [kind for kind in Mail.Kind.values if f"/mail/{kind}/" in olu.get(listed).content.decode()]
    assert kinds == [kind for kind in Mail.Kind.values if kind != "sign_in"]
    for kind in kinds:
        assert "As it would read" in Page(olu.get(at(cast, kind))).text
    assert olu.get(at(cast, "sign_in")).status_code == 404
    assert olu.get(at(cast, "nonsense")).status_code == 404


def test_markup_in_a_wording_is_only_text(cast: Cast, olu: Client) -> None:
    svg = "<svg onload=alert(1)>"
    olu.post(at(cast), {"subject": svg, "opening": svg, "save": "yes"})
    assert svg not in olu.get(at(cast)).content.decode()
    open_round(cast.cohort, "Winter")
    told = delivered()[-1]
    assert svg not in str(told.alternatives[0].content)
    assert svg in told.body
