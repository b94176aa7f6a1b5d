"""Why a crew closes a request, what GeoReport's extended status calls it, and what the resident is told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CloseReason:
    label: str
    """For the crew."""
    extended_status: str
    """mySociety's word for it."""
    said: str
    """For the resident, before the crew's own note."""


CLOSE_REASONS = {
    "fixed": CloseReason("Fixed", "fixed", "It is fixed."),
    "made_safe": CloseReason(
        "Made safe, repair planned", "action_scheduled", "It is safe now; the full repair is planned."
    ),
    "not_found": CloseReason("Could not find it", "no_further_action", "We could not find the problem at this place."),
    "nothing_to_do": CloseReason("Nothing to do", "no_further_action", "We looked and there is nothing for us to do."),
    "not_ours": CloseReason(
        "Not the city's", "not_councils_responsibility", "This is not something the city looks after."
    ),
    "duplicate": CloseReason("Duplicate", "duplicate", "This has already been reported; we deal with it there."),
}
"""`duplicate` is set by merging, never picked alone: it needs the request it doubles."""

EXTENDED_STATUSES = frozenset(
    [
        "open",
        "investigating",
        "in_progress",
        "planned",
        "action_scheduled",
        "fixed",
        "closed",
        "duplicate",
        "not_councils_responsibility",
        "no_further_action",
        "internal_referral",
        "cancelled",
        "reopen",
        "for_triage",
        "unchanged",
    ]
)
"""What an update sent to us may say; mySociety's list."""


def words_to_resident(reason: str, note: str) -> str:
    return f"{CLOSE_REASONS[reason].said} {note}".strip()
