"""`manage.py import_ratings`: ratings given elsewhere, from a CSV file, become closed rounds."""

from __future__ import annotations

import random
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ...actions import imports, organisations
from ...forms import ratings_file
from ...forms.admin import OrganisationForm
from ...forms.csv_rows import BadFile
from ...models import Organisation, Round
from ...promise.withheld import Withheld
from ...results import spectrum, table, words

FEW = 20  # problems are listed; the rest of a file that is wrong throughout is counted

HELP = """
Makes a cohort and a closed round for each team of a CSV file in long format: a row for each rater and rated, a column
for each item. Either everything is imported or nothing.

The organisation is made if there is none of this name. A team becomes a cohort of its own name ("Team 3" for the
number 3); a file without --team becomes one cohort, named like the file. People are known by their ids in the file
and have no accounts. A cohort that is there keeps its people, so that a second file with the same ids, under another
--name, is a second round of the same people; the same --name again is refused. A cohort with people who can sign in
is never imported into.

An empty cell, NA and NaN are missing answers. Rows about oneself must be empty, and are ignored. The file is UTF-8,
with or without a byte order mark, its columns divided by commas, semicolons or tabs.
"""


class Command(BaseCommand):
    help = HELP

    def create_parser(self, *args: Any, **kwargs: Any) -> Any:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.csv", type=Path)
        parser.add_argument("--organisation", required=True, metavar="NAME", help="made if there is none")
        parser.add_argument("--rater", required=True, metavar="COL", help="who rates")
        parser.add_argument("--about", required=True, metavar="COL", help="who is rated")
        parser.add_argument("--team", metavar="COL", help="in which team; without it all are one team")
        parser.add_argument(
            "--scale",
            required=True,
            action="append",
            metavar="KEY=COL,COL",
            help="the items of a scale; needed once for trust and once for purpose",
        )
        parser.add_argument(
            "--range", required=True, nargs=2, type=int, metavar=("LOW", "HIGH"), help="of the answers"
        )
        parser.add_argument("--name", metavar="ROUND", help="of the rounds; the file's own name unless given")
        parser.add_argument(
            "--facilitator",
            default="",
            metavar="EMAIL",
            help="who then sees the rounds",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be imported, change nothing"
        )

    def handle(self, *, file: Path, **typed: Any) -> None:
        teams, questions = _read(file, typed)
        dry, lines = typed["dry_run"], []
        with transaction.atomic():
            organisation, said = _organisation(typed["organisation"])
            for made in _import(organisation, teams, questions, typed, typed["name"] or file.stem):
                lines += _report(made) if dry else [*_report(made), _address(made)]
            if dry:
                transaction.set_rollback(True)
        # Printed only now: what is said to be imported is in the database.
        self.stdout.write("\n".join([*said, *lines]))
        if dry:
            self.stdout.write("This was a dry run: nothing was changed.")


def _read(file: Path, typed: dict[str, Any]) -> tuple[list[imports.TeamRatings], imports.Questions]:
    low, high = typed["range"]
    try:
        layout = ratings_file.layout(
            rater=typed["rater"],
            about=typed["about"],
            team=typed["team"],
            scales=typed["scale"],
            low=low,
            high=high,
        )
        return ratings_file.read(file.read_bytes(), layout, whole=file.stem), layout.questions
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
    except BadFile as error:
        more = len(error.problems) - FEW
        listed = [*error.problems[:FEW], *([f"and {more} more."] if more > 0 else [])]
        raise CommandError("\n".join(["Nothing was imported.", *listed])) from error


def _organisation(name: str) -> tuple[Organisation, list[str]]:
    there = Organisation.objects.filter(name=name).first()
    if there is not None:
        return there, []
    form = OrganisationForm({"name": name})
    if not form.is_valid():
        raise CommandError(f"--organisation: {' '.join(map(str, form.errors['name']))}")
    made = organisations.create(by=None, name=form.cleaned_data["name"])
    return made, [f"{made} is a new organisation. Give it an admin with add_organisation."]


def _import(
    organisation: Organisation,
    teams: list[imports.TeamRatings],
    questions: imports.Questions,
    typed: dict[str, Any],
    name: str,
) -> list[Round]:
    try:
        return imports.import_ratings(
            by=None,
            organisation=organisation,
            teams=teams,
            questions=questions,
            name=_checked("--name", name, forms.CharField(max_length=120)),
            facilitator=_checked("--facilitator", typed["facilitator"], forms.EmailField(required=False)),
            now=timezone.now(),
            chance=random.SystemRandom(),
        )
    except imports.DemoOrganisation as error:
        raise CommandError(
            f"{organisation} is the demo: everything in it is simulated. Give the ratings an organisation of "
            "their own."
        ) from error
    except imports.RoundExists as error:
        raise CommandError(
            f"{error} has a round called “{name}”, so this file was imported before. Another --name makes another "
            "round of the same people."
        ) from error
    except imports.RealPeople as error:
        raise CommandError(
            f"{error} is a cohort of people who can sign in: ratings from a file cannot be theirs. Import into "
            "another organisation."
        ) from error
    except organisations.TwoParts as error:
        raise CommandError(
            f"{typed['facilitator']} is an admin of {organisation}, and admins never see a rating."
        ) from error


def _checked(option: str, value: str, field: forms.Field) -> str:
    try:
        return str(field.clean(value))
    except ValidationError as error:
        raise CommandError(f"{option}: {' '.join(error.messages)}") from error


def _report(made: Round) -> list[str]:
    """Counts only: whoever runs this has the file, and still no pair is printed."""
    drawn = spectrum.for_importer(made)
    if isinstance(drawn, Withheld):
        raise CommandError(words.why(drawn))
    summary = table.summary(drawn)
    zones = ", ".join(f"{name} {count}" for _key, name, count in summary.zones)
    return [
        f"{made.cohort}: {summary.leaders} people, {summary.pairs} pairs, {summary.one_sided} one-sided, "
        f"{summary.missing} without a view",
        f"  zones: {zones}",
    ]


def _address(made: Round) -> str:
    return f"  {settings.SITE_URL}{reverse('spectrum', args=[made.public_id])}"
