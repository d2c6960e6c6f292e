"""`make benchmark-understanding`: right and wrong answers on questions never trained on. Runs in .venv-rasa."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from benchmarks.understanding import conversations, hint3
from benchmarks.understanding.rasa_pipeline import default_pipeline, own_pipeline, trained
from benchmarks.understanding.scores import Question, figures
from bot.reading import OUT_OF_SCOPE
from bot.topic_decision import known_topics
from language.encoder import SentenceEncoder
from language.encoder.tuning.phrases import FOLDS, LEFT_OUT, Phrases, fold_of, training_phrases

HELD_OUT = Path("tests/understanding/held_out.yml")
WIDTH = 60
OURS = "Our Voices"


def say(line: str = "") -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def as_questions(phrases: Phrases, topics: frozenset[str]) -> list[Question]:
    """The phrases that ask on a topic, and those out of scope; the rest (greetings and the like) is left out."""
    return [
        Question(text, frozenset({intent}) & topics)
        for text, intent in zip(phrases.texts, phrases.intents, strict=True)
        if intent in topics or intent.startswith(OUT_OF_SCOPE)
    ]


def held_out() -> list[Question]:
    """The questions written apart from the training phrases."""
    content = yaml.safe_load(HELD_OUT.read_text(encoding="utf-8"))
    inside = [Question(item["text"], frozenset([item["topic"], *(item["also"] or [])])) for item in content["in_scope"]]
    return inside + [Question(item["text"], frozenset()) for item in content["out_of_scope"]]


def report(
    title: str,
    pipelines: dict[str, list[dict[str, Any]]],
    phrases: Phrases,
    tests: dict[str, Sequence[Question]],
    conversation_file: Path,
    encoder: SentenceEncoder | None,
) -> None:
    """Train each pipeline on `phrases` and print its figures on each of `tests`; ours also on conversations."""
    topics = frozenset(known_topics())
    say(f"\n{title}")
    for name, pipeline in pipelines.items():
        started = time.monotonic()
        with trained(pipeline, phrases, topics, encoder) as running:
            seconds = time.monotonic() - started
            for test, questions in tests.items():
                say(f"\n  {name}, {test} (trained in {seconds:.0f} s)")
                for figure, text in figures(questions, running.understand([question.text for question in questions])):
                    say(f"    {figure:<{WIDTH}} {text}")
            if name == OURS:
                say(f"\n  {name}, {conversation_file}")
                for figure, text in conversations.conversation_figures(running, conversation_file):
                    say(f"    {figure:<{WIDTH}} {text}")


def main(arguments: list[str]) -> int:
    """Measure and print; returns the exit code."""
    options = _options(arguments)
    encoder = SentenceEncoder(options.encoder) if options.encoder else None
    pipelines = {OURS: own_pipeline()}
    if not options.without_diet:
        pipelines[f"Rasa's default (DIET, {options.diet_epochs} epochs)"] = default_pipeline(options.diet_epochs)
    phrases = training_phrases()
    say("In brackets: 95 % interval (Wilson).")
    if not (options.only_hint3 or options.only_held_out):
        train, test = (phrases.pick(indices) for indices in fold_of(phrases, LEFT_OUT, FOLDS))
        report(
            f"A tenth of the training phrases, left out of tuning and training (fold {LEFT_OUT} of {FOLDS})",
            pipelines,
            train,
            {"left-out phrases": as_questions(test, frozenset(known_topics()))},
            conversations.TUNING,
            encoder,
        )
    if not (options.only_hint3 or options.only_left_out):
        questions = held_out()
        seen = {text.casefold().strip() for text in phrases.texts}
        new = [question for question in questions if question.text.casefold().strip() not in seen]
        report(
            f"{HELD_OUT}, all phrases trained on",
            {OURS: pipelines[OURS]},
            phrases,
            {f"all {len(questions)} texts": questions, f"the {len(new)} that are not by chance trained on": new},
            conversations.HELD_OUT,
            encoder,
        )
    if options.hint3:
        say("\nHINT3, our pipeline trained on each training file, with the encoder that we ship (tuned on our phrases)")
        for name in hint3.SETS:
            correlation, threshold, texts = hint3.score(options.hint3, name)
            say(f"    {name:<{WIDTH}} MCC {correlation} ({texts} texts, threshold {threshold:.2f})")
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the assistant's understanding.")
    parser.add_argument("--without-diet", action="store_true", help="leave out Rasa's default pipeline, which is slow")
    parser.add_argument(
        "--diet-epochs", type=int, default=100, help="its own default of 100 takes more than an hour on two cores"
    )
    parser.add_argument("--encoder", type=Path, help="folder of another encoder than the one that we ship")
    parser.add_argument(
        "--only-left-out", action="store_true", help="leave out what was held out: for choosing the settings"
    )
    parser.add_argument("--only-held-out", action="store_true", help="leave out the left-out phrases")
    parser.add_argument("--hint3", type=Path, help="folder of the HINT3 files; without it they are left out")
    parser.add_argument("--only-hint3", action="store_true")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
