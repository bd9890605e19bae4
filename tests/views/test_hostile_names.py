"""Whatever somebody calls themselves, their team or their round, and whatever they write, stays text on every page."""

from __future__ import annotations

from html import unescape
from typing import Any
from xml.etree import ElementTree

from django.urls import reverse

from assessments.models import Cohort, Leader, Organisation, Participant, Rating, Round, User

from ..people import Cast
from ..test_access import ADDRESS, MAY_OPEN, as_reader
from .page import Page

HOSTILE = "\"'><svg onload=alert(1)>{{7*7}}{% now %}%(name)s{name}&amp;"
SHOWN_ON = (
    "organisation olu",
    "cohort olu",
    "round fay",
    "pair fay",
    "spectrum fay",
    "rate ada",
    "colleagues ada",
)


def pages_of_everybody(cast: Cast, addresses: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Every page that Ada, Fay or Olu may open."""
    found = {}
    for page, codes in MAY_OPEN.items():
        for who, code in zip(("ada", "fay", "olu"), codes, strict=False):
            if code == 200:
                answered = as_reader(cast, who).get(reverse(page, kwargs=addresses[page]))
                assert answered.status_code == 200, (page, who)
                if answered["Content-Type"].startswith("text/html"):
                    found[f"{page} {who}"] = answered.content.decode()
    return found


def make_hostile() -> None:
    for table in (Organisation, Cohort, Round, Leader, Participant, User):
        for row in table.objects.all():  # type: ignore[attr-defined]
            table.objects.filter(pk=row.pk).update(name=f"{HOSTILE} {row.pk}")  # type: ignore[attr-defined]
    Leader.objects.update(title=HOSTILE)
    Participant.objects.update(title=HOSTILE)
    Rating.objects.update(comment=HOSTILE)


def test_on_every_page_it_is_text(cast: Cast) -> None:
    addresses = {page: ADDRESS[page](cast) for page in MAY_OPEN}  # found by name, while there are names
    make_hostile()
    pages = pages_of_everybody(cast, addresses)
    assert [page for page in SHOWN_ON if HOSTILE not in unescape(pages[page])] == []
    assert [page for page, html in pages.items() if "<svg onload" in html or "'><" in html] == []
    drawing = pages["spectrum fay"]
    drawing = drawing[drawing.index("<svg") : drawing.index("</svg>") + len("</svg>")]
    assert ElementTree.fromstring(drawing).tag.endswith("svg")


def test_what_comes_back_from_a_form_is_text(cast: Cast) -> None:
    olu = as_reader(cast, "olu")
    address = reverse("add_leader", kwargs=ADDRESS["add_leader"](cast))
    added = olu.post(address, {"name": HOSTILE}, follow=True)
    assert Page(added).found["status"] == [f"{HOSTILE} is added."]
    refused = olu.post(address, {"name": "", "title": HOSTILE, "email": HOSTILE})
    assert Page(refused).controls["title"] == Page(refused).controls["email"] == [HOSTILE]
    assert "<svg onload" not in added.content.decode() + refused.content.decode()
