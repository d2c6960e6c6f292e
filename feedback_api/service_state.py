"""What one running service holds: settings, content, the database, the way to Rasa, the limits."""

from __future__ import annotations

from dataclasses import dataclass, field

from feedback_api.analysis.themes.definition import ThemesFile, load_themes
from feedback_api.area.service import Area, load_area
from feedback_api.chat.assistant import Assistant
from feedback_api.chat.limits import RateLimits
from feedback_api.chat.locks import TurnLocks
from feedback_api.chat.tokens import ChatTokens
from feedback_api.database import Database
from feedback_api.errors import ContentError
from feedback_api.jobs.carrier import Carrier
from feedback_api.reports.content import ReportContent, load_report_content
from feedback_api.safeguarding.answers import SafeguardingAnswers, load_answers
from feedback_api.secrets_store import internal_secret, refuse_guessable_secrets, signing_key
from feedback_api.settings import Settings
from feedback_api.surveys.definition import SurveyShelf, load_surveys
from feedback_api.topics.catalogue import Catalogue, load_catalogue


@dataclass(frozen=True)
class ServiceState:
    """Made once at start-up, closed at the end; routes receive it as `Service`."""

    settings: Settings
    area: Area
    catalogue: Catalogue
    safeguarding: SafeguardingAnswers
    surveys: SurveyShelf
    report_content: ReportContent
    themes: ThemesFile
    database: Database
    assistant: Assistant
    limits: RateLimits
    tokens: ChatTokens
    internal_secret: str
    locks: TurnLocks = field(default_factory=TurnLocks)

    async def close(self) -> None:
        """Close the database and the connections to Rasa and Redis."""
        await self.assistant.close()
        await self.limits.close()
        await self.database.close()


def build_state(settings: Settings) -> ServiceState:
    """Read all content and open what is needed.

    Raises ContentError when a file under data/ is wrong, UnsafeSettings when a secret could be guessed.
    """
    refuse_guessable_secrets(settings)
    area = load_area(settings.data_folder, settings.area)
    if area.safeguarding.webhook and settings.webhook_secret is None:
        raise ContentError(
            "The area names a safeguarding webhook: set OURVOICES_WEBHOOK_SECRET, which signs its calls."
        )
    catalogue = load_catalogue(settings.data_folder, area)
    surveys = load_surveys(settings.data_folder)
    secret = internal_secret(settings)
    settings.var_folder.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_address)
    database.announce = Carrier(settings).announce
    return ServiceState(
        settings=settings,
        area=area,
        catalogue=catalogue,
        safeguarding=load_answers(settings.data_folder, catalogue),
        surveys=surveys,
        report_content=load_report_content(settings.data_folder, area, surveys),
        themes=load_themes(settings.data_folder),
        database=database,
        assistant=Assistant(settings.rasa_url, secret, settings.rasa_seconds),
        limits=RateLimits(settings.redis_url),
        tokens=ChatTokens(signing_key(settings), settings.chat_hours),
        internal_secret=secret,
    )
