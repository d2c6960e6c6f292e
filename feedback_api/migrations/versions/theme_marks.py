"""What officers say of the themes of comments"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "theme_marks"
down_revision = "chat_last_topic"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "theme_reading",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("response_id", sa.String(length=32), nullable=False),
        sa.Column("question_id", sa.String(length=64), nullable=False),
        sa.Column("officer_name", sa.String(length=64), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id", "question_id"],
            ["response_answer.response_id", "response_answer.question_id"],
            name=op.f("fk_theme_reading_response_id_response_answer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_reading")),
    )
    op.create_index(op.f("ix_theme_reading_response_id"), "theme_reading", ["response_id"])
    op.create_table(
        "theme_mark",
        sa.Column("reading_id", sa.String(length=32), nullable=False),
        sa.Column("theme", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["reading_id"],
            ["theme_reading.id"],
            name=op.f("fk_theme_mark_reading_id_theme_reading"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("reading_id", "theme", name=op.f("pk_theme_mark")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("theme_mark")
    op.drop_table("theme_reading")
