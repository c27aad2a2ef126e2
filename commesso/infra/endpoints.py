"""Doors for whoever watches over the installation: is it alive, is it keeping up, in numbers."""

from dataclasses import asdict

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, Gauge, generate_latest

from commesso.infra.contracts import EventStoreDown, LogError
from commesso.infra.eventstore.client import query_text
from commesso.infra.models import SetAside
from commesso.infra.stream.lag import count_waiting_facts, list_lags

# A consumer this far behind makes the installation "not ready": screens would show old news.
MAX_LAG_SECONDS = 60

LAG_EVENTS = Gauge(
    "commesso_consumer_lag_events", "Events a consumer has not read yet.", ["consumer", "lane"]
)
LAG_SECONDS = Gauge(
    "commesso_consumer_lag_seconds", "Age of the oldest event a consumer has not read.", ["consumer", "lane"]
)
WAITING_FACTS = Gauge("commesso_outbox_facts", "Facts that wait to be appended to the stream.")
SET_ASIDE = Gauge("commesso_events_set_aside", "Events a consumer could not take.")


@never_cache
@require_safe
def get_health(_request: HttpRequest) -> HttpResponse:
    """Alive: the process answers. Asks nothing of disk or database, so a slow disk does not get it killed."""
    return JsonResponse({"status": "live"})


@never_cache
@require_safe
def get_ready(_request: HttpRequest) -> HttpResponse:
    """Ready: both stores answer and every consumer keeps up. 503 with the reasons otherwise."""
    problems: list[str] = []
    consumers: list[dict[str, object]] = []
    try:
        lags = list_lags()
        consumers = [asdict(lag) for lag in lags]
        problems += [f"{lag.consumer} rests: {lag.error}" for lag in lags if lag.error]
        problems += [
            f"{lag.consumer} is {lag.seconds:.0f} s behind on {lag.lane}."
            for lag in lags
            if lag.seconds > MAX_LAG_SECONDS
        ]
        query_text("SELECT 1")
    except (DatabaseError, EventStoreDown, LogError, OSError) as error:
        problems.append(f"{type(error).__name__}: {error}")
    body = {
        "status": "waiting" if problems else "ready",
        "problems": sorted(set(problems)),
        "consumers": consumers,
    }
    return JsonResponse(body, status=503 if problems else 200)


@never_cache
@require_safe
def get_metrics(_request: HttpRequest) -> HttpResponse:
    """All figures in Prometheus' text format."""
    for lag in list_lags():
        LAG_EVENTS.labels(lag.consumer, lag.lane).set(lag.events)
        LAG_SECONDS.labels(lag.consumer, lag.lane).set(lag.seconds)
    WAITING_FACTS.set(count_waiting_facts())
    SET_ASIDE.set(SetAside.objects.count())
    return HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)
