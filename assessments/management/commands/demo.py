"""`manage.py demo`: makes the demo organisation, once, in a database of its own."""

from __future__ import annotations

import random
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ...demo import making
from ...demo.cast import ORGANISATION
from ...models import Cohort, Leader, Round


class Command(BaseCommand):
    help = (
        f"Makes “{ORGANISATION}”, an organisation of people who do not exist, with simulated ratings. Needs "
        "DEMO=on and a database that holds nothing else. Run again, it changes nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "DEMO is off. The demo is only made where DEMO=on is set, never on a real site."
            )
        try:
            made = making.make(now=timezone.now(), chance=random.Random(making.SEED))  # noqa: S311 simulated data
        except making.NotTheDemo as error:
            raise CommandError(
                "This database holds people or organisations that the demo did not make. Nothing was changed. "
                "Give the demo a database of its own with DATABASE_URL."
            ) from error
        except making.AlreadyThere:
            self.stdout.write("The demo is there already; nothing was changed.")
        else:
            counts = [part.objects.filter(organisation=made).count() for part in (Cohort, Leader, Round)]
            self.stdout.write("Made {}: {} cohorts, {} leaders, {} rounds.".format(made, *counts))
