"""The commands, as somebody runs them: what they print, how they refuse, and that refusing changes nothing."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from assessments.management.commands.import_ratings import UNSEEN
from assessments.models import Leader, Organisation, Rating, Role, Round, User

from . import people

pytestmark = pytest.mark.django_db

RATINGS = """rater,about,team,t1,t2,p1,p2
1,1,7,,,,
1,2,7,5,5,5,5
2,1,7,4,5,5,5
1,3,7,0,1,1,0
3,1,7,1,0,0,0
2,3,7,3,3,3,3
1,2,Sales,2,2,5,5
2,1,Sales,,,,
"""
OPTIONS = ["--organisation=Study", "--rater=rater", "--about=about", "--range", "0", "5"]
SCALES = ["--scale", "trust=t1,t2", "--scale", "purpose=p1,p2"]


def said_by(*command: str) -> str:
    out = io.StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def rows() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in apps.get_models()}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "wave one.csv"
    path.write_text(RATINGS)
    return path


def imported(file: Path, *more: str) -> str:
    return said_by("import_ratings", str(file), *OPTIONS, *SCALES, "--team=team", *more)


def refused(file: Path, *more: str) -> str:
    before = rows()
    with pytest.raises(CommandError) as error:
        imported(file, *more)
    assert rows() == before
    return str(error.value)


def test_import_says_what_it_made(file: Path) -> None:
    said = imported(file).splitlines()
    team_7, sales = (Round.objects.get(cohort__name=name).public_id for name in ("Team 7", "Sales"))
    assert said == [
        "Study is a new organisation. Give it an admin with add_organisation.",
        "Team 7: 3 people, 3 pairs, 1 one-sided, 0 without a view",
        "  zones: Leadership partnership 1, Collaboration 1, Trust-led 0, Purpose-led 0, Developing 0",
        f"  {UNSEEN}",
        f"  http://127.0.0.1:8000/facilitate/{team_7}/spectrum/",
        "Sales: 2 people, 1 pairs, 1 one-sided, 0 without a view",
        "  zones: Leadership partnership 0, Collaboration 0, Trust-led 0, Purpose-led 0, Developing 0",
        f"  {UNSEEN}",
        f"  http://127.0.0.1:8000/facilitate/{sales}/spectrum/",
    ]
    assert {round.name for round in Round.objects.all()} == {"wave one"}


def test_a_dry_run_says_the_same_and_changes_nothing(file: Path) -> None:
    before = rows()
    dry = imported(file, "--dry-run").splitlines()
    assert rows() == before
    assert dry.pop() == "This was a dry run: nothing was changed."
    assert dry == [line for line in imported(file).splitlines() if "http" not in line]


def test_import_into_an_organisation_that_is_there_with_a_name_and_a_facilitator(file: Path) -> None:
    imported(file)
    file.write_text(RATINGS.replace(",5,5", ",4,4"))
    said = imported(file, "--name=Wave two", "--facilitator=coach@real.example")
    assert said.startswith("Team 7: 3 people")
    assert Organisation.objects.count() == 1
    coach = User.objects.get()
    assert {str(round) for round in Round.objects.facilitated_by(coach)} == {"wave one", "Wave two"}


def test_the_same_import_again_is_refused(file: Path) -> None:
    imported(file)
    assert refused(file).startswith("Team 7 has a round called “wave one”, so this file was imported before.")


def test_the_same_ratings_under_another_name_are_refused_with_the_round_they_are(file: Path) -> None:
    imported(file)
    header, *rest = RATINGS.splitlines()
    again = file.with_name("another.csv")
    again.write_text(
        "\n".join([header.replace(",", ";"), *reversed([row.replace(",", ";") for row in rest])])
    )
    assert refused(again) == (
        "These ratings are in Team 7 already, as its round “wave one”: the same content, whatever the file is "
        "called."
    )


def test_a_name_that_is_there_in_another_spelling_is_refused_with_both(file: Path) -> None:
    file.write_text(RATINGS.replace("Sales", "Field sales"))
    imported(file)
    file.write_text(RATINGS.replace("Sales", "Field\u00a0Sales").replace(",5,5", ",4,4"))
    assert refused(file, "--name=Wave two").startswith(
        "The file says “Field Sales”, and “Field sales” is there already."
    )
    assert "Field Sales: 2 people" in imported(file, "--name=Wave two", "--exact-names")


def test_rows_about_oneself_are_left_out_on_request_and_counted(file: Path) -> None:
    file.write_text(RATINGS.replace("1,1,7,,,,", "1,1,7,5,5,5,5"))
    assert refused(file).splitlines() == [
        "Nothing was imported.",
        "Line 2: 1 rates themselves; such a row must hold no answer.",
        "--leave-out-oneself leaves out and counts rows in which people rate themselves.",
    ]
    said = imported(file, "--leave-out-oneself", "--missing=0", "--turned=purpose").splitlines()
    assert said[1] == "1 rows in which people rate themselves were left out."
    (trust, purpose) = (list(one.items.all()) for one in Round.objects.first().instrument.scales.all())  # type: ignore[union-attr]
    assert [item.text for item in [*trust, *purpose]] == [
        "t1",
        "t2",
        "p1 (turned round)",
        "p2 (turned round)",
    ]


def test_a_wrong_file_is_refused_with_its_lines(file: Path) -> None:
    file.write_text(RATINGS + "3,2,7,6,x,1,1\n3,3,7,1,,,\n1,2,7,1,1,1,1\n")
    assert refused(file).splitlines() == [
        "Nothing was imported.",
        "Line 10: t1 is 6, which is not between 0 and 5.",
        "Line 10: t2 is “x”, which is not a number.",
        "Line 11: 3 rates themselves; such a row must hold no answer.",
        "Line 12: the same two people as in line 3.",
        "A number that stands for no answer is given with --missing.",
        "A word or number that stands for no answer is given with --missing.",
        "--leave-out-oneself leaves out and counts rows in which people rate themselves.",
    ]


def test_of_many_problems_a_hundred_are_listed(file: Path) -> None:
    file.write_text(RATINGS + "".join(f"1,{number},8,9,0,0,0\n" for number in range(2, 107)))
    said = refused(file).splitlines()
    assert (len(said), said[-2]) == (103, "and 5 more.")


@pytest.mark.parametrize(
    "option", ["--name=a\0b", "--organisation=\udcff", "--rater=a\0", "--facilitator=\0"]
)
def test_what_is_no_text_is_refused_with_a_sentence(file: Path, option: str) -> None:
    assert refused(file, option).endswith("is not text.")


def test_a_file_name_that_is_no_text_is_refused_with_a_sentence(tmp_path: Path) -> None:
    assert refused(tmp_path / "caf\udce9.csv").endswith("caf\\udce9.csv” is not text.")
    assert refused(tmp_path / "nul\0.csv").endswith("nul\\x00.csv” is not text.")


@pytest.mark.parametrize(
    ("more", "what"),
    [
        (["--about=whom"], "There is no column whom."),
        (["--scale=trust=t1"], "Two scales have the same name: trust."),
        (["--scale=talk=t1"], "Both scales are needed, once each"),
        (["--range", "5", "0"], "The range goes from a lower to a higher number"),
        (["--range", "0", "1" + "0" * 21], "The range goes from a lower to a higher number"),
        (["--facilitator=coach"], "--facilitator: Enter a valid email address."),
        ([f"--name={'x' * 121}"], "--name: Ensure this value has at most 120 characters"),
        (["--organisation="], "--organisation: This field is required."),
    ],
)
def test_a_wrong_option_is_refused(file: Path, more: list[str], what: str) -> None:
    assert what in refused(file, *more)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "absent.csv cannot be read: No such file or directory." in refused(tmp_path / "absent.csv")


def test_import_keeps_away_from_real_people_the_demo_and_admins(file: Path, cast: people.Cast) -> None:
    file.write_text(RATINGS.replace("Sales", "Board"))
    assert "Board is a cohort of people who can sign in" in refused(file, "--organisation=Harbour")
    Organisation.objects.filter(name="Elsewhere").update(simulated=True)
    assert "Elsewhere is the demo" in refused(file, "--organisation=Elsewhere")
    olu = f"--facilitator={cast.olu.email}"
    assert "is an admin of Harbour" in refused(file, "--organisation=Harbour", olu)


def test_add_organisation_begins_an_installation() -> None:
    said = said_by("add_organisation", "Study", "--admin=Boss@real.example", "--admin-name=The Boss")
    assert said == (
        "boss@real.example administers Study, and can sign in at http://127.0.0.1:8000/ with a code that is sent "
        "to this address.\n"
    )
    role = Role.objects.get()
    assert (role.kind, str(role.user), role.organisation.simulated) == ("admin", "The Boss", False)
    assert role.organisation.instruments.default().version == 1
    assert not role.user.has_usable_password()


def test_add_organisation_gives_an_imported_one_its_admin(file: Path) -> None:
    imported(file)
    said_by("add_organisation", "Study", "--admin=boss@real.example")
    assert Organisation.objects.administered_by(User.objects.get()).get().name == "Study"


@pytest.mark.parametrize(
    ("command", "what"),
    [
        (["Harbour", "--admin=other@real.example"], "There is an organisation Harbour with an admin"),
        (["New", "--admin=nobody"], "email: Enter a valid email address."),
        ([" ", "--admin=boss@real.example"], "NAME: This field is required."),
    ],
)
def test_add_organisation_refuses(cast: people.Cast, command: list[str], what: str) -> None:
    before = rows()
    with pytest.raises(CommandError, match=what):
        said_by("add_organisation", *command)
    assert rows() == before


def test_the_first_admin_is_not_somebody_who_sees_ratings(file: Path) -> None:
    imported(file, "--facilitator=coach@real.example")
    with pytest.raises(CommandError, match=r"coach@real\.example is a facilitator of Study"):
        said_by("add_organisation", "Study", "--admin=coach@real.example")


def test_the_demo_is_made_once(settings: Any) -> None:
    settings.DEMO = True
    assert said_by("demo") == "Made Northwind: 4 cohorts, 30 leaders, 11 rounds.\n"
    before = rows()
    assert said_by("demo") == "The demo is there already; nothing was changed.\n"
    assert rows() == before


def test_there_is_no_demo_on_a_real_site() -> None:
    with pytest.raises(CommandError, match="DEMO is off"):
        said_by("demo")
    assert not Organisation.objects.exists()


def test_the_demo_is_not_made_beside_real_people(settings: Any, cast: people.Cast) -> None:
    settings.DEMO = True
    before = rows()
    with pytest.raises(CommandError, match="Nothing was changed") as refused:
        said_by("demo")
    assert refused.value.returncode == 1
    assert rows() == before
    assert Leader.objects.exists()
    assert Rating.objects.exists()
