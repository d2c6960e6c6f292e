"""The record of processing says what each column is for, and its page is up to date."""

from __future__ import annotations

from sqlalchemy import Column, Integer, MetaData, Table

from feedback_api.models import Base
from feedback_api.privacy.record import PAGE, Activity, Record, as_markdown, gaps, load_record
from feedback_api.privacy.record import Table as RecordedTable
from feedback_api.settings import ROOT, Settings


def test_every_column_of_every_table_has_its_line() -> None:
    missing = gaps(load_record(ROOT / "data"), Base.metadata)
    assert not missing, "\n" + "\n".join(missing)


def test_the_page_is_the_record() -> None:
    written = (ROOT / PAGE).read_text(encoding="utf-8")
    expected = as_markdown(load_record(ROOT / "data"), Settings())
    assert written == expected, f"Type: .venv/bin/ourvoices record-of-processing --out {PAGE}"


def test_a_gap_is_named_with_what_to_write() -> None:
    metadata = MetaData()
    Table("known", metadata, Column("new", Integer), Column("old", Integer))
    Table("unknown", metadata, Column("id", Integer))
    activity = Activity(id="a", title="", purpose="", people="", lawful_basis="", recipients="", kept="")
    record = Record(
        activities=[activity],
        tables={
            "known": RecordedTable(activity="a", columns={"old": "", "gone": ""}),
            "vanished": RecordedTable(activity="a", columns={}),
        },
    )
    assert gaps(record, metadata) == [
        "Say in data/privacy/record.yml what known.new is for, and whether it holds special category data.",
        "Take known.gone out of data/privacy/record.yml: there is no such column.",
        "Add the table unknown to data/privacy/record.yml: its activity, and what each column is for.",
        "Take the table vanished out of data/privacy/record.yml: there is no such table.",
    ]
