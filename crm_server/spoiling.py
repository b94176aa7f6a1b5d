"""What a faulty city makes of rows that were good. Pure."""

from math import cos, pi, radians, sin
from typing import Any

from crm_server.faults import Faults

Row = dict[str, Any]
METRES_A_DEGREE = 111_320
LATER = "later-"
"""Begins the tokens of ours; the rest is the id and the Unix second from which it is told, so nothing need be kept."""


def spoilt_rows(faults: Faults, kind: str, rows: list[Row], now: float) -> list[Row]:
    """The rows of an answer to a call of that kind, as the city tells them; `now` in Unix seconds."""
    match kind:
        case "filing":
            return [_with_token(faults, row, now) for row in rows]
        case "GET requests":
            return [_spoilt(faults, row) for row in rows]
        case _:
            return rows


def id_of_token(token: str, now: float) -> Row:
    """The answer to a question for the id behind a token of ours; without an id while it is too early."""
    request_id, _, due = token.removeprefix(LATER).rpartition("-")
    return {"token": token} | ({"service_request_id": request_id} if now >= int(due) else {})


def without_keys(discovery: Row) -> Row:
    """What a server says of itself that passes over `Idempotency-Key`."""
    return discovery | {"extensions": [one for one in discovery.get("extensions", ()) if one != "idempotency_key"]}


def _with_token(faults: Faults, row: Row, now: float) -> Row:
    request_id = row.get("service_request_id")
    if not request_id or not faults.struck("slow_token", request_id):
        return row
    rest = {name: value for name, value in row.items() if name != "service_request_id"}
    return rest | {"token": f"{LATER}{request_id}-{int(now + faults.seconds.token)}"}


def _spoilt(faults: Faults, row: Row) -> Row:
    request_id = str(row.get("service_request_id"))
    if "attributes" in row and faults.struck("lost_attributes", request_id):
        row = row | {"attributes": []}
    if row.get("lat") is None or row.get("long") is None:
        return row
    if faults.struck("nowhere", request_id):
        return row | {"lat": None, "long": None}
    return row | _moved(faults, row, request_id) if faults.struck("moved", request_id) else row


def _moved(faults: Faults, row: Row, request_id: str) -> Row:
    direction = 2 * pi * faults.chance("direction", request_id)
    north, east = faults.moved_metres * cos(direction), faults.moved_metres * sin(direction)
    lat = row["lat"] + north / METRES_A_DEGREE
    return {"lat": lat, "long": row["long"] + east / (METRES_A_DEGREE * cos(radians(row["lat"])))}
