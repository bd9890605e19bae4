"""The facilitator's pages of results: what is shown, what is withheld, and the line that each look leaves."""

from __future__ import annotations

import json
from datetime import timedelta

from django.test import Client
from django.urls import reverse

from assessments.actions import roles
from assessments.models import Event, Round

from .. import people
from ..people import NOW, Cast, participant
from ..results.crowd import crowd, is_silent, lies
from .page import Page
from .test_leader import signed_in, to

PAGES = ("spectrum", "figure", "pair", "numbers", "movement", "practices_of_team")
WITH_WORDS = [page for page in PAGES if page != "figure"]


def pair(round: Round, one: str, other: str) -> str:
    ids = {"a": participant(round, one).public_id, "b": participant(round, other).public_id}
    return reverse("pair", kwargs={"round": round.public_id} | ids)


def address(page: str, round: Round, one: str = "Ada", other: str = "Ben") -> str:
    return pair(round, one, other) if page == "pair" else to(page, round)


def looks(client: Client, *addresses: str) -> list[tuple[str, str, str | None]]:
    """The lines that these looks leave: who, what, at which pair."""
    before = Event.objects.count()
    for asked in addresses:
        client.get(asked)
    lines = Event.objects.order_by("pk").select_related("by")[before:]
    return [(line.verb, line.detail, line.by and line.by.name) for line in lines]


# --- what is shown ----------------------------------------------------------------------------------------------------


def test_the_spectrum(cast: Cast) -> None:
    shown = signed_in(cast.fay).get(to("spectrum", cast.closed))
    page = Page(shown)
    assert (shown.status_code, page.h1) == (200, "The spectrum")
    assert "3 pairs of 3 leaders, both views in 3." in page.text
    assert page.rows == [
        ["Pair", "Purpose", "Trust", "Gap in purpose", "Gap in trust", "Need", "Zone"],
        ["Ada Okafor & Ben Larsen", "42", "75", "17", "17", "Often", "Trust-led borderline"],
        ["Ada Okafor & Cleo Martin", "92", "100", "17", "0", "Often", "Leadership partnership"],
        ["Ben Larsen & Cleo Martin", "8", "25", "17", "17", "Often", "Collaboration"],
    ]


def test_who_to_talk_to_first(cast: Cast) -> None:
    page = Page(signed_in(cast.fay).get(to("spectrum", cast.closed)))
    assert "Who to talk to first" in page.found["h2"]
    assert "Ben Larsen & Cleo Martin: low on both together: trust 25, shared purpose 8." in page.text
    lies(cast.closed, "Ben", "Cleo", trust=60, purpose=60)
    lies(cast.closed, "Cleo", "Ben", trust=60, purpose=60)
    calm = Page(signed_in(cast.fay).get(to("spectrum", cast.closed)))
    assert "Who to talk to first" not in calm.found["h2"]


def test_every_pair_has_a_link_in_the_drawing_and_in_the_table(cast: Cast) -> None:
    """Without a script the drawing is links with names, for the keyboard and for print."""
    page = Page(signed_in(cast.fay).get(to("spectrum", cast.closed)))
    text = signed_in(cast.fay).get(to("spectrum", cast.closed)).content.decode()
    drawing = text[text.index("<svg") : text.index("</svg>")]
    for one, other in (("Ada", "Ben"), ("Ada", "Cleo"), ("Ben", "Cleo")):
        relative = pair(cast.closed, one, other).removeprefix(to("spectrum", cast.closed))
        assert (drawing.count(relative), relative in page.links) == (1, True)


def test_one_sided_pairs_are_marked(cast: Cast) -> None:
    is_silent(cast.closed, "Ada", "Ben")
    page = Page(signed_in(cast.fay).get(to("spectrum", cast.closed)))
    assert page.rows[1] == ["Ada Okafor & Ben Larsen", "–", "–", "–", "–", "Often", "one-sided"]
    assert "both views in 2." in page.text


def test_sorted_and_paged_as_asked(cast: Cast) -> None:
    many = crowd(cast, 10)
    lies(many, "Dan8", "Dan9", trust=100)
    fay = signed_in(cast.fay)
    first = Page(fay.get(to("spectrum", many), {"sort": "trust-high"}))
    assert (first.rows[1][0], len(first.rows)) == ("Dan8 Number & Dan9 Number", 31)
    second = Page(fay.get(to("spectrum", many), {"sort": "trust-high", "page": "2"}))
    assert ("Page 2 of 2" in second.text, len(second.rows)) == (True, 16)
    for odd in ({"page": "x"}, {"page": "99"}, {"sort": "<b>"}, {"sort": "best", "page": "-1"}):
        assert fay.get(to("spectrum", many), odd).status_code == 200


def test_the_figure(cast: Cast) -> None:
    answered = signed_in(cast.fay).get(to("figure", cast.closed))
    assert (answered.status_code, answered["Content-Type"]) == (200, "application/json")
    assert set(json.loads(answered.content)) >= {"data", "layout"}


def test_a_pair(cast: Cast) -> None:
    page = Page(signed_in(cast.fay).get(pair(cast.closed, "Ben", "Cleo")))
    assert page.h1 == "Ben Larsen & Cleo Martin"
    assert "● Ben: 17 · ○ Cleo: 33" in page.text
    assert "Within this sitting no difference can be told in how they see trust" in page.text
    assert "need to work together: often" in page.text
    assert page.found["h2"] == ["Where to begin"]
    reverse_order = Page(signed_in(cast.fay).get(pair(cast.closed, "Cleo", "Ben")))
    assert (reverse_order.h1, reverse_order.text) == (page.h1, page.text)


def test_a_pair_beside_the_chart_is_only_that(cast: Cast) -> None:
    beside = signed_in(cast.fay).get(pair(cast.closed, "Ada", "Ben"), headers={"HX-Request": "true"})
    page = Page(beside)
    assert (page.found["h1"], page.found["h2"][0]) == ([], "Ada Okafor & Ben Larsen")
    assert b"<html" not in beside.content
    assert page.links[pair(cast.closed, "Ada", "Ben")] == "Open as a page"


def test_a_pair_shows_what_the_two_wrote_of_each_other(cast: Cast) -> None:
    with_words = Page(signed_in(cast.fay).get(pair(cast.closed, "Ada", "Ben"))).text
    without = Page(signed_in(cast.fay).get(pair(cast.closed, "Ada", "Cleo"))).text
    assert [said in with_words for said in (people.ADA_ABOUT_BEN, people.BEN_ABOUT_ADA)] == [True, True]
    assert [said in without for said in (people.ADA_ABOUT_BEN, people.BEN_ABOUT_ADA)] == [False, False]


def test_a_pair_of_elsewhere_is_not_found_and_leaves_no_line(cast: Cast) -> None:
    """Nothing was shown, so nothing was looked at; and an address is no place to write into the audit."""
    ada = participant(cast.closed, "Ada").public_id
    others = [
        participant(cast.zoes_closed, "Yan").public_id,
        participant(cast.open, "Ben").public_id,
        ada,
        "anything-that-somebody-types",
    ]
    fay = signed_in(cast.fay)
    foreign = [
        reverse("pair", kwargs={"round": cast.closed.public_id, "a": ada, "b": other}) for other in others
    ]
    assert [fay.get(asked).status_code for asked in foreign] == [404] * 4
    assert looks(fay, *foreign) == []


def test_numbers(cast: Cast) -> None:
    fay = signed_in(cast.fay)
    shown = fay.get(to("numbers", crowd(cast, 8)))
    assert (shown.status_code, Page(shown).h1) == (200, "What the numbers say")
    few = Page(fay.get(to("numbers", cast.closed)))
    assert "from 5 people who have answered" in few.text


def test_the_practices(cast: Cast) -> None:
    fay = signed_in(cast.fay)
    shown = fay.get(to("practices_of_team", crowd(cast, 6)))
    page = Page(shown)
    assert (shown.status_code, page.h1) == (200, "The team’s practices")
    assert "No practice stands out from the others beyond what chance would bring." in page.text
    assert page.text.count("67 (67 to 67)") == 5
    assert "Number" not in page.text  # the surname of everybody in it
    few = Page(fay.get(to("practices_of_team", cast.closed)))
    assert "from 5 people who have answered" in few.text


# --- what is withheld -------------------------------------------------------------------------------------------------


def test_an_open_round_shows_why_and_nothing_else(cast: Cast) -> None:
    fay = signed_in(cast.fay)
    answered = {page: fay.get(address(page, cast.open)) for page in PAGES}
    codes = {page: reply.status_code for page, reply in answered.items()}
    assert codes == dict.fromkeys(PAGES, 200) | {"figure": 404}
    for page in ("spectrum", "pair"):
        assert Page(answered[page]).h1 == "The spectrum is not shown"
        assert "Results come from a closed round" in Page(answered[page]).text
    assert not any(b"<svg" in reply.content for reply in answered.values())


def test_what_is_withheld_is_the_same_whatever_was_said(cast: Cast) -> None:
    fay = signed_in(cast.fay)
    before = [Page(fay.get(address(page, cast.open))).text for page in WITH_WORDS]
    for about in ("Ben", "Cleo"):
        people.say(cast.open, "Ada", about, 1, 1, need=1, comment="Nothing of this.")
    people.say_of_the_team(cast.open, "Ada", vision=1)
    assert [Page(fay.get(address(page, cast.open))).text for page in WITH_WORDS] == before


def test_team_only_shows_the_team_and_no_name(cast: Cast) -> None:
    team = crowd(cast, 6, audience="team_only")
    fay = signed_in(cast.fay)
    for page in ("spectrum", "pair"):
        shown = Page(fay.get(address(page, team, "Dan0", "Dan1")))
        assert "promised, before their first answer, that pairs are not shown to you" in shown.text
        assert "67 of 100 on average" in shown.text
        assert "From 6 leaders who answered." in shown.text
        assert "Number" not in shown.text  # the surname of everybody in it
    assert fay.get(to("figure", team)).status_code == 404


def test_who_came_after_the_promise_is_shown_nothing_of_it(cast: Cast) -> None:
    late = roles.make_facilitator(
        by=cast.olu,
        cohort=cast.cohort,
        email="max@harbour.example",
        name="Max Ito",
        now=NOW + timedelta(days=1),
    ).user
    max_ito = signed_in(late)
    assert b"<svg" in signed_in(cast.fay).get(to("spectrum", cast.closed)).content
    for page in ("spectrum", "pair"):
        shown = max_ito.get(address(page, cast.closed))
        assert (shown.status_code, Page(shown).h1) == (200, "The spectrum is not shown")
        assert b"<svg" not in shown.content
    assert max_ito.get(to("figure", cast.closed)).status_code == 404


# --- what a look leaves ----------------------------------------------------------------------------------------------


def test_each_look_leaves_a_line(cast: Cast) -> None:
    team, fay = crowd(cast, 8), signed_in(cast.fay)
    two = pair(team, "Dan1", "Dan0")
    ids = pair(team, "Dan0", "Dan1").rstrip("/").rsplit("/", 1)[1]  # in the order of the roster
    assert looks(
        fay, *(to(page, team) for page in ("spectrum", "figure", "numbers", "practices_of_team")), two
    ) == [
        ("saw spectrum", "", "Fay Andersen"),
        ("saw figure", "", "Fay Andersen"),
        ("saw numbers", "", "Fay Andersen"),
        ("saw practices", "", "Fay Andersen"),
        ("saw pair", ids, "Fay Andersen"),
    ]
    lines = Event.objects.filter(verb__startswith="saw").values_list("public_id", "organisation")
    assert set(lines) == {(team.public_id, cast.organisation.pk)}


def test_what_was_not_shown_leaves_none(cast: Cast) -> None:
    fay = signed_in(cast.fay)
    assert looks(fay, *(address(page, cast.open) for page in PAGES)) == []
    for other in (cast.ada, cast.olu, cast.zoe):
        assert looks(signed_in(other), *(address(page, cast.closed) for page in PAGES)) == []
