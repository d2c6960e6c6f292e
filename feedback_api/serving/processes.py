"""The four processes: how each is started, and how to tell that it is ready."""

from __future__ import annotations

import os
import secrets
import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from feedback_api.secrets_store import internal_secret, signing_key
from feedback_api.settings import ROOT, Settings

RASA_ENVIRONMENT = ROOT / ".venv-rasa"
# What Rasa and the actions are not told.
OF_THE_SERVICE = ("OURVOICES_SECRET_KEY", "DATABASE_URL", "OURVOICES_REDIS_URL")
MODEL = Path("models/our-voices.tar.gz")


@dataclass(frozen=True)
class ServedProcess:
    """One process of the group.

    `health_url` answers 200 once it is ready; it has none, and `port` is 0, when the process listens nowhere.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    host: str = ""
    port: int = 0
    health_url: str | None = None

    @property
    def command_line(self) -> str:
        """The command as a shell reads it. `exec` leaves no shell between the supervisor's signals and the process."""
        return "exec " + shlex.join(self.command)

    def started_again(self) -> ServedProcess:
        """The same process, started again whenever it dies."""
        keeper = (sys.executable, "-m", "feedback_api.serving.keep_alive")
        return replace(self, command=(*keeper, *self.command))


def common_environment(settings: Settings) -> dict[str, str]:
    """What all share. The internal secret is new at each start, unless the operator has set one."""
    secret = internal_secret(settings) if settings.internal_secret else secrets.token_urlsafe(32)
    return {
        **os.environ,
        "OURVOICES_INTERNAL_SECRET": secret,
        "OURVOICES_SERVICE_URL": settings.service_url,
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": str(ROOT),
    }


def processes(settings: Settings) -> list[ServedProcess]:
    """The service, the worker, the actions and Rasa. The last two get no key and no address of a database."""
    common = common_environment(settings)
    rasa = {key: value for key, value in common.items() if key not in OF_THE_SERVICE}
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
    of_the_service = {**common, "OURVOICES_SECRET_KEY": signing_key(settings)}
    return [
        ServedProcess(
            "service",
            (python, "-m", "feedback_api.serving.run_service"),
            of_the_service,
            settings.host,
            settings.port,
            f"{settings.service_url}/health",
        ),
        ServedProcess("worker", (python, "-m", "feedback_api.jobs.worker"), of_the_service),
        ServedProcess(
            "actions",
            (python, "-m", "rasa_sdk", "--actions", "actions", "--port", str(settings.actions_port)),
            actions,
            "127.0.0.1",
            settings.actions_port,
            f"http://127.0.0.1:{settings.actions_port}/health",
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
            rasa,
            "127.0.0.1",
            settings.rasa_port,
            f"{settings.rasa_url}/webhooks/gateway/",
        ),
    ]
