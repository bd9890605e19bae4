"""The addresses of the site: the product's own, and those of signing in."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.account.urls")),
    path("", include("assessments.urls")),
]
