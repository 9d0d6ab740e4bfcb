"""The rules at the desk: of the salon, of a practitioner, of a treatment; the nearest to the visit wins."""

from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from unknot.design.templatetags.words import treatment_name
from unknot.desk.doorkeeper import SIGN_IN, acts_as, owned_salon
from unknot.desk.salon.rule_fields import RULES, said
from unknot.desk.salon.rules_form import RulesForm
from unknot.diary import actions
from unknot.plumbing import clock
from unknot.salons.models import Lane, Offer, Resource, Salon

UNPROCESSABLE = 422


class Level(NamedTuple):
    """Who says rules: its name, where they are changed, and what it says in words."""

    name: str
    href: str
    says: list[tuple[Any, str]]


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def rules(request: HttpRequest, salon_id: str) -> HttpResponse:
    """All that is said, level by level."""
    salon = owned_salon(request, salon_id)
    shown = {
        "salon": salon,
        "own": _level(salon.name, "salon", salon, salon_id),
        "people": [
            _level(each.name, "practitioner", each, salon_id, each.public_id) for each in _people(salon)
        ],
        "sold": [
            _level(treatment_name(each.treatment), "offer", each, salon_id, each.treatment)
            for each in _sold(salon)
        ],
        "changed": "changed" in request.GET,
    }
    return render(request, "desk/salon/rules.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def of_salon(request: HttpRequest, salon_id: str) -> HttpResponse:
    """What the salon says."""
    salon = owned_salon(request, salon_id)
    return _answer(request, salon, salon.name, [salon], [])


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def of_practitioner(request: HttpRequest, salon_id: str, public_id: str) -> HttpResponse:
    """What a practitioner says for herself."""
    salon = owned_salon(request, salon_id)
    people = Resource.objects.filter(lanes__salon=salon, kind=Resource.Kind.PRACTITIONER)
    who = get_object_or_404(people, public_id=public_id)
    return _answer(request, salon, who.name, [who], [(salon.name, salon)])


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def of_offer(request: HttpRequest, salon_id: str, treatment: str) -> HttpResponse:
    """What a treatment says, for all its lengths."""
    salon = owned_salon(request, salon_id)
    lengths = list(Offer.objects.filter(salon=salon, treatment=treatment).order_by("-is_active", "pk"))
    if not lengths:
        raise Http404
    return _answer(request, salon, treatment_name(treatment), lengths, [(salon.name, salon)])


def _answer(
    request: HttpRequest, salon: Salon, name: str, of: list[Any], above: list[tuple[str, Salon]]
) -> HttpResponse:
    form = RulesForm(of[0], above, request.POST or None)
    if not form.is_valid():
        shown = {
            "salon": salon,
            "form": form,
            "name": name,
            "is_offer": isinstance(of[0], Offer),
            "is_practitioner": isinstance(of[0], Resource),
        }
        status = UNPROCESSABLE if form.is_bound else 200
        return render(request, "desk/salon/ruled.html", shown, status=status)
    actions.change_rules(salon, of, form.rules, by=acts_as(request), clock=clock.database_now)
    return redirect(f"{reverse('desk_rules', args=[salon.public_id])}?changed")


def _level(name: str, kind: str, of: Any, *place: str) -> Level:
    says = [(rule.name, words) for rule in RULES if (words := said(rule, of))]
    if isinstance(of, Resource) and (of.prepare_min or of.recover_min):
        words = _("%(before)s min before, %(after)s min after") % {
            "before": of.prepare_min,
            "after": of.recover_min,
        }
        says.append((_("Around each visit"), words))
    return Level(name, reverse(f"desk_rules_{kind}", args=place), says)


def _people(salon: Salon) -> list[Resource]:
    lanes = Lane.objects.filter(salon=salon, resource__kind=Resource.Kind.PRACTITIONER)
    return [lane.resource for lane in lanes.select_related("resource").order_by("resource__name")]


def _sold(salon: Salon) -> list[Offer]:
    """One offer of each treatment that is sold."""
    rows = Offer.objects.filter(salon=salon, is_active=True).order_by("-pk")
    return list({each.treatment: each for each in rows}.values())[::-1]
