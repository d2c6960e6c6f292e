"""Telling officers: a signed call and an e-mail, to servers on this machine, without a word of what was written."""

from __future__ import annotations

import asyncio
import email
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import pytest
from pydantic import SecretStr

from feedback_api.area.schemas import Safeguarding
from feedback_api.errors import ContentError
from feedback_api.jobs.kinds import KINDS
from feedback_api.jobs.running import run_due
from feedback_api.safeguarding.notices import signature
from feedback_api.safeguarding.service import Origin, hear, open_flags
from feedback_api.service_state import ServiceState, build_state
from feedback_api.settings import Settings

SECRET = "shared-with-the-receiver"


@dataclass
class Receiver:
    """A server on this machine that keeps what it was sent."""

    port: int = 0
    received: list[bytes] = field(default_factory=list)


@asynccontextmanager
async def receiving(dialogue: str, status: str = "204 No Content") -> AsyncIterator[Receiver]:
    """A small web server ("http") or mail server ("smtp")."""
    receiver = Receiver()

    async def http(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        receiver.received.append(head + await reader.readexactly(length))
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    async def smtp(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        while line := await reader.readline():
            if line.upper().startswith(b"DATA"):
                writer.write(b"354 go on\r\n")
                receiver.received.append(await reader.readuntil(b"\r\n.\r\n"))
            writer.write(b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 ok\r\n")
            if line.upper().startswith(b"QUIT"):
                break
        writer.close()

    server = await asyncio.start_server({"http": http, "smtp": smtp}[dialogue], "127.0.0.1", 0)
    receiver.port = server.sockets[0].getsockname()[1]
    async with server:
        yield receiver


async def disclose(service: ServiceState, policy: Safeguarding, **settings: object) -> None:
    """A disclosure in an area with that policy, and all that follows from it."""
    state = replace(
        service,
        area=replace(service.area, safeguarding=policy),
        settings=service.settings.model_copy(update={"webhook_secret": SecretStr(SECRET), **settings}),
    )
    await hear(state, ["my stepdad hits me and the heron saw it"], Origin("chat", "chat-1"))
    assert await run_due(state, KINDS) == 1


async def test_the_webhook_gets_a_signed_notice_without_text(service: ServiceState) -> None:
    async with receiving("http") as receiver:
        await disclose(service, Safeguarding(webhook=f"http://127.0.0.1:{receiver.port}/flags"))
    (received,) = receiver.received
    head, body = received.split(b"\r\n\r\n", 1)
    given = next(line.split(": ")[1] for line in head.decode().splitlines() if line.lower().startswith("x-ourvoices"))
    moment = int(given.split(",")[0].removeprefix("t="))
    assert given == signature(SECRET, moment, body)
    assert given != signature(SECRET, moment + 1, body)
    notice = json.loads(body)
    assert (notice["event"], notice["level"], notice["kinds"]) == ("risk_flag", "urgent", ["abuse_physical"])
    assert b"heron" not in received
    (flag,) = await open_flags(service.database)
    assert flag.told_at is not None


async def test_the_mail_says_what_to_do_and_holds_no_text(service: ServiceState) -> None:
    async with receiving("smtp") as receiver:
        policy = Safeguarding(email=["lead@council.example"])
        await disclose(service, policy, smtp_port=receiver.port, smtp_security="none")
    message = email.message_from_bytes(receiver.received[0])
    assert message["To"] == "lead@council.example"
    assert b"heron" not in receiver.received[0]
    assert "/officer/safeguarding" in str(message.get_payload())


@pytest.mark.parametrize("status", ["500 Broken", "302 Found"])
async def test_when_nobody_could_be_told_the_queue_says_so(
    service: ServiceState, status: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with receiving("http", status) as receiver:
        await disclose(service, Safeguarding(webhook=f"http://127.0.0.1:{receiver.port}/"))
    (flag,) = await open_flags(service.database)
    assert flag.told_at is None
    assert "safeguarding_notice failed" in caplog.text
    assert "heron" not in caplog.text


def test_a_webhook_without_a_secret_is_refused_at_the_start(settings: Settings) -> None:
    file = settings.data_folder / "area" / "with_webhook" / "area.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_text("id: w\nnames: {}\nsafeguarding: {webhook: https://council.example/flags}\n", encoding="utf-8")
    with pytest.raises(ContentError, match="OURVOICES_WEBHOOK_SECRET"):
        build_state(settings.model_copy(update={"area": "with_webhook"}))
