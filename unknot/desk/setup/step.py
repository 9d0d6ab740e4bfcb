"""One screen of describing a salon: a form, and what its answer says of the sketch."""

from collections.abc import Mapping
from typing import Any

from django import forms

from unknot.salons.sketch import Drawn

LONGEST_NAME = 200


class Step(forms.Form):
    """One screen of the walk. `answers` is what a valid one says of the sketch."""

    drawn: Drawn
    said: Mapping[str, Any]

    def __init__(self, drawn: Drawn, said: Mapping[str, Any], data: Any = None) -> None:
        self.drawn, self.said = drawn, said
        super().__init__(data, initial=self.standing())

    def standing(self) -> dict[str, Any]:
        """What stands in the fields before anything is typed."""
        return {}

    def answers(self) -> dict[str, Any]:
        """Of a valid form: what was said, by the names of the sketch."""
        raise NotImplementedError
