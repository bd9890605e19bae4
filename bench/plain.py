"""The bare Django to compare with: a form, its table, its flat template; a signed-in page; a signed-in insert.

What most would write first: the colleague is looked up, one ModelForm with eight integers is shown, checked and saved
as one row. It has what a form needs (its CSRF token, choices checked, what was typed and what was wrong shown again)
and nothing else: no login, no session, nobody's permission, no answer from before, no score.
"""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import connection, models
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from assessments.measurement.instrument import DEFAULT

TEXTS = {item.key: item.text.format(name="Ben") for item in DEFAULT.pair_items}
POINTS = list(enumerate(DEFAULT.labels, start=1))
COLLEAGUES = 11  # as many as the product's leaders have
NEEDS = list(enumerate(DEFAULT.need_labels, start=1))


def _point(key: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(TEXTS[key], choices=POINTS, default=None)


class Colleague(models.Model):
    name = models.CharField(max_length=120)

    class Meta:
        app_label = "plain"

    def __str__(self) -> str:
        return self.name


class Response(models.Model):
    colleague = models.ForeignKey(Colleague, on_delete=models.CASCADE, related_name="responses")
    T1, T2, T3, T4 = (_point(key) for key in ("T1", "T2", "T3", "T4"))
    P1, P2, P3, P4 = (_point(key) for key in ("P1", "P2", "P3", "P4"))
    need = models.PositiveSmallIntegerField("How closely do you work together?", choices=NEEDS, default=None)
    comment = models.TextField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "plain"

    def __str__(self) -> str:
        return f"about {self.colleague_id}"


class Insert(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    item = models.CharField(max_length=60)
    value = models.PositiveSmallIntegerField()
    answered_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "plain"

    def __str__(self) -> str:
        return f"{self.item} {self.value}"


class ResponseForm(forms.ModelForm):
    class Meta:
        model = Response
        fields = [*TEXTS, "need", "comment"]


def rate(request: HttpRequest, colleague: int) -> HttpResponse:
    about = get_object_or_404(Colleague, pk=colleague)
    form = ResponseForm(request.POST or None, instance=Response(colleague=about))
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("rate", colleague % COLLEAGUES + 1)
    return render(request, "plain_rate.html", {"form": form, "colleague": about})


@login_required
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "plain_page.html")


@require_POST
@login_required
def insert(request: HttpRequest) -> HttpResponse:
    item = next(key for key in TEXTS if key in request.POST)
    Insert.objects.create(user=request.user, item=item, value=int(request.POST[item]))  # type: ignore[attr-defined]
    return JsonResponse({"saved": True})


urlpatterns = [
    path("rate/<int:colleague>/", rate, name="rate"),
    path("page/", page),
    path("insert/", insert),
]


def make_tables() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(Colleague)
        editor.create_model(Response)
        editor.create_model(Insert)
    Colleague.objects.bulk_create(Colleague(pk=pk, name="Ben Lindqvist") for pk in range(1, COLLEAGUES + 1))
