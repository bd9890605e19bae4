"""An address or a form that names two things: each in turn is another organisation's, and nothing happens."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from assessments.models import Cohort, Event, Leader, Mail, Participant, Role, Round

from .people import Cast, leader, participant
from .test_access import as_reader


def everything() -> list[Any]:
    tables = Round._meta.apps.get_app_config("assessments").get_models()
    return [list(table.objects.order_by("pk").values()) for table in tables]  # type: ignore[attr-defined]


def of(round: Round, name: str) -> Participant:
    return participant(round, name)


def stuck(round: Round, name: str) -> Mail:
    """An invitation that could go again."""
    mails = round.mails.filter(kind="invitation", participant__name__startswith=name)
    mails.update(state="failed", why="refused", sent_at=None)
    return mails.get()


# page, who asks, what is theirs, and what in its place is not: of elsewhere, of the same organisation, of nobody
MIXED: list[tuple[str, str, Any, list[Any]]] = [
    (
        "pair",
        "fay",
        lambda cast: {"round": cast.closed, "a": of(cast.closed, "Ada"), "b": of(cast.closed, "Ben")},
        [
            lambda cast: {"round": cast.zoes_closed},
            lambda cast: {"a": of(cast.zoes_closed, "Yan")},
            lambda cast: {"b": of(cast.zoes_closed, "Zoe")},
            lambda cast: {"a": of(cast.open, "Ada")},
            lambda cast: {"b": of(cast.open, "Ben")},
            lambda cast: {"b": of(cast.closed, "Ada")},
            lambda cast: {"a": leader("Ada Okafor")},
        ],
    ),
    (
        "send_again",
        "fay",
        lambda cast: {"round": cast.open, "mail": stuck(cast.open, "Ada")},
        [
            lambda cast: {"round": cast.zoes_open},
            lambda cast: {"mail": stuck(cast.zoes_open, "Zoe")},
            lambda cast: {"round": cast.closed},
            lambda cast: {"mail": of(cast.open, "Ada")},
        ],
    ),
    (
        "leave",
        "olu",
        lambda cast: {"cohort": cast.cohort, "leader": leader("Ben Larsen")},
        [
            lambda cast: {"cohort": cast.zoes_cohort},
            lambda cast: {"cohort": cast.zoes_cohort, "leader": leader("Yan Novak")},
            lambda cast: {"leader": leader("Yan Novak")},
            lambda cast: {"leader": of(cast.closed, "Ben")},
            lambda cast: {"cohort": cast.organisation},
        ],
    ),
]
CASES = [(page, who, theirs, other) for page, who, theirs, others in MIXED for other in others]


def address(page: str, things: dict[str, Any]) -> str:
    return reverse(page, kwargs={name: one.public_id for name, one in things.items()})


@pytest.mark.parametrize(("page", "who", "theirs", "other"), CASES)
def test_an_address_of_two_organisations_is_not_found(
    cast: Cast, page: str, who: str, theirs: Any, other: Any
) -> None:
    client, wrong = as_reader(cast, who), address(page, theirs(cast) | other(cast))
    before = everything()
    method = client.get if page == "pair" else client.post
    assert (method(wrong).status_code, everything()) == (404, before)
    assert method(address(page, theirs(cast))).status_code in {200, 302}
    assert everything() != before  # what is theirs is found, and leaves its trace


# page, who asks, its address, field, and what is not theirs to put there
FIELDS: list[tuple[str, str, Any, str, list[Any]]] = [
    (
        "cohort",
        "olu",
        lambda cast: {"cohort": cast.cohort},
        "leader",
        [
            lambda cast: leader("Yan Novak").public_id,
            lambda cast: leader("Zoe Quist").public_id,
            lambda cast: str(leader("Yan Novak").pk),
            lambda cast: of(cast.closed, "Ada").public_id,
            lambda cast: Role.objects.get(user=cast.fay).public_id,
            lambda cast: "",
        ],
    ),
]
SENT = [(page, who, at, field, value) for page, who, at, field, values in FIELDS for value in values]


@pytest.mark.parametrize(("page", "who", "at", "field", "value"), SENT)
def test_a_form_takes_nothing_of_elsewhere(
    cast: Cast, page: str, who: str, at: Any, field: str, value: Any
) -> None:
    client, before = as_reader(cast, who), everything()
    assert client.post(address(page, at(cast)), {field: value(cast)}).status_code == 422
    assert everything()[: len(before)] == before


@pytest.mark.parametrize("foreign", ["zoe", "other", "participant", "cohort"])
def test_no_role_of_elsewhere_is_taken(cast: Cast, foreign: str) -> None:
    ids = {
        "zoe": Role.objects.get(user=cast.zoe, kind="facilitator").public_id,
        "other": Role.objects.get(user=cast.zoe, kind="admin").public_id,
        "participant": of(cast.closed, "Ada").public_id,
        "cohort": cast.cohort.public_id,
    }
    client, before = as_reader(cast, "olu"), everything()
    taken = client.post(reverse("take_role", kwargs={"role": ids[foreign]}))
    assert (taken.status_code, everything()) == (404, before)


SMUGGLED = {
    "organisation": lambda cast: cast.elsewhere.pk,
    "cohort": lambda cast: cast.zoes_cohort.pk,
    "user": lambda cast: cast.olu.pk,
    "instrument": lambda cast: cast.zoes_closed.instrument_id,
    "public_id": lambda cast: cast.zoes_cohort.public_id,
    "kind": lambda cast: "admin",
}


def test_fields_that_no_form_has_are_not_heard(cast: Cast) -> None:
    """What the address says decides where a new row belongs, whatever else is sent."""
    sent = {name: value(cast) for name, value in SMUGGLED.items()}
    olu, fay = as_reader(cast, "olu"), as_reader(cast, "fay")
    theirs, cohort = {"organisation": cast.organisation.public_id}, {"cohort": cast.cohort.public_id}
    person = {"name": "Kim Ek", "email": "kim@harbour.example"}
    role = {"name": "Max Ito", "email": "max@harbour.example"}
    for client, page, kwargs, typed in (
        (olu, "add_cohort", theirs, {"name": "Crew"}),
        (olu, "add_leader", theirs, person),
        (olu, "add_facilitator", cohort, role),
        (fay, "open_round", cohort, {"name": "Winter", "audience": "team_only"}),
    ):
        assert client.post(reverse(page, kwargs=kwargs), sent | typed).status_code == 302
    crew, kim = (
        Cohort.objects.get(name="Crew", organisation=cast.organisation),
        Leader.objects.get(name="Kim Ek"),
    )
    assert (kim.organisation, kim.user == cast.olu) == (cast.organisation, False)
    assert crew.public_id != cast.zoes_cohort.public_id
    max_ito, winter = Role.objects.get(user__email=role["email"]), Round.objects.get(name="Winter")
    assert (max_ito.kind, max_ito.cohort) == ("facilitator", cast.cohort)
    assert (winter.cohort, winter.organisation, winter.instrument) == (
        cast.cohort,
        cast.organisation,
        cast.closed.instrument,
    )
    assert not Event.objects.filter(organisation=cast.elsewhere, by__in=[cast.olu, cast.fay]).exists()
