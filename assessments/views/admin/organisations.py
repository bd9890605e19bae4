"""The admin's organisations: which there are, what is in one, its name."""

from __future__ import annotations

from copy import copy

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ...actions import organisations as organising
from ...forms.admin import OrganisationForm
from ...models import Organisation
from ...results import setting_up
from ..methods import may_post
from ..reader import SignedIn
from .shared import form_page, my_organisation


@require_safe
def organisations(request: SignedIn) -> HttpResponse:
    theirs = (
        Organisation.objects.administered_by(request.user)
        .annotate(leader_count=Count("leaders", distinct=True), cohort_count=Count("cohorts", distinct=True))
        .order_by("name")
    )
    return render(request, "admin/organisations.html", {"organisations": theirs})


@require_safe
def organisation(request: SignedIn, organisation: str) -> HttpResponse:
    theirs = my_organisation(request, organisation)
    current = Count("memberships", filter=Q(memberships__left_at=None))
    context = {
        "organisation": theirs,
        "cohorts": theirs.cohorts.annotate(members=current).order_by("name"),
        "leaders": theirs.leaders.annotate(cohort_count=current).order_by("name", "pk"),
        "set_up": setting_up.by_facilitators(theirs),
        "roles": theirs.roles.select_related("user", "cohort").order_by("kind", "cohort__name", "user__name"),
    }
    return render(request, "admin/organisation.html", context)


@require_POST
def let_set_up(request: SignedIn, organisation: str) -> HttpResponse:
    """Whether its facilitators may set up teams themselves."""
    theirs = my_organisation(request, organisation)
    allowed = request.POST.get("allowed") == "yes"
    organising.let_facilitators_set_up(by=request.user, organisation=theirs, allowed=allowed)
    return redirect("organisation", organisation)


@may_post
def rename(request: SignedIn, organisation: str) -> HttpResponse:
    theirs = my_organisation(request, organisation)
    form = OrganisationForm(request.POST or None, instance=copy(theirs))
    if request.method == "POST" and form.is_valid():
        try:
            organising.rename(by=request.user, organisation=theirs, name=form.cleaned_data["name"])
            return redirect("organisation", organisation)
        except organising.NameTaken:
            form.add_error("name", _("This name cannot be used. Please choose another."))
    return form_page(request, "rename", form, theirs)
