"""Who administers and who facilitates: giving a role and taking it away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ...actions import roles
from ...forms.admin import RoleForm
from ...models import Organisation, Role
from ..methods import may_post
from ..reader import SignedIn
from .shared import both_sides, form_page, my_cohort, my_organisation, two_parts


@may_post
def add_admin(request: SignedIn, organisation: str) -> HttpResponse:
    theirs = my_organisation(request, organisation)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            roles.make_admin(by=request.user, organisation=theirs, now=timezone.now(), **form.cleaned_data)
            return redirect("organisation", organisation)
        except roles.TwoParts:
            form.add_error("email", two_parts())
    return form_page(request, "add_admin", form, theirs)


@may_post
def add_facilitator(request: SignedIn, cohort: str) -> HttpResponse:
    theirs = my_cohort(request, cohort)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            roles.make_facilitator(by=request.user, cohort=theirs, now=timezone.now(), **form.cleaned_data)
            return redirect("cohort", cohort)
        except roles.TwoParts:
            form.add_error("email", two_parts())
        except roles.BothSides:
            form.add_error("email", both_sides())
    return form_page(request, "add_facilitator", form, theirs.organisation, cohort=theirs)


@may_post
def take_role(request: SignedIn, role: str) -> HttpResponse:
    """Asks first."""
    theirs = get_object_or_404(
        Role.objects.filter(
            organisation__in=Organisation.objects.administered_by(request.user)
        ).select_related("organisation", "cohort", "user"),
        public_id=role,
    )
    if request.method != "POST":
        return render(request, "admin/take_role.html", {"role": theirs, "own": theirs.user == request.user})
    try:
        roles.take(by=request.user, role=theirs)
        messages.success(request, _("%(name)s no longer has this role.") % {"name": theirs.name})
    except roles.LastAdmin:
        messages.error(request, _("An organisation needs an admin. Add another one first."))
    page = (
        ("cohort", theirs.cohort.public_id)
        if theirs.cohort
        else ("organisation", theirs.organisation.public_id)
    )
    if theirs.kind == Role.Kind.ADMIN and theirs.user == request.user:
        page = ("home",)  # type: ignore[assignment]
    return redirect(*page)
