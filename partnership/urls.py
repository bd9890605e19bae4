"""The addresses of the site: the product's own, and those of signing in."""

from django.urls import include, path
from django.views.generic import RedirectView

handler500 = "partnership.errors.failed"

urlpatterns = [
    # An address is given and changed by an admin; whoever adds one of their own could sign in past them.
    path("account/email/", RedirectView.as_view(pattern_name="home"), name="account_email_is_given"),
    path("account/", include("allauth.account.urls")),
    path("", include("assessments.urls")),
]
