"""A round is read and answered by the accounts of its roster, whatever address an admin gives to whom later."""

from __future__ import annotations

import random
from typing import Any

from django.test import Client
from django.urls import reverse

from assessments.actions import cohorts, imports, rounds
from assessments.actions.imports import Questions, TeamRatings
from assessments.models import Event, Leader, Participant, Rating, Round, User

from ..people import NOW, Cast, address, leader, open_round, participant, rating, user
from .page import Page
from .test_leader import TYPED, signed_in, to


def pages(round: Round, kept: Rating) -> dict[str, str]:
    of_round = {page: to(page, round) for page in ("colleagues", "promise", "done", "finish")}
    return of_round | {page: to(page, kept) for page in ("rate", "answer")}


def replies(reader: User, round: Round, kept: Rating) -> dict[str, tuple[int, int]]:
    client, sent = signed_in(reader), TYPED | {"with_gaps": "yes", "go": "next"}
    return {
        page: (client.get(at).status_code, client.post(at, sent).status_code)
        for page, at in pages(round, kept).items()
    }


def my_rounds(reader: User) -> list[str]:
    return Page(signed_in(reader).get(reverse("my_rounds"))).found["h2"]


def readdress(cast: Cast, who: Leader, email: str) -> User | None:
    """As an admin does it."""
    typed = {"name": who.name, "title": who.title, "email": email}
    done = signed_in(cast.olu).post(reverse("change_leader", kwargs={"leader": who.public_id}), typed)
    assert done.status_code == 302
    return Leader.objects.get(pk=who.pk).user


def said(round: Round) -> list[dict[str, Any]]:
    return [*round.ratings.order_by("pk").values(), *round.participants.order_by("pk").values()]


NOTHING = dict.fromkeys(("colleagues", "promise", "done", "finish", "rate", "answer"), (404, 404)) | {
    "done": (404, 405),
    "finish": (405, 404),
    "answer": (405, 404),
}


def test_an_admin_who_gives_a_leader_her_own_address_sees_nothing(cast: Cast) -> None:
    ada, hers = leader("Ada Okafor"), "olu@elsewhere.example"
    account = readdress(cast, ada, hers)
    assert account is not None
    assert account not in {cast.ada, cast.olu}
    before = said(cast.closed), said(cast.open)
    for reader in (account, cast.olu):
        for round in (cast.closed, cast.open):
            kept = rating(round, "Ada", "Ben")
            # "done" takes no POST and what only writes takes no GET: the method is refused before anything is read
            codes = {
                page: max(both) if 404 not in both else 404
                for page, both in replies(reader, round, kept).items()
            }
            assert codes == dict.fromkeys(codes, 404)
        assert my_rounds(reader) == ["Nothing to answer yet"]
    assert (said(cast.closed), said(cast.open)) == before
    line = Event.objects.get(verb="changed", public_id=ada.public_id)
    assert (line.by, line.detail) == (cast.olu, "ada@harbour.example → olu@elsewhere.example")


def test_the_leader_goes_on_under_the_address_she_had(cast: Cast) -> None:
    account = readdress(cast, leader("Ada Okafor"), "olu@elsewhere.example")
    assert account is not None
    assert my_rounds(cast.ada) == ["Autumn", "Spring"]
    assert signed_in(cast.ada).get(to("rate", rating(cast.closed, "Ada", "Ben"))).status_code == 200
    kept = rating(cast.open, "Ada", "Cleo")
    assert signed_in(cast.ada).post(to("answer", kept), {"P1": "5"}).status_code == 200
    winter = open_round(cast.cohort, "Winter")
    assert (my_rounds(account), my_rounds(cast.ada)) == (["Winter"], ["Autumn", "Spring"])
    assert signed_in(cast.ada).get(to("promise", winter)).status_code == 404


def test_her_own_rounds_stay_in_her_menu(cast: Cast) -> None:
    """Of all that Ada leads, nothing is left but the rounds that she stands in."""
    readdress(cast, leader("Ada Okafor"), "olu@elsewhere.example")
    assert not Leader.objects.filter(user=cast.ada).exists()
    assert Page(signed_in(cast.ada).get(reverse("home"), follow=True)).h1 == "My rounds"
    assert reverse("my_rounds") in Page(signed_in(cast.ada).get(reverse("my_rounds"))).links
    assert reverse("my_rounds") not in Page(signed_in(cast.fay).get(reverse("cohorts"))).links


def test_two_leaders_whose_addresses_change_places(cast: Cast) -> None:
    ada, ben = leader("Ada Okafor"), leader("Ben Larsen")
    readdress(cast, ada, "")
    assert readdress(cast, ben, address("Ada")) == cast.ada
    ada.refresh_from_db()
    assert readdress(cast, ada, address("Ben")) == cast.ben
    for round in (cast.closed, cast.open):
        names = {one.name: one.account for one in round.participants.select_related("account")}
        assert names == {"Ada Okafor": cast.ada, "Ben Larsen": cast.ben, "Cleo Martin": cast.cleo}
        for reader, other in ((cast.ada, "Ben"), (cast.ben, "Ada")):
            theirs = rating(round, other, "Cleo")
            assert signed_in(reader).get(to("rate", theirs)).status_code == 404
            assert signed_in(reader).post(to("answer", theirs), {"T1": "1"}).status_code == 404


def test_who_is_given_an_address_while_the_round_is_open_can_answer(cast: Cast) -> None:
    kim = cohorts.add_leader(by=None, organisation=cast.organisation, name="Kim Ek")
    cohorts.join(by=None, cohort=cast.cohort, leader=kim, now=NOW)
    winter = open_round(cast.cohort, "Winter")
    account = readdress(cast, kim, address("Kim"))
    assert (account, my_rounds(user("Kim"))) == (user("Kim"), ["Winter"])
    client = signed_in(user("Kim"))
    shown = Page(client.get(to("promise", winter)))
    assert client.post(to("promise", winter), shown.hidden).status_code == 302
    kept = rating(winter, "Kim", "Ada")
    assert client.post(to("answer", kept), {"T1": "4"}).status_code == 200
    assert Rating.objects.get(pk=kept.pk).answers == {"T1": 4}


def test_imported_people_with_an_address_see_nothing_of_what_was_imported(cast: Cast) -> None:
    """What a file says under a name is nobody's who signs in."""
    (imported,) = imports.import_ratings(
        by=None,
        organisation=cast.organisation,
        teams=[TeamRatings("Study", ("1", "2"), {("1", "2"): (4, 5), ("2", "1"): (3, 2)})],
        questions=Questions(trust=("t",), purpose=("p",), low=1, high=7),
        name="Spring",
        now=NOW,
        chance=random.Random(7),
    )
    one = Leader.objects.get(name="1", organisation=cast.organisation)
    account = readdress(cast, one, "one@harbour.example")
    assert account is not None
    assert my_rounds(account) == ["Nothing to answer yet"]
    kept = imported.ratings.get(rater__name="1")
    assert (kept.trust, kept.answered_at) == (50, NOW)
    client = signed_in(account)
    codes = [client.get(at).status_code for at in (to("colleagues", imported), to("rate", kept))]
    assert codes == [404, 404]
    assert not Participant.objects.of(account).exists()


def test_closing_a_round_keeps_it_with_its_accounts(cast: Cast) -> None:
    rounds.close(by=cast.fay, round=cast.open, now=NOW)
    account = readdress(cast, leader("Ben Larsen"), "new@harbour.example")
    assert participant(cast.open, "Ben").account == cast.ben
    assert signed_in(account).get(to("colleagues", cast.open)).status_code == 404
    assert Client().get(to("colleagues", cast.open)).status_code == 302
