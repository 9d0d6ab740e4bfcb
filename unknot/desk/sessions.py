"""Signing in at the desk with e-mail and password, and out again."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from unknot.design.limits import at_most

SIGN_INS_A_MINUTE = 10


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


begin = at_most(SIGN_INS_A_MINUTE, "desk.session", methods=frozenset({"POST"}))(
    LoginView.as_view(template_name="desk/session.html", authentication_form=SignInForm, next_page="desk")
)
end = require_POST(LogoutView.as_view(next_page="desk_session"))
