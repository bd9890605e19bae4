"""One mail, from the outbox to a mail server that takes it, refuses it, asks to wait, drops it or says nothing."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from assessments.mail import delivery, outbox
from assessments.mail.letters import Letter, Words
from assessments.models import Mail, MailText

from ..people import NOW
from .post import delivered
from .servers import Dawdles, Drops, Postpones, Refuses, Takes, serving, silent

pytestmark = pytest.mark.django_db

ADDRESS, TEXT = "ada@harbour.example", "Only Ada reads this."


def asked_for(key: str = "sign_in/1") -> Mail:
    letter = Letter(Mail.Kind.SIGN_IN, ADDRESS, key, Words("Your code", TEXT, html=f"<p>{TEXT}</p>"))
    (mail,) = outbox.put([letter], now=NOW)
    return mail


def after_its_job(mail: Mail) -> tuple[str, str, bool]:
    """State, why, and whether its text is still there."""
    delivery.deliver.call(mail.pk)
    mail.refresh_from_db()
    return mail.state, mail.why, MailText.objects.filter(mail=mail).exists()


def test_a_mail_is_sent_once_and_its_text_erased() -> None:
    mail = asked_for()
    assert after_its_job(mail) == ("sent", "", False)
    assert after_its_job(mail) == ("sent", "", False)
    (sent,) = delivered()
    assert (sent.to, sent.subject, sent.body) == ([ADDRESS], "Your code", TEXT)
    assert [(part.content, part.mimetype) for part in sent.alternatives] == [(f"<p>{TEXT}</p>", "text/html")]
    assert sent.extra_headers["Message-ID"] == f"<{mail.public_id}@127.0.0.1>"


def test_the_demo_keeps_what_it_sent_to_be_read(settings: Any) -> None:
    settings.DEMO = True
    assert after_its_job(asked_for()) == ("sent", "", True)


def test_a_server_takes_it(settings: Any) -> None:
    with serving(Takes(), settings) as server:
        assert after_its_job(asked_for()) == ("sent", "", False)
    assert server.to == [ADDRESS]


def test_a_refused_address_is_not_tried_again(settings: Any) -> None:
    with serving(Refuses(), settings):
        assert after_its_job(asked_for()) == ("failed", "refused", True)


def test_a_server_that_asks_to_wait_is_asked_again_later_and_at_last_given_up(settings: Any) -> None:
    mail = asked_for()
    with serving(Postpones(), settings):
        assert after_its_job(mail) == ("waiting", "later", True)
        waits = mail.not_before
        for _ in range(delivery.MOST_TRIES - 2):
            assert after_its_job(mail)[:2] == ("waiting", "later")
            waits, before = mail.not_before, waits
            assert waits > before
        assert after_its_job(mail) == ("failed", "later", True)


def test_a_server_that_is_not_there(settings: Any) -> None:
    with silent(settings):
        pass
    assert after_its_job(asked_for()) == ("waiting", "unreachable", True)


def test_a_silent_server_is_given_up(settings: Any) -> None:
    settings.EMAIL_TIMEOUT = 0.2
    with silent(settings):
        assert after_its_job(asked_for()) == ("waiting", "unreachable", True)


def test_a_text_that_was_taken_without_a_word_is_not_known_and_never_sent_again(settings: Any) -> None:
    mail = asked_for()
    with serving(Drops(), settings) as server:
        assert after_its_job(mail) == ("unknown", "broke_off", True)
        outbox.sweep(now=NOW + timedelta(days=1))
        assert after_its_job(mail)[0] == "unknown"
    assert server.to == [ADDRESS]


def test_a_server_too_slow_to_say_yes_may_have_taken_it(settings: Any) -> None:
    settings.EMAIL_TIMEOUT = 0.2
    with serving(Dawdles(1.0), settings) as server:
        assert after_its_job(asked_for()) == ("unknown", "broke_off", True)
    assert server.to == [ADDRESS]


def test_a_text_sealed_with_a_lost_key_is_said_to_be_unreadable(settings: Any) -> None:
    mail = asked_for()
    settings.SECRET_KEY = "another key " * 6
    assert after_its_job(mail) == ("failed", "unreadable", True)


@pytest.mark.parametrize("server", [Refuses, Postpones, Drops])
def test_no_log_holds_an_address_or_a_text(settings: Any, caplog: Any, server: type[Takes]) -> None:
    caplog.set_level(logging.DEBUG)
    mail = asked_for()
    with serving(server(), settings):
        delivery.deliver.call(mail.pk)
    told = [record for record in caplog.records if not record.name.startswith(("mail.log", "asyncio"))]
    written = " ".join(f"{one.getMessage()} {one.exc_info}" for one in told if "django.db" not in one.name)
    assert mail.public_id in written
    assert ADDRESS not in written
    assert TEXT not in written


# --- the outbox ------------------------------------------------------------------------------------------------------


def test_one_thing_is_told_once() -> None:
    asked_for("reminder/ada/today")
    with pytest.raises(IntegrityError):
        asked_for("reminder/ada/today")


def test_who_died_while_sending_leaves_a_mail_that_is_not_known() -> None:
    mail = asked_for()
    assert Mail.objects.claim(mail.pk, NOW) is not None
    outbox.sweep(now=NOW + timedelta(minutes=5))
    assert Mail.objects.get().state == "claimed"
    outbox.sweep(now=NOW + timedelta(minutes=16))
    assert (Mail.objects.get().state, Mail.objects.get().why) == ("unknown", "stopped")
    assert after_its_job(mail)[0] == "unknown"


def test_who_was_taken_for_gone_may_still_say_that_it_was_sent() -> None:
    claimed = Mail.objects.claim(asked_for().pk, NOW)
    assert claimed is not None
    outbox.sweep(now=NOW + timedelta(minutes=16))
    claimed.mark(Mail.State.SENT, now=NOW + timedelta(minutes=17))
    assert Mail.objects.get().state == "sent"


def test_a_waiting_mail_whose_job_was_lost_is_found() -> None:
    asked_for()
    assert outbox.sweep(now=NOW + timedelta(minutes=1)) == 0
    assert outbox.sweep(now=NOW + timedelta(minutes=3)) == 1


def test_a_code_that_can_no_longer_be_used_is_not_sent_and_soon_gone() -> None:
    asked_for()
    outbox.sweep(now=NOW + timedelta(minutes=16))
    assert (Mail.objects.get().state, Mail.objects.get().why) == ("failed", "too_late")
    assert not MailText.objects.exists()
    outbox.sweep(now=NOW + timedelta(days=8))
    assert not Mail.objects.exists()


def test_what_is_not_known_is_sent_again_on_somebodys_word_and_what_was_sent_is_not(settings: Any) -> None:
    mail = asked_for()
    with serving(Drops(), settings):
        after_its_job(mail)
    assert outbox.again(mail, now=NOW)
    with serving(Takes(), settings) as server:
        assert after_its_job(mail) == ("sent", "", False)
    assert not outbox.again(mail, now=NOW)
    assert server.to == [ADDRESS]
