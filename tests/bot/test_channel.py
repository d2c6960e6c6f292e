"""Rasa's channel for the gateway."""

from __future__ import annotations

import pytest
from sanic import Sanic

from bot.channel import SECRET_VARIABLE, WORD_JOINER, GatewayChannel, as_rasa_text


def test_a_payload_keeps_its_slash() -> None:
    assert as_rasa_text("/restart", is_payload=True) == "/restart"


@pytest.mark.parametrize("text", ["/restart", "  /restart", "\t/ask_topic{}"])
def test_a_typed_command_loses_its_power_and_none_of_its_letters(text: str) -> None:
    seen = as_rasa_text(text, is_payload=False)
    assert not seen.strip().startswith("/")
    assert seen == WORD_JOINER + text.lstrip()


def test_ordinary_words_are_left_alone() -> None:
    assert as_rasa_text("and/or", is_payload=False) == "and/or"


def test_rasa_does_not_start_without_the_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SECRET_VARIABLE, raising=False)
    with pytest.raises(RuntimeError, match=SECRET_VARIABLE):
        GatewayChannel.from_credentials(None)


def test_the_channel_has_two_addresses_and_no_more() -> None:
    async def nobody(_: object) -> None:
        return None

    app = Sanic("channel")
    app.blueprint(GatewayChannel("a secret").blueprint(nobody), url_prefix="/webhooks/gateway")
    app.router.finalize()  # type: ignore[no-untyped-call]
    assert {route.path for route in app.router.routes} == {"webhooks/gateway", "webhooks/gateway/turn"}
