"""Addresses of the salon itself, below /desk/<salon>/."""

from django.urls import path

from unknot.desk.salon import add_ons, index, leaving, offers, people, policy, rules, things, time_off, zone

SALON = "<salon-id:salon_id>/"

urlpatterns = [
    path(f"{SALON}salon/", index.index, name="desk_salon"),
    path(f"{SALON}offers/", offers.offers, name="desk_offers"),
    path(f"{SALON}offers/new", offers.new, name="desk_offer_new"),
    path(f"{SALON}offers/<slug:treatment>/", offers.offer, name="desk_offer"),
    path(f"{SALON}offers/<slug:treatment>/removal", offers.removal, name="desk_offer_removal"),
    path(f"{SALON}offers/<slug:treatment>/add-ons", add_ons.add_ons, name="desk_add_ons"),
    path(f"{SALON}rules/", rules.rules, name="desk_rules"),
    path(f"{SALON}rules/salon", rules.of_salon, name="desk_rules_salon"),
    path(f"{SALON}rules/people/<salon-id:public_id>", rules.of_practitioner, name="desk_rules_practitioner"),
    path(f"{SALON}rules/offers/<slug:treatment>", rules.of_offer, name="desk_rules_offer"),
    path(f"{SALON}things/", things.things, name="desk_things"),
    path(f"{SALON}things/new/<slug:kind>", things.new, name="desk_thing_new"),
    path(f"{SALON}things/<salon-id:public_id>/", things.thing, name="desk_thing"),
    path(f"{SALON}things/<salon-id:public_id>/removal", things.removal, name="desk_thing_removal"),
    path(f"{SALON}people/", people.people, name="desk_people"),
    path(f"{SALON}people/new", people.new, name="desk_person_new"),
    path(f"{SALON}people/<salon-id:public_id>/leaving", leaving.leaving, name="desk_leaving"),
    path(f"{SALON}time-off/", time_off.time_off, name="desk_time_off"),
    path(f"{SALON}time-off/<salon-id:public_id>", time_off.decision, name="desk_time_off_decision"),
    path(
        f"{SALON}time-off/<salon-id:public_id>/taking-back",
        time_off.taking_back,
        name="desk_time_off_taking_back",
    ),
    path(f"{SALON}zone", zone.zone, name="desk_zone"),
    path(f"{SALON}policy", policy.policy, name="desk_policy"),
]
