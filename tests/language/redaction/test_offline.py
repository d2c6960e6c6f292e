"""Nothing is asked of the network, and nothing of this is loaded before it is needed."""

from __future__ import annotations

import subprocess
import sys

ALONE = """
import socket

def refuse(*arguments, **options):
    raise SystemExit("the network was called")

socket.socket.connect = socket.getaddrinfo = socket.create_connection = refuse
from language.redaction import redact
redacted = redact("mail amina@example.co.uk or see https://portal.example.com/case/839201?token=af31")
assert redacted.text == "mail [email] or see [link]", redacted
"""

LAZY = """
import sys
import language
assert not {"spacy", "presidio_analyzer"} & set(sys.modules)
"""


def test_a_fresh_process_redacts_addresses_without_the_network() -> None:
    assert subprocess.run([sys.executable, "-c", ALONE], check=False, capture_output=True, text=True).stderr == ""


def test_the_room_language_does_not_load_it() -> None:
    subprocess.run([sys.executable, "-c", LAZY], check=True)
