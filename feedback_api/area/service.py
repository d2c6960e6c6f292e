"""An area: the council's own facts, with the national wording where it gives none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from feedback_api.area.schemas import AreaFile, Contact, Disclosure, NationalArea, Population, Safeguarding
from feedback_api.content import read_content
from feedback_api.errors import ContentError

PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)\}")
CAPITAL = "_capital"


@dataclass(frozen=True)
class Area:
    """A council's facts, complete. `words` maps each placeholder to what it says."""

    id: str
    demonstration: bool
    names: dict[str, str]
    contacts: dict[str, Contact]
    words: dict[str, str]
    ambitions: dict[str, str]
    disclosure: Disclosure
    widget_sites: tuple[str, ...]
    safeguarding: Safeguarding
    population: Population | None

    def fill(self, text: str) -> str:
        """`text` with its placeholders filled; `{send_team_capital}` starts a sentence.

        Raises ContentError for a placeholder that does not exist.
        """

        def replace(match: re.Match[str]) -> str:
            key = match.group(1)
            capital = key.endswith(CAPITAL)
            word = self.words.get(key.removesuffix(CAPITAL))
            if word is None:
                raise ContentError(f"The placeholder {{{key}}} does not exist: data/area/national.yml has the list.")
            return word[:1].upper() + word[1:] if capital else word

        return PLACEHOLDER.sub(replace, text)

    def unknown_placeholders(self, text: str) -> list[str]:
        """The placeholders of `text` that `fill` would not know."""
        keys = PLACEHOLDER.findall(text)
        return [key for key in keys if key.removesuffix(CAPITAL) not in self.words]

    def how_to_reach(self, contact_id: str) -> str:
        """One line such as "Trafford SENDIASS: 0161 496 0102", or only the name where no detail is known."""
        contact = self.contacts[contact_id]
        name = contact.name[:1].upper() + contact.name[1:]
        details = [detail for detail in (contact.phone, contact.email, contact.url) if detail]
        return f"{name}: {', '.join(details)}" if details else name


def load_area(data_folder: Path, area_id: str) -> Area:
    """Read the area's folder and fill its gaps from the national file.

    Raises ContentError when a file is wrong or the area names a contact or sentence that does not exist.
    """
    national = read_content(data_folder / "area" / "national.yml", NationalArea)
    file = data_folder / "area" / area_id / "area.yml"
    own = read_content(file, AreaFile)
    for kind, given, known in (
        ("contacts", own.contacts.keys(), national.contacts.keys()),
        ("sentences", own.sentences.keys(), national.sentences.keys()),
    ):
        unknown = sorted(set(given) - set(known))
        if unknown:
            raise ContentError(
                f"{file}: {kind}: {', '.join(unknown)}: not in data/area/national.yml. Check the spelling."
            )
    contacts = {**national.contacts, **own.contacts}
    names = {**national.names, **own.names}
    words = {
        **{key: contact.name for key, contact in contacts.items()},
        **national.sentences,
        **own.sentences,
        **names,
    }
    return Area(
        id=own.id,
        demonstration=own.demonstration,
        names=names,
        contacts=contacts,
        words=words,
        ambitions={ambition.id: ambition.title for ambition in own.ambitions},
        disclosure=own.disclosure,
        widget_sites=tuple(own.widget_sites),
        safeguarding=own.safeguarding,
        population=own.population,
    )
