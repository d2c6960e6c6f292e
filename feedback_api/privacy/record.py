"""The record of processing: data/privacy/record.yml, tied to the tables, and its Markdown."""

from __future__ import annotations

from pathlib import Path

from pydantic import model_validator
from sqlalchemy import MetaData

from feedback_api.content import Content, read_content
from feedback_api.settings import Settings

PAGE = Path("docs/data-protection/record-of-processing.md")


class Activity(Content):
    """A line of the record as Article 30 of the UK GDPR asks for it. Texts may name settings, as "{chat_hours}"."""

    id: str
    title: str
    purpose: str
    people: str
    lawful_basis: str
    recipients: str
    kept: str


class Table(Content):
    """What a table belongs to, and what each of its columns is for."""

    activity: str
    columns: dict[str, str]


class Record(Content):
    """The whole record."""

    activities: list[Activity]
    tables: dict[str, Table]

    @model_validator(mode="after")
    def _check_activities(self) -> Record:
        known = {activity.id for activity in self.activities}
        for name, table in self.tables.items():
            if table.activity not in known:
                raise ValueError(f"the table {name} belongs to {table.activity}, which is not among the activities")
        return self


def load_record(data_folder: Path) -> Record:
    """The record. Raises ContentError."""
    return read_content(data_folder / "privacy" / "record.yml", Record)


def gaps(record: Record, metadata: MetaData) -> list[str]:
    """What the record lacks or has too much, each in a sentence that says what to write."""
    found = []
    for name, table in metadata.tables.items():
        written = record.tables.get(name)
        if written is None:
            found.append(f"Add the table {name} to data/privacy/record.yml: its activity, and what each column is for.")
            continue
        columns = {column.name for column in table.columns}
        found += [
            f"Say in data/privacy/record.yml what {name}.{column} is for, and whether it holds special category data."
            for column in sorted(columns - set(written.columns))
        ]
        found += [
            f"Take {name}.{column} out of data/privacy/record.yml: there is no such column."
            for column in sorted(set(written.columns) - columns)
        ]
    found += [
        f"Take the table {name} out of data/privacy/record.yml: there is no such table."
        for name in sorted(set(record.tables) - set(metadata.tables))
    ]
    return found


def as_markdown(record: Record, settings: Settings) -> str:
    """The record as a page for people, with the settings' values in it."""
    lines = [
        "# Record of processing activities",
        "",
        "UK GDPR, Article 30. Written by `ourvoices record-of-processing` from `data/privacy/record.yml`:",
        "change that file, not this page.",
        "Add the controller's name and contact, and the data protection officer's, before you file it.",
    ]
    for activity in record.activities:
        lines += ["", f"## {activity.title}", "", "| | |", "|---|---|"]
        for title, text in (
            ("Why", activity.purpose),
            ("Whose data", activity.people),
            ("Lawful basis", activity.lawful_basis),
            ("Who receives it", activity.recipients),
            ("How long it is kept", activity.kept.format_map(settings.model_dump())),
            ("Outside the UK", "Never."),
        ):
            lines.append(f"| {title} | {' '.join(text.split())} |")
        for name, table in record.tables.items():
            if table.activity == activity.id:
                lines += ["", f"### `{name}`", "", "| column | what it is for |", "|---|---|"]
                lines += [f"| `{column}` | {text} |" for column, text in table.columns.items()]
    return "\n".join(lines) + "\n"
