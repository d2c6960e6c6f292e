"""Flags for safeguarding officers, and what a chat has been told"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "safeguarding_flags"
down_revision = "surveys_of_every_kind"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "risk_flag",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("latest_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dealt_with_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dealt_with_by", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_flag")),
    )
    op.create_index("ix_risk_flag_raised_at", "risk_flag", ["raised_at"])
    op.create_index("ix_risk_flag_dealt_with_at", "risk_flag", ["dealt_with_at"])
    with op.batch_alter_table("chat_session") as table:
        table.add_column(sa.Column("safeguarding", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("chat_session") as table:
        table.drop_column("safeguarding")
    op.drop_table("risk_flag")
