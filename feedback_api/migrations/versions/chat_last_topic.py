"""The topic that a chat last spoke of, for follow-ups"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "chat_last_topic"
down_revision = "unmet_questions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("chat_session", sa.Column("topic", sa.String(length=64), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("chat_session", "topic")
