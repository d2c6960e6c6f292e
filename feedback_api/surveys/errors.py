"""What may go wrong between a person and a survey, each with the sentence to say."""

from __future__ import annotations

from feedback_api.errors import Conflict, NotFound


class NoDraft(NotFound):
    """There is no survey in progress here."""

    code = "no_draft"

    def __init__(self) -> None:
        super().__init__("There is no survey in progress here. It may have been sent, thrown away, or be too old.")


class UnknownResumeCode(NotFound):
    """No paused survey has this code."""

    code = "unknown_resume_code"

    def __init__(self) -> None:
        super().__init__("No paused survey has that code. Codes are good for 14 days. Check each letter and number.")


class NotAnAnswer(Conflict):
    """The words answer none of the question's options for certain."""

    code = "not_an_answer"

    def __init__(self) -> None:
        super().__init__("These words answer none of the options for certain.")


class NotAsked(Conflict):
    """The question is not asked after the answers that were given, such as one on a branch that was left."""

    code = "not_asked"

    def __init__(self) -> None:
        super().__init__("That question does not come up any more, after what you answered since.")


class NothingBefore(Conflict):
    """There is no question before this one."""

    code = "nothing_before"

    def __init__(self) -> None:
        super().__init__("This is the first question, so there is none to go back to.")


class ConsentNeeded(Conflict):
    """Nothing can be answered before the consent."""

    code = "consent_needed"

    def __init__(self) -> None:
        super().__init__("Before the questions: may we keep your answers?")


class ConsentRefused(Conflict):
    """The person said no to the survey; the draft is gone."""

    code = "consent_refused"

    def __init__(self) -> None:
        super().__init__("You said no to the survey. Nothing is kept.")
