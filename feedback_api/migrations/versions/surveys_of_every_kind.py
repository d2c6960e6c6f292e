"""Surveys of every kind: audiences, routing, several choices, pausing"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "surveys_of_every_kind"
down_revision = "sentiment_corrections"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. A draft of before was a parent's, in English, and is kept for two weeks from its last answer."""
    with op.batch_alter_table("survey_draft") as table:
        table.add_column(sa.Column("audience", sa.String(length=16), nullable=False, server_default="parent"))
        table.add_column(sa.Column("language", sa.String(length=16), nullable=False, server_default="en"))
        table.add_column(sa.Column("invitation_id", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("at_question", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("last_question", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("last_key", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("resume_code_hash", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True))
    interval = "datetime(updated_at, '+14 days')" if _is_sqlite() else "updated_at + interval '14 days'"
    op.execute(f"UPDATE survey_draft SET expires_at = {interval}")  # noqa: S608 - no value from outside # nosec B608
    with op.batch_alter_table("survey_draft") as table:
        table.alter_column("audience", server_default=None)
        table.alter_column("language", server_default=None)
        table.alter_column("expires_at", nullable=False)
        table.create_index(op.f("ix_survey_draft_expires_at"), ["expires_at"])
        table.create_unique_constraint(op.f("uq_survey_draft_resume_code_hash"), ["resume_code_hash"])
    with op.batch_alter_table("survey_response") as table:
        table.add_column(sa.Column("audience", sa.String(length=16), nullable=False, server_default="parent"))
        table.add_column(sa.Column("invitation_id", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("helped", sa.Boolean(), nullable=True))
        table.add_column(sa.Column("may_publish", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("survey_response") as table:
        table.alter_column("audience", server_default=None)
        table.alter_column("may_publish", server_default=None)
    with op.batch_alter_table("response_answer") as table:
        table.add_column(sa.Column("number", sa.Integer(), nullable=True))
    op.create_table(
        "response_choice",
        sa.Column("response_id", sa.String(length=32), nullable=False),
        sa.Column("question_id", sa.String(length=64), nullable=False),
        sa.Column("value", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id", "question_id"],
            ["response_answer.response_id", "response_answer.question_id"],
            name=op.f("fk_response_choice_response_id_response_answer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("response_id", "question_id", "value", name=op.f("pk_response_choice")),
    )
    with op.batch_alter_table("chat_session") as table:
        table.add_column(sa.Column("last_draft_id", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("known", sa.JSON(), nullable=False, server_default="{}"))
        table.add_column(sa.Column("survey_offered", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("chat_session") as table:
        table.alter_column("known", server_default=None)
        table.alter_column("survey_offered", server_default=None)


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("chat_session") as table:
        for column in ("last_draft_id", "known", "survey_offered"):
            table.drop_column(column)
    op.drop_table("response_choice")
    with op.batch_alter_table("response_answer") as table:
        table.drop_column("number")
    with op.batch_alter_table("survey_response") as table:
        for column in ("audience", "invitation_id", "helped", "may_publish"):
            table.drop_column(column)
    with op.batch_alter_table("survey_draft") as table:
        table.drop_constraint(op.f("uq_survey_draft_resume_code_hash"), type_="unique")
        table.drop_index(op.f("ix_survey_draft_expires_at"))
        for column in ("audience", "language", "invitation_id", "at_question", "last_question", "last_key"):
            table.drop_column(column)
        table.drop_column("resume_code_hash")
        table.drop_column("expires_at")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
