"""What a team will be able to see, on the page that opens a round."""

from __future__ import annotations

import pytest
from django.urls import reverse

from assessments.results import plan

from ..people import Cast
from ..views.page import Page
from ..views.test_leader import signed_in


def test_the_sentences_of_ten() -> None:
    assert plan.sentences(10) == (
        "Each pair’s place is known to about ± 12 points of 100; "
        "two views are told apart from about 19 points.",
        "From one round to the next a pair is called moved from about 18 points.",
        "The team as a whole is known much better: it is called moved from about 4 points.",
        "How much is about who rates, who is rated or the two of them will be known, with tests, "
        "if at most 18 of the 90 ratings are missing.",
    )


@pytest.mark.parametrize(
    ("leaders", "team", "shares"),
    [
        (4, "Figures of the whole team need 5 leaders who answer; this team has 4.", "takes 6 leaders"),
        (6, "it is called moved from about 7 points", "roughly; tests take 8 leaders"),
    ],
)
def test_smaller_teams_are_told_what_they_will_not_see(leaders: int, team: str, shares: str) -> None:
    *_, of_team, of_shares = plan.sentences(leaders)
    assert (team in of_team, shares in of_shares) == (True, True)


def test_one_leader_is_no_team() -> None:
    assert plan.sentences(1) == ()


def test_it_stands_on_the_page_that_opens_a_round(cast: Cast) -> None:
    page = Page(signed_in(cast.fay).get(reverse("open_round", args=[cast.cohort.public_id])))
    assert "What this team will be able to see" in page.found["h2"]
    assert plan.sentences(3)[0] in page.text
