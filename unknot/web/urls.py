"""The addresses of the client's pages. No verbs: what is done is a POST to a noun."""

from django.urls import path, register_converter
from django.views.i18n import set_language

from unknot.design.converters import PublicId
from unknot.web import finding, holding, house, visits

register_converter(PublicId, "id")

urlpatterns = [
    path("", finding.home, name="home"),
    path("search", finding.search, name="search"),
    path("salons/<id:public_id>/", finding.salon, name="salon"),
    path("holds", holding.holds, name="holds"),
    path("holds/<id:public_id>/", holding.hold, name="hold"),
    path("appointments", holding.appointments, name="appointments"),
    path("v/<id:public_id>.<slug:token>", visits.private_link, name="private_link"),
    path("visits/<id:public_id>/", visits.visit, name="visit"),
    path("visits/<id:public_id>/time", visits.time, name="visit_time"),
    path("visits/<id:public_id>/cancellation", visits.cancellation, name="visit_cancellation"),
    path("visits/<id:public_id>/calendar.ics", visits.calendar, name="visit_calendar"),
    path("outbox/", house.outbox, name="outbox"),
    path("about/", house.about, name="about"),
    path("design/", house.design, name="design"),
    path("language", set_language, name="language"),
]
