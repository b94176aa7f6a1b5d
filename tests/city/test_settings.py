"""A mistake in the environment names its variable and says what it should look like."""

import pytest

from bot.settings import SettingsError, read_settings
from crm_server.settings import from_environment


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("PORT", "nan", "zero or more"),
        ("PORT", "80.5", "a whole number up to 65535"),
        ("PORT", "99999", "a whole number up to 65535"),
        ("TEXT311_CRM_POLL_SECONDS", "30s", "not a number, as 30"),
        ("TEXT311_TWILIO_PER_SECOND", "1,5", "not a number"),
        ("TEXT311_CRM_URL", "city.example/open311/v2", "must begin with http"),
        ("TEXT311_CRM_URL", "http://localhost:99999/v2", "Port out of range"),
        ("TEXT311_CRM_URL", "https:///v2", "names no host"),
        ("TEXT311_CRM_URL", "https://city.example/v2/services.json", "give what stands before /services.json"),
        ("TEXT311_CRM_URL", "https://city.example/v2?api_key=sesame", "a key has a variable of its own"),
        ("TEXT311_CRM_URL", '"https://city.example/v2"', "take the quotes away"),
        ("TEXT311_REDIS_URL", "localhost:6379", "redis://:password@"),
        ("TEXT311_REDIS_URL", "http://user:sesame@host", "must begin with redis://"),
    ],
)
def test_a_wrong_variable_is_named_without_its_secrets(name, value, complaint):
    with pytest.raises(SettingsError, match=complaint) as error:
        read_settings({name: value})
    assert name in str(error.value)
    assert "sesame" not in str(error.value)


def test_variables_nobody_reads_are_known_with_what_they_may_have_meant():
    read = read_settings(
        {
            "TEXT311_CTIY": "city.toml",
            "TEXT311_GAZETEER": "addresses.csv",
            "TWILIO_FRM": "+12065550100",
            "TEXT311_COLOUR": "blue",
            "TEXT311_GEOCODER_KEY": "for the city file",
            "TEXT311_CRM_SERVICES": "services.toml",
            "TEXT311_STAFF_PASSWORD": "read by all",
            "HOME": "/root",
        }
    )
    assert read.strangers == {
        "TEXT311_COLOUR": "",
        "TEXT311_CTIY": "TEXT311_CITY",
        "TEXT311_GAZETEER": "TEXT311_GAZETTEER",
        "TWILIO_FRM": "TWILIO_FROM",
    }


SECRETS = {
    "TEXT311_REDIS_URL": "redis://:sesame@10.0.0.5",
    "TEXT311_RECORDS_URL": "postgresql+psycopg://u:sesame@h/d",
    "TEXT311_CRM_DATABASE_URL": "postgresql+psycopg://u:sesame@h/d",
    "TEXT311_CRM_ACCEPTED_KEYS": "sesame",
    "TEXT311_CRM_API_KEY": "sesame",
    "TEXT311_CRM_WEBHOOK_SECRET": "sesame",
    "TEXT311_GEOCODER_KEY": "sesame",
    "TEXT311_STAFF_PASSWORD": "sesame",
    "TELEGRAM_BOT_TOKEN": "sesame",
    "TELEGRAM_WEBHOOK_SECRET": "sesame",
    "TWILIO_AUTH_TOKEN": "sesame",
}


@pytest.mark.parametrize("read", [read_settings, from_environment], ids=["bot", "crm"])
def test_what_settings_look_like_in_a_log_holds_no_secret(read):
    assert "sesame" not in repr(read(SECRETS))
