"""What a browser keeps of a survey: a signed cookie, so that no address ever holds what opens a draft."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from fastapi import Request, Response
from itsdangerous import BadSignature, URLSafeTimedSerializer

from feedback_api.errors import Forbidden
from feedback_api.surveys.wording import ENGLISH

SURVEY_COOKIE, VISITOR_COOKIE, READING_COOKIE, KIOSK_COOKIE, INVITATION_COOKIE = (
    "ourvoices_survey",
    "ourvoices_visitor",
    "ourvoices_reading",
    "ourvoices_kiosk",
    "ourvoices_invitation",
)
DAY = 24 * 3600
# In a hall, nobody goes on with what somebody else began this long ago, even where no script runs that clears it.
KIOSK_SECONDS = 15 * 60
TOKEN_FIELD = "csrf_token"  # noqa: S105 - a field's name


class FormOutOfDate(Forbidden):
    """A form came without the token that this browser's cookie belongs to."""

    code = "form_out_of_date"

    def __init__(self) -> None:
        super().__init__(
            "This form is out of date, or your browser keeps no cookies from us. Please go back, load the page again "
            "and send it once more."
        )


@dataclass(frozen=True)
class Visit:
    """One browser's way through one survey.

    `draft` is the secret id of the draft; it stays after the survey was sent, to show the code again. `paused` is the
    code of a survey that was put away. `said` is what was said already to words that told of danger, and `help` what
    the next page must show before anything else.
    """

    draft: str | None = None
    audience: str | None = None
    language: str = ENGLISH
    paused: str | None = None
    said: dict[str, Any] = field(default_factory=dict)
    help: dict[str, Any] = field(default_factory=dict)

    def with_draft(self, draft: str, audience: str, language: str) -> Visit:
        """The same visit with a draft."""
        return replace(self, draft=draft, audience=audience, language=language, paused=None)


class Visits:
    """Reads and writes the cookies of survey pages, and the tokens of their forms."""

    def __init__(self, key: str, *, secure: bool) -> None:
        self._key = key.encode()
        self._serializer = URLSafeTimedSerializer(key, salt="survey-visit")
        self._secure = secure

    def read(self, request: Request) -> Visit:
        """This browser's visit; a new one when there is none, or its cookie was tampered with or is a day old."""
        try:
            seconds = KIOSK_SECONDS if self.kiosk(request) else DAY
            kept = self._serializer.loads(request.cookies.get(SURVEY_COOKIE, ""), max_age=seconds)
        except BadSignature:
            return Visit()
        return Visit(**kept)

    def keep(self, reply: Response, survey_id: str, visit: Visit) -> None:
        """Have the browser keep the visit, for this survey's pages alone."""
        self._set(reply, SURVEY_COOKIE, str(self._serializer.dumps(asdict(visit))), f"/surveys/{survey_id}", DAY)

    def forget(self, reply: Response, survey_id: str) -> None:
        """Have the browser forget it."""
        reply.delete_cookie(SURVEY_COOKIE, path=f"/surveys/{survey_id}")

    def visitor(self, request: Request) -> str:
        """What this browser's forms are known by; a new one when it has none yet."""
        return request.cookies.get(VISITOR_COOKIE) or secrets.token_urlsafe(24)

    def keep_visitor(self, reply: Response, visitor: str) -> None:
        """Have the browser keep it until it is closed."""
        self._set(reply, VISITOR_COOKIE, visitor, "/", None)

    def keep_reading(self, reply: Response, easy: bool) -> None:
        """Keep whether pages are shown in Easy Read."""
        self._set(reply, READING_COOKIE, "easy" if easy else "plain", "/", DAY)

    def invitation(self, request: Request) -> str | None:
        """The code of the invitation that led this browser here."""
        return request.cookies.get(INVITATION_COOKIE) or self.kiosk(request)

    def keep_invitation(self, reply: Response, code: str) -> None:
        """Keep that code for a day."""
        self._set(reply, INVITATION_COOKIE, code, "/surveys", DAY)

    def kiosk(self, request: Request) -> str | None:
        """The invitation's code when this browser stands in a hall, for one person after another."""
        return request.cookies.get(KIOSK_COOKIE) or None

    def keep_kiosk(self, reply: Response, code: str) -> None:
        """Make this browser a kiosk, for a month."""
        self._set(reply, KIOSK_COOKIE, code, "/", 30 * DAY)

    def end_kiosk(self, reply: Response) -> None:
        """Make it an ordinary browser again."""
        reply.delete_cookie(KIOSK_COOKIE, path="/")

    def form_token(self, secret: str) -> str:
        """The token of a form in the browser that keeps `secret` (a draft's id, or the visitor) in a cookie."""
        return hmac.new(self._key, b"form:" + secret.encode(), hashlib.sha256).hexdigest()

    def check_form(self, secret: str, given: str) -> None:
        """Raises FormOutOfDate unless `given` is that token."""
        if not hmac.compare_digest(given.encode(), self.form_token(secret).encode()):
            raise FormOutOfDate

    def _set(self, reply: Response, name: str, value: str, path: str, seconds: int | None) -> None:
        # Lax: a link in a council's newsletter must find the survey that was begun; another site's form must not.
        reply.set_cookie(name, value, max_age=seconds, path=path, httponly=True, samesite="lax", secure=self._secure)
