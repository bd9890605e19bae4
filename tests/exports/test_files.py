"""What is taken home opens in the programmes it is for, says what it is, and holds no more than its page."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pptx
import pytest
from django.test import Client

from assessments.charts import theme
from assessments.charts.picture import picture
from assessments.exports import document, sheets, slides, workbook
from assessments.models import Event, Participant, Round
from assessments.results import spectrum
from assessments.results.spectrum import TeamSpectrum
from assessments.results.take_home import Cover, cover

from ..people import Cast
from ..results.crowd import as_read, crowd

KINDS = ("pdf", "pptx", "xlsx", "csv", "svg", "png")
FORMULAS = ("=", "+", "-", "@", "\t")
TODAY = date(2026, 11, 25)
Read = tuple[TeamSpectrum, Cover]


def read(round: Round, cast: Cast) -> Read:
    theirs = as_read(round, cast.fay)
    team = spectrum.for_round(theirs)
    assert isinstance(team, TeamSpectrum)
    return team, cover(theirs, team, TODAY)


@pytest.fixture
def of_spring(cast: Cast) -> Read:
    return read(cast.closed, cast)


def test_a_workbook_says_what_it_is_and_holds_every_pair(of_spring: Read) -> None:
    team, about = of_spring
    made = workbook.xlsx(sheets.about(about), sheets.pairs(team), sheets.matrix(team, "trust"))
    book = openpyxl.load_workbook(BytesIO(made))
    assert book.sheetnames == ["About", "Pairs", "Trust"]
    assert ["Round", "Spring"] in [[cell.value for cell in row] for row in book["About"].iter_rows()]
    rows = [[cell.value for cell in row] for row in book["Pairs"].iter_rows(min_row=2)]
    assert [row[:2] for row in rows] == [
        ["Ada Okafor", "Ben Larsen"],
        ["Ada Okafor", "Cleo Martin"],
        ["Ben Larsen", "Cleo Martin"],
    ]
    trust = [cell.value for cell in book["Pairs"][1]].index("Trust")
    assert [row[trust] for row in rows] == [75.0, 100.0, 25.0]


def test_a_matrix_has_who_rates_in_the_row(of_spring: Read) -> None:
    """Ada said 6 of 7 of Ben, and Ben 5 of Ada."""
    said = sheets.matrix(of_spring[0], "trust")
    assert said.heads[1:] == ("Ada Okafor", "Ben Larsen", "Cleo Martin")
    assert said.rows[0] == ("Ada Okafor", None, 83.3, 100.0)
    assert said.rows[1] == ("Ben Larsen", 66.7, None, 16.7)


@pytest.mark.parametrize("start", FORMULAS)
def test_no_cell_begins_as_a_formula_does(cast: Cast, start: str) -> None:
    ada = Participant.objects.filter(round=cast.closed, name__startswith="Ada")
    ada.update(name=f"{start}cmd|' /C calc'!A0")
    team, about = read(cast.closed, cast)
    tables = [sheets.about(about), sheets.pairs(team), sheets.matrix(team, "trust")]
    cells = [str(cell or "") for sheet in tables for row in (sheet.heads, *sheet.rows) for cell in row]
    assert any("cmd|" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(FORMULAS)] == []
    lines = workbook.csv(sheets.pairs(team)).decode("utf-8-sig").splitlines()
    assert [line for line in lines if line.startswith(FORMULAS)] == []


def test_slides_have_a_chart_that_can_be_edited(of_spring: Read) -> None:
    deck = pptx.Presentation(BytesIO(slides.pptx(*of_spring, theme.ZONES)))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    charts = [shape.chart for shape in shapes if shape.has_chart]
    assert [sum(len(list(series.values)) for series in chart.plots[0].series) for chart in charts] == [3]
    feet = [shape for shape in shapes if shape.has_text_frame and "Confidential" in shape.text_frame.text]
    assert all(foot.text_frame.text.startswith("Board · Spring · 2026-11-25 · ") for foot in feet)
    assert len(feet) == len(deck.slides)


def test_a_document_can_be_read_aloud(of_spring: Read) -> None:
    made = document.pdf(*of_spring, picture(of_spring[0]))
    assert made.startswith(b"%PDF-1.7")
    assert [part for part in (b"/StructTreeRoot", b"/Lang", b"/Alt") if part not in made] == []


def test_a_picture_stands_alone(of_spring: Read) -> None:
    drawn = picture(of_spring[0])
    assert 'xmlns="http://www.w3.org/2000/svg"' in drawn
    assert "var(" not in drawn
    assert "href=" not in drawn
    assert document.png(drawn).startswith(b"\x89PNG")


@pytest.mark.parametrize("kind", KINDS)
def test_each_file_leaves_a_line_and_is_named_by_team_round_and_day(
    cast: Cast, client: Client, kind: str
) -> None:
    client.force_login(cast.fay)
    taken = client.get(f"/facilitate/{cast.closed.public_id}/take-home/{kind}/")
    assert taken.status_code == 200
    assert taken["Content-Disposition"].startswith('attachment; filename="board-spring-')
    assert taken["Content-Disposition"].endswith(f'.{kind}"')
    line = Event.objects.first()
    assert line is not None
    assert (line.by, line.verb, line.detail) == (cast.fay, "took home", kind)


@pytest.mark.parametrize("kind", ["", *KINDS])
def test_where_pairs_are_withheld_so_is_every_file(cast: Cast, client: Client, kind: str) -> None:
    hidden = crowd(cast, 5, audience="team_only")
    lines = Event.objects.count()
    client.force_login(cast.fay)
    page = client.get(f"/facilitate/{hidden.public_id}/take-home/{kind and kind + '/'}")
    assert page["Content-Type"].startswith("text/html")
    assert "were promised, before their first answer" in page.content.decode()
    assert Event.objects.count() == lines


def test_no_other_kind_of_file_is_made(cast: Cast, client: Client) -> None:
    client.force_login(cast.fay)
    assert client.get(f"/facilitate/{cast.closed.public_id}/take-home/exe/").status_code == 404
