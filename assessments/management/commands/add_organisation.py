"""`manage.py add_organisation`: how a real installation begins: an organisation, and who administers it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from ...actions import organisations, roles
from ...forms.admin import OrganisationForm, RoleForm
from ...models import Organisation, Role
from ..typed import refuse_no_text


class Command(BaseCommand):
    help = (
        "Makes an organisation and its first admin, who can then sign in and add everybody else. An organisation that "
        "is there and has no admin yet, such as one made by import_ratings, is given this one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", metavar="NAME", help="of the organisation")
        parser.add_argument("--admin", required=True, metavar="EMAIL", help="who administers it")
        parser.add_argument("--admin-name", default="", metavar="NAME", help="as others will see them")

    def handle(self, *, name: str, admin: str, admin_name: str, **options: Any) -> None:
        refuse_no_text(name, admin, admin_name)
        with transaction.atomic():
            organisation = _without_admin(name) or _new(name)
            role = _make_admin(organisation, admin, admin_name)
        self.stdout.write(
            f"{role.user.email} administers {organisation}, and can sign in at {settings.SITE_URL}/ with a code "
            "that is sent to this address."
        )


def _without_admin(name: str) -> Organisation | None:
    there = Organisation.objects.filter(name=name).first()
    if there is not None and there.roles.filter(kind=Role.Kind.ADMIN).exists():
        raise CommandError(f"There is an organisation {name} with an admin, who can add others to it.")
    return there


def _new(name: str) -> Organisation:
    form = OrganisationForm({"name": name})
    if not form.is_valid():
        raise CommandError(f"NAME: {' '.join(map(str, form.errors['name']))}")
    return organisations.create(by=None, name=form.cleaned_data["name"])


def _make_admin(organisation: Organisation, email: str, name: str) -> Role:
    form = RoleForm({"email": email, "name": name or email})
    if not form.is_valid():
        raise CommandError(
            "\n".join(f"{field}: {' '.join(map(str, said))}" for field, said in form.errors.items())
        )
    try:
        return roles.make_admin(
            by=None,
            organisation=organisation,
            email=form.cleaned_data["email"],
            name=form.cleaned_data["name"] if name else "",
            now=timezone.now(),
        )
    except roles.TwoParts as error:
        raise CommandError(
            f"{email} is a facilitator of {organisation}: admins never see a rating, so nobody is both."
        ) from error
