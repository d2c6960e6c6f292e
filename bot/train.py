"""Trains the assistant when what it is made from has changed: `python -m bot.train`.

Prints what it does; the model goes to models/our-voices.tar.gz and the fingerprint of its inputs beside it.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from pathlib import Path

MODEL = Path("models/our-voices.tar.gz")
FINGERPRINT = Path("models/our-voices.fingerprint")
# Everything that the model is made from: files, and folders with all that is in them.
INPUTS = (
    "config.yml",
    "domain.yml",
    "data/nlu",
    "data/rules",
    "data/abbreviations.yml",
    # Of bot/ only the components of the pipeline: the channel and the rest change nothing in the model.
    "bot/intent_classifier.py",
    "bot/follow_ups.py",
    "bot/message_splitter.py",
    "bot/ngram_featurizer.py",
    "bot/parts.py",
    "bot/reading.py",
    "bot/sentence_featurizer.py",
    "bot/topic_decision.py",
    "language/abbreviations.py",
    "language/encoder",
    "requirements.txt",
)


def fingerprint(root: Path = Path()) -> str:
    """The SHA-256 of all inputs and their names."""
    digest = hashlib.sha256()
    for name in INPUTS:
        path = root / name
        files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
        for file in files:
            if "__pycache__" not in file.parts:
                digest.update(str(file.relative_to(root)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def is_up_to_date() -> bool:
    """Whether the model that is here was made from the inputs that are here."""
    return MODEL.exists() and FINGERPRINT.exists() and FINGERPRINT.read_text(encoding="ascii") == fingerprint()


def train() -> None:
    """Train with Rasa. Raises RuntimeError when Rasa made no model."""
    # Rasa takes seconds to import, which the check above must not cost.
    from rasa.api import train as rasa_train

    before = fingerprint()
    result = rasa_train(
        domain="domain.yml",
        config="config.yml",
        training_files=["data/nlu", "data/rules"],
        output=str(MODEL.parent),
        fixed_model_name=MODEL.name.removesuffix(".tar.gz"),
        force_training=True,
    )
    if result.model is None:
        raise RuntimeError(f"Rasa made no model (code {result.code}).")
    FINGERPRINT.write_text(before, encoding="ascii")


def main(arguments: list[str]) -> int:
    """Train if needed; returns the exit code."""
    parser = argparse.ArgumentParser(description="Train the assistant when its inputs have changed.")
    parser.add_argument("--force", action="store_true", help="train even when nothing has changed")
    options = parser.parse_args(arguments)
    if not options.force and is_up_to_date():
        sys.stdout.write("The assistant is up to date.\n")
        return 0
    started = time.monotonic()
    train()
    sys.stdout.write(f"The assistant is trained ({time.monotonic() - started:.0f} s).\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
