"""The examples in the core's docstrings run."""

import doctest
import pkgutil
from importlib import import_module

import pytest

import unknot.core

MODULES = sorted(found.name for found in pkgutil.walk_packages(unknot.core.__path__, "unknot.core."))


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_the_core_give_what_they_show(name: str) -> None:
    failures, _ = doctest.testmod(import_module(name), optionflags=doctest.ELLIPSIS)
    assert failures == 0


def test_hours_and_slots_have_examples() -> None:
    written = {name for name in MODULES if doctest.testmod(import_module(name)).attempted}
    assert {"unknot.core.hours.shifts", "unknot.core.availability.slots"} <= written
