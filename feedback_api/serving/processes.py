"""The three processes: how each is started, and how to tell that it is ready."""

from __future__ import annotations

import os
import secrets
import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from feedback_api.secrets_store import internal_secret, signing_key
from feedback_api.settings import ROOT, Settings

RASA_ENVIRONMENT = ROOT / ".venv-rasa"
MODEL = Path("models/our-voices.tar.gz")


@dataclass(frozen=True)
class ServedProcess:
    """One process of the group. `health_url` answers 200 once it is ready."""

    name: str
    command: tuple[str, ...]
    host: str
    port: int
    health_url: str
    environment: Mapping[str, str]

    @property
    def command_line(self) -> str:
        """The command as a shell reads it. `exec` leaves no shell between the supervisor's signals and the process."""
        return "exec " + shlex.join(self.command)


def common_environment(settings: Settings) -> dict[str, str]:
    """What all three share. The internal secret is new at each start, unless the operator has set one."""
    secret = internal_secret(settings) if settings.internal_secret else secrets.token_urlsafe(32)
    return {
        **os.environ,
        "OURVOICES_INTERNAL_SECRET": secret,
        "OURVOICES_SERVICE_URL": settings.service_url,
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": str(ROOT),
    }


def processes(settings: Settings) -> list[ServedProcess]:
    """The service, the actions and Rasa. Rasa gets neither the signing key nor the database's address."""
    common = common_environment(settings)
    rasa = {key: value for key, value in common.items() if key not in ("OURVOICES_SECRET_KEY", "DATABASE_URL")}
    rasa |= {
        "RASA_TELEMETRY_ENABLED": "false",
        "ACTIONS_URL": f"http://127.0.0.1:{settings.actions_port}/webhook",
        # Quieter, and no attempt at a graphics card.
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
        # One message is far too little work to share among threads.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    actions = {key: value for key, value in rasa.items() if key != "ACTIONS_URL"} | {"SANIC_HOST": "127.0.0.1"}
    python = sys.executable
    service = settings.service_url
    return [
        ServedProcess(
            "service",
            (python, "-m", "feedback_api.serving.run_service"),
            settings.host,
            settings.port,
            f"{service}/health",
            {**common, "OURVOICES_SECRET_KEY": signing_key(settings)},
        ),
        ServedProcess(
            "actions",
            (python, "-m", "rasa_sdk", "--actions", "actions", "--port", str(settings.actions_port)),
            "127.0.0.1",
            settings.actions_port,
            f"http://127.0.0.1:{settings.actions_port}/health",
            actions,
        ),
        ServedProcess(
            "rasa",
            (
                str(RASA_ENVIRONMENT / "bin" / "rasa"),
                "run",
                *("--interface", "127.0.0.1", "--port", str(settings.rasa_port)),
                *("--model", str(MODEL), "--endpoints", "endpoints.yml", "--credentials", "credentials.yml"),
                "--quiet",
            ),
            "127.0.0.1",
            settings.rasa_port,
            f"{settings.rasa_url}/webhooks/gateway/",
            rasa,
        ),
    ]
