"""Accounts: who signs in. What they may see hangs on roles and rosters alone."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.hashers import make_password

from ..models import User


def account_for(*, email: str, name: str = "") -> User:
    """One account per address, over all organisations."""
    user, _ = User.objects.get_or_create(
        email=email, defaults={"name": name, "password": make_password(None)}
    )
    return user


def accounts_for(names: Mapping[str, str]) -> dict[str, User]:
    """The same for many at once: by address, the account that is there or a new one of this name."""
    User.objects.bulk_create(
        (User(email=email, name=name, password=make_password(None)) for email, name in names.items()),
        ignore_conflicts=True,
    )
    return {user.email: user for user in User.objects.filter(email__in=names)}
