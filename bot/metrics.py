"""What `/metrics` tells. Names end in their unit; labels never hold anything personal."""

from prometheus_client import Counter, Gauge, Histogram

ARRIVALS = Counter(
    "text311_arrivals",
    "What was brought to the inbox: residents' messages (event MessageArrived) and what else their conversations hear of",
    ["channel", "event", "outcome"],
)
TURNS = Counter("text311_turns", "Turns taken", ["event", "outcome"])
TURN_SECONDS = Histogram("text311_turn_seconds", "From the start of a turn to its commit")
WAITED_SECONDS = Histogram(
    "text311_waited_seconds",
    "How long an entry lay in the inbox before its turn began",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800),
)
ORDERS = Counter("text311_orders", "Orders by kind and what became of a try", ["order", "outcome"])
DEAD_LETTERS = Counter("text311_dead_letters", "Orders and entries nobody could carry out; look at every one", ["kind"])
PARTITIONS = Gauge("text311_partitions_held", "Partitions this worker holds")
LEASES_LOST = Counter("text311_leases_lost", "Partitions that were taken over, or had to be read anew")
UNREADABLE = Counter("text311_unreadable_conversations", "Conversations that could not be read and were begun anew")
FILED_DIFFERENTLY = Counter(
    "text311_filed_differently", "Requests the CRM shows at another place or service than was sent", ["what"]
)
CHANGES_TOLD = Counter("text311_changes_told", "Changes of requests passed on to followers")
WATCH_FAILURES = Counter("text311_watch_failures", "Looks into the CRM that failed")
CITY_FILE = Gauge(
    "text311_city_file",
    "How the city file differs from what this process runs with: a mistake in it, keys that want a restart",
    ["why"],
)

BACKLOG = Gauge("text311_backlog", "What waits in the store, over all workers", ["what"])
OLDEST_SECONDS = Gauge("text311_backlog_oldest_seconds", "How long the oldest message has waited for its turn")
WORKERS = Gauge("text311_workers", "Workers alive")
UNOWNED = Gauge("text311_partitions_unowned", "Partitions no worker holds: above 0 for long, residents wait")
