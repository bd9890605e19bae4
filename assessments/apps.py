"""The one app of the product."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"
