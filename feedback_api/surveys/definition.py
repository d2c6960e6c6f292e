"""The definition model's names, for the other features: what a survey is, the kinds of question, and all surveys."""

from feedback_api.surveys.questions import (
    AnyQuestion,
    CodeQuestion,
    DistrictQuestion,
    FacesQuestion,
    FreeTextQuestion,
    MonthQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    ScaleQuestion,
    SingleChoiceQuestion,
    YesNoQuestion,
)
from feedback_api.surveys.shelf import SurveyShelf, load_surveys
from feedback_api.surveys.survey import Survey
from feedback_api.surveys.wording import Audience, Option

__all__ = [
    "AnyQuestion",
    "Audience",
    "CodeQuestion",
    "DistrictQuestion",
    "FacesQuestion",
    "FreeTextQuestion",
    "MonthQuestion",
    "MultipleChoiceQuestion",
    "NumberQuestion",
    "Option",
    "ScaleQuestion",
    "SingleChoiceQuestion",
    "Survey",
    "SurveyShelf",
    "YesNoQuestion",
    "load_surveys",
]
