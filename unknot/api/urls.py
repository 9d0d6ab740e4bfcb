"""The addresses of the JSON door, relative to /api/."""

from django.urls import path, re_path, register_converter

from unknot.api import booking, document, finding, suitability
from unknot.api.door import answers, nothing_here
from unknot.design.converters import PublicId

register_converter(PublicId, "api_id")

urlpatterns = [
    path("v1/openapi.json", answers(GET=document.openapi)),
    path("v1/search", answers(GET=finding.search)),
    path("v1/salons/<api_id:salon_id>", answers(GET=finding.salon)),
    path("v1/salons/<api_id:salon_id>/offers", answers(GET=finding.offers)),
    path("v1/salons/<api_id:salon_id>/slots", answers(GET=finding.slots)),
    path("v1/salons/<api_id:salon_id>/slots/why", answers(GET=finding.why)),
    path("v1/holds", answers(POST=booking.hold)),
    path("v1/holds/<api_id:hold_id>", answers(DELETE=booking.release)),
    path("v1/appointments", answers(POST=booking.book)),
    path("v1/appointments/<api_id:appointment_id>", answers(GET=booking.appointment)),
    path("v1/appointments/<api_id:appointment_id>/time", answers(PUT=booking.move)),
    path("v1/appointments/<api_id:appointment_id>/cancellation", answers(POST=booking.cancel)),
    path("v1/suitability", answers(POST=suitability.judge)),
    re_path("", nothing_here),
]
