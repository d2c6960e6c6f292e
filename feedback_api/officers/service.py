"""Officers: who they are, signing in and out, and the audit trail."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from feedback_api.clock import now
from feedback_api.database import Database
from feedback_api.errors import Conflict, Forbidden, InvalidInput, NotAllowed
from feedback_api.models import AuditEntry, Officer, OfficerSession
from feedback_api.officers.passwords import (
    WeakPassword,
    check_new_password,
    hash_password,
    one_time_password,
    password_fits,
)
from feedback_api.officers.repository import OfficerRepository

NAME_PATTERN = re.compile(r"[a-z][a-z0-9._-]{1,63}")
FIRST_OFFICER = "officer"


class SignInFailed(NotAllowed):
    """The name or the password is wrong; it does not say which."""

    code = "sign_in_failed"

    def __init__(self) -> None:
        super().__init__("That name and password do not fit. Check both and try again.")


@dataclass(frozen=True)
class SignedIn:
    """A signed-in officer. `token` is what the cookie holds."""

    token: str
    officer_id: str
    name: str
    csrf_token: str
    must_choose_password: bool

    def check_csrf(self, given: str) -> None:
        """Raises Forbidden unless `given` is the token that this sign-in's forms carry."""
        if not hmac.compare_digest(given.encode(), self.csrf_token.encode()):
            raise Forbidden("This form is out of date. Go back, load the page again and repeat what you did.")


class Officers:
    """What can be done with officers; each method is one transaction."""

    def __init__(self, database: Database, hours: int) -> None:
        self._database = database
        self._hours = hours

    async def create(self, name: str, password: str, temporary: bool) -> None:
        """Add an officer. Raises InvalidInput, WeakPassword, or Conflict when the name is taken."""
        if not NAME_PATTERN.fullmatch(name):
            raise InvalidInput("An officer's name is 2 to 64 small letters, digits, dots or hyphens, such as j.smith.")
        check_new_password(password, name)
        async with self._database.transaction() as session:
            repository = OfficerRepository(session)
            if await repository.named(name) is not None:
                raise Conflict(f"There is already an officer {name}.")
            await repository.add(
                Officer(
                    id=uuid4().hex,
                    name=name,
                    password_hash=hash_password(password),
                    password_is_temporary=temporary,
                    created_at=now(),
                )
            )
            await repository.note(_entry(name, "officer_created", name))

    async def first_sign_in(self) -> str | None:
        """A new one-time password for the first officer, or None once somebody has chosen a password."""
        password = one_time_password()
        async with self._database.transaction() as session:
            repository = OfficerRepository(session)
            officer = await repository.named(FIRST_OFFICER)
            if officer is not None and officer.password_is_temporary:
                officer.password_hash = hash_password(password)
                return password
            if await repository.how_many() > 0:
                return None
            await repository.add(
                Officer(
                    id=uuid4().hex,
                    name=FIRST_OFFICER,
                    password_hash=hash_password(password),
                    password_is_temporary=True,
                    created_at=now(),
                )
            )
            await repository.note(_entry(FIRST_OFFICER, "officer_created", FIRST_OFFICER))
        return password

    async def sign_in(self, name: str, password: str) -> SignedIn:
        """Begin a session. Raises SignInFailed, which says the same whether or not there is such an officer."""
        # What can be no name is not looked for: PostgreSQL refuses a NUL byte, for one.
        wanted = NAME_PATTERN.fullmatch(name.strip().casefold())
        async with self._database.transaction() as session:
            officer = await OfficerRepository(session).named(wanted.group()) if wanted else None
        # Outside the transaction: checking a password is slow on purpose.
        if not password_fits(password, officer.password_hash if officer else None) or officer is None:
            async with self._database.transaction() as session:
                # What was typed is not kept: people type passwords into the name's box.
                await OfficerRepository(session).note(_entry(officer.name if officer else "-", "sign_in_failed", ""))
            raise SignInFailed
        token = secrets.token_urlsafe(32)
        moment = now()
        signed_in = OfficerSession(
            token_hash=_hashed(token),
            officer_id=officer.id,
            csrf_token=secrets.token_urlsafe(32),
            created_at=moment,
            expires_at=moment + timedelta(hours=self._hours),
        )
        async with self._database.transaction() as session:
            repository = OfficerRepository(session)
            await repository.add_session(signed_in)
            await repository.note(_entry(officer.name, "signed_in", ""))
        return SignedIn(token, officer.id, officer.name, signed_in.csrf_token, officer.password_is_temporary)

    async def signed_in(self, token: str) -> SignedIn | None:
        """The officer whose cookie holds `token`, or None when it has expired or is not one of ours."""
        async with self._database.transaction() as session:
            found = await OfficerRepository(session).live_session(_hashed(token), now())
            if found is None:
                return None
            officer = found.officer
            return SignedIn(token, officer.id, officer.name, found.csrf_token, officer.password_is_temporary)

    async def sign_out(self, officer: SignedIn) -> None:
        """End this session."""
        async with self._database.transaction() as session:
            repository = OfficerRepository(session)
            await repository.delete_session(_hashed(officer.token))
            await repository.note(_entry(officer.name, "signed_out", ""))

    async def choose_password(self, officer: SignedIn, password: str) -> None:
        """Replace the password and end every session of the officer. Raises WeakPassword."""
        check_new_password(password, officer.name)
        async with self._database.transaction() as session:
            present = await OfficerRepository(session).named(officer.name)
        if present is not None and password_fits(password, present.password_hash):
            # A one-time password has been seen on a screen; it must not live on as the officer's own.
            raise WeakPassword("That is the password that you have now. Choose another one.")
        async with self._database.transaction() as session:
            repository = OfficerRepository(session)
            await repository.set_password(officer.officer_id, hash_password(password))
            await repository.delete_sessions_of(officer.officer_id)
            await repository.note(_entry(officer.name, "password_chosen", ""))

    async def note_look(self, officer: SignedIn, action: str, detail: str) -> None:
        """Leave an audit line: this officer looked at that."""
        async with self._database.transaction() as session:
            await OfficerRepository(session).note(_entry(officer.name, action, detail))


def _entry(name: str, action: str, detail: str) -> AuditEntry:
    return AuditEntry(at=now(), officer_name=name, action=action, detail=detail[:255])


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
