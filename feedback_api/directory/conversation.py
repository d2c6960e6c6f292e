"""The search in chat: three cards at a time, more of them, and a question when there are too many or none.

The wish goes to and fro with the conversation: nothing of it is stored here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field

from feedback_api.directory.cards import METRES_A_MILE, card, link, years
from feedback_api.directory.demo import ALERT
from feedback_api.directory.extract import DAY_NAMES, DAYS
from feedback_api.directory.index import Query
from feedback_api.directory.needs import Needs, load_needs
from feedback_api.directory.phrases import Phrases, load_phrases
from feedback_api.directory.places import Places, Point, load_places
from feedback_api.directory.request import Wish, is_unknown_postcode, read_request
from feedback_api.directory.service import Directory, Found, Shown
from feedback_api.topics import service as topics
from feedback_api.topics.catalogue import Catalogue
from feedback_api.topics.schemas import Button, Utterance

CARDS = 3
# From here on there is a question that would narrow it down.
MANY = 6
MILES = 10.0
TOPIC = "local_offer_find_service"
CONTACT = "local_offer_team"
AGE_BANDS = ((0, 4), (5, 11), (12, 17), (18, 25))
# What can be let go when nothing fits, in this order.
Droppable = Literal["place", "free", "days", "ages", "needs", "all"]
DROPPED: dict[Droppable, dict[str, object]] = {
    "place": {"miles": 500.0},
    "free": {"free": False},
    "days": {"days": []},
    "ages": {"ages": None},
    "needs": {"needs": []},
    "all": {"miles": 500.0, "free": False, "days": [], "ages": None, "needs": []},
}
Step = Literal["new", "refine", "more", "free", "near"]


class AskIn(BaseModel):
    """A turn of the search. `wish` is what the last turn gave back; `ages` and `drop` come from buttons."""

    step: Step = "new"
    text: str = Field("", max_length=2000)
    wish: Wish | None = None
    ages: str | None = Field(None, pattern=r"^[0-9]{1,2}-[0-9]{1,2}$")
    drop: Droppable | None = None


class AskOut(BaseModel):
    """What to say, and the wish to send with the next turn."""

    message: Utterance
    wish: Wish


@dataclass(frozen=True)
class Shelf:
    """What the conversation reads from files."""

    phrases: Phrases
    needs: Needs
    places: Places
    catalogue: Catalogue

    @classmethod
    def of(cls, data_folder: Path, catalogue: Catalogue) -> Shelf:
        """Read once a process."""
        return cls(load_phrases(data_folder), load_needs(data_folder), load_places(data_folder), catalogue)


async def answer(directory: Directory, shelf: Shelf, asked: AskIn) -> AskOut:
    """The next turn of a search."""
    towns = (await directory.index()).towns
    wish = _next_wish(asked, shelf, towns)
    if asked.step == "near":
        return AskOut(message=_say(shelf.phrases.ask_place, "clarified"), wish=wish)
    if asked.step == "refine" and is_unknown_postcode(asked.text, shelf.places):
        return AskOut(message=_say(shelf.phrases.unknown_place, "clarified"), wish=asked.wish or Wish())
    if wish.is_empty:
        # "Can you find things?" is a question about the assistant, and has an answer of its own.
        return AskOut(message=topics.answer(shelf.catalogue, TOPIC), wish=wish)
    query = query_of(wish, shelf, towns)
    found = await directory.search(query)
    if not found.total:
        return AskOut(message=await _none(directory, shelf, wish, towns), wish=wish)
    page = slice(wish.start, wish.start + CARDS)
    shown = await directory.show(found.numbers[page], found.metres[page])
    return AskOut(message=_some(shelf, wish, found, shown), wish=wish)


def query_of(wish: Wish, shelf: Shelf, towns: dict[str, Point]) -> Query:
    """The wish as the search understands it."""
    place = shelf.places.point(wish.place) or towns.get(wish.place.lower()) if wish.place else None
    return Query(
        text=wish.what,
        only_alike=not shelf.needs.are_all_of(wish.what),
        place=place,
        metres=(wish.miles or MILES) * METRES_A_MILE if place is not None else None,
        ages=wish.ages,
        needs=tuple(wish.needs),
        free=wish.free,
        days=tuple(wish.days),
    )


def _next_wish(asked: AskIn, shelf: Shelf, towns: dict[str, Point]) -> Wish:
    before = asked.wish or Wish()
    if asked.step == "more":
        return before.model_copy(update={"start": before.start + CARDS})
    if asked.step == "near":
        return before
    if asked.step == "free":
        return before.model_copy(update={"free": True, "start": 0})
    read = read_request(asked.text, shelf.needs, shelf.places, towns)
    if asked.step == "new":
        return read
    wish = before.changed_by(read)
    if asked.ages is not None:
        low, high = sorted(float(age) for age in asked.ages.split("-"))
        wish = wish.model_copy(update={"ages": (low, high)})
    if asked.drop is not None:
        wish = wish.model_copy(update=DROPPED[asked.drop])
    return wish


def _some(shelf: Shelf, wish: Wish, found: Found, shown: Sequence[Shown]) -> Utterance:
    phrases = shelf.phrases
    if not shown:
        return _say(phrases.no_more, "answered")
    parts = [_opening(phrases, wish, found.total, len(shown))]
    parts += [card(wish.start + position, one, phrases) for position, one in enumerate(shown, 1)]
    parts.append(phrases.made_up if _are_made_up(shown) else phrases.check_first)
    more = found.total > wish.start + len(shown)
    buttons = [Button(title=phrases.button_more, payload="/find_service_more")] if more else []
    question, answers = _narrowing(phrases, wish) if found.total > MANY else ("", [])
    if question:
        parts.append(question)
    buttons += answers
    if more and not wish.free:
        buttons.append(Button(title=phrases.button_free, payload="/find_service_free"))
    if wish.place is None:
        buttons.append(Button(title=phrases.button_near, payload="/find_service_near"))
    return Utterance(
        text="\n\n".join(parts),
        buttons=buttons,
        topic=TOPIC,
        sources=[source for one in shown if (source := link(one)) is not None],
        status="answered",
    )


def _opening(phrases: Phrases, wish: Wish, total: int, shown: int) -> str:
    if wish.start:
        return phrases.next_ones.format(first=wish.start + 1, last=wish.start + shown, total=total)
    if total == 1:
        return phrases.found_one
    return (phrases.found_many if total > shown else phrases.found_few).format(total=total, shown=shown)


def _narrowing(phrases: Phrases, wish: Wish) -> tuple[str, list[Button]]:
    """The question whose answer would leave out most, and its buttons."""
    if wish.ages is None:
        bands = [
            Button(
                title=phrases.button_age.format(low=low, high=high),
                payload=topics.command_payload("find_service_refine", ages=f"{low}-{high}"),
            )
            for low, high in AGE_BANDS
        ]
        return phrases.ask_age, bands
    return (phrases.ask_place_too, []) if wish.place is None else ("", [])


async def _none(directory: Directory, shelf: Shelf, wish: Wish, towns: dict[str, Point]) -> Utterance:
    """Say that nothing fits, and offer to let go whatever would help."""
    phrases = shelf.phrases
    buttons: list[Button] = []
    titles: dict[Droppable, str] = {
        "place": phrases.button_drop_place,
        "free": phrases.button_drop_free,
        "days": phrases.button_drop_days,
        "ages": phrases.button_drop_ages,
        "needs": phrases.button_drop_needs,
        "all": phrases.button_drop_all,
    }
    for part, change in DROPPED.items():
        if part == "all" and (buttons or not wish.what):
            continue
        if all(getattr(wish, key) == value for key, value in change.items()) or (part == "place" and not wish.place):
            continue
        without = wish.model_copy(update=change)
        if (await directory.search(query_of(without, shelf, towns))).total:
            payload = topics.command_payload("find_service_refine", drop=part)
            buttons.append(Button(title=titles[part], payload=payload))
    described = _in_words(phrases, wish)
    parts = [phrases.found_none.format(wish=described) if described else phrases.found_none_plain]
    if buttons:
        parts.append(phrases.loosen)
    parts.append(phrases.ask_person.format(local_offer_team=shelf.catalogue.area.how_to_reach(CONTACT)))
    return Utterance(text="\n\n".join(parts), buttons=buttons, topic=TOPIC, status="no_service_found")


def _in_words(phrases: Phrases, wish: Wish) -> str:
    parts = []
    if wish.ages is not None:
        low, high = (years(age) for age in wish.ages)
        parts.append((phrases.wish_age if low == high else phrases.wish_ages).format(low=low, high=high))
    if wish.place is not None:
        place = wish.place if any(character.isdigit() for character in wish.place) else wish.place.title()
        parts.append(phrases.wish_place.format(miles=years(round(wish.miles or MILES, 1)), place=place))
    if wish.free:
        parts.append(phrases.wish_free)
    if wish.days:
        names = [name for day, name in zip(DAYS, DAY_NAMES, strict=True) if day in wish.days]
        parts.append(phrases.wish_days.format(days=", ".join(names)))
    return ", ".join(parts)


def _are_made_up(shown: Sequence[Shown]) -> bool:
    return any(one.service.record.get("alert") == ALERT for one in shown)


def _say(text: str, status: Literal["answered", "clarified"]) -> Utterance:
    return Utterance(text=text, topic=TOPIC, status=status)
