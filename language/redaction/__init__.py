"""Takes out of a text what identifies a person, before it is stored or logged.

    redact("my son kacper is at Park Road Primary").text == "my son [name] is at [school]"

Not for Rasa's environment: it needs Presidio and spaCy. The first call loads both (about two seconds, 150 MB).
"""

from __future__ import annotations

from language.redaction.redactor import Redaction, redact

__all__ = ["Redaction", "redact"]
