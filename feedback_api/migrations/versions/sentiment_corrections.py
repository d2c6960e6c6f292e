"""What officers say of a comment's sentiment"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "sentiment_corrections"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "sentiment_correction",
        sa.Column("response_id", sa.String(length=32), nullable=False),
        sa.Column("question_id", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=16), nullable=False),
        sa.Column("machine_label", sa.String(length=16), nullable=False),
        sa.Column("machine_confidence", sa.Double(), nullable=False),
        sa.Column("machine_was_unsure", sa.Boolean(), nullable=False),
        sa.Column("analyser", sa.String(length=64), nullable=False),
        sa.Column("officer_name", sa.String(length=64), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id", "question_id"],
            ["response_answer.response_id", "response_answer.question_id"],
            name=op.f("fk_sentiment_correction_response_id_response_answer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("response_id", "question_id", name=op.f("pk_sentiment_correction")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("sentiment_correction")
