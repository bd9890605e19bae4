"""What somebody typed at a command line, before anything is done with it."""

from django.core.management.base import CommandError

from ..files import text


def refuse_no_text(*typed: str) -> None:
    """NUL, and bytes that were no text, which no table and no screen takes."""
    for one in typed:
        if not text.is_text(one):
            raise CommandError(f"“{ascii(one)[1:-1]}” is not text.")
