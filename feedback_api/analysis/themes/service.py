"""What officers mark blind, how far the model agrees, and talk that fits no theme."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import uuid4

from feedback_api.analysis.themes.agreement import Agreement, agreement
from feedback_api.analysis.themes.repository import Key, ThemeRepository
from feedback_api.clock import now
from feedback_api.database import Database
from feedback_api.errors import InvalidInput, NotFound
from feedback_api.models import AnswerTheme, ThemeReading
from feedback_api.scoring.service import score_response
from feedback_api.surveys.definition import SurveyShelf
from language.themes import model_version

# Fewer say next to nothing; a hundred are an afternoon's work.
FEWEST_READ = 30
MOST_READ = 100
# Words of a comment that can be new talk; "nothing", "thanks" and "it was fine" are none.
SHORTEST_TALK = 4


class CommentGone(NotFound):
    """The comment is no longer here: its writer has taken it back, or it never was."""

    code = "comment_gone"

    def __init__(self) -> None:
        super().__init__("That comment is no longer here. Its writer may have taken it back.")


class NoThemeChosen(InvalidInput):
    """Nothing was ticked, or "none of these" beside a theme, or a theme that does not exist."""

    code = "no_theme_chosen"

    def __init__(self) -> None:
        super().__init__("Tick each theme that the comment is about, or “None of these”, but not both.")


@dataclass(frozen=True)
class Unread:
    """A comment that waits to be read blind, with the question that it answers."""

    response_id: str
    question_id: str
    question: str
    text: str


@dataclass(frozen=True)
class Disagreement:
    """A comment of which officer and model say different things; clauses explain the model's themes."""

    text: str
    only_officer: list[str]
    only_machine: list[tuple[str, str]]


@dataclass(frozen=True)
class Reading:
    """What has been read of a quarter, and how the model does on it; no figures before `FEWEST_READ`."""

    read: int
    agreement: Agreement | None
    disagreements: list[Disagreement]


@dataclass(frozen=True)
class ExportedMark:
    """A reading as it leaves for retraining: redacted words and themes, and nothing of whom or when."""

    text: str
    themes: list[str]


@dataclass(frozen=True)
class NewTalk:
    """A group of comments that fit no theme: a name from their own words, their number, and the most typical one."""

    name: str
    size: int
    central: str


async def next_to_read(database: Database, surveys: SurveyShelf, quarter: str, officer_name: str) -> Unread | None:
    """The next comment of the sample, or None when all have been read."""
    async with database.transaction() as session:
        row = await ThemeRepository(session).next_unread(quarter, officer_name)
    if row is None:
        return None
    survey_id, response_id, question_id, text = row
    questions = {(survey.id, question.id): question.text for survey in surveys.all() for question in survey.questions}
    # A question that the survey asks no longer still has its answers.
    return Unread(response_id, question_id, questions.get((survey_id, question_id), question_id), text or "")


async def mark(
    database: Database, quarter: str, key: Key, themes: Collection[str], known: Collection[str], officer_name: str
) -> None:
    """Keep what an officer ticked for a comment; a second time for the same comment changes nothing.

    `themes` is "none" alone where none fits. Raises NoThemeChosen or CommentGone.
    """
    chosen = set(themes)
    if not chosen or ("none" in chosen and len(chosen) > 1) or not chosen <= {*known, "none"}:
        raise NoThemeChosen
    async with database.transaction() as session:
        repository = ThemeRepository(session)
        if await repository.words_at(quarter, key) is None:
            raise CommentGone
        if await repository.reading_of(key, officer_name) is None:
            reading = ThemeReading(
                id=uuid4().hex, response_id=key[0], question_id=key[1], officer_name=officer_name, read_at=now()
            )
            await repository.add_reading(reading, chosen - {"none"})


async def how_many_read(database: Database, quarter: str, officer_name: str) -> int:
    """How many comments of a quarter this officer has read."""
    async with database.transaction() as session:
        readings = await ThemeRepository(session).readings(quarter)
    return sum(reading.officer_name == officer_name for reading, _ in readings)


async def read_so_far(database: Database, quarter: str, themes: Sequence[str]) -> Reading:
    """What officers have read of a quarter, and how far the present model agrees with them."""
    async with database.transaction() as session:
        repository = ThemeRepository(session)
        rows = await repository.readings(quarter)
        marks = await repository.marks([reading.id for reading, _ in rows])
    if len(rows) < FEWEST_READ:
        return Reading(len(rows), None, [])
    keys = {(reading.response_id, reading.question_id) for reading, _ in rows}
    found = await _present_themes(database, quarter, keys)
    pairs = [(marks[reading.id], found[reading.response_id, reading.question_id], text or "") for reading, text in rows]
    told = [{one.theme for one in machine} for _, machine, _ in pairs]
    disagreements = [
        Disagreement(
            text=text,
            only_officer=[theme for theme in themes if theme in officer and theme not in machine],
            only_machine=[
                (one.theme, text[one.clause_start : one.clause_end]) for one in rows_found if one.theme not in officer
            ],
        )
        for (officer, rows_found, text), machine in zip(pairs, told, strict=True)
        if officer != machine
    ]
    figures = await asyncio.to_thread(agreement, [officer for officer, _, _ in pairs], told, themes)
    return Reading(len(rows), figures, disagreements)


async def exported_marks(database: Database) -> list[ExportedMark]:
    """All readings for retraining, their words redacted once more, in an order that says nothing of who read when."""
    from language.redaction import redact

    async with database.transaction() as session:
        repository = ThemeRepository(session)
        rows = await repository.readings()
        marks = await repository.marks([reading.id for reading, _ in rows])
    exported = [ExportedMark(redact(text).text, sorted(marks[reading.id])) for reading, text in rows if text]
    return sorted(exported, key=lambda one: (one.text, one.themes))


async def new_talk(database: Database, quarter: str, minimum: int) -> list[NewTalk]:
    """Groups of at least `minimum` comments of a quarter in which the model found no theme, the largest first."""
    async with database.transaction() as session:
        repository = ThemeRepository(session)
        words = await repository.all_words(quarter)
        found = await repository.machine_themes(quarter, model_version())
    themeless = [word.text for word in words if found.get((word.response_id, word.question_id)) == []]
    return await asyncio.to_thread(groups_of_new_talk, themeless, minimum)


def groups_of_new_talk(texts: Sequence[str], minimum: int) -> list[NewTalk]:
    """Groups of at least `minimum` of these texts, named in their own words."""
    from language.clusters import cluster

    talk = [text for text in texts if len(text.split()) >= SHORTEST_TALK]
    return [NewTalk(one.name, len(one.members), one.central) for one in cluster(talk, smallest=minimum)]


async def _present_themes(database: Database, quarter: str, keys: Collection[Key]) -> dict[Key, list[AnswerTheme]]:
    """What the present model finds in these comments; those that it has not read yet are read now."""
    async with database.transaction() as session:
        found = await ThemeRepository(session).machine_themes(quarter, model_version())
    unread = sorted({response_id for response_id, question_id in keys if (response_id, question_id) not in found})
    if unread:
        for response_id in unread:
            await score_response(database, response_id)
        async with database.transaction() as session:
            found = await ThemeRepository(session).machine_themes(quarter, model_version())
    # One that was taken back a moment ago counts as one in which nothing was found.
    return {key: found.get(key, []) for key in keys}
