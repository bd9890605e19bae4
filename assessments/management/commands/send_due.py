"""`manage.py send_due`: what the clock brings. Run every few minutes, by cron or a timer."""

from __future__ import annotations

import random
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ...actions import due


class Command(BaseCommand):
    help = (
        "Opens, reminds, closes and releases rounds as they were planned, and sends mail that still waits. "
        "Run it every five minutes; run twice, or by two at once, it does nothing twice."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        brought = due.bring_about(now=timezone.now(), chance=random.SystemRandom())
        self.stdout.write(
            f"Rounds opened: {brought.opened}, closed: {brought.closed}, released: {brought.released}. "
            f"People reminded: {brought.reminded}. Mails sent on: {brought.mails}."
        )
        for refusal in brought.refused:
            self.stderr.write(f"Left as it is: round {refusal}.")
