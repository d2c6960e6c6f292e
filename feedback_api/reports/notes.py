"""How a report is to be read: method, bases, limits and suppression."""

from __future__ import annotations

from feedback_api.analysis.disclosure import HIDDEN
from feedback_api.reports.released import PeriodFigures


def notes(minimum: int) -> list[str]:
    """The sentences at a report's end."""
    return [
        f"{HIDDEN} stands for a count that is hidden so that nobody can be recognised: one of fewer than {minimum} "
        "people, or one from which such a count could be worked out. Do not read it as a zero.",
        "Each percentage is of those who answered the question. Those who skipped it, or were not asked, are left out.",
        "Where several answers could be picked, each is counted by itself, so the shares add up to more than 100 %.",
        "An interval of 95 % (Wilson) says how far chance alone may have moved a share. A change is called one only "
        "where a test of the two shares finds less than 5 % for chance; else it is “no clear change”.",
        "A colour follows from the indicator's own rule. It is grey where too few people count. Nobody can type it in.",
        "Quotes are a few of many, chosen by their length and never by who wrote them. They are shown only where "
        "enough people share everything that is said of the writer.",
        "Whether a comment sounds negative, mixed or positive is a computer's guess, unless an officer corrected it.",
        "Figures stand as they were first made. Somebody who takes answers back is not counted in later reports.",
        "People chose to answer, so the figures show what they said and not what all families think. One person may "
        "have answered several surveys.",
    ]


def waiting(figures: PeriodFigures) -> list[str]:
    """Said while some comments are not scored yet: they are stored, and not lost."""
    scored: dict[object, int] = {}
    for (sheet, question, _), number in figures.counts.sounds.items():
        scored[sheet, question] = scored.get((sheet, question), 0) + number
    waits = any(
        question.is_free_text
        and figures.counts.texts[asked.sheet, question.id] > scored.get((asked.sheet, question.id), 0)
        for asked in figures.sheets
        for question in asked.questions
    )
    return ["Some comments are waiting to be scored. Make the report again later: they are not lost."] if waits else []
