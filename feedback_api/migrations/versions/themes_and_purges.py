"""Themes of comments, and the proof of each purge"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "themes_and_purges"
down_revision = "jobs_background_jobs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "answer_theme",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("response_id", sa.String(length=32), nullable=False),
        sa.Column("question_id", sa.String(length=64), nullable=False),
        sa.Column("theme", sa.String(length=64), nullable=False),
        sa.Column("service", sa.String(length=64), nullable=True),
        sa.Column("clause_start", sa.Integer(), nullable=False),
        sa.Column("clause_end", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=16), nullable=False),
        sa.Column("polarity", sa.Double(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("model", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id", "question_id"],
            ["response_answer.response_id", "response_answer.question_id"],
            name=op.f("fk_answer_theme_response_id_response_answer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_theme")),
    )
    op.create_index("ix_answer_theme_answer", "answer_theme", ["response_id", "question_id"])
    op.create_index("ix_answer_theme_theme", "answer_theme", ["theme"])
    with op.batch_alter_table("answer_sentiment") as table:
        table.add_column(sa.Column("theme_model", sa.String(length=64), nullable=True))
    op.create_table(
        "purge_record",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("trigger", sa.String(length=16), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("is_proved", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purge_record")),
    )
    op.create_index(op.f("ix_purge_record_began_at"), "purge_record", ["began_at"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("purge_record")
    with op.batch_alter_table("answer_sentiment") as table:
        table.drop_column("theme_model")
    op.drop_table("answer_theme")
