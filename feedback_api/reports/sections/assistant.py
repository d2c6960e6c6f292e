"""How the assistant was used, and what it could not answer: counts by day, of turns and not of people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from feedback_api.analysis.disclosure import guarded, guarded_total
from feedback_api.models.assistant import CONVERSATION_BEGUN, SURVEY_BEGUN
from feedback_api.reports.figures import AnswerFigure, AssistantUse, LocalOfferGaps, Unanswered, WantedFigure
from feedback_api.reports.released import Level, PeriodFigures
from feedback_api.reports.sections.answers import percent
from feedback_api.unmet.service import Wanted

EVENTS = {CONVERSATION_BEGUN, SURVEY_BEGUN}
# How a turn ends that left the family without an answer, in the words of the report.
UNANSWERED = {
    "no_service_found": "No service in the directory fitted",
    "unanswerable_unsure": "The assistant was not sure what was meant",
    "unanswerable_out_of_scope": "The question was about something that it does not know",
    "unanswerable_language": "The question was in another language",
    "unanswerable_gibberish": "The message could not be read",
    "said_to_be_wrong": "Somebody said that the answer was wrong",
    "failed": "The assistant could not be reached",
}
OUTCOMES = {
    "answered": "Answered",
    "clarified": "Asked which of several things was meant",
    "survey": "A survey's question",
    "talk": "A greeting, thanks or small talk",
    "handed_to_person": "Told whom to ring",
    "distress": "Kind words for somebody in distress",
    "switched_off": "The assistant was switched off",
    **UNANSWERED,
}


def assistant_use(turns: Mapping[str, int], figures: PeriodFigures, minimum: int) -> AssistantUse:
    """Conversations, how turns ended, and surveys begun and finished."""
    ended = {status: number for status, number in turns.items() if status not in EVENTS}
    shown = guarded(ended, minimum) if ended else {}
    total = guarded_total(sum(ended.values()), minimum)
    return AssistantUse(
        conversations=guarded_total(turns.get(CONVERSATION_BEGUN, 0), minimum),
        turns=total,
        by_outcome=[
            AnswerFigure(
                value=status,
                label=OUTCOMES.get(status, status.replace("_", " ").capitalize()),
                count=shown[status],
                percent=percent(shown[status], total),
            )
            for status in sorted(ended)
        ],
        surveys_begun=guarded_total(turns.get(SURVEY_BEGUN, 0), minimum),
        surveys_finished=figures.count("responses"),
    )


def local_offer_gaps(turns: Mapping[str, int], groups: Sequence[Wanted], level: Level, minimum: int) -> LocalOfferGaps:
    """The turns that left somebody without an answer, by the way in which they did, and what was asked for.

    What is published names only groups that are large enough to be counted, and quotes nobody.
    """
    found = {status: turns[status] for status in UNANSWERED if turns.get(status)}
    shown = guarded(found, minimum) if found else {}
    return LocalOfferGaps(
        turns_unanswered=guarded_total(sum(found.values()), minimum),
        kinds=[Unanswered(title=UNANSWERED[status], count=shown[status]) for status in found],
        wanted=[
            WantedFigure(
                name=group.name,
                count=guarded_total(group.times, minimum),
                example=group.example if level == "officers" else None,
            )
            for group in groups
            if level == "officers" or group.times >= minimum
        ],
    )
