"""The last question, remembered on the device: no number that names anybody, and nothing about health."""

from typing import Any
from urllib.parse import quote, unquote, urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict

from unknot.knowledge.wishes import wishes
from unknot.web.forms import SearchForm
from unknot.web.where import is_point

COOKIE = "asked"
LONGEST = 1000
"""Characters; what is longer was not written here."""
_HALF_A_YEAR_S = 180 * 86_400
_REMEMBERED = ("what", "when", "part", "where", "duration_min")


def remember(response: HttpResponse, form: SearchForm, request: HttpRequest) -> None:
    """Keep the answers of a valid form on the device: no date, and of a position only the place's name."""
    answers = {name: form.cleaned_data[name] for name in _REMEMBERED}
    spot = form.cleaned_data["where"]
    answers["where"] = spot.label if is_point(spot.text) else spot.text
    kept = {name: value for name, value in answers.items() if value and _may_be_kept(name, value)}
    response.set_cookie(
        COOKIE,
        quote(urlencode(kept), safe=""),
        max_age=_HALF_A_YEAR_S,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def initial(request: HttpRequest) -> dict[str, Any]:
    """What was asked last, as far as it is an answer that may be kept; nothing of a broken cookie."""
    written = request.COOKIES.get(COOKIE, "")
    if len(written) > LONGEST:
        return {}
    said = QueryDict(unquote(written, errors="ignore"), mutable=False)
    form = SearchForm({name: said.get(name, "") for name in _REMEMBERED})
    kept: dict[str, Any] = {}
    for name in _REMEMBERED:
        value = _cleaned(form, name)
        if value and _may_be_kept(name, value):
            kept[name] = value
    return kept


def wish(request: HttpRequest) -> str:
    """What was wished for last; '' for nothing."""
    return str(initial(request).get("what", ""))


def forget(response: HttpResponse) -> None:
    """Take the last question off the device."""
    response.delete_cookie(COOKIE, samesite="Lax")


def _cleaned(form: SearchForm, name: str) -> Any:
    """What the field makes of the answer; None when it is none."""
    try:
        return form.fields[name].clean(form.data[name])
    except forms.ValidationError:
        return None


def _may_be_kept(name: str, value: Any) -> bool:
    """No passing day, no exact position, and no treatment that says more of somebody than an everyday wish would."""
    if name == "what":
        return value in wishes() or any(value in wish.treatments for wish in wishes().values())
    return not (name == "when" and value == "day") and not (name == "where" and is_point(value))
