"""What a database complains of may be logged; what a resident wrote may not."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import SQLAlchemyError

from bot.adapters.records import SqlRecords
from bot.messages import Contact


async def test_a_failing_database_does_not_repeat_the_words(tmp_path):
    records = SqlRecords(f"sqlite:///{tmp_path / 'without-tables.sqlite'}")
    with pytest.raises(SQLAlchemyError) as error:
        await records.transcript(Contact("sms", "+12065550101"), "in", "my own words", datetime(2026, 6, 1, tzinfo=UTC))
    assert "my own words" not in str(error.value)
    assert "+12065550101" not in str(error.value)
    await records.close()
