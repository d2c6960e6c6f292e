"""The command line, `ourvoices`: everything that an operator does, each command with its own --help."""

from __future__ import annotations

import sys

# Importing a module of commands adds its commands to the application.
from feedback_api.commands import backup, content, people, privacy, reading, reporting, running, scoring  # noqa: F401
from feedback_api.commands.application import app, console
from feedback_api.errors import ContentError, ServiceError, UnsafeSettings


def main() -> None:
    """Run a command; an error that a person can put right is one sentence, not a traceback."""
    from feedback_api.serving.supervisor import PortTaken
    from feedback_api.serving.training import RasaFailed

    try:
        app()
    except (ServiceError, ContentError, UnsafeSettings, RasaFailed, PortTaken) as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
