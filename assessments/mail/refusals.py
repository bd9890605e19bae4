"""What an error of the mail server means: try again, not sent, or nobody knows."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass

from ..models import Mail

TRY_LATER = range(400, 500)


@dataclass(frozen=True)
class Outcome:
    """WAITING means that it certainly was not sent, and that trying again may help."""

    state: Mail.State
    why: str = ""


def before_it_was_handed_over(error: Exception) -> Outcome:
    """Not reached, silent, or not let in: nothing was sent."""
    if isinstance(error, smtplib.SMTPAuthenticationError) and error.smtp_code not in TRY_LATER:
        return Outcome(Mail.State.FAILED, Mail.Why.SIGN_IN)
    return Outcome(Mail.State.WAITING, Mail.Why.UNREACHABLE)


def while_it_was_handed_over(error: Exception) -> Outcome:
    """A server that said no has not taken it. Where it said nothing more, it may have."""
    codes = _codes(error)
    if codes:
        later = all(code in TRY_LATER for code in codes)
        return Outcome(Mail.State.WAITING, Mail.Why.LATER) if later else _refused()
    if isinstance(
        error, smtplib.SMTPNotSupportedError | ValueError
    ):  # an address or header that cannot be sent
        return _refused()
    return Outcome(Mail.State.UNKNOWN, Mail.Why.BROKE_OFF)


def _refused() -> Outcome:
    return Outcome(Mail.State.FAILED, Mail.Why.REFUSED)


def _codes(error: Exception) -> list[int]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _ in error.recipients.values()]
    if isinstance(error, smtplib.SMTPResponseException):
        return [error.smtp_code]
    return []
