"""All surveys: the released versions, which are asked, and the files in preparation, which are not yet.

data/surveys/<id>.yml is written by people; `ourvoices release-survey <id>` freezes it as
data/surveys/released/<id>/<version>.yml.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from feedback_api.content import read_content
from feedback_api.errors import ContentError, NotFound
from feedback_api.surveys.questions import AnyQuestion
from feedback_api.surveys.survey import Survey
from feedback_api.surveys.voice import Voice
from feedback_api.surveys.wording import ENGLISH, Audience, Option, Translation

FOLDER, RELEASED, TRANSLATIONS = "surveys", "released", "translations"
FROZEN = re.compile(r"# Released\. Never change this file: raise the version instead\. sha256 ([0-9a-f]{64})\n")


def frozen(text: str) -> str:
    """The content of a released file: `text`, under a line that shows any later change."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"# Released. Never change this file: raise the version instead. sha256 {digest}\n{text}"


class SurveyShelf:
    """Every survey in every released version, and the translations."""

    def __init__(
        self,
        prepared: dict[str, Survey],
        released: dict[str, dict[int, Survey]],
        translations: dict[tuple[str, int, str], Translation],
    ) -> None:
        self._prepared = prepared
        self._released = released
        self._translations = translations

    def all(self) -> list[Survey]:
        """The newest released version of each survey that is still asked, in the order of their ids."""
        return [self.get(survey_id) for survey_id in sorted(self._prepared) if survey_id in self._released]

    def get(self, survey_id: str) -> Survey:
        """The newest released version, or NotFound. One whose file is gone is no longer asked."""
        if survey_id not in self._prepared or survey_id not in self._released:
            raise NotFound(f"There is no survey “{survey_id[:64]}”.")
        return self.versions(survey_id)[-1]

    def prepared(self) -> list[Survey]:
        """The files as they stand, released or not: for previews and checks."""
        return [self._prepared[survey_id] for survey_id in sorted(self._prepared)]

    def ids(self) -> list[str]:
        """Every survey that was ever released: answers to it may exist."""
        return sorted(self._released)

    def versions(self, survey_id: str) -> list[Survey]:
        """All released versions, oldest first; empty when there is none."""
        versions = self._released.get(survey_id, {})
        return [versions[number] for number in sorted(versions)]

    def version(self, survey_id: str, number: int) -> Survey:
        """One released version, or NotFound."""
        survey = self._released.get(survey_id, {}).get(number)
        if survey is None:
            raise NotFound(f"There is no version {number} of the survey “{survey_id[:64]}”.")
        return survey

    def every_question(self, survey_id: str) -> list[AnyQuestion]:
        """Each question that was ever asked, as asked last: those of today in their order, then those taken out."""
        questions = {q.id: q for survey in self.versions(survey_id) for q in survey.questions}
        today = [question.id for question in self.versions(survey_id)[-1].questions]
        return [questions[name] for name in [*today, *(name for name in questions if name not in today)]]

    def every_option(self, survey_id: str, question_id: str) -> list[Option]:
        """Each option that a question ever had: those of today in their order, then those taken out, as last worded."""
        asked = [q for survey in self.versions(survey_id) for q in survey.questions if q.id == question_id]
        options = {option.value: option for question in asked for option in question.options}
        today = [option.value for option in asked[-1].options] if asked else []
        return [options[value] for value in [*today, *(value for value in options if value not in today)]]

    def languages(self, survey: Survey) -> list[str]:
        """English, and each language in which this version can be asked."""
        others = [key[2] for key, made in self._translations.items() if key[:2] == (survey.id, survey.version) and made]
        return [ENGLISH, *sorted(others)]

    def voice(self, survey: Survey, audience: Audience, language: str = ENGLISH) -> Voice:
        """How `survey` is said; English where there is no translation of this version."""
        return Voice(survey, audience, self._translations.get((survey.id, survey.version, language)))


def load_surveys(data_folder: Path) -> SurveyShelf:
    """Read data/surveys.

    Raises ContentError when a file is wrong, is not named after its survey, or was changed after its release.
    """
    folder = data_folder / FOLDER
    prepared = {survey.id: survey for survey in map(_read_prepared, sorted(folder.glob("*.yml")))}
    released: dict[str, dict[int, Survey]] = {}
    for file in sorted((folder / RELEASED).glob("*/*.yml")):
        survey = _read_released(file)
        released.setdefault(survey.id, {})[survey.version] = survey
    translations = {}
    for file in sorted((folder / TRANSLATIONS).glob("*.yml")):
        made = read_content(file, Translation)
        if file.name != f"{made.survey}.{made.language}.yml":
            raise ContentError(f"{file}: rename the file to {made.survey}.{made.language}.yml, or mend what it says.")
        if made.checked_by:
            translations[made.survey, made.version, made.language] = made
    return SurveyShelf(prepared, released, translations)


def _read_prepared(file: Path) -> Survey:
    survey = read_content(file, Survey)
    if survey.id != file.stem:
        raise ContentError(f"{file}: the id is {survey.id}. Rename the file to {survey.id}.yml, or mend the id.")
    return survey


def _read_released(file: Path) -> Survey:
    text = file.read_text(encoding="utf-8")
    mark = FROZEN.match(text)
    if mark is None or hashlib.sha256(text[mark.end() :].encode()).hexdigest() != mark.group(1):
        raise ContentError(
            f"{file}: this version was released and then changed. Put it back as it was, and make the change in "
            f"data/surveys/{file.parent.name}.yml with a higher version."
        )
    survey = read_content(file, Survey)
    if (survey.id, str(survey.version)) != (file.parent.name, file.stem):
        raise ContentError(f"{file}: it holds version {survey.version} of {survey.id}. Move it back to its own place.")
    return survey
