"""The tables. Importing this package makes all of them known to `Base.metadata`."""

from feedback_api.models.action_log import CouncilAction
from feedback_api.models.assistant import AssistantSwitch, TurnCount, UnmetQuestion
from feedback_api.models.base import Base
from feedback_api.models.chat import ChatSession
from feedback_api.models.corrections import SentimentCorrection
from feedback_api.models.directory import (
    DirectoryLocation,
    DirectoryNeed,
    DirectorySchedule,
    DirectoryService,
    DirectoryState,
    DirectoryTerm,
)
from feedback_api.models.invitations import Invitation
from feedback_api.models.jobs import Job
from feedback_api.models.officers import AuditEntry, Officer, OfficerSession
from feedback_api.models.reports import CouncilFigure, ReleasedFigures
from feedback_api.models.responses import AnswerSentiment, ResponseAnswer, ResponseChoice, SurveyResponse
from feedback_api.models.retention import PurgeRecord
from feedback_api.models.safeguarding import RiskFlag
from feedback_api.models.scoring import AnswerTheme
from feedback_api.models.surveys import DraftAnswer, SurveyDraft
from feedback_api.models.themes import ThemeMark, ThemeReading

__all__ = [
    "AnswerSentiment",
    "AnswerTheme",
    "AssistantSwitch",
    "AuditEntry",
    "Base",
    "ChatSession",
    "CouncilAction",
    "CouncilFigure",
    "DirectoryLocation",
    "DirectoryNeed",
    "DirectorySchedule",
    "DirectoryService",
    "DirectoryState",
    "DirectoryTerm",
    "DraftAnswer",
    "Invitation",
    "Job",
    "Officer",
    "OfficerSession",
    "PurgeRecord",
    "ReleasedFigures",
    "ResponseAnswer",
    "ResponseChoice",
    "RiskFlag",
    "SentimentCorrection",
    "SurveyDraft",
    "SurveyResponse",
    "ThemeMark",
    "ThemeReading",
    "TurnCount",
    "UnmetQuestion",
]
