"""Every address of the product. `tests/test_access.py` has a line for each, or fails."""

from django.conf import settings
from django.urls import path

from .views import account, demo, facilitator, leader, organisation, results

urlpatterns = [
    path("", account.home, name="home"),
    path("method/", account.method, name="method"),
    # leader
    path("rounds/", leader.my_rounds, name="my_rounds"),
    path("rounds/<str:round>/", leader.colleagues, name="colleagues"),
    path("rounds/<str:round>/promise/", leader.promise, name="promise"),
    path("rounds/<str:round>/finish/", leader.finish, name="finish"),
    path("rounds/<str:round>/done/", leader.done, name="done"),
    path("rounds/<str:round>/team/", leader.team, name="team"),
    path("rate/<str:rating>/", leader.rate, name="rate"),
    path("rate/<str:rating>/answer/", leader.answer, name="answer"),
    # facilitator
    path("cohorts/", facilitator.cohorts, name="cohorts"),
    path("cohorts/<str:cohort>/open-round/", facilitator.open_round, name="open_round"),
    path("facilitate/<str:round>/", facilitator.round_page, name="round"),
    path("facilitate/<str:round>/close/", facilitator.close, name="close"),
    path("facilitate/<str:round>/spectrum/", results.spectrum, name="spectrum"),
    path("facilitate/<str:round>/spectrum/figure.json", results.figure, name="figure"),
    path("facilitate/<str:round>/spectrum/pairs/<str:a>-<str:b>/", results.pair, name="pair"),
    path("facilitate/<str:round>/numbers/", results.numbers, name="numbers"),
    # admin
    path("organisations/", organisation.organisations, name="organisations"),
    path("organisations/<str:organisation>/", organisation.organisation, name="organisation"),
    path("organisations/<str:organisation>/rename/", organisation.rename, name="rename_organisation"),
    path("organisations/<str:organisation>/cohorts/add/", organisation.add_cohort, name="add_cohort"),
    path("organisations/<str:organisation>/people/add/", organisation.add_leader, name="add_leader"),
    path("organisations/<str:organisation>/admins/add/", organisation.add_admin, name="add_admin"),
    path("cohorts/<str:cohort>/facilitators/add/", organisation.add_facilitator, name="add_facilitator"),
    path("roles/<str:role>/take/", organisation.take_role, name="take_role"),
    path("people/<str:leader>/", organisation.change_leader, name="change_leader"),
    path("cohorts/<str:cohort>/members/", organisation.cohort, name="cohort"),
    path("cohorts/<str:cohort>/rename/", organisation.rename_cohort, name="rename_cohort"),
    path("cohorts/<str:cohort>/members/<str:leader>/leave/", organisation.leave, name="leave"),
]

if settings.DEMO:
    urlpatterns += [
        path("demo/", demo.parts, name="demo"),
        path("demo/<str:part>/", demo.enter, name="enter_demo"),
    ]
