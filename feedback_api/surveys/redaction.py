"""Nobody's words are stored before what identifies a person has been taken out of them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import NewType

from feedback_api.surveys.answer import Answer
from feedback_api.surveys.engine import validated_step
from feedback_api.surveys.survey import Survey
from language.redaction import redact

# An answer that may be stored: only `without_identifiers` makes one, and only such a one can be saved.
SafeAnswer = NewType("SafeAnswer", Answer)


async def without_identifiers(survey: Survey, step_id: str, answer: Answer) -> SafeAnswer:
    """`answer` with its words redacted ("[name]", "[school]").

    Raises InvalidAnswer when the placeholders make the words longer than the question takes.
    """
    if answer.text is None:
        return SafeAnswer(answer)
    # In a thread: a long text takes a good part of a second, and other families are waiting.
    redacted = replace(answer, text=(await asyncio.to_thread(redact, answer.text)).text)
    return SafeAnswer(validated_step(survey, step_id, redacted.value))
