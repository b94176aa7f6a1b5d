"""A database that cannot be opened is one sentence that says what to mend, and never shows its password."""

from pathlib import Path

import pytest

from crm_server.database import Database, NoDatabase


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgres://crm:secret@localhost/crm", "TEXT311_CRM_DATABASE_URL: "),
        ("crm.sqlite", "it looks like postgresql+psycopg://"),
        ("postgresql+nothing://crm:secret@localhost/crm", "TEXT311_CRM_DATABASE_URL: "),
    ],
)
def test_an_address_that_is_none(url: str, said: str) -> None:
    with pytest.raises(NoDatabase) as raised:
        Database(url)
    assert said in str(raised.value)
    assert "secret" not in str(raised.value)


def test_a_file_in_the_way_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(NoDatabase, match="TEXT311_CRM_DATABASE_URL"):
        Database(f"sqlite:///{tmp_path}/data/crm.sqlite")


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "crm.sqlite").write_text("a shopping list\n" * 100)
    database = Database(f"sqlite:///{tmp_path}/crm.sqlite")
    with pytest.raises(NoDatabase, match="cannot be opened: file is not a database"):
        database.create_tables()
    database.dispose()
