"""What the assistant does: thin actions that ask feedback_api over HTTP and say what it answers."""

from actions.conversation import ActionFallback, ActionReply, ActionSessionStart
from actions.directory import ActionFindService
from actions.survey import (
    ActionAskSurveyAnswer,
    ActionDiscardSurvey,
    ActionFinishSurvey,
    ActionHoldSurvey,
    ActionStartSurvey,
    ActionSurveyAside,
    ValidateSurveyForm,
)
from actions.topics import ActionAnswerTopic, ActionClarify, ActionEasyRead, ActionTellMore

__all__ = [
    "ActionAnswerTopic",
    "ActionAskSurveyAnswer",
    "ActionClarify",
    "ActionDiscardSurvey",
    "ActionEasyRead",
    "ActionFallback",
    "ActionFindService",
    "ActionFinishSurvey",
    "ActionHoldSurvey",
    "ActionReply",
    "ActionSessionStart",
    "ActionStartSurvey",
    "ActionSurveyAside",
    "ActionTellMore",
    "ValidateSurveyForm",
]
