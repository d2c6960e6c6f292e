"""A request to a survey's page: who asks, how they read, and how they are answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from feedback_api.dependencies import Service
from feedback_api.secrets_store import signing_key
from feedback_api.service_state import ServiceState
from feedback_api.survey_pages.languages import direction_of, name_of
from feedback_api.survey_pages.visits import READING_COOKIE, Visit, Visits
from feedback_api.surveys.service import Drafts
from feedback_api.surveys.wording import ENGLISH
from feedback_api.web.pages import page


@dataclass(frozen=True)
class Asked:
    """One request, with all that the pages of a survey need to answer it."""

    request: Request
    service: ServiceState
    visits: Visits
    drafts: Drafts
    visit: Visit

    @property
    def draft_id(self) -> str:
        """The draft of this browser; an id that no draft has when there is none."""
        return self.visit.draft or ""

    @property
    def kiosk(self) -> str | None:
        """The invitation's code, when this browser is a kiosk."""
        return self.visits.kiosk(self.request)

    @property
    def draft_token(self) -> str:
        """The token of forms about the draft."""
        return self.visits.form_token(self.draft_id)

    def check_draft_token(self, given: str) -> None:
        """Raises FormOutOfDate unless the form belongs to this browser's draft."""
        self.visits.check_form(self.draft_id, given)

    def check_visitor_token(self, given: str) -> None:
        """Raises FormOutOfDate unless the form belongs to this browser."""
        self.visits.check_form(self.visits.visitor(self.request), given)

    def page(self, template: str, *, status: int = 200, language: str = ENGLISH, **values: Any) -> HTMLResponse:
        """A page. `?reading=easy` or `?reading=plain` sets how this browser likes to read from now on."""
        wanted = self.request.query_params.get("reading")
        easy = wanted == "easy" if wanted else self.request.cookies.get(READING_COOKIE) == "easy"
        reply = page(
            self.request,
            self.service,
            template,
            status=status,
            easy=easy,
            kiosk=self.kiosk,
            survey_here=self.request.path_params.get("survey_id"),
            language=language,
            language_name=name_of,
            direction=direction_of(language),
            **values,
        )
        if wanted in ("easy", "plain"):
            self.visits.keep_reading(reply, easy)
        return reply

    def form_page(self, template: str, *, status: int = 200, language: str = ENGLISH, **values: Any) -> HTMLResponse:
        """A page with a form of somebody who has no draft yet."""
        visitor = self.visits.visitor(self.request)
        token = self.visits.form_token(visitor)
        reply = self.page(template, status=status, language=language, csrf_token=token, **values)
        self.visits.keep_visitor(reply, visitor)
        return reply


def asked(request: Request, service: Service) -> Asked:
    """What every route of these pages is given."""
    visits = Visits(signing_key(service.settings), secure=service.settings.https_only)
    return Asked(request, service, visits, Drafts(service.database, service.surveys), visits.read(request))


Here = Annotated[Asked, Depends(asked)]


def see_other(address: str) -> Response:
    """Go to another page of ours, by GET."""
    return RedirectResponse(address, status_code=303, headers={"Cache-Control": "no-store"})
