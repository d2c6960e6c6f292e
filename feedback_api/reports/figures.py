"""The report's figures: one model, which every format renders, published as docs/report.schema.json.

Every count has been through disclosure control. A count, a share or a comparison that is null is hidden (`[c]`), unless
a field says otherwise.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from feedback_api.analysis.indicators.rating import Rating
from feedback_api.analysis.indicators.statistics import Direction
from language.sentiment import Label

HIDDEN_NOTE = "Null when hidden, so that nobody can be recognised. Never read it as zero."


class AnswerFigure(BaseModel):
    """How many gave an answer. In a multiple choice people may give several, so that the shares add up to more."""

    value: str
    label: str
    count: int | None = Field(description=HIDDEN_NOTE)
    percent: float | None = Field(description="Of the base, with one decimal. Null when hidden, or when the base is 0.")


class Quote(BaseModel):
    """What somebody wrote, redacted. Shown only where enough people share everything that is said of the writer."""

    text: str
    sounds: Label


class QuestionFigures(BaseModel):
    """The answers to a question. `base` is who answered it: those who skipped it, or were not asked, are left out."""

    id: str
    text: str
    kind: str
    base: int | None = Field(description=HIDDEN_NOTE)
    skipped: int | None = Field(description=HIDDEN_NOTE)
    answers: list[AnswerFigure]
    rounding: str | None = Field(None, description="Said when the rounded shares do not add up to 100.")
    other_words: list[str] = Field([], description="What some wrote beside “other”.")
    quotes: list[Quote] = []


class SheetFigures(BaseModel):
    """One survey as one audience answered it."""

    survey: str
    audience: str
    title: str
    responses: int | None = Field(description=HIDDEN_NOTE)
    at_least: int | None = Field(None, description="Where the responses are hidden: the greatest base that is shown.")
    questions: list[QuestionFigures]


class Change(BaseModel):
    """An indicator beside an earlier period, by a two-sided test of two proportions at 5 %."""

    period: str
    direction: Direction
    points: float | None = Field(description="Percentage points. Null when either value is hidden or has no base.")
    p_value: float | None


class GroupFigure(BaseModel):
    """An indicator within a group of people. The groups of a need may overlap."""

    group: str
    base: int | None = Field(description=HIDDEN_NOTE)
    percent: float | None = Field(description=HIDDEN_NOTE)


class Breakdown(BaseModel):
    """An indicator by group."""

    by: str
    title: str
    groups: list[GroupFigure]


class BaselineFigure(BaseModel):
    """Where a measure began, and which paper says so."""

    value: float | None = Field(description="Null when the source gives no figure.")
    date: str
    source: str
    note: str


class IndicatorFigure(BaseModel):
    """An impact measure."""

    id: str
    title: str
    audience: str | None
    question: str
    yes: int | None = Field(description=HIDDEN_NOTE)
    base: int | None = Field(description=HIDDEN_NOTE)
    percent: float | None = Field(description=HIDDEN_NOTE)
    low: float | None = Field(description="The lower end of the 95 % interval (Wilson).")
    high: float | None = Field(description="Its upper end.")
    target: float
    target_source: str
    baseline: BaselineFigure | None
    rating: Rating
    rating_rule: str
    changes: list[Change]
    breakdowns: list[Breakdown]
    source: str


class CouncilFigureRow(BaseModel):
    """A figure that an officer entered, beside the indicators and themes that say how families see the same thing."""

    id: str
    title: str
    unit: str
    better: str
    value: float | None = Field(description="Null when none was entered, or when it is hidden.")
    is_hidden: bool
    note: str
    previous: float | None
    baseline: BaselineFigure | None
    beside: list[str]
    themes: list[str]


class AmbitionFigures(BaseModel):
    """The measures of one of the council's Ambitions."""

    id: str
    title: str
    indicators: list[IndicatorFigure]


class ThemeFigure(BaseModel):
    """How many of an audience's responses speak of a theme, and how they sound when they do."""

    id: str
    title: str
    ambition: str | None
    people: int | None = Field(description=HIDDEN_NOTE)
    percent: float | None = Field(description="Of the responses with words.")
    sounds: list[AnswerFigure]
    quotes: list[Quote]


class AudienceThemes(BaseModel):
    """What one audience talks about, the most frequent first."""

    audience: str
    wrote: int | None = Field(description="Responses with words of their own. " + HIDDEN_NOTE)
    themes: list[ThemeFigure]


class PopulationShare(BaseModel):
    """A group's share of the responses beside its share of the children and young people with SEND who live here."""

    group: str
    label: str
    count: int | None = Field(description=HIDDEN_NOTE)
    percent: float | None
    local_percent: float | None = Field(description="Null where the area file gives none.")


class WhoTookPart(BaseModel):
    """One characteristic of those who took part."""

    id: str
    title: str
    base: int | None = Field(description=HIDDEN_NOTE)
    source: str | None = Field(description="Where the local shares come from.")
    groups: list[PopulationShare]


class Participation(BaseModel):
    """Who took part, and who is missing. One person may have answered several surveys."""

    responses: int | None = Field(description=HIDDEN_NOTE)
    by_audience: list[AnswerFigure]
    characteristics: list[WhoTookPart]
    missing: list[str]


class SideBySide(BaseModel):
    """What each audience says to the same question."""

    question: str
    indicators: list[str] = Field(description="Ids, one an audience.")
    sentence: str


class Unanswered(BaseModel):
    """A kind of question that the assistant could not answer."""

    title: str
    count: int | None = Field(description=HIDDEN_NOTE)


class WantedFigure(BaseModel):
    """What several families asked for and did not find. The name and the example are a computer's pick."""

    name: str
    count: int | None = Field(description=HIDDEN_NOTE)
    example: str | None = Field(description="The most typical question, redacted; officers alone see it.")


class LocalOfferGaps(BaseModel):
    """What families looked for and did not find."""

    turns_unanswered: int | None = Field(description=HIDDEN_NOTE)
    kinds: list[Unanswered]
    wanted: list[WantedFigure]


class AssistantUse(BaseModel):
    """How the assistant was used, counted by day and by nothing else: nobody can be found in it."""

    conversations: int | None
    turns: int | None
    by_outcome: list[AnswerFigure]
    surveys_begun: int | None
    surveys_finished: int | None = Field(description=HIDDEN_NOTE)


class SummaryLine(BaseModel):
    """A sentence of the summary, made from the figures by a rule."""

    kind: Literal["participation", "best", "worst", "change", "theme", "young_people", "missing", "limit"]
    text: str


class Report(BaseModel):
    """A period's report. The same data gives the same bytes."""

    period: str
    title: str
    council: str
    level: Literal["officers", "published"]
    demonstration_data: bool = Field(description="True when made-up responses are among those counted.")
    is_over: bool = Field(description="While the period goes on there are no figures, only how far it has come.")
    smallest_count_shown: int
    at_a_glance: list[SummaryLine]
    participation: Participation | None
    ambitions: list[AmbitionFigures]
    council_figures: list[CouncilFigureRow]
    themes: list[AudienceThemes]
    young_people: list[SheetFigures]
    side_by_side: list[SideBySide]
    local_offer_gaps: LocalOfferGaps | None
    assistant: AssistantUse | None
    surveys: list[SheetFigures]
    notes: list[str]
    sentiment_analyser: str
    theme_reader: str | None
