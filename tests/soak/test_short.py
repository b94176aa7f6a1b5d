"""The fault run, half a minute of it: see `fault_run.py`; `make soak` is the long one."""

from pathlib import Path

import pytest

from tests.soak.fault_run import Plan, fault_run


@pytest.mark.timeout(900)
async def test_nothing_is_lost_nothing_is_doubled(tmp_path: Path) -> None:
    counted = await fault_run(
        # longer than a filing is waited for (120 s): one may have been cut off in the last moment of the faults
        tmp_path,
        Plan(seconds=30, conversations=240, patience=180, redis_kills=2, mischief_every=2.5),
    )
    assert counted.faults == {}
    assert counted.confirmed == 240
