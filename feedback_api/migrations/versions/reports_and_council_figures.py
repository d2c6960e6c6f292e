"""What reports have shown, and the quarterly figures that officers enter."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "reports_and_council_figures"
down_revision = "themes_and_purges"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both tables."""
    op.create_table(
        "released_figures",
        sa.Column("period", sa.String(10), nullable=False),
        sa.Column("level", sa.String(16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("standing", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("period", "level", name="pk_released_figures"),
    )
    op.create_table(
        "council_figure",
        sa.Column("figure", sa.String(64), nullable=False),
        sa.Column("quarter", sa.String(10), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.String(64), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("figure", "quarter", name="pk_council_figure"),
    )


def downgrade() -> None:
    """Take both tables away."""
    op.drop_table("council_figure")
    op.drop_table("released_figures")
