"""The chat token: a signed session id that expires."""

from __future__ import annotations

from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from feedback_api.errors import NotAllowed


class TokenExpired(NotAllowed):
    """The token was good once."""

    code = "token_expired"


class TokenInvalid(NotAllowed):
    """The token is missing, or not one of ours."""

    code = "token_invalid"


class ChatTokens:
    """Makes and reads tokens. A token carries the session's id and nothing about the person."""

    def __init__(self, key: str, hours: float) -> None:
        self._serializer = URLSafeTimedSerializer(key, salt="chat-session")
        self._seconds = int(hours * 3600)

    def make(self, session_id: str) -> str:
        """A token for this session, good from now on."""
        return self._serializer.dumps(session_id)

    def read(self, authorization: str | None) -> str:
        """The session id in an Authorization header. Raises TokenExpired or TokenInvalid."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise TokenInvalid("This chat has no token. Open the page again to start a new chat.")
        try:
            session_id = self._serializer.loads(token.strip(), max_age=self._seconds)
        except SignatureExpired as error:
            raise TokenExpired("This chat has ended. Open the page again to start a new one.") from error
        except BadSignature as error:
            raise TokenInvalid("This chat's token is not valid. Open the page again to start a new chat.") from error
        return str(session_id)
