"""What is kept of the promise is what was shown, and when: nothing else can be confirmed."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import signing
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from assessments.actions import roles, rounds
from assessments.forms.leader import LASTS
from assessments.models import Round
from assessments.models import rounds as of_rounds

from .. import people
from ..people import NOW, Cast, participant, rating
from .page import Page
from .test_leader import signed_in, to

SHOWN_AGAIN = "Please read it once more"


@pytest.fixture
def ben(cast: Cast) -> Client:
    """Has not read anything of the open round."""
    return signed_in(cast.ben)


def shown(ben: Client, round: Round) -> dict[str, Any]:
    return {"shown_as": Page(ben.get(to("promise", round))).hidden["shown_as"]}


def kept(round: Round) -> tuple[str, datetime | None]:
    ben = participant(round, "Ben")
    return ben.promise, ben.promised_at


def refused(reply: HttpResponse, round: Round) -> bool:
    """Shown again with the reason, and nothing stored."""
    page = Page(reply)
    return (reply.status_code, page.found["h2"][0], kept(round)) == (409, SHOWN_AGAIN, ("", None))


def late_facilitator(cast: Cast) -> Any:
    return roles.make_facilitator(
        by=cast.olu, cohort=cast.cohort, email="max@harbour.example", name="Max Ito", now=timezone.now()
    ).user


def test_the_time_kept_is_that_of_the_showing(cast: Cast, ben: Client) -> None:
    before = timezone.now()
    sent = shown(ben, cast.open)
    after = timezone.now()
    assert ben.post(to("promise", cast.open), sent).status_code == 302
    version, at = kept(cast.open)
    assert at is not None
    assert (version, before <= at <= after) == (f"facilitator_only/{of_rounds.PROMISE_VERSION}", True)


def test_who_came_between_showing_and_confirming_is_shown_first(cast: Cast, ben: Client) -> None:
    winter = people.open_round(cast.cohort, "Winter")
    sent = shown(ben, winter)
    max_ito = late_facilitator(cast)
    again = ben.post(to("promise", winter), sent)
    assert refused(again, winter)
    assert "Max Ito (max@harbour.example)" in Page(again).text
    assert ben.post(to("promise", winter), Page(again).hidden).status_code == 302
    assert readers(cast, winter, max_ito) == {"fay": "The spectrum", "max": "The spectrum"}


def test_who_left_between_showing_and_confirming_is_shown_no_more(cast: Cast, ben: Client) -> None:
    winter = people.open_round(cast.cohort, "Winter")
    sent = shown(ben, winter)
    roles.take(by=cast.olu, role=cast.fay.roles.get())
    assert refused(ben.post(to("promise", winter), sent), winter)


def test_who_came_after_the_first_promise_is_promised_to_nobody(cast: Cast, ben: Client) -> None:
    winter = people.open_round(cast.cohort, "Winter")
    people.promised(winter, "Ada")
    sent = shown(ben, winter)
    max_ito = late_facilitator(cast)
    assert "Max Ito" not in Page(ben.get(to("promise", winter))).text
    assert ben.post(to("promise", winter), sent).status_code == 302
    seen = readers(cast, winter, max_ito)
    assert seen == {"fay": "The spectrum", "max": "The spectrum is not shown"}
    assert signed_in(max_ito).get(to("figure", winter)).status_code == 404


def readers(cast: Cast, round: Round, max_ito: Any) -> dict[str, str]:
    """What each facilitator finds once it is closed."""
    rounds.close(by=None, round=round, now=timezone.now())
    both = {"fay": cast.fay, "max": max_ito}
    return {name: Page(signed_in(user).get(to("spectrum", round))).h1 for name, user in both.items()}


def test_who_was_there_when_it_was_shown_was_promised(cast: Cast, ben: Client) -> None:
    winter = people.open_round(cast.cohort, "Winter")
    max_ito = late_facilitator(cast)
    ben.post(to("promise", winter), shown(ben, winter))
    rounds.close(by=None, round=winter, now=timezone.now())
    assert Page(signed_in(max_ito).get(to("spectrum", winter))).h1 == "The spectrum"


def test_an_audience_that_narrowed_meanwhile_is_shown_anew(cast: Cast, ben: Client) -> None:
    sent = shown(ben, cast.open)
    Round.objects.filter(pk=cast.open.pk).update(audience="team_only")
    again = ben.post(to("promise", cast.open), sent)
    assert refused(again, cast.open)
    assert "Nobody is shown what you say about a colleague" in Page(again).text
    assert ben.post(to("promise", cast.open), Page(again).hidden).status_code == 302
    assert kept(cast.open)[0] == f"team_only/{of_rounds.PROMISE_VERSION}"


def test_a_new_version_of_the_words_is_shown_anew(cast: Cast, ben: Client, monkeypatch: Any) -> None:
    sent = shown(ben, cast.open)
    monkeypatch.setattr(of_rounds, "PROMISE_VERSION", 99)
    again = ben.post(to("promise", cast.open), sent)
    assert refused(again, cast.open)
    ben.post(to("promise", cast.open), Page(again).hidden)
    assert kept(cast.open)[0] == "facilitator_only/99"


def test_nothing_and_nonsense_are_shown_anew(cast: Cast, ben: Client) -> None:
    whole = shown(ben, cast.open)["shown_as"][0]
    earlier = json.dumps(["facilitator_only/1", (NOW - timedelta(days=300)).isoformat()])
    elsewhere = signing.dumps(json.loads(earlier), salt="another page")
    for sent in (
        {},
        {"shown_as": ""},
        {"shown_as": "facilitator_only/1"},
        {"shown_as": earlier},
        {"shown_as": elsewhere},
        {"shown_as": whole[:-1]},
        {"shown_as": "x" + whole},
    ):
        assert refused(ben.post(to("promise", cast.open), sent), cast.open), sent
    assert ben.post(to("answer", rating(cast.open, "Ben", "Ada")), {"T1": "4"}).status_code == 409


def test_a_page_that_stood_open_for_days_is_shown_anew(cast: Cast, ben: Client, monkeypatch: Any) -> None:
    now = signing.time.time()
    with monkeypatch.context() as then:
        then.setattr(signing.time, "time", lambda: now - LASTS.total_seconds() - 1)
        old = shown(ben, cast.open)
    with monkeypatch.context() as then:
        then.setattr(signing.time, "time", lambda: now - LASTS.total_seconds() + 60)
        just = shown(ben, cast.open)
    assert refused(ben.post(to("promise", cast.open), old), cast.open)
    assert ben.post(to("promise", cast.open), just).status_code == 302


def test_nobody_confirms_in_a_closed_round(cast: Cast, ben: Client) -> None:
    sent = shown(ben, cast.open)
    rounds.close(by=None, round=cast.open, now=NOW)
    late = ben.post(to("promise", cast.open), sent)
    assert (late.status_code, late["Location"], kept(cast.open)) == (
        302,
        to("colleagues", cast.open),
        ("", None),
    )
    assert "I have read this. Begin" not in Page(ben.get(to("promise", cast.open))).found["button"]
