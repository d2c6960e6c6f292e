"""Passwords: Argon2 through pwdlib."""

from __future__ import annotations

import secrets

from pwdlib import PasswordHash

from feedback_api.errors import InvalidInput

MINIMUM_CHARACTERS = 12
MAXIMUM_CHARACTERS = 128

_hasher = PasswordHash.recommended()
# Checked when there is no such officer, so that the answer takes as long as for one that exists.
_NOBODY = _hasher.hash(secrets.token_urlsafe(16))


class WeakPassword(InvalidInput):
    """The new password can't be used; the sentence says why."""

    code = "weak_password"


def hash_password(password: str) -> str:
    """The hash to keep."""
    return _hasher.hash(password)


def password_fits(password: str, password_hash: str | None) -> bool:
    """Whether `password` is the one that was hashed; with None it is never so, but takes as long to say."""
    return _hasher.verify(password, password_hash or _NOBODY) and password_hash is not None


def check_new_password(password: str, officer_name: str) -> None:
    """Raises WeakPassword. Long is what counts: no rule about digits and signs."""
    if len(password) < MINIMUM_CHARACTERS:
        raise WeakPassword(
            f"Choose a password of at least {MINIMUM_CHARACTERS} characters. Three words are a good way."
        )
    if len(password) > MAXIMUM_CHARACTERS:
        raise WeakPassword(f"Choose a password of at most {MAXIMUM_CHARACTERS} characters.")
    if officer_name.casefold() in password.casefold() or len(set(password)) < 5:
        raise WeakPassword(
            "That password is too easy to guess. Three words that have nothing to do with you are a good way."
        )


def one_time_password() -> str:
    """A password for the first sign-in, easy to copy."""
    return "-".join(secrets.token_hex(3) for _ in range(3))
