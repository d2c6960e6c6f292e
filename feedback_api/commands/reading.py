"""What the models make of texts, one a line: understand, sentiment, themes, redact, risk."""

from __future__ import annotations

import sys

from feedback_api.commands.application import TextFile, app, lines_of, print_json, progress


@app.command()
def understand(file: TextFile) -> None:
    """Say what the trained assistant makes of each line: topic, confidence, the five nearest topics, intent."""
    from feedback_api.serving.training import RasaFailed, is_trained, run_in_rasa

    if not is_trained():
        raise RasaFailed("The assistant is not trained yet. Run `ourvoices train`.")
    with progress("Loading the assistant (about 10 seconds)."):
        process = run_in_rasa("bot.understand", str(file.resolve()), capture=True)
        output, errors = process.communicate()
    if process.returncode != 0:
        raise RasaFailed(f"Rasa could not read the file:\n{errors[-4000:]}")
    sys.stdout.write(output)


@app.command()
def sentiment(file: TextFile) -> None:
    """Say of each line whether it sounds negative, mixed or positive."""
    from language.sentiment import analyse

    for text in lines_of(file):
        score = analyse(text)
        print_json({"text": text, "label": score.label, "polarity": score.polarity, "confidence": score.confidence})


@app.command()
def themes(file: TextFile) -> None:
    """Say what each line is about: its themes, each with the clause that earned it and how that clause sounds."""
    from language.themes import themes_of_all

    texts = lines_of(file)
    for text, mentions in zip(texts, themes_of_all(texts), strict=True):
        print_json(
            {
                "text": text,
                "themes": [
                    {
                        "theme": mention.theme,
                        "clause": mention.clause,
                        "label": mention.label,
                        "polarity": mention.polarity,
                        "confidence": mention.confidence,
                        **({"service": mention.service} if mention.service else {}),
                    }
                    for mention in mentions
                ],
            }
        )


@app.command()
def redact(file: TextFile) -> None:
    """Take out of each line what identifies a person: names, schools, streets, numbers, dates of birth, addresses."""
    from language.redaction import redact as redact_text

    for text in lines_of(file):
        redaction = redact_text(text)
        print_json({"text": text, "redacted": redaction.text, "found": list(redaction.found)})


@app.command()
def risk(file: TextFile) -> None:
    """Say of each line whether it tells of danger (urgent), of a burden that help exists for (concern), or neither."""
    from language.risk import assess

    for text in lines_of(file):
        heard = assess(text)
        print_json({"text": text, "level": heard.level, "kinds": list(heard.kinds)})
