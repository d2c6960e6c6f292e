"""What the trained model makes of texts: `python -m bot.understand FILE`, one text a line, one JSON object a line.

`ourvoices understand` calls this in Rasa's own environment.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from bot.channel import as_rasa_text
from bot.reading import ASK_TOPIC, CLARIFY
from bot.train import MODEL


def understand(texts: Iterable[str]) -> Iterator[dict[str, Any]]:
    """For each text its topic, the confidence, the five nearest topics and the intent."""
    from rasa.core.agent import Agent

    agent = Agent.load(str(MODEL))
    for text in texts:
        parsed = asyncio.run(agent.parse_message(as_rasa_text(text, is_payload=False)))
        ranking = parsed.get("topic_ranking", [])
        intent = parsed["intent"]["name"]
        yield {
            "text": text,
            "topic": ranking[0][0] if ranking and intent in (ASK_TOPIC, CLARIFY) else None,
            "confidence": ranking[0][1] if ranking else 0.0,
            "ranking": ranking,
            "intent": intent,
        }


def main(arguments: list[str]) -> int:
    """Read the file named first, write JSON lines."""
    texts = [line for line in Path(arguments[0]).read_text(encoding="utf-8").splitlines() if line.strip()]
    answers = sys.stdout
    # Rasa prints its log to standard output.
    with redirect_stdout(sys.stderr):
        for understood in understand(texts):
            answers.write(json.dumps(understood, ensure_ascii=False) + "\n")
            answers.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
