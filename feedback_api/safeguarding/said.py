"""What a chat has been told already. It is kept with the chat's session, without a word of what anybody wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from feedback_api.safeguarding.schemas import Voice


@dataclass(frozen=True)
class Said:
    """The answers that were given, the flag that was raised, and whom the words were for."""

    answers: tuple[str, ...] = ()
    flag_id: str | None = None
    voice: Voice | None = None

    @classmethod
    def read(cls, kept: Mapping[str, Any] | None) -> Said:
        """As the session keeps it."""
        kept = kept or {}
        return cls(tuple(kept.get("answers", ())), kept.get("flag_id"), kept.get("voice"))

    def as_json(self) -> dict[str, Any]:
        """As the session keeps it."""
        return {"answers": list(self.answers), "flag_id": self.flag_id, "voice": self.voice}

    def has(self, answer: str) -> bool:
        """Whether that answer has been given."""
        return answer in self.answers

    def adding(self, *answers: str) -> Said:
        """With these answers given."""
        return replace(self, answers=tuple(dict.fromkeys((*self.answers, *answers))))
