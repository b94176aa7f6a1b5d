"""`text311 telegram` with a wrong token says which variable to mend."""

import pytest

from bot.processes import run_telegram
from bot.settings import SettingsError, read_settings
from tests.fake_providers.telegram import FakeTelegram


@pytest.mark.parametrize(("token", "complaint"), [("1:wrong", "not valid"), ("", "not set")])
async def test_a_wrong_token_is_named(tmp_path, token, complaint):
    async with FakeTelegram().serve() as api_base:
        variables = {"TEXT311_DATA_DIR": str(tmp_path), "TELEGRAM_BOT_TOKEN": token, "TELEGRAM_API_BASE": api_base}
        with pytest.raises(SettingsError, match=f"TELEGRAM_BOT_TOKEN is {complaint}"):
            await run_telegram(read_settings(variables))
