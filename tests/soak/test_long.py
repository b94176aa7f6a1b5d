"""`make soak`: the fault run as long as SOAK_SECONDS says, against a city that keeps no filing keys and one that does."""

import os
from pathlib import Path

import pytest

from tests.soak.fault_run import Plan, fault_run

SECONDS = float(os.environ.get("SOAK_SECONDS", "900"))


@pytest.mark.soak
@pytest.mark.timeout(SECONDS + 1200)
async def test_nothing_is_lost_nothing_is_doubled(tmp_path: Path) -> None:
    plan = Plan(seconds=SECONDS, rate=11, patience=600, redis_kills=2)
    assert (await fault_run(tmp_path, plan)).faults == {}
