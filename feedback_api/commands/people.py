"""Who may sign in: create-officer."""

from __future__ import annotations

from typing import Annotated

import typer

from feedback_api.commands.application import app, console, with_officers


@app.command("create-officer")
def create_officer(
    name: Annotated[str, typer.Argument(help="The officer's name for signing in, such as j.smith.")],
    password: Annotated[
        str,
        typer.Option(
            help="A password of at least 12 characters. Asked for when it is left out.",
            prompt="Password",
            hide_input=True,
            confirmation_prompt=True,
            envvar="OURVOICES_NEW_PASSWORD",
        ),
    ],
) -> None:
    """Add an officer who may read reports."""
    with_officers(lambda officers: officers.create(name, password, temporary=False))
    console.print(f"Officer {name} can now sign in.", highlight=False, soft_wrap=True)
