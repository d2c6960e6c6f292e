"""Random surveys, answers and walks for the property tests."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from feedback_api.surveys.survey import Survey

EASY = {"text": "A question.", "symbol": "🙂"}
# What people type: any character but half of one, of every script; the awkward ones often.
WORDS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60),
    st.sampled_from(
        ["<script>alert(1)</script>", "'; DROP TABLE survey_response; --", "الحافلة", "👩‍👧 🎉", "a\x00b", "ok"]
    ),
)


def _options(count: int, *, other: bool = False) -> list[dict[str, Any]]:
    made = [{"value": f"o{number}", "label": f"Option {number}", "symbol": "🙂"} for number in range(count)]
    return [*made, {"value": "other", "label": "Another"}] if other else made


def _shapes(count: int) -> dict[str, dict[str, Any]]:
    alone = {"value": "none", "label": "None", "exclusive": True}
    return {
        "scale": {"options": _options(count)},
        "faces": {"options": _options(count)},
        "yes_no": {"yes_is_good": True},
        "single_choice": {"options": _options(count, other=True)},
        "multiple_choice": {"options": [*_options(count, other=True), alone]},
        "number": {"maximum": 500},
        "month": {},
        "free_text": {},
        "district": {},
        "code": {},
    }


KINDS = list(_shapes(2))


@st.composite
def surveys(draw: st.DrawFn) -> Survey:
    """A survey of one to six questions of any kind, some of them shown by earlier answers."""
    questions: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 6))):
        question: dict[str, Any] = {
            "id": f"q{number}",
            "text": "T",
            "why": "W",
            "easy_read": EASY,
            "ambition": "voices",
        }
        kind = draw(st.sampled_from(KINDS))
        question |= {"kind": kind, **_shapes(draw(st.integers(2, 4)))[kind]}
        gates: list[dict[str, Any]] = [
            earlier for earlier in questions if earlier["kind"] in ("yes_no", "scale", "number")
        ]
        is_shown_by_another = draw(st.booleans())
        if gates and is_shown_by_another:
            gate: dict[str, Any] = gates[draw(st.integers(0, len(gates) - 1))]
            ways: dict[str, dict[str, Any]] = {
                "yes_no": {"is": ["yes"]},
                "scale": {"is_not": ["o0"]},
                "number": {"at_least": 100},
            }
            question["show_if"] = {"question": gate["id"], **ways[gate["kind"]]}
        questions.append(question)
    sentences = ("title", "button", "purpose", "introduction", "can_change", "by_when", "consent", "thanks")
    return Survey.model_validate(
        dict.fromkeys(sentences, "Words")
        | {"id": "random", "version": 1, "audiences": ["parent"], "consent_yes": "Yes", "consent_no": "No"}
        | {"easy_read": EASY, "questions": questions}
    )


def answers(kind: str, count: int) -> st.SearchStrategy[Any]:
    """A value that fits a question of that kind with so many options."""
    picks = st.sampled_from([f"o{number}" for number in range(count)])
    fitting: dict[str, st.SearchStrategy[Any]] = {
        "scale": picks,
        "faces": picks,
        "yes_no": st.sampled_from(["yes", "no", "not_sure"]),
        "single_choice": st.one_of(picks, st.just("other"), WORDS.map(lambda words: {"value": "other", "text": words})),
        "multiple_choice": st.one_of(
            st.lists(picks, min_size=1, unique=True), st.just(["none"]), st.just({"values": ["other"], "text": "x"})
        ),
        "number": st.integers(0, 500),
        "month": st.sampled_from(["2024-01", "2025-12", "2026-03"]),
        "free_text": WORDS,
        "district": st.sampled_from(["M33", "wa14 5xx", "M1"]),
        "code": st.sampled_from(["ABC-01", "sleep-11"]),
    }
    return fitting[kind]
