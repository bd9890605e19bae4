"""The facilitator's pages that set up a team: a cohort, and the leaders in it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...actions import cohorts, roles, setting_up
from ...forms.setting_up import CohortToSetUpForm, RosterForm
from ...models import Cohort, Leader, Organisation
from ...results import setting_up as read
from ..methods import may_post
from ..reader import SignedIn


@may_post
def set_up(request: SignedIn) -> HttpResponse:
    """A new cohort, facilitated by whoever makes it."""
    theirs = Organisation.objects.set_up_by(request.user)
    form = CohortToSetUpForm(request.POST or None, organisations=theirs)
    if request.method == "POST" and form.is_valid():
        try:
            made = setting_up.make_cohort(by=request.user, now=timezone.now(), **form.cleaned_data)
            return redirect("leaders", made.public_id)
        except cohorts.Taken:
            form.add_error("name", _("There is already a cohort of this name."))
        except setting_up.MayNotSetUp:
            form.add_error(None, _("An admin has just reserved this to admins."))
    context = {"form": form, "organisations": theirs}
    return render(request, "facilitator/set_up.html", context, status=422 if form.errors else 200)


@may_post
def leaders(request: SignedIn, cohort: str) -> HttpResponse:
    """Who leads in a cohort; a list is shown as it was understood, and taken when it is confirmed."""
    theirs = get_object_or_404(
        Cohort.objects.set_up_by(request.user).select_related("organisation"), public_id=cohort
    )
    form = RosterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if "confirmed" not in request.POST:
            context = {"cohort": theirs, "preview": read.preview(theirs, form.people)}
            return render(request, "facilitator/leaders_preview.html", context)
        try:
            added = setting_up.add_leaders(
                by=request.user, cohort=theirs, people=form.people, now=timezone.now()
            )
            messages.success(request, _said(added))
            return redirect("leaders", cohort)
        except roles.BothSides:
            form.add_error("lines", _both_sides())
        except setting_up.MayNotSetUp:
            form.add_error(None, _("An admin has just reserved this to admins."))
    context = {"cohort": theirs, "leaders": Leader.objects.in_cohort(theirs), "form": form}
    return render(request, "facilitator/leaders.html", context, status=422 if form.errors else 200)


def _said(added: setting_up.Added) -> str:
    came = added.new + added.joined
    if not came:
        return _("Everybody on the list is in the team already. Nothing was changed.")
    return ngettext("%(n)d leader is added.", "%(n)d leaders are added.", came) % {"n": came}


def _both_sides() -> str:
    return _(
        "One of these addresses is a facilitator’s of this team. Nobody can lead in a team and facilitate it: they "
        "would read what their colleagues say of them."
    )
