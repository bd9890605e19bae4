"""What the admin's pages share: fetching through the admin, and a page that is one form."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from ...models import Cohort, Organisation
from ..reader import SignedIn


def my_organisation(request: SignedIn, public_id: str) -> Organisation:
    return get_object_or_404(Organisation.objects.administered_by(request.user), public_id=public_id)


def my_cohort(request: SignedIn, public_id: str) -> Cohort:
    theirs = Cohort.objects.administered_by(request.user).select_related("organisation")
    return get_object_or_404(theirs, public_id=public_id)


def form_page(
    request: SignedIn, page: str, form: Any, organisation: Organisation, **context: Any
) -> HttpResponse:
    context |= {"form": form, "organisation": organisation}
    return render(request, f"admin/{page}.html", context, status=422 if form.errors else 200)


def address_taken() -> str:
    return _("Somebody in this organisation already has this e-mail address.")


def both_sides() -> str:
    return _(
        "Nobody can lead in a cohort and facilitate it: they would read what their colleagues say of them."
    )


def two_parts() -> str:
    return _("Nobody can be admin and facilitator of one organisation: admins never see a rating.")
