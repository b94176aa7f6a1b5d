"""Filings that come in at once share a transaction, and each is answered for itself."""

import asyncio
from functools import partial

import pytest
from sqlalchemy import event, func, select

from crm_server.crm import make_crm
from crm_server.filing import NewServiceRequest, file_request
from crm_server.tables import Change, ServiceRequest, number


@pytest.fixture
def crm(world):
    crm = make_crm(world.settings, world.clock)
    crm.prepare()
    yield crm
    crm.database.dispose()


@pytest.fixture
def commits(crm):
    """One entry for every transaction that was kept."""
    made = []
    event.listen(crm.database.engine, "commit", made.append)
    return made


def filing(crm, key=None, **fields):
    new = NewServiceRequest("POTHOLE", address="12 Elm Street", idempotency_key=key, **fields)
    return partial(file_request, new=new, catalogue=crm.catalogue, at=crm.clock())


def impossible(_connection):
    raise LookupError("not this one")


def kept(crm):
    with crm.database.reading() as session:
        return session.scalar(select(func.count(ServiceRequest.id))), session.scalar(select(func.count(Change.id)))


async def test_all_are_kept_each_under_its_number_in_a_few_commits(crm, commits):
    filed = await asyncio.gather(*(crm.database.write(filing(crm)) for _ in range(40)))
    assert len({number(one.id) for one in filed}) == 40
    assert kept(crm) == (40, 40)
    assert len(commits) == 1


async def test_who_comes_during_a_commit_is_in_the_next(crm, commits):
    first = asyncio.create_task(crm.database.write(filing(crm)))
    await asyncio.sleep(0)
    await asyncio.gather(first, *(crm.database.write(filing(crm)) for _ in range(10)))
    assert kept(crm) == (11, 11)
    assert len(commits) <= 2


async def test_one_key_at_once_is_one_request(crm):
    filed = await asyncio.gather(*(crm.database.write(filing(crm, key="k-1")) for _ in range(10)))
    assert len({one.id for one in filed}) == 1
    assert kept(crm) == (1, 1)


async def test_what_fails_takes_nobody_with_it(crm):
    works = [filing(crm), impossible, filing(crm)]
    first, failed, last = await asyncio.gather(*map(crm.database.write, works), return_exceptions=True)
    assert isinstance(failed, LookupError)
    assert first.id != last.id
    assert kept(crm) == (2, 2)


async def test_half_of_a_failed_piece_is_not_kept(crm):
    def half(connection):
        filing(crm)(connection)
        raise LookupError("after the first half")

    with pytest.raises(LookupError):
        await crm.database.write(half)
    assert kept(crm) == (0, 0)


async def test_nobody_is_answered_when_the_commit_fails(crm):
    def refuse(_connection):
        raise OSError("the disk is full")

    event.listen(crm.database.engine, "commit", refuse)
    told = await asyncio.gather(*(crm.database.write(filing(crm)) for _ in range(3)), return_exceptions=True)
    assert [type(one) for one in told] == [OSError] * 3
    event.remove(crm.database.engine, "commit", refuse)
    await crm.database.write(filing(crm))
    assert kept(crm) == (1, 1)


async def test_done_by_themselves_those_whose_commit_holds_are_told_so(crm):
    commits = []

    def refuse_the_second(connection):
        commits.append(connection)
        if len(commits) == 2:
            raise OSError("the disk is full")

    event.listen(crm.database.engine, "commit", refuse_the_second)
    works = [filing(crm), impossible, filing(crm), filing(crm)]
    told = await asyncio.gather(*map(crm.database.write, works), return_exceptions=True)
    assert [isinstance(one, Exception) for one in told] == [False, True, True, False]
    assert kept(crm) == (2, 2)


async def test_who_gave_up_waiting_does_not_hold_up_the_others(crm):
    gone = asyncio.create_task(crm.database.write(filing(crm)))
    stays = asyncio.create_task(crm.database.write(filing(crm)))
    await asyncio.sleep(0)
    gone.cancel()
    assert (await stays).id
    assert kept(crm) == (2, 2)
