"""What is asked for every report is led by an index, however many requests there are (SQLite's own word for it)."""

import pytest
from sqlalchemy import event


@pytest.fixture
def plan_of(crm):
    """The indexes SQLite goes by for a GET of any address."""
    engine = crm.app.state.crm.database.engine
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL plans by what is in the tables, and there is next to nothing in these")

    def plan(path, **query):
        asked = []
        event.listen(engine, "before_cursor_execute", lambda *given: asked.append((given[2], given[3])))
        assert crm.get(path, params=query).status_code == 200
        with engine.connect() as connection:
            plans = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}", values).all() for one, values in [*asked]]
        return " ".join(row[3] for rows in plans for row in rows)

    return plan


@pytest.fixture
def plan(plan_of):
    """Of the API."""
    return lambda path, **query: plan_of(f"/open311/v2/{path}.json", **query)


@pytest.mark.parametrize("status", ["open", "open,closed"])
def test_what_is_near_by_the_place(plan, status):
    near = {"lat": "42.36", "long": "-71.05", "radius": "50", "service_code": "POTHOLE", "status": status}
    assert "requests_by_point (status=? AND lat>? AND lat<?)" in plan("requests", **near)


@pytest.mark.parametrize("more", [{}, {"status": "open"}, {"status": "open,closed", "service_code": "POTHOLE"}])
def test_what_has_changed_by_the_time_of_the_change(plan, more):
    found = plan("requests", updated_after="2026-06-01T00:00:00Z", **more)
    assert "requests_by_updated (updated_datetime>?)" in found
    assert "TEMP B-TREE" not in found


@pytest.mark.parametrize("more", [{}, {"status": "open"}, {"start_date": "2026-06-01", "service_code": "POTHOLE"}])
def test_the_newest_by_when_they_were_filed(plan, more):
    found = plan("requests", **more)
    assert "requests_by_requested" in found
    assert "TEMP B-TREE" not in found


def test_one_and_its_history_by_number(plan, file_pothole):
    found = plan(f"requests/{file_pothole()}", extensions="true")
    assert "service_requests USING INTEGER PRIMARY KEY" in found
    assert "ix_changes_request_id" in found


def test_what_happened_lately_by_when_it_did(plan):
    found = plan("servicerequestupdates", start_date="2026-06-01T00:00:00Z")
    assert "ix_changes_at (at>?" in found


@pytest.mark.parametrize(
    "query", [{}, {"status": "closed"}, {"status": "late", "area": "Harbor"}, {"near": "42.36, -71.05"}]
)
def test_the_queue_by_what_is_open_and_what_was_closed_lately(crm, plan_of, query):
    """Its list, its counts and the areas to choose from: nothing looks at all that was ever filed."""
    crm.post("/staff/sign-in", data={"name": "Sam", "password": "open sesame", "then": "/staff"})
    found = plan_of("/staff", **query)
    assert "SCAN service_requests" not in found
    closed_lately = found.count("requests_by_closed (closed_datetime>?)")
    assert closed_lately == (3 if query.get("status") == "closed" else 1)
    assert found.count("(status=?") == 4 - closed_lately
