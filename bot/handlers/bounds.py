"""However long a conversation goes on, it stays small: it is read and written with every turn."""

from typing import Final

from msgspec.structs import replace

from bot.conversation import Conversation, Draft

MOST_DESCRIPTION: Final = 4000
"""Characters; GeoReport v2 allows no more."""
MOST_UNREAD: Final = 2000
"""Characters in which a place is still looked for."""
MOST_PHOTOS: Final = 20
MOST_WAITING: Final = 20
"""Further problems that are kept for later."""


def bounded(conversation: Conversation) -> Conversation:
    draft, waiting = conversation.draft, conversation.waiting
    if draft is not None and _is_long(draft):
        short = draft.description[:MOST_DESCRIPTION]
        conversation = replace(
            conversation, draft=replace(draft, description=short, media_ids=draft.media_ids[:MOST_PHOTOS])
        )
    return replace(conversation, waiting=waiting[:MOST_WAITING]) if len(waiting) > MOST_WAITING else conversation


def _is_long(draft: Draft) -> bool:
    return len(draft.description) > MOST_DESCRIPTION or len(draft.media_ids) > MOST_PHOTOS
