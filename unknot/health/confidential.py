"""Failures that carry nothing out: an error leaves the room without the frames in which content or keys lie."""

import traceback
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import structlog

P = ParamSpec("P")
T = TypeVar("T")

_log = structlog.get_logger("unknot.health")


def confidential(action: Callable[P, T]) -> Callable[P, T]:
    """Let an action fail without its arguments and variables: those that print tracebacks print variables too.

    The error itself goes on, for its caller to catch; where it arose is logged, as places in files.
    """

    @wraps(action)
    def behind_the_door(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return action(*args, **kwargs)
        except Exception as failure:
            del args, kwargs
            frames = traceback.extract_tb(failure.__traceback__)
            places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
            _log.error("failed_inside", error=type(failure).__qualname__, frames=places)
            raise _bare(failure) from failure.__cause__

    return behind_the_door


def _bare(failure: BaseException) -> BaseException:
    """The failure and its cause (the database's codes), without frames, and without what it arose beside."""
    if failure.__cause__ is not None:
        failure.__cause__ = _bare(failure.__cause__)
    failure.__context__ = None
    return failure.with_traceback(None)
