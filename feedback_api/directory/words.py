"""The search by words: FTS5's BM25 on SQLite, full text search on PostgreSQL. All that differs between the two is here.

On SQLite the words lie in a table of their own, which the first import makes: it is derived, has shadow tables that no
migration should see, and can be made again from the services at any time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

# The name tells most, then needs and categories, then the rest.
WEIGHTS = "10.0, 5.0, 2.0, 1.0"
COLUMNS = "name, search_terms, organisation, description"
# More than anybody looks at; a common word would find everything.
MOST_FOUND = 500
MOST_WORDS = 16
WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")
STOP_WORDS = (
    "a about after age aged all am an and any are as at be been being but by can child children could daughter did do "
    "does doing for from get gets go going got group groups had has have he help her here him his how i i'd i'm if in "
    "into is it its just kid kids let like looking me my near nearby need needs no not of old on or our out own "
    "places please really service services she should so some someone something somewhere son than that the their "
    "them there these they this to too up us very want wants was we were what when where which who will with would "
    "year years you your"
)
STOP = frozenset(STOP_WORDS.split())


def words_of(query: str) -> list[str]:
    """The words worth looking for, each once."""
    words = (word.replace("’", "'").split("'")[0] for word in WORD.findall(query.lower()))
    return list(dict.fromkeys(word for word in words if word not in STOP and len(word) > 1))[:MOST_WORDS]


async def find(session: AsyncSession, query: str) -> list[int]:
    """The numbers of the services that hold any of the query's words, best first."""
    words = words_of(query)
    if not words:
        return []
    if session.get_bind().dialect.name == "sqlite":
        found = await session.execute(
            text(
                f"SELECT rowid FROM directory_words WHERE directory_words MATCH :words"  # noqa: S608 - constants # nosec B608
                f" ORDER BY bm25(directory_words, {WEIGHTS}) LIMIT :most"
            ),
            # Quoted, so that no word is taken for an operator.
            {"words": " OR ".join(f'"{word}"' for word in words), "most": MOST_FOUND},
        )
    else:
        found = await session.execute(
            text(
                "SELECT number FROM directory_service, to_tsquery('english', :words) AS query"
                " WHERE search_words @@ query AND closed_at IS NULL"
                " ORDER BY ts_rank('{0.1, 0.2, 0.5, 1.0}', search_words, query, 1) DESC, number LIMIT :most"
            ),
            {"words": " | ".join(words), "most": MOST_FOUND},
        )
    return [row[0] for row in found]


async def keep_in_step(session: AsyncSession, numbers: Sequence[int]) -> None:
    """Index these services anew, in the transaction that wrote them."""
    if session.get_bind().dialect.name == "sqlite":
        await _keep_in_step_sqlite(session, numbers)
        return
    await session.execute(
        text(
            "UPDATE directory_service SET search_words ="
            " setweight(to_tsvector('english', name), 'A') || setweight(to_tsvector('english', search_terms), 'B')"
            " || setweight(to_tsvector('english', organisation), 'C')"
            " || setweight(to_tsvector('english', description), 'D')"
            " WHERE number = ANY(:numbers)"
        ),
        {"numbers": list(numbers)},
    )


async def forget(session: AsyncSession, numbers: Iterable[int]) -> None:
    """Take closed services out of the index; PostgreSQL leaves them out when it searches."""
    rows = [{"number": number} for number in numbers]
    if rows and session.get_bind().dialect.name == "sqlite" and await _has_table(session):
        await session.execute(text("DELETE FROM directory_words WHERE rowid = :number"), rows)


async def _keep_in_step_sqlite(session: AsyncSession, numbers: Sequence[int]) -> None:
    # "porter" finds "swimming" for "swim"; diacritics are nothing.
    insert = (
        f"INSERT INTO directory_words (rowid, {COLUMNS})"  # noqa: S608 - constants # nosec B608
        f" SELECT number, {COLUMNS} FROM directory_service WHERE closed_at IS NULL"
    )
    if not await _has_table(session):
        await session.execute(
            text(f"CREATE VIRTUAL TABLE directory_words USING fts5({COLUMNS}, tokenize='porter unicode61')")
        )
        await session.execute(text(insert))
        return
    rows = [{"number": number} for number in numbers]
    if rows:
        await session.execute(text("DELETE FROM directory_words WHERE rowid = :number"), rows)
        await session.execute(text(f"{insert} AND number = :number"), rows)


async def _has_table(session: AsyncSession) -> bool:
    found = await session.scalar(text("SELECT 1 FROM sqlite_master WHERE name = 'directory_words'"))
    return found is not None
