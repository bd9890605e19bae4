"""The admin's people: adding and changing them."""

from __future__ import annotations

from copy import copy

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from ...actions import cohorts, roles
from ...forms.admin import LeaderForm
from ...models import Leader
from ..methods import may_post
from ..reader import SignedIn
from .shared import address_taken, both_sides, form_page, my_organisation


@may_post
def add_leader(request: SignedIn, organisation: str) -> HttpResponse:
    theirs = my_organisation(request, organisation)
    form = LeaderForm(request.POST or None, instance=Leader(organisation=theirs))
    if request.method == "POST" and form.is_valid():
        try:
            leader = cohorts.add_leader(by=request.user, organisation=theirs, **form.cleaned_data)
            messages.success(request, _("%(name)s is added.") % {"name": leader.name})
            return redirect("organisation", organisation)
        except cohorts.Taken:
            form.add_error("email", address_taken())
    return form_page(request, "add_leader", form, theirs)


@may_post
def change_leader(request: SignedIn, leader: str) -> HttpResponse:
    theirs = get_object_or_404(
        Leader.objects.administered_by(request.user).select_related("organisation"), public_id=leader
    )
    form = LeaderForm(request.POST or None, instance=copy(theirs))
    if request.method == "POST" and form.is_valid():
        try:
            cohorts.change_leader(by=request.user, leader=theirs, now=timezone.now(), **form.cleaned_data)
            return redirect("organisation", theirs.organisation.public_id)
        except cohorts.Taken:
            form.add_error("email", address_taken())
        except roles.BothSides:
            form.add_error("email", both_sides())
    return form_page(request, "change_leader", form, theirs.organisation, leader=theirs)
