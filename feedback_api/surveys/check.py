"""What is wrong with the surveys' files, and how a new version is released."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from feedback_api.errors import Conflict, ContentError, NotFound
from feedback_api.surveys.shelf import FOLDER, RELEASED, SurveyShelf, frozen, load_surveys
from feedback_api.surveys.survey import Survey


def check_surveys(data_folder: Path) -> list[str]:
    """Every problem of data/surveys, each a sentence with its file and its cure; none when all is well."""
    try:
        shelf = load_surveys(data_folder)
    except ContentError as error:
        return str(error).splitlines()
    return [
        f"{data_folder / FOLDER / f'{survey.id}.yml'}: {problem}"
        for survey in shelf.prepared()
        for problem in _problems(shelf, survey)
    ]


def release(data_folder: Path, survey_id: str) -> Path:
    """Freeze the survey's file as its next version, and return where.

    Raises NotFound when there is no such file, and Conflict when it can't be released as it stands.
    """
    shelf = load_surveys(data_folder)
    survey = next((survey for survey in shelf.prepared() if survey.id == survey_id), None)
    if survey is None:
        raise NotFound(f"There is no file {data_folder / FOLDER / f'{survey_id[:64]}.yml'}.")
    problems = [problem for problem in _problems(shelf, survey) if problem != _not_released(survey)]
    if problems:
        raise Conflict(problems[0])
    target = data_folder / FOLDER / RELEASED / survey_id / f"{survey.version}.yml"
    if target.exists():
        raise Conflict(f"Version {survey.version} of {survey_id} is released already, and nothing has changed since.")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(frozen((data_folder / FOLDER / f"{survey_id}.yml").read_text(encoding="utf-8")), encoding="utf-8")
    return target


def _not_released(survey: Survey) -> str:
    return (
        f"version {survey.version} is not released, so nobody is asked it: run `ourvoices release-survey {survey.id}`."
    )


def _problems(shelf: SurveyShelf, survey: Survey) -> Iterator[str]:
    released = shelf.versions(survey.id)
    newest = released[-1] if released else None
    expected = newest.version + 1 if newest else survey.version
    if newest is not None and survey.version == newest.version:
        if survey != newest:
            yield (
                f"it differs from version {newest.version}, which was released. Answers stay with the words that were "
                f"asked: write `version: {expected}`, then run `ourvoices release-survey {survey.id}`."
            )
        return
    if survey.version != expected:
        yield f"the version is {survey.version}, and the next one is {expected}: write `version: {expected}`."
    else:
        yield _not_released(survey)
    yield from _changed_kinds(released, survey)


def _changed_kinds(released: list[Survey], survey: Survey) -> Iterator[str]:
    kinds = {question.id: question.kind for version in released for question in version.questions}
    for question in survey.questions:
        before = kinds.get(question.id, question.kind)
        if question.kind != before:
            yield (
                f"the question {question.id} was a {before} question and is now {question.kind}. An id stands for one "
                "question for ever: give the new question an id of its own."
            )
