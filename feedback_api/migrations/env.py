"""Runs Alembic over the service's own engine; `ourvoices migrate` calls it."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from feedback_api.models import Base

connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    # SQLite can't alter a table: Alembic then copies it.
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
