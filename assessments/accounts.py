"""How signing in meets the product: who is loaded with the session, that nobody signs up uninvited, and its mails."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.db.models import F, Model, QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from .mail import letters, outbox
from .models import Leader, Mail, Participant, Role, User
from .models.fields import new_public_id
from .models.sql import Among

DEVICE = "known"  # the cookie by which a browser is known again, signed; it lets nobody in
DEVICE_IS_KNOWN_FOR = 180 * 24 * 3600  # seconds
A_FEW = 5  # mails in the time that a code lasts
ASKED_FOR = {  # by anybody who types an address; other mails tell of what somebody signed in has done
    f"account/email/{name}" for name in ("login_code", "password_reset_key", "unknown_account")
}


class PartsBackend(AuthenticationBackend):
    def get_user(self, user_id: Any) -> User | None:
        """The parts a user plays come with the user: the navigation then costs no statement of its own."""
        user = _with_parts().filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None


@cache
def _with_parts() -> QuerySet[User]:
    """Loaded with every request, so built once and with subqueries that are already SQL: 0.2 ms instead of 0.8."""
    return User.objects.annotate(
        leads=_among(Leader) | _among(Participant, account="account_id"),
        facilitates=_among(Role, f"p.kind = '{Role.Kind.FACILITATOR}'"),
        administers=_among(Role, f"p.kind = '{Role.Kind.ADMIN}'"),
    )


def _among(table: type[Model], holds: str = "1 = 1", account: str = "user_id") -> Among:
    return Among(table._meta.db_table, account, holds, F("pk"))


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: Any) -> bool:
        """People are added by their organisation; an account nobody invited would belong to no one."""
        return False

    def _get_login_attempts_cache_key(self, request: Any, **credentials: Any) -> str:
        """Wrong passwords count for an address and whoever tries them: elsewhere the right one still works, and so it
        does where the account has signed in before."""
        about = super()._get_login_attempts_cache_key(request, **credentials)
        known = _is_known(request, credentials.get("email", ""))
        return f"{about}/{'known' if known else self.get_client_ip(request)}"

    def post_login(self, request: Any, user: Any, **more: Any) -> HttpResponse:
        """From here on this browser is known to be one of theirs."""
        response: HttpResponse = super().post_login(request, user, **more)
        response.set_signed_cookie(
            DEVICE,
            _mark_of(user.email),
            max_age=DEVICE_IS_KNOWN_FOR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Into the outbox: whatever the mail server does, the page answers alike, for known and unknown addresses.
        Strangers cannot fill a mailbox: after a few, only a browser of the account's own causes another."""
        now = timezone.now()
        strangers = template_prefix in ASKED_FOR and not _is_known(self.request, email)
        if strangers and outbox.asked_for_lately(email, now=now) >= A_FEW:
            return
        made = self.render_mail(
            template_prefix, email, {**context, "site": urlsplit(settings.SITE_URL).netloc}
        )
        letter = letters.Letter(
            kind=Mail.Kind.SIGN_IN,
            to=email.lower(),
            key=f"{Mail.Kind.SIGN_IN}/{new_public_id()}",  # each request for a code is one of its own
            words=letters.Words(subject=made.subject, text=str(made.body)),
        )
        outbox.put([letter], now=now)

    def get_reset_password_from_key_url(self, key: str) -> str:
        return _of_this_site(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request: Any, emailconfirmation: Any) -> str:
        return _of_this_site(super().get_email_confirmation_url(request, emailconfirmation))


def _of_this_site(url: str) -> str:
    """What a request calls the site (its Host header) is anybody's word; a link in a mail is ours."""
    return letters.link(urlsplit(url)._replace(scheme="", netloc="").geturl())


def _is_known(request: Any, email: str) -> bool:
    shown = request.get_signed_cookie(DEVICE, default="", max_age=DEVICE_IS_KNOWN_FOR)
    return constant_time_compare(shown, _mark_of(email))


def _mark_of(email: str) -> str:
    return salted_hmac(DEVICE, email.lower(), algorithm="sha256").hexdigest()
