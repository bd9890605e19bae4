"""The admin's cohorts: adding, naming, who is in one."""

from __future__ import annotations

from copy import copy

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ...actions import cohorts, roles
from ...forms.admin import CohortForm, MemberForm
from ...models import Cohort, Leader
from ..methods import may_post
from ..reader import SignedIn
from .shared import both_sides, form_page, my_cohort, my_organisation


@may_post
def add_cohort(request: SignedIn, organisation: str) -> HttpResponse:
    theirs = my_organisation(request, organisation)
    form = CohortForm(request.POST or None, instance=Cohort(organisation=theirs))
    if request.method == "POST" and form.is_valid():
        try:
            cohort = cohorts.create(by=request.user, organisation=theirs, name=form.cleaned_data["name"])
            return redirect("cohort", cohort.public_id)
        except cohorts.Taken:
            form.add_error("name", _("There is already a cohort of this name."))
    return form_page(request, "add_cohort", form, theirs)


@may_post
def rename_cohort(request: SignedIn, cohort: str) -> HttpResponse:
    theirs = my_cohort(request, cohort)
    form = CohortForm(request.POST or None, instance=copy(theirs))
    if request.method == "POST" and form.is_valid():
        try:
            cohorts.rename(by=request.user, cohort=theirs, name=form.cleaned_data["name"])
            return redirect("cohort", cohort)
        except cohorts.Taken:
            form.add_error("name", _("There is already a cohort of this name."))
    return form_page(request, "rename_cohort", form, theirs.organisation, cohort=theirs)


@may_post
def cohort(request: SignedIn, cohort: str) -> HttpResponse:
    """Its members, and the form that adds one."""
    theirs = my_cohort(request, cohort)
    members = Leader.objects.in_cohort(theirs)
    candidates = theirs.organisation.leaders.exclude(pk__in=members)
    form = MemberForm(request.POST or None, candidates=candidates)
    if request.method == "POST" and form.is_valid():
        try:
            leader = form.cleaned_data["leader"]
            cohorts.join(by=request.user, cohort=theirs, leader=leader, now=timezone.now())
            return redirect("cohort", cohort)
        except roles.BothSides:
            form.add_error("leader", both_sides())
    context = {
        "cohort": theirs,
        "members": members,
        "form": form,
        "roles": theirs.roles.select_related("user"),
        "candidates": candidates,
    }
    return render(request, "admin/cohort.html", context, status=422 if form.errors else 200)


@may_post
def leave(request: SignedIn, cohort: str, leader: str) -> HttpResponse:
    """Asks first."""
    theirs = my_cohort(request, cohort)
    member = get_object_or_404(Leader.objects.in_cohort(theirs), public_id=leader)
    if request.method != "POST":
        return render(request, "admin/leave.html", {"cohort": theirs, "leader": member})
    cohorts.leave(by=request.user, cohort=theirs, leader=member, now=timezone.now())
    messages.success(request, _("%(name)s is no longer in this cohort.") % {"name": member.name})
    return redirect("cohort", cohort)
