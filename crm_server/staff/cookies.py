"""Who is signed in, in a cookie that only we can have written. Pure."""

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LIFETIME = timedelta(hours=12)
"""A shift."""


@dataclass(frozen=True, slots=True)
class StaffMember:
    name: str
    nonce: str
    until: datetime


def signed_in_now(name: str, now: datetime) -> StaffMember:
    return StaffMember(name, secrets.token_hex(16), (now + LIFETIME).astimezone(UTC))


def write_cookie(member: StaffMember, key: bytes) -> str:
    content = json.dumps([member.name, member.nonce, int(member.until.timestamp())]).encode()
    text = base64.urlsafe_b64encode(content).decode()
    return f"{text}.{_sign(text, key)}"


def read_cookie(cookie: str, key: bytes, now: datetime) -> StaffMember | None:
    """None for a forged, broken or expired one."""
    text, _, mark = cookie.partition(".")
    if not hmac.compare_digest(mark.encode(), _sign(text, key).encode()):
        return None
    name, nonce, until = json.loads(base64.urlsafe_b64decode(text))
    member = StaffMember(name, nonce, datetime.fromtimestamp(until, UTC))
    return member if now < member.until else None


def form_token(member: StaffMember, key: bytes) -> str:
    """Stands in every form: another site can send a form to us, but cannot know this."""
    return _sign(f"form {member.nonce}", key)


def cookie_key(secret: str, password: str) -> bytes:
    """A new password signs everybody out."""
    return hmac.new(secret.encode(), password.encode(), hashlib.sha256).digest()


def _sign(text: str, key: bytes) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
