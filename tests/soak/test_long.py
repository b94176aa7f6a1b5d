"""`make soak`: the fault run as long as SOAK_SECONDS says; then a shorter one against a city that keeps no filing keys, where
every unknown outcome has to be looked up, and which leaves us without an answer for longer than we wait.
"""

import os
from pathlib import Path

import pytest

from tests.soak.fault_run import Plan, fault_run

SECONDS = float(os.environ.get("SOAK_SECONDS", "900"))
pytestmark = [pytest.mark.soak, pytest.mark.timeout(SECONDS + 1200)]


async def test_nothing_is_lost_nothing_is_doubled(tmp_path: Path) -> None:
    plan = Plan(seconds=SECONDS, conversations=round(SECONDS * 10_000 / 900), patience=600, redis_kills=2)
    assert (await fault_run(tmp_path, plan)).faults == {}


async def test_nor_where_the_city_keeps_no_keys(tmp_path: Path) -> None:
    plan = Plan(SECONDS / 5, round(SECONDS / 5 * 8), patience=900, redis_kills=1, forget_keys=True, crm_silence=130)
    assert (await fault_run(tmp_path, plan)).faults == {}
