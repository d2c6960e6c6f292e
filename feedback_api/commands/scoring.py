"""Moving history to a new model: rescore."""

from __future__ import annotations

from rich.progress import Progress

from feedback_api.commands.application import app, console, with_database


@app.command()
def rescore() -> None:
    """Score again every comment that another version of the model scored. Stop it when you like, and begin again."""
    from feedback_api.database import Database
    from feedback_api.scoring.service import not_scored, present_models
    from feedback_api.scoring.service import rescore as rescore_all

    async def run(database: Database) -> int:
        done, total = 0, await not_scored(database)
        with Progress(console=console, disable=not console.is_terminal) as bar:
            task = bar.add_task("Scoring comments", total=total)
            async for done, left in rescore_all(database):
                bar.update(task, completed=done, total=done + left)
                if not console.is_terminal:
                    console.print(f"{done:,} comments scored, {left:,} to go.", highlight=False, soft_wrap=True)
        return done

    done = with_database(run)
    models = present_models()
    console.print(
        f"Scored {done:,} comments with {models.sentiment} and {models.themes}.", highlight=False, soft_wrap=True
    )
