"""The desk's addresses, under /desk/."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from unknot.design.converters import PublicId
from unknot.desk import days, sessions, visits


class DateInUrl(StringConverter):
    """2027-03-28."""

    regex = r"\d{4}-\d{2}-\d{2}"


register_converter(DateInUrl, "date")
register_converter(PublicId, "salon-id")

urlpatterns = [
    path("", days.desk, name="desk"),
    path("session/", sessions.begin, name="desk_session"),
    path("session/end", sessions.end, name="desk_session_end"),
    path("<salon-id:salon_id>/", days.today, name="desk_today"),
    path("<salon-id:salon_id>/days/<date:on_date>/", days.day, name="desk_day"),
    path("<salon-id:salon_id>/visits/<salon-id:public_id>/", visits.visit, name="desk_visit"),
    path("<salon-id:salon_id>/visits/<salon-id:public_id>/status", visits.status, name="desk_visit_status"),
    path(
        "<salon-id:salon_id>/visits/<salon-id:public_id>/cancellation",
        visits.cancellation,
        name="desk_visit_cancellation",
    ),
]
