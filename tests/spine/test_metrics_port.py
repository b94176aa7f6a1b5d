"""A worker has no pages; what it counts can be asked for on a port of its own."""

import urllib.error
import urllib.request

import pytest

from bot import metrics
from bot.metrics_port import metrics_served
from bot.serving import PortTaken, free_port
from bot.settings import read_settings


def _asked(port: int) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
        return answer.read().decode()


def test_what_a_worker_counts_is_told_while_it_runs():
    port = free_port()
    with metrics_served(port):
        metrics.TURNS.labels("MessageArrived", "done").inc()
        assert 'text311_turns_total{event="MessageArrived",outcome="done"}' in _asked(port)
    with pytest.raises(urllib.error.URLError):
        _asked(port)


def test_nobody_listens_where_no_port_is_named():
    assert read_settings({}).metrics_port == 0
    with metrics_served(0):
        pass


def test_two_workers_cannot_share_one():
    port = free_port()
    refused = pytest.raises(PortTaken, match=f"TEXT311_METRICS_PORT={port} cannot be used")
    with metrics_served(port), refused, metrics_served(port):
        pass
