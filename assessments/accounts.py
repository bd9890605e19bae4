"""How signing in meets the product: who is loaded with the session, and that nobody signs up uninvited."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef

from .models import Leader, Participant, Role, User


class PartsBackend(AuthenticationBackend):
    def get_user(self, user_id: Any) -> User | None:
        """The parts a user plays come with the user: the navigation then costs no statement of its own."""
        roles = Role.objects.filter(user=OuterRef("pk"))
        users = User.objects.annotate(
            leads=Exists(Leader.objects.filter(user=OuterRef("pk")))
            | Exists(Participant.objects.filter(account=OuterRef("pk"))),
            facilitates=Exists(roles.filter(kind=Role.Kind.FACILITATOR)),
            administers=Exists(roles.filter(kind=Role.Kind.ADMIN)),
        )
        user = users.filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: Any) -> bool:
        """People are added by their organisation; an account nobody invited would belong to no one."""
        return False
