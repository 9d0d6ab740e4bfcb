"""Signing in at the desk with e-mail and password, and out again; in a demo by one tap, as whom one likes."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from unknot.design.limits import at_most
from unknot.salons.models import Membership

SIGN_INS_A_MINUTE = 10
PLAYED = (Membership.Role.OWNER, Membership.Role.RECEPTION, Membership.Role.PRACTITIONER)


class SignInForm(AuthenticationForm):
    """E-mail and password."""

    error_messages = {
        "invalid_login": _("That e-mail and password don’t go together."),
        "inactive": _("This account is closed."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("E-mail")
        self.fields["username"].widget = forms.EmailInput(attrs={"autocomplete": "username"})
        self.fields["password"].label = _("Password")


class SignIn(LoginView):
    """The page to sign in; a demo offers its own people beside it."""

    template_name = "desk/session.html"
    authentication_form = SignInForm
    next_page = "desk"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "played": demo_team()}


def demo_team() -> list[Membership]:
    """Whom a visitor of the demo may play: owner, reception, practitioner. Nobody where nothing is invented."""
    if not settings.DEMO:
        return []
    team = Membership.objects.filter(user__email__in=settings.DEMO_TEAM, role__in=PLAYED)
    return sorted(
        team.select_related("user", "salon"), key=lambda each: PLAYED.index(Membership.Role(each.role))
    )


@require_POST
@at_most(SIGN_INS_A_MINUTE, "desk.session", methods=frozenset({"POST"}))
def play(request: HttpRequest) -> HttpResponse:
    """Sign in to the demo without a password, as one of its invented people."""
    wanted = request.POST.get("role", "")
    found = next((each for each in demo_team() if each.role == wanted), None)
    if found is None:
        raise Http404
    login(request, found.user)
    onward = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
        return redirect(onward)
    return redirect("desk")


begin = at_most(SIGN_INS_A_MINUTE, "desk.session", methods=frozenset({"POST"}))(SignIn.as_view())
end = require_POST(LogoutView.as_view(next_page="desk_session"))
