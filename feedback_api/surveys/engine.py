"""What a draft needs next: pure functions of the survey and of what has been saved."""

from __future__ import annotations

from collections.abc import Collection

from feedback_api.surveys.definition import FreeTextQuestion, Survey
from feedback_api.surveys.schemas import Step, StepOption

CONSENT = "consent"


def next_step(survey: Survey, consented: bool, answered: Collection[str]) -> Step:
    """The next step of a draft whose questions in `answered` have an answer or were skipped."""
    of = len(survey.questions)
    if not consented:
        return Step(
            kind="consent",
            survey_id=survey.id,
            title=survey.title,
            question_id=CONSENT,
            of=of,
            text=f"{survey.introduction}\n\nWhat can still change: {survey.can_change}\n\n{survey.consent}",
            why=survey.consent,
            options=[
                StepOption(value="yes", label=survey.consent_yes),
                StepOption(value="no", label=survey.consent_no),
            ],
        )
    for number, question in enumerate(survey.questions, start=1):
        if question.id in answered:
            continue
        options = [] if isinstance(question, FreeTextQuestion) else question.options
        return Step(
            kind="question",
            survey_id=survey.id,
            title=survey.title,
            question_id=question.id,
            question_kind=question.kind,
            number=number,
            of=of,
            text=question.text,
            why=question.why,
            options=[StepOption(value=option.value, label=option.label) for option in options],
        )
    return Step(kind="finished", survey_id=survey.id, title=survey.title, of=of)
