"""What the assistant does: thin actions that ask feedback_api over HTTP and say what it answers."""

from actions.conversation import ActionFallback, ActionReply, ActionSessionStart
from actions.directory import ActionFindService
from actions.survey import (
    ActionComeBack,
    ActionDiscardSurvey,
    ActionFinishSurvey,
    ActionHoldSurvey,
    ActionPauseSurvey,
    ActionStartSurvey,
    ActionSurveyAside,
    ActionSurveyMenu,
    ActionThanks,
)
from actions.survey_form import ActionAskSurveyAnswer, ValidateSurveyForm
from actions.topics import ActionAnswerTopic, ActionClarify, ActionEasyRead, ActionTellMore

__all__ = [
    "ActionAnswerTopic",
    "ActionAskSurveyAnswer",
    "ActionClarify",
    "ActionComeBack",
    "ActionDiscardSurvey",
    "ActionEasyRead",
    "ActionFallback",
    "ActionFindService",
    "ActionFinishSurvey",
    "ActionHoldSurvey",
    "ActionPauseSurvey",
    "ActionReply",
    "ActionSessionStart",
    "ActionStartSurvey",
    "ActionSurveyAside",
    "ActionSurveyMenu",
    "ActionTellMore",
    "ActionThanks",
    "ValidateSurveyForm",
]
