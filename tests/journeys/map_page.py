"""A page of cards with a map beside them, at /cards, so that the map's journeys know each salon's place."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.urls import path

from unknot.config.urls import urlpatterns as house
from unknot.diary.reads import slots
from unknot.plumbing import clock
from unknot.salons.models import Offer
from unknot.web import map

KALLIO = {"name": "Kallio", "lat": 60.1841, "lon": 24.9497}
PICTURE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1"/></svg>"""
PAGE = """{% extends "base.html" %}{% load l10n words %}
{% block title %}Cards{% endblock %}
{% block main %}<h1 class="calm">Cards</h1>
<button class="pill" type="button" aria-expanded="false" aria-controls="map" data-map-switch hidden>Map</button>
<div class="results">
<div class="cards">{% for offer, slots in found %}
<article class="card" id="s-{{ offer.salon.public_id }}" data-name="{{ offer.salon.name }}"
  data-lat="{{ offer.salon.lat|unlocalize }}" data-lon="{{ offer.salon.lon|unlocalize }}">
  <header><h2><a href="{% url 'salon' offer.salon.public_id %}">{{ offer.salon.name }}</a></h2>
  <span class="price">{{ offer.price_minor|price:offer.salon.currency }}</span></header>
  <p class="small soft">{{ offer.salon.street }}</p>
  {% include "web/times.html" with zone=offer.salon.zone shape="three" %}
</article>{% endfor %}</div>
{% include "web/map.html" %}
</div>{% endblock %}"""


def cards(request: HttpRequest) -> HttpResponse:
    """Every offer of back massage with its next three starts."""
    now = clock.now()
    offers = Offer.objects.filter(treatment="back_massage").select_related("salon").order_by("pk")
    found = [
        (offer, slots(offer, starts_from=now, starts_until=now + timedelta(days=10), now=now)[:3])
        for offer in offers
    ]
    shown = {"found": found, "now": now, "spot": KALLIO, "tiles": map.tiles()}
    return HttpResponse(Template(PAGE).render(RequestContext(request, shown)))


def tile(request: HttpRequest, z: int, x: int, y: int) -> HttpResponse:
    """One picture for every tile."""
    return HttpResponse(PICTURE, content_type="image/svg+xml")


urlpatterns = [*house, path("cards", cards), path("tiles/<int:z>/<int:x>/<int:y>.png", tile)]
