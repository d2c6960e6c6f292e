"""The sentences of data/directory/chat.yml."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from feedback_api.content import Content, read_content

Words = Annotated[str, Field(min_length=1)]
Title = Annotated[str, Field(min_length=1, max_length=45)]


class Phrases(Content):
    """All that is said about services, but for what the services say of themselves."""

    found_one: Words
    found_few: Words
    found_many: Words
    next_ones: Words
    no_more: Words
    check_first: Words
    made_up: Words
    found_none: Words
    found_none_plain: Words
    loosen: Words
    ask_person: Words
    ask_place: Words
    ask_age: Words
    ask_place_too: Words
    unknown_place: Words
    button_more: Title
    button_free: Title
    button_near: Title
    button_age: Title
    button_drop_place: Title
    button_drop_free: Title
    button_drop_days: Title
    button_drop_ages: Title
    button_drop_needs: Title
    button_drop_all: Title
    wish_ages: Words
    wish_age: Words
    wish_place: Words
    wish_free: Words
    wish_days: Words
    card_free: Words
    card_cost: Words
    card_ages: Words
    card_age_from: Words
    card_age_to: Words
    card_online: Words
    card_far: Words
    card_near: Words
    card_hours: Words


@lru_cache(maxsize=4)
def load_phrases(data_folder: Path) -> Phrases:
    """Read data/directory/chat.yml. Raises ContentError when it is wrong."""
    return read_content(data_folder / "directory" / "chat.yml", Phrases)
