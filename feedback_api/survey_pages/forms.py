"""What a page's form says, as the engine takes it; and what was typed, so that nothing is lost when it does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import JsonValue
from starlette.datastructures import FormData

from feedback_api.surveys.questions import CONSENT
from feedback_api.surveys.schemas import Step
from feedback_api.surveys.wording import OTHER

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
PICKED = ("scale", "faces", "yes_no", "single_choice", "multiple_choice")


@dataclass(frozen=True)
class Filled:
    """A question's form as it is filled in. `month` and `year` are as typed; `other` are the words beside "other"."""

    picked: tuple[str, ...] = ()
    text: str = ""
    other: str = ""
    month: str = ""
    year: str = ""

    @classmethod
    def from_form(cls, form: FormData | Mapping[str, str], prefix: str = "") -> Filled:
        """As a browser sent it. `prefix` tells the questions apart where many stand on one page."""
        picked = form.getlist(f"{prefix}answer") if isinstance(form, FormData) else []
        return cls(
            picked=tuple(value for value in picked if isinstance(value, str)),
            text=_typed(form, f"{prefix}text"),
            other=_typed(form, f"{prefix}other"),
            month=_typed(form, f"{prefix}month"),
            year=_typed(form, f"{prefix}year"),
        )

    @classmethod
    def from_answer(cls, step: Step) -> Filled:
        """As it was answered before."""
        answer = step.answer
        if isinstance(answer, dict):
            values, words = answer.get("values", [answer.get("value")]), answer.get("text")
            return cls(picked=_texts(values), other=str(words or ""))
        if step.question_kind == "month" and isinstance(answer, str):
            return cls(year=answer[:4], month=str(int(answer[5:7])))
        if step.question_kind in PICKED:
            return cls(picked=_texts([answer]))
        return cls(text="" if answer is None else str(answer))

    def value(self, kind: str | None) -> JsonValue:
        """The answer as the engine takes it; None when nothing was filled in."""
        if kind == "multiple_choice":
            return self._choices()
        if kind in PICKED:
            return self._choice()
        if kind == "month":
            return self._month()
        return self.text or None

    def _choices(self) -> JsonValue:
        picked = list(self.picked)
        if self.other and OTHER not in picked:
            # Who writes beside "other" means it, ticked or not.
            picked.append(OTHER)
        if not picked:
            return None
        values: list[JsonValue] = list(picked)
        return {"values": values, "text": self.other} if self.other else {"values": values}

    def _choice(self) -> JsonValue:
        picked = self.picked[-1] if self.picked else (OTHER if self.other else None)
        if picked is None:
            return None
        return {"value": picked, "text": self.other} if self.other else picked

    def _month(self) -> JsonValue:
        if not self.month and not self.year:
            return None
        number = self.month.casefold()
        for place, name in enumerate(MONTHS, start=1):
            if number in (name.casefold(), name[:3].casefold()):
                number = str(place)
        return f"{self.year}-{number.zfill(2)}"


def nothing_filled_in(step: Step) -> str:
    """What to say when somebody went on without answering."""
    if step.kind in ("helped", "publication"):
        return "Pick an answer, or skip this question"
    if step.question_kind == "multiple_choice":
        return "Pick one or more, or skip this question"
    if step.question_kind in PICKED or step.question_id == CONSENT:
        return "Pick an answer, or skip this question"
    if step.question_kind == "free_text":
        return "Write a few words, or skip this question"
    if step.question_kind == "month":
        return "Give a month and a year, or skip this question"
    return "Type an answer, or skip this question"


def _typed(form: FormData | Mapping[str, str], name: str) -> str:
    value = form.get(name, "")
    # Browsers send each line's end as two characters, which would count against the limit.
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else ""


def _texts(values: object) -> tuple[str, ...]:
    return tuple(value for value in values if isinstance(value, str)) if isinstance(values, list) else ()
