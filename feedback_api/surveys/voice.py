"""A survey as it is said to one audience, in one language."""

from __future__ import annotations

from datetime import date

from feedback_api.surveys.answer import Answer
from feedback_api.surveys.questions import AnyQuestion, MonthQuestion, NumberQuestion
from feedback_api.surveys.survey import Survey
from feedback_api.surveys.wording import Audience, Option, QuestionWording, SurveyWording, Translation


class Voice:
    """Finds each sentence: the translation's if there is one, else the audience's, else the plain one.

    A translation has one wording for every audience.
    """

    def __init__(self, survey: Survey, audience: Audience, translation: Translation | None = None) -> None:
        self.survey = survey
        self.audience = audience
        self._translation = translation

    def sentence(self, name: str) -> str:
        """One of the survey's own sentences, by its name in the file."""
        layers = (self._translation.wording if self._translation else None, self.survey.wording.get(self.audience))
        for layer in layers:
            said = getattr(layer, name, None) if isinstance(layer, SurveyWording) else None
            if said is not None:
                return str(said)
        return str(getattr(self.survey, name))

    def text(self, question: AnyQuestion) -> str:
        """What is asked."""
        return next((layer.text for layer in self._layers(question) if layer.text), question.text)

    def why(self, question: AnyQuestion) -> str:
        """What to say when asked why."""
        return next((layer.why for layer in self._layers(question) if layer.why), question.why)

    def easy_read(self, question: AnyQuestion) -> str:
        """The Easy Read sentence."""
        return next((layer.easy_read for layer in self._layers(question) if layer.easy_read), question.easy_read.text)

    def label(self, question: AnyQuestion, option: Option) -> str:
        """The words of an option."""
        for layer in self._layers(question):
            if option.value in layer.options:
                return layer.options[option.value]
        return option.label

    def answer_words(self, question: AnyQuestion, answer: Answer) -> str:
        """The answer as the person would read it: labels, the month's name, the number with its unit."""
        labels = {option.value: self.label(question, option) for option in question.options}
        if isinstance(question, MonthQuestion) and answer.choice is not None:
            return f"{date.fromisoformat(answer.choice + '-01'):%B %Y}"
        if isinstance(question, NumberQuestion):
            return f"{answer.number:,}" + (f" {question.unit}" if question.unit else "")
        picked = [labels.get(value, value) for value in answer.choices or ([answer.choice] if answer.choice else [])]
        if answer.text is None:
            return ", ".join(picked)
        return f"{', '.join(picked)}: {answer.text}" if picked else answer.text

    def _layers(self, question: AnyQuestion) -> list[QuestionWording]:
        layers = [self._translation.questions.get(question.id) if self._translation else None]
        return [layer for layer in [*layers, question.wording.get(self.audience)] if layer is not None]
