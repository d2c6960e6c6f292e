"""Turns a quarter's counts into cells and sums for disclosure control.

Ranks say what is given up first when a small count needs company: a group of a breakdown before the number of those
who skipped, that before the answers to a question, and the base of an indicator last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum

from feedback_api.analysis.counting.counts import Counts, Sheet
from feedback_api.analysis.counting.layout import AskedQuestion, AskedSheet, band_of
from feedback_api.analysis.disclosure import Release
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

    def __init__(self, counts: Counts, sheets: Sequence[AskedSheet], indicators: IndicatorFile) -> None:
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
        else:
            release.relate(base, keys)

    def answered(self, sheet: Sheet, question: AskedQuestion) -> int:
        """How many answered rather than skipped."""
        if question.is_multiple:
            return self._counts.pickers[sheet, question.id]
        if question.is_free_text:
            return self._counts.texts[sheet, question.id]
        return sum(self.chosen(sheet, question, choice.value) for choice in question.choices)

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
        parts: dict[str, list[str]] = {}
        for sheet, question in places:
            for choice in question.choices:
                parts.setdefault(choice.value, []).append(f"{sheet.key}/{dimension}={choice.value}")
        for value, keys in parts.items():
            self._add_sum(f"who/{dimension}={value}", keys, Rank.WHO)
        self._add_sum(f"who/{dimension}/base", [f"{sheet.key}/{dimension}/base" for sheet, _ in places], Rank.BASE)

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
        base: dict[str, int] = {}
        good: dict[str, int] = {}
        for (sheet, question, value, name, group), number in sorted(self._counts.groups.items()):
            if sheet in sheets and (question, name) == (indicator.question, dimension) and indicator.counts(value):
                base[group] = base.get(group, 0) + number
                good[group] = good.get(group, 0) + (number if value in indicator.good else 0)
        where, release = f"indicator/{indicator.id}", self.release
        for group, number in base.items():
            release.add(f"{where}/{dimension}={group}/base", number, rank=Rank.GROUP_BASE)
            release.add(f"{where}/{dimension}={group}/yes", good[group], rank=Rank.GROUP)
            release.rest(
                f"{where}/{dimension}={group}/base",
                f"{where}/{dimension}={group}/yes",
                f"{where}/{dimension}={group}/no",
            )
        several = any(question.is_multiple for _, question in self._asked(dimension))
        for what in ("base", "yes", "no"):
            groups = [f"{where}/{dimension}={group}/{what}" for group in base]
            if several:
                # People may be in several groups, so the groups add up to nothing; but each leaves a rest.
                for key in groups:
                    release.rest(f"{where}/{what}", key, f"{key} elsewhere")
            elif groups:
                said = sum(release.cells[key].count for key in groups)
                untold = f"{where}/{dimension} not said/{what}"
                release.add(untold, release.cells[f"{where}/{what}"].count - said, is_latent=True)
                release.relate(f"{where}/{what}", (*groups, untold))

    def _add_themes(self) -> None:
        for audience in sorted({asked.sheet.audience for asked in self._sheets}):
            wrote = sum(number for sheet, number in self._counts.wrote.items() if sheet.audience == audience)
            self.release.add(f"{audience}/wrote", wrote, rank=Rank.WROTE)
            self.release.rest(f"{audience}/responses", f"{audience}/wrote", f"{audience}/wrote nothing")
            for theme in sorted({theme for sheet, theme, _ in self._counts.themes if sheet.audience == audience}):
                self._add_theme(audience, theme)

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
