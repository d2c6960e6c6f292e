"""The privacy notices: data/privacy/*.yml, one for each audience, in the area's words with the settings' figures."""

from __future__ import annotations

from pydantic import Field, model_validator

from feedback_api.area.service import Area
from feedback_api.content import Content, read_content
from feedback_api.settings import Settings

# The file of each notice, and what a link to it says.
AUDIENCES = {
    "parents": "Parents and carers",
    "young-people": "Children and young people",
    "practitioners": "People who work with families",
    "easy-read": "Easy Read",
}
KEPT = ("chat_hours", "keep_responses_years", "keep_flags_days")


class Link(Content):
    """Where a line leads."""

    href: str = Field(pattern=r"^(/|https://)")
    words: str


class Line(Content):
    """A line of a notice; in Easy Read with its symbol."""

    text: str
    symbol: str | None = None
    link: Link | None = None


class Section(Content):
    """What is said on one matter."""

    heading: str
    lines: list[Line] = Field(min_length=1)


class Notice(Content):
    """A notice. `law` is the lawful basis with its source, in the law's own terms."""

    title: str
    easy_read: bool
    sections: list[Section] = Field(min_length=1)
    law: list[str] = Field(min_length=1)

    @model_validator(mode="after")
    def _check_symbols(self) -> Notice:
        if self.easy_read and any(line.symbol is None for section in self.sections for line in section.lines):
            raise ValueError("each line of an Easy Read notice needs its symbol")
        return self


def load_notice(settings: Settings, area: Area, audience: str) -> Notice:
    """The notice for an audience (a key of `AUDIENCES`), filled. Raises ContentError."""
    notice = read_content(settings.data_folder / "privacy" / f"{audience}.yml", Notice)
    sections = [
        section.model_copy(
            update={
                "lines": [line.model_copy(update={"text": _fill(line.text, settings, area)}) for line in section.lines]
            }
        )
        for section in notice.sections
    ]
    return notice.model_copy(update={"sections": sections})


def _fill(text: str, settings: Settings, area: Area) -> str:
    contact = area.contacts["local_offer_team"]
    reach = ", ".join(detail for detail in (contact.phone, contact.email) if detail)
    text = text.replace("{contact}", f"{contact.name}, {reach}" if reach else contact.name)
    for name in KEPT:
        text = text.replace(f"{{{name}}}", str(getattr(settings, name)))
    return area.fill(text)
