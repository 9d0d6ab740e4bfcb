"""The first page of a new installation: whoever has the address from the terminal makes the owner's account."""

from typing import Any

from django import forms
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from unknot.design.limits import at_most
from unknot.people.contacts import EMAIL_LENGTH
from unknot.people.first import make_first, opens_first
from unknot.people.models import User
from unknot.salons.actions import begin_sketch

LOOKS_A_MINUTE = 30
UNPROCESSABLE = 422


class AccountForm(forms.Form):
    """The owner: her name, and what she signs in with."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=EMAIL_LENGTH,
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least ten characters."),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"class": "input", "autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """A password that others do not guess."""
        found: dict[str, Any] = super().clean() or {}
        if "password" in found:
            user = User(name=found.get("name", ""), email=found.get("email", ""))
            try:
                validate_password(found["password"], user)
            except forms.ValidationError as wrong:
                self.add_error("password", wrong)
        return found


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@at_most(LOOKS_A_MINUTE, "desk.first")
def first(request: HttpRequest, token: str) -> HttpResponse:
    """Make the first account, and go on to the salon. Gone once there is one."""
    if not opens_first(token):
        raise Http404
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        owner = make_first(**form.cleaned_data)
        if owner is None:
            raise Http404
        begin_sketch(owner)
        login(request, owner)
        return redirect("desk_new")
    return render(
        request, "desk/setup/first.html", {"form": form}, status=UNPROCESSABLE if form.is_bound else 200
    )
