"""Questions that were not answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "unmet_questions"
down_revision = "survey_suggestions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "unmet_question",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("quarter", sa.String(10), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("topic", sa.String(64), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_unmet_question"),
    )
    op.create_index("ix_unmet_question_quarter", "unmet_question", ["quarter"])


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("unmet_question")
