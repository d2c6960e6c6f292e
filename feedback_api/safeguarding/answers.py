"""Words for a moment of danger or distress, from data/safeguarding/answers.yml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from feedback_api.area.service import Area
from feedback_api.content import read_content
from feedback_api.errors import ContentError
from feedback_api.safeguarding.schemas import AnswersFile, AnyConcern, UrgentWords, Voice
from feedback_api.topics.catalogue import Catalogue
from feedback_api.topics.schemas import Button, Utterance
from feedback_api.topics.service import topic_buttons
from language.risk import URGENT_KINDS
from language.risk.folding import as_words, fold

FILE = Path("safeguarding") / "answers.yml"
# What the button "I need help now" sends; the gateway answers it by itself.
HELP_PAYLOAD = "/help_now"
FRONT_DOOR = "{front_door}"
# These may be said once more after an urgent answer of another kind: the first thing to do is another.
EMERGENCIES = ("medical_emergency", "immediate_danger")


@dataclass(frozen=True)
class SafeguardingAnswers:
    """The file's words, filled with the area's names."""

    content: AnswersFile
    catalogue: Catalogue
    young_person: re.Pattern[str]
    adult: re.Pattern[str]
    asked_again: frozenset[str]

    @property
    def help_button(self) -> Button:
        """Brings the urgent answer again."""
        return Button(title=self.content.again_button, payload=HELP_PAYLOAD)

    def voice_of(self, text: str) -> Voice | None:
        """Who writes, as far as the words tell."""
        words = as_words(fold(text))
        if self.adult.search(words):
            return "adult"
        return "young_person" if self.young_person.search(words) else None

    def asks_again(self, text: str) -> bool:
        """Whether somebody asks for the urgent answer in so many words."""
        return as_words(fold(text)) in self.asked_again

    def urgent(self, kinds: Sequence[str], voice: Voice) -> Utterance:
        """Who to ring, calmly, that nobody reads this live, and that one can go on."""
        words: UrgentWords = getattr(self.content.urgent, voice)
        area = self.catalogue.area
        opening = next(
            (opening.text for kind in by_weight(kinds) for opening in words.openings if kind in opening.kinds),
            words.otherwise,
        )
        front_door = area.how_to_reach("childrens_front_door")
        lines = [area.fill(line.replace(FRONT_DOOR, front_door)) for line in words.lines]
        parts = (area.fill(opening), "\n".join(lines), words.nobody_live, words.go_on)
        return Utterance(text="\n\n".join(parts), status="danger")

    def after_urgent(self, voice: Voice) -> Utterance:
        """What is said in place of a reply that did not understand."""
        return Utterance(
            text=getattr(self.content.urgent.after, voice), buttons=[self.help_button], status="after_danger"
        )

    def concern_of(self, kinds: Sequence[str]) -> AnyConcern:
        """The entry for the first of these kinds that has one."""
        for kind in kinds:
            for entry in self.content.concern:
                if kind in entry.kinds:
                    return entry
        return self.content.otherwise_concern

    def concern(self, kinds: Sequence[str], voice: Voice) -> Utterance:
        """Kindness and the right service, without alarm."""
        entry = self.concern_of(kinds)
        area = self.catalogue.area
        parts = [area.fill(getattr(entry, voice))]
        if voice == "adult":
            parts += [area.how_to_reach(contact) for contact in entry.contacts]
            parts += [entry.more] if entry.more else []
        return Utterance(
            text="\n\n".join(parts),
            buttons=[*topic_buttons(self.catalogue, entry.topics), self.help_button],
            status="concern",
        )


def by_weight(kinds: Iterable[str]) -> list[str]:
    """What must be done first is said first."""
    return sorted(kinds, key=lambda kind: (kind not in EMERGENCIES, kind not in URGENT_KINDS))


def load_answers(data_folder: Path, catalogue: Catalogue) -> SafeguardingAnswers:
    """Read and check the file. Raises ContentError."""
    file = data_folder / FILE
    content = read_content(file, AnswersFile)
    answers = SafeguardingAnswers(
        content=content,
        catalogue=catalogue,
        young_person=_any_of(content.young_person_signs),
        adult=_any_of(content.adult_signs),
        asked_again=frozenset(as_words(fold(words)) for words in content.asked_again),
    )
    problems = list(_loose_ends(content, catalogue.area, catalogue))
    if problems:
        raise ContentError("\n".join(f"{file}: {problem}" for problem in problems))
    return answers


def _loose_ends(content: AnswersFile, area: Area, catalogue: Catalogue) -> Iterable[str]:
    entries: list[AnyConcern] = [*content.concern, content.otherwise_concern]
    texts = [text for entry in entries for text in (entry.young_person, entry.adult)]
    for words in (content.urgent.young_person, content.urgent.adult):
        texts += [*(opening.text for opening in words.openings), words.otherwise]
        texts += [line.replace(FRONT_DOOR, "") for line in words.lines]
        if not any(FRONT_DOOR in line for line in words.lines):
            yield "each urgent answer must name the area's front door: {front_door}."
    for text in texts:
        for placeholder in area.unknown_placeholders(text):
            yield f"its placeholder {placeholder} does not exist. Check the spelling."
    for entry in entries:
        for contact in set(entry.contacts) - set(area.contacts):
            yield f"its contact {contact} does not exist. Check the spelling."
        for topic in set(entry.topics) - set(catalogue.topics):
            yield f"its topic {topic} does not exist. Check the spelling."


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"\b(" + "|".join(re.escape(as_words(fold(phrase))) for phrase in phrases) + r")\b")
