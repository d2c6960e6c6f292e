"""A survey in chat keeps what it has asked the person to confirm, and which message sent it"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "survey_suggestions"
down_revision = "invitations_and_actions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("survey_draft") as table:
        table.add_column(sa.Column("suggestion", sa.JSON(none_as_null=True), nullable=True))
    with op.batch_alter_table("chat_session") as table:
        table.add_column(sa.Column("last_key", sa.String(length=64), nullable=True))


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("chat_session") as table:
        table.drop_column("last_key")
    with op.batch_alter_table("survey_draft") as table:
        table.drop_column("suggestion")
