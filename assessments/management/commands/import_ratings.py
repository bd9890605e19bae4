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

from ...actions import imports, organisations, roles
from ...actions.known_names import SpeltOtherwise
from ...files import text
from ...files.decoding import LATIN, bytes_of
from ...files.options import OPTIONS
from ...files.problems import BadFile
from ...files.words import hints
from ...forms import ratings_file
from ...forms.admin import OrganisationForm
from ...forms.ratings_file import ImportFile
from ...models import Organisation, Round
from ...models.fields import AddressInput, NameInput
from ...promise.withheld import Withheld
from ...results import spectrum, table, words
from ..typed import refuse_no_text

UNSEEN = "Nobody facilitates this cohort, and whoever does later will not see this round. Use --facilitator."

HELP = """
Makes a cohort and a closed round for each team of a CSV file in long format: a row for each rater and rated, a column
for each item. Either everything is imported or nothing.

The organisation is made if there is none of this name. A team becomes a cohort of its own name ("Team 3" for the
number 3); a file without --team becomes one cohort, named like the file. People are known by their ids in the file
and have no accounts. A cohort that is there keeps its people, so that a second file with the same ids, under another
--name, is a second round of the same people; the same --name again is refused. A cohort with people who can sign in
is never imported into.

An empty cell, NA and NaN are missing answers. Rows about oneself must be empty, and are ignored. The file is UTF-8
or UTF-16, or else is read as Windows-1252; its columns are divided by commas, semicolons, tabs or bars, or as a first
line sep=; says. Names that look the same are the same; the same ratings come into a cohort once, whatever the file is
called.
"""


class Command(BaseCommand):
    help = HELP

    def create_parser(self, *args: Any, **kwargs: Any) -> Any:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.csv", type=Path)
        parser.add_argument("--organisation", required=True, metavar="NAME", help="made if there is none")
        for option, arguments in OPTIONS.items():
            parser.add_argument(option, **arguments)
        parser.add_argument(
            "--range", required=True, nargs=2, type=int, metavar=("LOW", "HIGH"), help="of the answers"
        )
        parser.add_argument("--name", metavar="ROUND", help="of the rounds; the file's own name unless given")
        parser.add_argument(
            "--facilitator",
            default="",
            metavar="EMAIL",
            help="who sees the rounds; whoever facilitates later does not, so that without it nobody may",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be imported, change nothing"
        )

    def handle(self, *, file: Path, **typed: Any) -> None:
        refuse_no_text(str(file), typed["organisation"], typed["name"] or "", typed["facilitator"])
        read, dry, lines = _read(file, typed), typed["dry_run"], []
        with transaction.atomic():
            organisation, said = _organisation(typed["organisation"])
            for made in _import(organisation, read, typed, typed["name"] or text.visible(file.stem)):
                lines += _report(made) if dry else [*_report(made), _address(made)]
            if dry:
                transaction.set_rollback(True)
        # Printed only now: what is said to be imported is in the database.
        self.stdout.write("\n".join([*said, *_notes(read), *lines]))
        if dry:
            self.stdout.write("This was a dry run: nothing was changed.")


def _read(file: Path, typed: dict[str, Any]) -> ImportFile:
    low, high = typed["range"]
    try:
        layout = ratings_file.layout(
            rater=typed["rater"],
            about=typed["about"],
            teams=typed["team"],
            scales=typed["scale"],
            low=low,
            high=high,
            missing=typed["missing"],
            turned=typed["turned"],
            leave_out_oneself=typed["leave_out_oneself"],
            exact_names=typed["exact_names"],
        )
        return ratings_file.read(bytes_of(file), layout, whole=text.visible(file.stem))
    except BadFile as error:
        said = ["Nothing was imported.", *ratings_file.sentences(error), *hints(error)]
        raise CommandError("\n".join(said)) from error


def _notes(read: ImportFile) -> list[str]:
    notes = []
    if read.oneself:
        notes.append(f"{read.oneself} rows in which people rate themselves were left out.")
    if read.encoding == LATIN:
        notes.append(f"The file is not UTF-8; it was read as {LATIN}.")
    return notes


def _organisation(name: str) -> tuple[Organisation, list[str]]:
    there = Organisation.objects.filter(name=name).first()
    if there is not None:
        return there, []
    form = OrganisationForm({"name": name})
    if not form.is_valid():
        raise CommandError(f"--organisation: {' '.join(map(str, form.errors['name']))}")
    made = organisations.create(by=None, name=form.cleaned_data["name"])
    return made, [f"{made} is a new organisation. Give it an admin with add_organisation."]


def _import(organisation: Organisation, read: ImportFile, typed: dict[str, Any], name: str) -> list[Round]:
    try:
        return imports.import_ratings(
            by=None,
            organisation=organisation,
            teams=read.teams,
            questions=read.questions,
            name=_checked("--name", name, NameInput(max_length=120)),
            facilitator=_checked("--facilitator", typed["facilitator"], AddressInput(required=False)),
            now=timezone.now(),
            chance=random.SystemRandom(),
            exact_names=typed["exact_names"],
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
    except imports.AlreadyImported as error:
        raise CommandError(
            f"These ratings are in {error.round.cohort} already, as its round “{error.round}”: the same content, "
            "whatever the file is called."
        ) from error
    except SpeltOtherwise as error:
        raise CommandError(
            f"The file says “{error.here}”, and “{error.there}” is there already. Write the same name the same way; "
            "--exact-names takes them for two."
        ) from error
    except imports.RealPeople as error:
        raise CommandError(
            f"{error} is a cohort of people who can sign in: ratings from a file cannot be theirs. Import into "
            "another organisation."
        ) from error
    except roles.TwoParts as error:
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
        *([] if made.cohort.roles.exists() else [f"  {UNSEEN}"]),
    ]


def _address(made: Round) -> str:
    return f"  {settings.SITE_URL}{reverse('spectrum', args=[made.public_id])}"
