"""What was understood of one message: plain data, no spaCy."""

from dataclasses import dataclass, field
from typing import Literal

Intent = Literal["report", "status", "greeting", "help", "person", "cancel", "thanks", "yes", "no", "other"]
MentionKind = Literal["address", "intersection", "street", "landmark"]
EmergencyKind = Literal["gas", "wire", "fire", "medical", "violence", "suicide", "collapse", "flood"]


@dataclass(frozen=True, slots=True)
class RankedType:
    """A request type of `nlu/request_types.json` with its calibrated confidence, 0 to 1."""

    code: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Mention:
    """Where the text names a place: `text[start:end]`, characters."""

    start: int
    end: int
    text: str
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class Problem:
    """One of several problems in a message: its part of the text and what that part is about."""

    start: int
    end: int
    types: tuple[RankedType, ...]
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Understanding:
    language: str = "en"
    language_confidence: float = 0.0
    """0 to 1; low on a word or two, so that a short answer does not change the conversation's language."""
    intent: Intent = "other"
    intent_confidence: float = 0.0
    types: tuple[RankedType, ...] = ()
    """Best first."""
    abstain: bool = True
    """The type is too unsure to be read back; offer choices instead."""
    emergency: EmergencyKind | None = None
    opt_out: bool = False
    opt_in: bool = False
    mentions: tuple[Mention, ...] = ()
    references: tuple[str, ...] = ()
    """Service request numbers the text names."""
    problems: tuple[Problem, ...] = ()
    """Two or more when the message reports several things; else empty."""
    hints: dict[str, str] = field(default_factory=dict)
    """Answers to likely service questions found in the text: colour, size, side, plate."""

    @property
    def type_code(self) -> str:
        """The request type when it is sure enough to be read back, else empty."""
        return self.types[0].code if self.types and not self.abstain else ""
