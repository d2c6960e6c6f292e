"""The directory of services"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "directory_service",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("source", sa.String(length=255), nullable=False),
        sa.Column("external_id", sa.String(length=255), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("search_terms", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("minimum_age", sa.Double(), nullable=True),
        sa.Column("maximum_age", sa.Double(), nullable=True),
        sa.Column("is_free", sa.Boolean(), nullable=True),
        sa.Column("is_online", sa.Boolean(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_whole", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("embedding", sa.LargeBinary(), nullable=False),
        sa.Column("search_words", sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql"), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_directory_service")),
        sa.UniqueConstraint("id", name=op.f("uq_directory_service_id")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_directory_service_source")),
    )
    op.create_index("ix_directory_service_search_words", "directory_service", ["search_words"], postgresql_using="gin")
    op.create_table(
        "directory_location",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("service_number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("town", sa.Text(), nullable=False),
        sa.Column("postcode", sa.String(length=16), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        _of_a_service("directory_location"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_location")),
    )
    op.create_index("ix_directory_location_service_number", "directory_location", ["service_number"])
    op.create_table(
        "directory_schedule",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("service_number", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(length=2), nullable=False),
        sa.Column("opens_at", sa.String(length=5), nullable=True),
        sa.Column("closes_at", sa.String(length=5), nullable=True),
        _of_a_service("directory_schedule"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_schedule")),
    )
    op.create_index("ix_directory_schedule_service_number", "directory_schedule", ["service_number"])
    op.create_table(
        "directory_need",
        sa.Column("service_number", sa.Integer(), nullable=False),
        sa.Column("need", sa.String(length=64), nullable=False),
        _of_a_service("directory_need"),
        sa.PrimaryKeyConstraint("service_number", "need", name=op.f("pk_directory_need")),
    )
    op.create_table(
        "directory_term",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("service_number", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.String(length=255), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("taxonomy", sa.String(length=255), nullable=False),
        _of_a_service("directory_term"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_term")),
    )
    op.create_index("ix_directory_term_service_number", "directory_term", ["service_number"])
    op.create_table(
        "directory_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_state")),
    )


def downgrade() -> None:
    """Undo."""
    if op.get_bind().dialect.name == "sqlite":
        # The word index, which the first import makes.
        op.execute("DROP TABLE IF EXISTS directory_words")
    for table in ("state", "term", "need", "schedule", "location", "service"):
        op.drop_table(f"directory_{table}")


def _of_a_service(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["service_number"],
        ["directory_service.number"],
        name=op.f(f"fk_{table}_service_number_directory_service"),
        ondelete="CASCADE",
    )
