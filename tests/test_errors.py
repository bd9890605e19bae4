"""When something fails it is said, and nothing is shown as saved."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse

from assessments.models import Rating

from .people import Cast, rating


@pytest.mark.django_db(transaction=True)
def test_a_locked_database_is_503_and_nothing_is_said_to_be_saved(cast: Cast) -> None:
    """Somebody else holds what the answer needs: SQLite's one writer, or the rating's row on PostgreSQL."""
    kept = rating(cast.open, "Ada", "Cleo")
    client = Client(raise_request_exception=False)
    client.force_login(cast.ada)
    before = dict(kept.answers)
    with Held(kept):
        _impatient()
        answered = client.post(reverse("answer", kwargs={"rating": kept.public_id}), {"P1": "5"})
    assert (answered.status_code, answered.headers["Retry-After"]) == (503, "10")
    assert b"saved_at" not in answered.content
    assert Rating.objects.get(pk=kept.pk).answers == before

    again = client.post(reverse("answer", kwargs={"rating": kept.public_id}), {"P1": "5"})
    assert again.status_code == 200
    assert Rating.objects.get(pk=kept.pk).answers == before | {"P1": 5}


class Held:
    """Another connection that holds a rating until the end."""

    def __init__(self, kept: Rating) -> None:
        self.kept = kept
        self.holds, self.done = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self._hold)

    def _hold(self) -> None:
        with transaction.atomic():
            Rating.objects.filter(pk=self.kept.pk).update(position=self.kept.position)
            self.holds.set()
            self.done.wait(20)
        connections.close_all()

    def __enter__(self) -> None:
        self.thread.start()
        assert self.holds.wait(10)

    def __exit__(self, *_: object) -> None:
        self.done.set()
        self.thread.join()
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA busy_timeout = 20000")
            else:
                cursor.execute("SET lock_timeout = 0")


def _impatient() -> None:
    """The test need not wait as long as a person would."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA busy_timeout = 200")
        else:
            cursor.execute("SET lock_timeout = 200")
