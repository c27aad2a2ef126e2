"""What Prometheus may ask of the collector."""

from prometheus_client import Counter

ACCEPTED = Counter("commesso_events_accepted_total", "Events made durable and acknowledged.")
REFUSED = Counter("commesso_events_refused_total", "Events not taken, by reason.", ["reason"])
