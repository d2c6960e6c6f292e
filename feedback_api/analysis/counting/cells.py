"""Turns a quarter's counts into cells and sums for disclosure control.

Ranks say what is given up first when a small count needs company: a group of a breakdown before the number of those
who skipped, that before the answers to a question, and the base of an indicator last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum

from feedback_api.analysis.counting.counts import Counts, Sheet
from feedback_api.analysis.counting.groups import Part, groups_to_show
from feedback_api.analysis.counting.layout import AskedQuestion, AskedSheet
from feedback_api.analysis.disclosure import Release
from feedback_api.analysis.indicators.bands import band_of
from feedback_api.analysis.indicators.definition import Indicator, IndicatorFile
from language.sentiment import LABELS


class Rank(IntEnum):
    """What is hidden sooner has the lower rank."""

    GROUP = 0
    GROUP_BASE = 1
    SKIPPED = 2
    THEME_SOUND = 3
    THEME = 4
    WHO = 5
    CHOICE = 6
    RESPONSES = 7
    WROTE = 8
    BASE = 9
    TOTAL = 10
    INDICATOR = 11
    INDICATOR_BASE = 12


class CellsOf:
    """Builds the release of one period."""

    def __init__(self, counts: Counts, sheets: Sequence[AskedSheet], indicators: IndicatorFile, minimum: int) -> None:
        self._minimum = minimum
        self._counts = counts
        self._sheets = sheets
        self._indicators = indicators
        self.release = Release()

    def build(self) -> Release:
        """All cells and all sums."""
        for asked in self._sheets:
            self._add_sheet(asked)
        self._add_totals()
        for dimension in self._indicators.breakdowns:
            self._add_who_took_part(dimension)
        for indicator in self._indicators.indicators:
            self._add_indicator(indicator)
        self._add_themes()
        return self.release

    def _add_sheet(self, asked: AskedSheet) -> None:
        sheet, release = asked.sheet, self.release
        responses = release.add(f"{sheet.key}/responses", self._counts.responses[sheet], rank=Rank.RESPONSES)
        for question in asked.questions:
            if question.about_you:
                # Who took part is shown for all surveys together: a survey's few would say who answered it.
                continue
            where = f"{sheet.key}/{question.id}"
            put = self._counts.asked[sheet, question.id]
            answered = self.answered(sheet, question)
            base = release.add(f"{where}/base", answered, rank=Rank.BASE)
            skipped = release.add(f"{where}/skipped", put - answered, rank=Rank.SKIPPED)
            parts = [base, skipped]
            not_asked = self._counts.responses[sheet] - put
            if not_asked or not question.always_asked:
                parts.append(release.add(f"{where}/not asked", not_asked, is_latent=True))
            release.relate(responses, parts)
            self._add_choices(sheet, question, base)

    def _add_choices(self, sheet: Sheet, question: AskedQuestion, base: str) -> None:
        release = self.release
        keys = [
            release.add(
                f"{sheet.key}/{question.id}={choice.value}",
                self.chosen(sheet, question, choice.value),
                rank=Rank.CHOICE,
            )
            for choice in question.choices
        ]
        if question.is_multiple:
            for key in keys:
                release.rest(base, key, f"{key} not")
        elif question.is_free_text:
            waiting = release.cells[base].count - sum(release.cells[key].count for key in keys)
            # That none waits is no secret: the report says so by saying nothing.
            release.relate(
                base, [*keys, release.add(f"{base} not scored", waiting, is_latent=True)] if waiting else keys
            )
        elif keys:
            release.relate(base, keys)

    def answered(self, sheet: Sheet, question: AskedQuestion) -> int:
        """How many answered rather than skipped."""
        if question.is_multiple:
            return self._counts.pickers[sheet, question.id]
        if question.is_free_text:
            return self._counts.texts[sheet, question.id]
        given = self._counts.numbers if question.kind == "number" else self._counts.choices
        return sum(number for (where, name, _), number in given.items() if (where, name) == (sheet, question.id))

    def chosen(self, sheet: Sheet, question: AskedQuestion, value: str) -> int:
        """How many gave this answer."""
        counts = self._counts
        if question.is_multiple:
            return counts.picked[sheet, question.id, value]
        if question.is_free_text:
            return counts.sounds[sheet, question.id, value]
        if question.kind == "number":
            return sum(
                number
                for (where, name, given), number in counts.numbers.items()
                if (where, name) == (sheet, question.id) and band_of(given) == value
            )
        return counts.choices[sheet, question.id, value]

    def _add_totals(self) -> None:
        release = self.release
        by_audience: dict[str, list[str]] = {}
        for asked in self._sheets:
            by_audience.setdefault(asked.sheet.audience, []).append(f"{asked.sheet.key}/responses")
        totals = [self._add_sum(f"{audience}/responses", keys, Rank.TOTAL) for audience, keys in by_audience.items()]
        release.relate(self._new_sum("responses", totals, Rank.TOTAL), totals)

    def _new_sum(self, key: str, parts: Iterable[str], rank: Rank) -> str:
        return self.release.add(key, sum(self.release.cells[part].count for part in parts), rank=rank)

    def _add_sum(self, key: str, parts: Sequence[str], rank: Rank) -> str:
        self.release.relate(self._new_sum(key, parts, rank), parts)
        return key

    def _asked(self, question_id: str, surveys: Sequence[str] | None = None) -> list[tuple[Sheet, AskedQuestion]]:
        return [
            (asked.sheet, question)
            for asked in self._sheets
            if surveys is None or asked.sheet.survey in surveys
            for question in asked.questions
            if question.id == question_id
        ]

    def _add_who_took_part(self, dimension: str) -> None:
        places = self._asked(dimension)
        if not places:
            return
        release = self.release
        groups: dict[str, int] = {}
        for sheet, question in places:
            for choice in question.choices:
                groups[choice.value] = groups.get(choice.value, 0) + self.chosen(sheet, question, choice.value)
        base = f"who/{dimension}/base"
        release.add(base, sum(self.answered(sheet, question) for sheet, question in places), rank=Rank.BASE)
        release.rest("responses", base, f"who/{dimension} not said")
        keys = [release.add(f"who/{dimension}={group}", number, rank=Rank.WHO) for group, number in groups.items()]
        if any(question.is_multiple for _, question in places):
            for key in keys:
                release.rest(base, key, f"{key} not")
        else:
            release.relate(base, keys)

    def _add_indicator(self, indicator: Indicator) -> None:
        places = [
            (sheet, question)
            for sheet, question in self._asked(indicator.question, indicator.surveys)
            if indicator.audience in (None, sheet.audience)
        ]
        if not places:
            return
        counted, good = [], []
        for sheet, question in places:
            for choice in question.choices:
                if indicator.counts(choice.value):
                    counted.append(f"{sheet.key}/{question.id}={choice.value}")
                if choice.value in indicator.good:
                    good.append(f"{sheet.key}/{question.id}={choice.value}")
        where = f"indicator/{indicator.id}"
        self._add_sum(f"{where}/base", counted, Rank.INDICATOR_BASE)
        self._add_sum(f"{where}/yes", good, Rank.INDICATOR)
        self.release.rest(f"{where}/base", f"{where}/yes", f"{where}/no")
        for dimension in self._indicators.breakdowns:
            self._add_breakdown(indicator, dimension, [sheet for sheet, _ in places])

    def _add_breakdown(self, indicator: Indicator, dimension: str, sheets: Sequence[Sheet]) -> None:
        """The groups of which everything may be shown. The others stay together as one rest, which is no small one."""
        groups: dict[str, Part] = {}
        for (sheet, question, value, name, group), number in sorted(self._counts.groups.items()):
            if sheet in sheets and (question, name) == (indicator.question, dimension) and indicator.counts(value):
                good = number if value in indicator.good else 0
                groups[group] = groups.get(group, Part(0, 0)).plus(Part(good, number))
        where = f"indicator/{indicator.id}"
        whole = Part(self.release.cells[f"{where}/yes"].count, self.release.cells[f"{where}/base"].count)
        overlap = any(question.is_multiple for _, question in self._asked(dimension))
        shown = groups_to_show(groups, whole, self._minimum, overlap=overlap)
        for group in shown:
            self._add_group(f"{where}/{dimension}={group}", groups[group], f"who/{dimension}={group}")
        for what in ("base", "yes", "no"):
            keys = [f"{where}/{dimension}={group}/{what}" for group in shown]
            if overlap:
                for key in keys:
                    self.release.rest(f"{where}/{what}", key, f"{key} elsewhere")
            elif keys:
                said = sum(self.release.cells[key].count for key in keys)
                others = f"{where}/{dimension} others/{what}"
                self.release.add(others, self.release.cells[f"{where}/{what}"].count - said, is_latent=True)
                self.release.relate(f"{where}/{what}", (*keys, others))

    def _add_group(self, where: str, part: Part, everybody: str) -> None:
        release = self.release
        release.add(f"{where}/base", part.base, rank=Rank.GROUP_BASE)
        release.add(f"{where}/yes", part.yes, rank=Rank.GROUP)
        release.rest(f"{where}/base", f"{where}/yes", f"{where}/no")
        # Who is of the group and did not answer this question.
        release.rest(everybody, f"{where}/base", f"{where} silent")

    def _add_themes(self) -> None:
        for audience in sorted({asked.sheet.audience for asked in self._sheets}):
            wrote = [self._add_writers(asked) for asked in self._sheets if asked.sheet.audience == audience]
            self._add_sum(f"{audience}/wrote", wrote, Rank.WROTE)
            self.release.rest(f"{audience}/responses", f"{audience}/wrote", f"{audience}/wrote nothing")
            for theme in sorted({theme for sheet, theme, _ in self._counts.themes if sheet.audience == audience}):
                self._add_theme(audience, theme)

    def _add_writers(self, asked: AskedSheet) -> str:
        """Who wrote anything in a survey: no table shows it, but the questions that ask for words tell of it."""
        release, number = self.release, self._counts.wrote[asked.sheet]
        wrote = release.add(f"{asked.sheet.key}/wrote", number, is_latent=True)
        bases = [f"{asked.sheet.key}/{question.id}/base" for question in asked.questions if question.is_free_text]
        if any(release.cells[base].count > number for base in bases):
            # Some comments are not read yet, so the two can't be compared by anybody.
            return wrote
        if len(bases) == 1 and release.cells[bases[0]].count == number:
            release.relate(bases[0], (wrote,))
        else:
            for base in bases:
                release.rest(wrote, base, f"{base} wrote elsewhere")
        return wrote

    def _add_theme(self, audience: str, theme: str) -> None:
        sounds = []
        for label in LABELS:
            number = sum(
                number
                for (sheet, name, sound), number in self._counts.themes.items()
                if (sheet.audience, name, sound) == (audience, theme, label)
            )
            sounds.append(self.release.add(f"{audience}/theme/{theme}/{label}", number, rank=Rank.THEME_SOUND))
        people = self._add_sum(f"{audience}/theme/{theme}/people", sounds, Rank.THEME)
        self.release.rest(f"{audience}/wrote", people, f"{people} not")
