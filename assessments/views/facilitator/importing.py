"""Ratings from a file, as a page: looked at first, then taken by the same action as the command's."""

from __future__ import annotations

import random
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...actions import imports, known_names
from ...forms import ratings_file
from ...forms.import_page import RatingsFileForm
from ...models import Organisation
from ..methods import may_post
from ..reader import SignedIn


@may_post
def import_ratings(request: SignedIn) -> HttpResponse:
    """The preview has done everything that the confirmation does, and taken it back: what it shows can be taken."""
    theirs = Organisation.objects.set_up_by(request.user)
    form = RatingsFileForm(request.POST or None, request.FILES or None, organisations=theirs)
    if request.method == "POST" and form.is_valid():
        confirmed = "confirmed" in request.POST
        try:
            made = _do(imports.import_ratings if confirmed else imports.rehearse, request, form)
        except (known_names.SpeltOtherwise, *imports.REFUSALS) as error:
            form.add_error("file", _why(error))
        else:
            if confirmed:
                said = ngettext("%(n)d round is imported.", "%(n)d rounds are imported.", len(made))
                messages.success(request, said % {"n": len(made)})
                return redirect("cohorts")
            context = {"form": form, "teams": ratings_file.counts(form.read), "file": form.read}
            return render(request, "facilitator/import_preview.html", context)
    context = {"form": form, "organisations": theirs}
    return render(request, "facilitator/import_ratings.html", context, status=422 if form.errors else 200)


def _do(action: Any, request: SignedIn, form: RatingsFileForm) -> Any:
    return action(
        by=request.user,
        organisation=form.cleaned_data["organisation"],
        teams=form.read.teams,
        questions=form.read.questions,
        name=form.cleaned_data["name"],
        facilitator=request.user.email,
        exact_names=form.cleaned_data["exact_names"],
        now=timezone.now(),
        chance=random.SystemRandom(),
    )


def _why(error: Exception) -> str:
    if isinstance(error, imports.AlreadyImported):
        named = {"cohort": error.round.cohort, "round": error.round}
        return _("These ratings are in %(cohort)s already, as its round “%(round)s”.") % named
    if isinstance(error, known_names.SpeltOtherwise):
        spelt = {"here": error.here, "there": error.there}
        return _("The file says “%(here)s”, and “%(there)s” is there already.") % spelt
    return _WHY[type(error)]() % {"cohort": error}


_WHY = {
    imports.DemoOrganisation: lambda: _(
        "Everything in the demo is simulated. Give the ratings an organisation of their own."
    ),
    imports.RoundExists: lambda: _("%(cohort)s has a round of this name. Another name makes another round."),
    imports.RealPeople: lambda: _(
        "%(cohort)s is a cohort of people who can sign in: ratings from a file cannot be theirs."
    ),
    imports.NotYours: lambda: _("There is a cohort %(cohort)s already, and you do not facilitate it."),
}
