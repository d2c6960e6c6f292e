"""Tells the council's safeguarding officers of a flag: by e-mail, and by a signed call to a web address."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import smtplib
import ssl
import time
from email.message import EmailMessage
from typing import Any

import httpx

from feedback_api.clock import now
from feedback_api.safeguarding.repository import FlagRepository
from feedback_api.service_state import ServiceState
from feedback_api.settings import Settings

SECONDS = 10.0
SIGNATURE = "X-OurVoices-Signature"


async def deliver(service: ServiceState, flag_id: str) -> dict[str, Any]:
    """Tell of the flag now. Raises httpx.HTTPError, OSError or SMTPException when that fails."""
    async with service.database.transaction() as session:
        flag = await FlagRepository(session).get(flag_id)
        if flag is None:
            return {"told": []}
        notice = {
            "event": "risk_flag",
            "flag": flag.id,
            "level": flag.level,
            "kinds": list(flag.kinds),
            "channel": flag.channel,
            "raised_at": flag.raised_at.isoformat(timespec="seconds"),
            "queue": "/officer/safeguarding",
        }
    policy, told = service.area.safeguarding, []
    if policy.webhook:
        await _call(policy.webhook, notice, service.settings)
        told.append("webhook")
    if policy.email:
        await asyncio.to_thread(_mail, policy.email, notice, service.settings)
        told.append("email")
    async with service.database.transaction() as session:
        flag = await FlagRepository(session).get(flag_id)
        if flag is not None:
            flag.told_at = now()
    return {"told": told}


def signature(secret: str, moment: int, body: bytes) -> str:
    """What the receiver checks: HMAC-SHA256 of "<seconds since 1970>.<body>"; an old call can't be played back."""
    signed = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={signed}"


async def _call(address: str, notice: dict[str, Any], settings: Settings) -> None:
    body = json.dumps(notice, sort_keys=True).encode()
    # The service does not start with a webhook and no secret.
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    headers = {"Content-Type": "application/json", SIGNATURE: signature(secret, int(time.time()), body)}
    async with httpx.AsyncClient(timeout=SECONDS, trust_env=False, follow_redirects=False) as client:
        (await client.post(address, content=body, headers=headers)).raise_for_status()


def _mail(addresses: list[str], notice: dict[str, Any], settings: Settings) -> None:
    message = EmailMessage()
    message["Subject"] = f"Our Voices: a message that may tell of danger ({notice['level']})"
    message["From"] = settings.smtp_from
    message["To"] = ", ".join(addresses)
    message.set_content(
        "Somebody wrote something that may tell of danger. A program heard it, and it can be wrong.\n\n"
        f"Kind: {', '.join(notice['kinds']).replace('_', ' ') or 'not clear'}\n"
        f"Where: {notice['channel']}\nWhen: {notice['raised_at']}\n\n"
        f"Sign in and read the queue: {notice['queue']}\n\n"
        "The person was shown 999, NHS 111, Childline, Samaritans, Shout and children's social care at once.\n"
        "They are anonymous. This message holds none of their words.\n"
    )
    context = ssl.create_default_context()
    if settings.smtp_security == "tls":
        with smtplib.SMTP_SSL(settings.smtp_host, settings.smtp_port, timeout=SECONDS, context=context) as server:
            _send(server, message, settings)
        return
    with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=SECONDS) as server:
        if settings.smtp_security == "starttls":
            server.starttls(context=context)
        _send(server, message, settings)


def _send(server: smtplib.SMTP, message: EmailMessage, settings: Settings) -> None:
    if settings.smtp_password is not None:
        server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
    server.send_message(message)
