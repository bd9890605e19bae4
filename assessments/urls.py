"""Every address of the product. `tests/test_access.py` has a line for each, or fails."""

from django.conf import settings
from django.urls import path

from .views import account, demo
from .views.admin import cohorts, organisations, people, roles, wordings
from .views.facilitator import importing as bringing
from .views.facilitator import mails, results, take_home
from .views.facilitator import rounds as running
from .views.facilitator import setting_up as preparing
from .views.leader import practices as practising
from .views.leader import rating
from .views.leader import results as my_results
from .views.leader import rounds as answering

urlpatterns = [
    path("", account.home, name="home"),
    path("method/", account.method, name="method"),
    # leader
    path("rounds/", answering.my_rounds, name="my_rounds"),
    path("rounds/<str:round>/", answering.colleagues, name="colleagues"),
    path("rounds/<str:round>/promise/", answering.promise, name="promise"),
    path("rounds/<str:round>/practices/", practising.practices, name="practices"),
    path("rounds/<str:round>/practices/answer/", practising.answer, name="answer_practices"),
    path("rounds/<str:round>/finish/", answering.finish, name="finish"),
    path("rounds/<str:round>/done/", answering.done, name="done"),
    path("rounds/<str:round>/results/", my_results.my_results, name="my_results"),
    path("rounds/<str:round>/results/<str:colleague>/<str:what>/", my_results.reveal, name="reveal"),
    path("rate/<str:rating>/", rating.rate, name="rate"),
    path("rate/<str:rating>/answer/", rating.answer, name="answer"),
    # facilitator
    path("cohorts/", running.cohorts, name="cohorts"),
    path("cohorts/<str:cohort>/open-round/", running.open_round, name="open_round"),
    path("cohorts/set-up/", preparing.set_up, name="set_up"),
    path("cohorts/import-ratings/", bringing.import_ratings, name="import_ratings"),
    path("cohorts/<str:cohort>/leaders/", preparing.leaders, name="leaders"),
    path("facilitate/<str:round>/", running.round_page, name="round"),
    path("facilitate/<str:round>/close/", running.close, name="close"),
    path("facilitate/<str:round>/mail/", mails.mails, name="mails"),
    path("facilitate/<str:round>/mail/<str:mail>/again/", mails.send_again, name="send_again"),
    path("facilitate/<str:round>/remind/", mails.remind, name="remind"),
    path("facilitate/<str:round>/spectrum/", results.spectrum, name="spectrum"),
    path("facilitate/<str:round>/spectrum/figure.json", results.figure, name="figure"),
    path("facilitate/<str:round>/spectrum/pairs/<str:a>-<str:b>/", results.pair, name="pair"),
    path("facilitate/<str:round>/numbers/", results.numbers, name="numbers"),
    path("facilitate/<str:round>/movement/", results.movement, name="movement"),
    path("facilitate/<str:round>/practices/", results.practices, name="practices_of_team"),
    path("facilitate/<str:round>/take-home/", take_home.take_home, name="take_home"),
    path("facilitate/<str:round>/take-home/<str:kind>/", take_home.take_file, name="take_file"),
    # admin
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<str:organisation>/", organisations.organisation, name="organisation"),
    path("organisations/<str:organisation>/rename/", organisations.rename, name="rename_organisation"),
    path("organisations/<str:organisation>/mail/", wordings.mail_wordings, name="mail_wordings"),
    path("organisations/<str:organisation>/mail/<str:kind>/", wordings.mail_wording, name="mail_wording"),
    path("organisations/<str:organisation>/setting-up/", organisations.let_set_up, name="let_set_up"),
    path("organisations/<str:organisation>/cohorts/add/", cohorts.add_cohort, name="add_cohort"),
    path("organisations/<str:organisation>/people/add/", people.add_leader, name="add_leader"),
    path("organisations/<str:organisation>/admins/add/", roles.add_admin, name="add_admin"),
    path("cohorts/<str:cohort>/facilitators/add/", roles.add_facilitator, name="add_facilitator"),
    path("roles/<str:role>/take/", roles.take_role, name="take_role"),
    path("people/<str:leader>/", people.change_leader, name="change_leader"),
    path("cohorts/<str:cohort>/members/", cohorts.cohort, name="cohort"),
    path("cohorts/<str:cohort>/rename/", cohorts.rename_cohort, name="rename_cohort"),
    path("cohorts/<str:cohort>/members/<str:leader>/leave/", cohorts.leave, name="leave"),
]

if settings.DEMO:
    urlpatterns += [
        path("demo/", demo.parts, name="demo"),
        path("demo/mail/", demo.mails, name="demo_mails"),
        path("demo/mail/<str:mail>/", demo.mail, name="demo_mail"),
        path("demo/<str:part>/", demo.enter, name="enter_demo"),
    ]
