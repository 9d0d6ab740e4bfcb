"""Two questions for whoever watches the process: are you alive, and can you serve."""

from math import isfinite
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from unknot.plumbing import replica


@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"alive": True})


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and knows every migration, 503 otherwise."""
    try:
        executor = MigrationExecutor(connection)
        complete = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"ready": False, "reason": "database"}, status=503)
    if not complete:
        return JsonResponse({"ready": False, "reason": "migrations"}, status=503)
    return JsonResponse({"ready": True, **_replica()})


def _replica() -> dict[str, Any]:
    """How the replica stands, if there is one. Without it everything is served, so it never makes us unready."""
    if not replica.is_there():
        return {}
    look = replica.watch.look()
    behind_s = round(look.behind_s, 3) if isfinite(look.behind_s) else None
    return {"replica": {"used": not look.trouble, "trouble": look.trouble, "behind_s": behind_s}}
