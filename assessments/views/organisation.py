"""The admin's pages: organisations, cohorts, people and roles. Nothing here can reach a rating."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..actions import cohorts
from ..actions import organisations as organising
from ..forms.small import CohortForm, LeaderForm, MemberForm, OrganisationForm, RoleForm
from ..models import Cohort, Leader, Organisation, Role
from .methods import may_post
from .reader import SignedIn


@require_safe
def organisations(request: SignedIn) -> HttpResponse:
    theirs = (
        Organisation.objects.administered_by(request.user)
        .annotate(leader_count=Count("leaders", distinct=True), cohort_count=Count("cohorts", distinct=True))
        .order_by("name")
    )
    return render(request, "organisation/organisations.html", {"organisations": theirs})


@require_safe
def organisation(request: SignedIn, organisation: str) -> HttpResponse:
    theirs = _organisation(request, organisation)
    current = Count("memberships", filter=Q(memberships__left_at=None))
    context = {
        "organisation": theirs,
        "cohorts": theirs.cohorts.annotate(members=current).order_by("name"),
        "leaders": theirs.leaders.annotate(cohort_count=current).order_by("name", "pk"),
        "roles": theirs.roles.select_related("user", "cohort").order_by("kind", "cohort__name", "user__name"),
    }
    return render(request, "organisation/organisation.html", context)


@may_post
def rename(request: SignedIn, organisation: str) -> HttpResponse:
    theirs = _organisation(request, organisation)
    form = OrganisationForm(request.POST or None, instance=copy(theirs))
    if request.method == "POST" and form.is_valid():
        try:
            organising.rename(by=request.user, organisation=theirs, name=form.cleaned_data["name"])
            return redirect("organisation", organisation)
        except organising.NameTaken:
            form.add_error("name", _("This name cannot be used. Please choose another."))
    return _form(request, "rename", form, theirs)


@may_post
def add_cohort(request: SignedIn, organisation: str) -> HttpResponse:
    theirs = _organisation(request, organisation)
    form = CohortForm(request.POST or None, instance=Cohort(organisation=theirs))
    if request.method == "POST" and form.is_valid():
        try:
            cohort = cohorts.create(by=request.user, organisation=theirs, name=form.cleaned_data["name"])
            return redirect("cohort", cohort.public_id)
        except cohorts.Taken:
            form.add_error("name", _("There is already a cohort of this name."))
    return _form(request, "add_cohort", form, theirs)


@may_post
def rename_cohort(request: SignedIn, cohort: str) -> HttpResponse:
    theirs = _cohort(request, cohort)
    form = CohortForm(request.POST or None, instance=copy(theirs))
    if request.method == "POST" and form.is_valid():
        try:
            cohorts.rename(by=request.user, cohort=theirs, name=form.cleaned_data["name"])
            return redirect("cohort", cohort)
        except cohorts.Taken:
            form.add_error("name", _("There is already a cohort of this name."))
    return _form(request, "rename_cohort", form, theirs.organisation, cohort=theirs)


@may_post
def add_leader(request: SignedIn, organisation: str) -> HttpResponse:
    theirs = _organisation(request, organisation)
    form = LeaderForm(request.POST or None, instance=Leader(organisation=theirs))
    if request.method == "POST" and form.is_valid():
        try:
            leader = cohorts.add_leader(by=request.user, organisation=theirs, **form.cleaned_data)
            messages.success(request, _("%(name)s is added.") % {"name": leader.name})
            return redirect("organisation", organisation)
        except cohorts.Taken:
            form.add_error("email", _address_taken())
    return _form(request, "add_leader", form, theirs)


@may_post
def change_leader(request: SignedIn, leader: str) -> HttpResponse:
    theirs = get_object_or_404(
        Leader.objects.administered_by(request.user).select_related("organisation"), public_id=leader
    )
    form = LeaderForm(request.POST or None, instance=copy(theirs))
    if request.method == "POST" and form.is_valid():
        try:
            cohorts.change_leader(by=request.user, leader=theirs, **form.cleaned_data)
            return redirect("organisation", theirs.organisation.public_id)
        except cohorts.Taken:
            form.add_error("email", _address_taken())
        except cohorts.Facilitates:
            form.add_error("email", _both_sides())
    return _form(request, "change_leader", form, theirs.organisation, leader=theirs)


@may_post
def cohort(request: SignedIn, cohort: str) -> HttpResponse:
    """Its members, and the form that adds one."""
    theirs = _cohort(request, cohort)
    members = Leader.objects.in_cohort(theirs)
    candidates = theirs.organisation.leaders.exclude(pk__in=members)
    form = MemberForm(request.POST or None, candidates=candidates)
    if request.method == "POST" and form.is_valid():
        try:
            leader = form.cleaned_data["leader"]
            cohorts.join(by=request.user, cohort=theirs, leader=leader, now=timezone.now())
            return redirect("cohort", cohort)
        except cohorts.Facilitates:
            form.add_error("leader", _both_sides())
    roles = theirs.roles.select_related("user")
    context = {"cohort": theirs, "members": members, "form": form, "roles": roles, "candidates": candidates}
    return render(request, "organisation/cohort.html", context, status=422 if form.errors else 200)


@may_post
def leave(request: SignedIn, cohort: str, leader: str) -> HttpResponse:
    """Asks first."""
    theirs = _cohort(request, cohort)
    member = get_object_or_404(Leader.objects.in_cohort(theirs), public_id=leader)
    if request.method != "POST":
        return render(request, "organisation/leave.html", {"cohort": theirs, "leader": member})
    cohorts.leave(by=request.user, cohort=theirs, leader=member, now=timezone.now())
    messages.success(request, _("%(name)s is no longer in this cohort.") % {"name": member.name})
    return redirect("cohort", cohort)


@may_post
def add_admin(request: SignedIn, organisation: str) -> HttpResponse:
    theirs = _organisation(request, organisation)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            organising.make_admin(
                by=request.user, organisation=theirs, now=timezone.now(), **form.cleaned_data
            )
            return redirect("organisation", organisation)
        except organising.TwoParts:
            form.add_error("email", _two_parts())
    return _form(request, "add_admin", form, theirs)


@may_post
def add_facilitator(request: SignedIn, cohort: str) -> HttpResponse:
    theirs = _cohort(request, cohort)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            organising.make_facilitator(
                by=request.user, cohort=theirs, now=timezone.now(), **form.cleaned_data
            )
            return redirect("cohort", cohort)
        except organising.TwoParts:
            form.add_error("email", _two_parts())
        except organising.LeadsHere:
            form.add_error("email", _both_sides())
    return _form(request, "add_facilitator", form, theirs.organisation, cohort=theirs)


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
        return render(
            request, "organisation/take_role.html", {"role": theirs, "own": theirs.user == request.user}
        )
    try:
        organising.take_role(by=request.user, role=theirs)
        messages.success(request, _("%(name)s no longer has this role.") % {"name": theirs.name})
    except organising.LastAdmin:
        messages.error(request, _("An organisation needs an admin. Add another one first."))
    page = (
        ("cohort", theirs.cohort.public_id)
        if theirs.cohort
        else ("organisation", theirs.organisation.public_id)
    )
    if theirs.kind == Role.Kind.ADMIN and theirs.user == request.user:
        page = ("home",)  # type: ignore[assignment]
    return redirect(*page)


def _address_taken() -> str:
    return _("Somebody in this organisation already has this e-mail address.")


def _both_sides() -> str:
    return _(
        "Nobody can lead in a cohort and facilitate it: they would read what their colleagues say of them."
    )


def _two_parts() -> str:
    return _("Nobody can be admin and facilitator of one organisation: admins never see a rating.")


def _organisation(request: SignedIn, public_id: str) -> Organisation:
    return get_object_or_404(Organisation.objects.administered_by(request.user), public_id=public_id)


def _cohort(request: SignedIn, public_id: str) -> Cohort:
    theirs = Cohort.objects.administered_by(request.user).select_related("organisation")
    return get_object_or_404(theirs, public_id=public_id)


def _form(
    request: SignedIn, page: str, form: Any, organisation: Organisation, **context: Any
) -> HttpResponse:
    context |= {"form": form, "organisation": organisation}
    return render(request, f"organisation/{page}.html", context, status=422 if form.errors else 200)
