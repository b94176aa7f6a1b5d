"""What went wrong, told by what to do next.

DeskError                 `str(error)` is for the log: no answers of residents in it
├── Refused               the server understood and said no: correct the request or tell the resident; never resend as is
│   └── NotFound          there is no such service, request or token
├── Misconfigured         our set-up is wrong (key, address, jurisdiction): keep the report, alarm, resend when mended
├── TryLater              nothing was changed: again after `retry_after` seconds, or by your own back-off
└── OutcomeUnknown        it may have been filed: look with `find_filed` before sending again
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Complaint:
    """One entry of GeoReport's errors array; `description` is meant for the person who reports."""

    code: str
    description: str


class DeskError(Exception):
    """Anything a GeoReport server or the way to it can do to us."""

    def __init__(self, reason: str, *, status_code: int | None = None, complaints: tuple[Complaint, ...] = ()) -> None:
        super().__init__(reason)
        self.status_code = status_code
        self.complaints = complaints

    @property
    def description(self) -> str:
        """The server's own words, for people; empty when it gave none."""
        return " ".join(complaint.description for complaint in self.complaints)


class Refused(DeskError):
    """Sent again as it is, it will be refused again."""


class NotFound(Refused):
    """No such service, request, token or jurisdiction."""


class Misconfigured(DeskError):
    """The city's settings are wrong, not the report."""


class TryLater(DeskError):
    """The server certainly did nothing."""

    def __init__(
        self,
        reason: str,
        *,
        status_code: int | None = None,
        complaints: tuple[Complaint, ...] = (),
        retry_after: float | None = None,
    ) -> None:
        super().__init__(reason, status_code=status_code, complaints=complaints)
        self.retry_after = retry_after
        """Seconds the server asks us to wait, where it says so."""


class OutcomeUnknown(DeskError):
    """The request left us and no answer we could trust came back."""
