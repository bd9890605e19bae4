"""The admin's pages of mails: the words of each kind, changed with a preview, or put back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...actions import wordings
from ...forms.wordings import WordingForm
from ...mail.wordings import PLACES, Wording, of
from ...models import Mail
from ...results import wordings as read
from ..methods import may_post
from ..reader import SignedIn
from .shared import my_organisation


@require_safe
def mail_wordings(request: SignedIn, organisation: str) -> HttpResponse:
    theirs = my_organisation(request, organisation)
    context = {"organisation": theirs, "lines": read.lines(theirs)}
    return render(request, "admin/mail_wordings.html", context)


@may_post
def mail_wording(request: SignedIn, organisation: str, kind: str) -> HttpResponse:
    theirs = my_organisation(request, organisation)
    wording = of(theirs).get(kind)
    if wording is None:
        raise Http404
    if "restore" in request.POST:
        wordings.restore(by=request.user, organisation=theirs, kind=kind)
        messages.success(request, _("The mail says again what it said at first."))
        return redirect("mail_wording", organisation, kind)
    form = WordingForm(request.POST or None, initial={"subject": wording.subject, "opening": wording.opening})
    if form.is_valid():
        wording = Wording(form.cleaned_data["subject"], form.cleaned_data["opening"])
        if "preview" not in request.POST:
            wordings.reword(by=request.user, organisation=theirs, kind=kind, **form.cleaned_data)
            messages.success(request, _("Mails from now on say so."))
            return redirect("mail_wordings", organisation)
    context = {
        "organisation": theirs,
        "kind": Mail.Kind(kind).label,
        "form": form,
        "places": [(f"{{{name}}}", what) for name, what in PLACES.items()],
        "preview": read.preview(theirs, kind, wording, timezone.now()),
    }
    return render(request, "admin/mail_wording.html", context, status=422 if form.errors else 200)
