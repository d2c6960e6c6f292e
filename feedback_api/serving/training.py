"""Trains the assistant in Rasa's own environment."""

from __future__ import annotations

import os
import subprocess

from feedback_api.serving.processes import MODEL, RASA_ENVIRONMENT
from feedback_api.settings import ROOT


class RasaFailed(Exception):
    """Rasa's environment is missing, or what ran in it failed; the message says what to do."""


def run_in_rasa(module: str, *arguments: str, capture: bool = False) -> subprocess.Popen[str]:
    """Start `python -m module arguments` in Rasa's environment. Raises RasaFailed when there is none."""
    python = RASA_ENVIRONMENT / "bin" / "python"
    if not python.exists():
        raise RasaFailed("Rasa's environment (.venv-rasa) is missing. Run `make setup`.")
    environment = {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
        "PYTHONWARNINGS": "ignore",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONPATH": str(ROOT),
        "LOG_LEVEL": "WARNING",
    }
    return subprocess.Popen(  # noqa: S603 - our own module, with arguments of our own
        [str(python), "-m", module, *arguments],
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE if capture else None,
        stderr=subprocess.PIPE if capture else None,
    )


def train(force: bool = False) -> None:
    """Train when the inputs have changed, or anyway. Raises RasaFailed."""
    process = run_in_rasa("bot.train", *(["--force"] if force else []), capture=True)
    output, errors = process.communicate()
    if process.returncode != 0:
        raise RasaFailed(f"Training failed:\n{output[-2000:]}\n{errors[-4000:]}")


def is_trained() -> bool:
    """Whether there is a model at all."""
    return (ROOT / MODEL).exists()
