"""The desk's addresses, under /desk/."""

from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from unknot.design.converters import PublicId
from unknot.desk import (
    attending,
    away,
    booking,
    breaks,
    brief,
    changes,
    client_file,
    client_list,
    clients,
    days,
    gaps,
    hours,
    joining,
    likes,
    live,
    moving,
    notes,
    outside,
    report,
    sessions,
    sheet_pages,
    sheet_phone,
    soonest,
    visits,
    waiting,
    why,
)
from unknot.desk.moving_in import views as moving_in
from unknot.desk.numbers import views as numbers
from unknot.desk.setup import first, opened, rows, walk


class DateInUrl(StringConverter):
    """2027-03-28."""

    regex = r"\d{4}-\d{2}-\d{2}"


register_converter(DateInUrl, "date")
register_converter(PublicId, "salon-id")

NOTE = "<salon-id:salon_id>/visits/<salon-id:public_id>/notes/<salon-id:note_id>/"

urlpatterns = [
    path("", days.desk, name="desk"),
    path("session/", sessions.begin, name="desk_session"),
    path("session/demo", sessions.play, name="desk_session_demo"),
    path("session/end", sessions.end, name="desk_session_end"),
    path("beginning/<slug:token>", first.first, name="desk_first"),
    path("new/", walk.new, name="desk_new"),
    path("new/another", walk.another, name="desk_another"),
    path("new/people/<int:number>", rows.person, name="desk_new_person"),
    path("new/people/<int:number>/removal", rows.removal, name="desk_new_person_removal"),
    path("new/sold/<slug:treatment>", rows.sold, name="desk_new_sold"),
    path("new/<slug:name>", walk.step, name="desk_new_step"),
    path("<salon-id:salon_id>/moving-in", moving_in.moving_in, name="desk_moving_in"),
    path("<salon-id:salon_id>/opened", opened.opened, name="desk_opened"),
    path("<salon-id:salon_id>/", days.today, name="desk_today"),
    path("<salon-id:salon_id>/days/<date:on_date>/", days.day, name="desk_day"),
    path("<salon-id:salon_id>/days/<date:on_date>/list", days.day_list, name="desk_list"),
    path("<salon-id:salon_id>/days/<date:on_date>/sheet", sheet_pages.sheet, name="desk_sheet"),
    path("<salon-id:salon_id>/sheet/", sheet_phone.phone, name="desk_sheet_phone"),
    path("<salon-id:salon_id>/sheet/today", sheet_phone.today, name="desk_sheet_today"),
    path("<salon-id:salon_id>/sheet/worker.js", sheet_phone.worker, name="desk_sheet_worker"),
    path("<salon-id:salon_id>/days/<date:on_date>/changes", changes.changes, name="desk_changes"),
    path("<salon-id:salon_id>/days/<date:on_date>/stamp/<str:key>", live.stamp, name="desk_stamp"),
    path("<salon-id:salon_id>/weeks/<date:on_date>/", days.weeks, name="desk_week"),
    path("<salon-id:salon_id>/visits/<salon-id:public_id>/", visits.visit, name="desk_visit"),
    path(
        "<salon-id:salon_id>/visits/<salon-id:public_id>/status", attending.status, name="desk_visit_status"
    ),
    path(
        "<salon-id:salon_id>/visits/<salon-id:public_id>/cancellation",
        visits.cancellation,
        name="desk_visit_cancellation",
    ),
    path("<salon-id:salon_id>/visits/<salon-id:public_id>/tick", sheet_phone.tick, name="desk_visit_tick"),
    path("<salon-id:salon_id>/visits/<salon-id:public_id>/late", attending.late, name="desk_visit_late"),
    path("<salon-id:salon_id>/visits/<salon-id:public_id>/time", moving.time, name="desk_visit_time"),
    path("<salon-id:salon_id>/visits/<salon-id:public_id>/fits", moving.fits, name="desk_visit_fits"),
    path("<salon-id:salon_id>/visits/<salon-id:public_id>/fit", moving.fit, name="desk_visit_fit"),
    path(
        "<salon-id:salon_id>/visits/<salon-id:public_id>/former-time",
        moving.former_time,
        name="desk_visit_former_time",
    ),
    path("<salon-id:salon_id>/visits/<salon-id:public_id>/brief", brief.brief, name="desk_brief"),
    path("<salon-id:salon_id>/visits/<salon-id:public_id>/report", report.report, name="desk_report"),
    path("<salon-id:salon_id>/booking", booking.booking, name="desk_booking"),
    path("<salon-id:salon_id>/booking/clients", clients.clients, name="desk_booking_clients"),
    path("<salon-id:salon_id>/clients/", client_list.client_list, name="desk_clients"),
    path("<salon-id:salon_id>/clients/<salon-id:public_id>/", client_file.client_file, name="desk_client"),
    path("<salon-id:salon_id>/clients/<salon-id:public_id>/likes", likes.likes, name="desk_client_likes"),
    path(
        "<salon-id:salon_id>/clients/<salon-id:public_id>/joined", joining.joined, name="desk_client_joined"
    ),
    path("<salon-id:salon_id>/blocks/", breaks.blocks, name="desk_blocks"),
    path("<salon-id:salon_id>/blocks/<salon-id:block_id>/", breaks.block, name="desk_block"),
    path("<salon-id:salon_id>/blocks/<salon-id:block_id>/removal", breaks.removal, name="desk_block_removal"),
    path("<salon-id:salon_id>/soonest", soonest.soonest, name="desk_soonest"),
    path("<salon-id:salon_id>/away", away.away, name="desk_away"),
    path("<salon-id:salon_id>/gaps", gaps.gaps, name="desk_gaps"),
    path("<salon-id:salon_id>/hours/", hours.hours, name="desk_hours"),
    path("<salon-id:salon_id>/hours/week", hours.week, name="desk_hours_week"),
    path("<salon-id:salon_id>/hours/days", hours.days, name="desk_hours_days"),
    path("<salon-id:salon_id>/hours/holidays", hours.holidays, name="desk_hours_holidays"),
    path("<salon-id:salon_id>/outside", outside.outside, name="desk_outside"),
    path("<salon-id:salon_id>/waiting", waiting.waiting, name="desk_waiting"),
    path("<salon-id:salon_id>/numbers/", numbers.numbers, name="desk_numbers"),
    path("<salon-id:salon_id>/numbers/<slug:key>.csv", numbers.table, name="desk_numbers_table"),
    path("<salon-id:salon_id>/why", why.why, name="desk_why"),
    path(NOTE, notes.note, name="desk_note"),
    path(f"{NOTE}file", notes.file, name="desk_note_file"),
    path(f"{NOTE}decision", notes.decision, name="desk_note_decision"),
    path("", include("unknot.desk.salon.urls")),
]
