"""Errors as types. Each carries the sentence that a person reads, so that no route has to invent one."""

from __future__ import annotations


class ServiceError(Exception):
    """Something that the caller can put right, or must know about.

    `sentence` is shown to people; `code` is stable, for programs; `status` is the HTTP status.
    """

    status = 400
    code = "bad_request"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotFound(ServiceError):
    """What was asked for is not here."""

    status = 404
    code = "not_found"


class NotAllowed(ServiceError):
    """The caller has not shown who they are, or what they showed has expired."""

    status = 401
    code = "not_signed_in"


class Forbidden(ServiceError):
    """The caller is known, but this is not theirs to do."""

    status = 403
    code = "forbidden"


class TooMany(ServiceError):
    """A rate limit; `seconds` is how long to wait."""

    status = 429
    code = "too_many"

    def __init__(self, sentence: str, seconds: int) -> None:
        super().__init__(sentence)
        self.seconds = seconds


class InvalidInput(ServiceError):
    """The input has the wrong shape; the sentence says which part."""

    status = 422
    code = "invalid"


class Conflict(ServiceError):
    """The request fits no longer: somebody, or the caller's earlier self, was first."""

    status = 409
    code = "conflict"


class ContentError(Exception):
    """A file under data/ is wrong: the message names the file, the place and the cure."""


class UnsafeSettings(Exception):
    """The settings would let strangers in, so nothing starts: the message names the setting and the cure."""
