"""The file of a backup: a tar of the manifest, the database and perhaps the secrets, encrypted with age."""

from __future__ import annotations

import hashlib
import io
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass

import pyrage
from pydantic import BaseModel

from feedback_api.errors import InvalidInput

MANIFEST, DATABASE, SECRET_KEY = "manifest.json", "database", "secrets/key"


class Manifest(BaseModel):
    """What a backup holds: `rows` by table, `digests` (SHA-256) by the names of its files."""

    kind: str
    revision: str
    made_at: str
    rows: dict[str, int]
    digests: dict[str, str]


@dataclass(frozen=True)
class Lock:
    """What closes a backup: public keys (age1…), or a passphrase."""

    recipients: tuple[str, ...] = ()
    passphrase: str = ""

    def close(self, content: bytes) -> bytes:
        """Encrypt. Raises InvalidInput when there is neither, or a key is none."""
        if self.passphrase:
            return bytes(pyrage.passphrase.encrypt(content, self.passphrase))
        if not self.recipients:
            raise InvalidInput(
                "A backup is always encrypted: set OURVOICES_BACKUP_RECIPIENTS, or use --passphrase-file."
            )
        try:
            keys = [pyrage.x25519.Recipient.from_str(recipient) for recipient in self.recipients]
        except pyrage.RecipientError as error:
            raise InvalidInput("A key in OURVOICES_BACKUP_RECIPIENTS is no age public key (age1…).") from error
        return bytes(pyrage.encrypt(content, keys))


@dataclass(frozen=True)
class Key:
    """What opens a backup: a private key (AGE-SECRET-KEY-1…), or the passphrase."""

    identity: str = ""
    passphrase: str = ""

    def open(self, content: bytes) -> bytes:
        """Decrypt. Raises InvalidInput when this is not its key, or the file was changed."""
        try:
            if self.passphrase:
                return bytes(pyrage.passphrase.decrypt(content, self.passphrase))
            return bytes(pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(self.identity)]))
        except (pyrage.DecryptError, pyrage.IdentityError) as error:
            raise InvalidInput(
                "This key does not open the backup, or the file was damaged. Nothing was changed."
            ) from error


def pack(manifest: Manifest, files: Mapping[str, bytes]) -> bytes:
    """The tar of the manifest and the files."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as tar:
        for name, content in {MANIFEST: manifest.model_dump_json().encode(), **files}.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(content), 0o600
            tar.addfile(entry, io.BytesIO(content))
    return made.getvalue()


def unpack(content: bytes) -> tuple[Manifest, dict[str, bytes]]:
    """The manifest and the files, read into memory alone. Raises InvalidInput when a file is not what was packed."""
    files: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as tar:
        for entry in tar:
            handle = tar.extractfile(entry)
            if handle is not None:
                files[entry.name] = handle.read()
    manifest = Manifest.model_validate_json(files.pop(MANIFEST))
    if {name: digest_of(packed) for name, packed in files.items()} != manifest.digests:
        raise InvalidInput("The backup is not what was packed. Nothing was changed.")
    return manifest, files


def digest_of(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
