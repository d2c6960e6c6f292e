"""Step 3: whether the message tells of danger or distress. And, last of all, that the reply fits such a moment.

It comes before the assistant's switch and before Rasa, so it works when either is off. An answer about danger never
ends a turn: the message is still answered, or saved as an answer, after it.
"""

from __future__ import annotations

from feedback_api.chat.repository import ChatRepository
from feedback_api.chat.steps.words import MAXIMUM_CHARACTERS, too_long
from feedback_api.chat.turn_state import Turn
from feedback_api.safeguarding.answers import HELP_PAYLOAD
from feedback_api.safeguarding.said import Said
from feedback_api.safeguarding.service import Heard, Origin, again, hear
from feedback_api.topics.schemas import Utterance

# Replies that are worth hearing at such a moment; others did not understand, or are beside the point.
FITTING_AFTER_DANGER = frozenset({"answered", "survey"})
UNFITTING_AFTER_CONCERN = frozenset(
    {
        "distress",
        "unanswerable_unsure",
        "unanswerable_out_of_scope",
        "unanswerable_gibberish",
        "refused_insult",
        "refused_medical",
    }
)
OFFER = "/start_survey"


async def listen(turn: Turn) -> None:
    """Put what must be said first before whatever the later steps reply."""
    chat, service = turn.session, turn.service
    said = Said.read(chat.safeguarding)
    pressed = turn.text in chat.offered
    if turn.text == HELP_PAYLOAD or (not pressed and service.safeguarding.asks_again(turn.text)):
        turn.end(again(service, said))
        return
    if pressed or not turn.text.strip():
        return
    turn.heard = await hear(service, [turn.text], Origin("chat", chat.id), said)
    turn.first = list(turn.heard.answers)
    if turn.heard.said != said:
        chat.safeguarding = turn.heard.said.as_json()
        async with service.database.transaction() as session:
            await ChatRepository(session).remember_safeguarding(chat.id, chat.safeguarding)
    if turn.first and len(turn.text) > MAXIMUM_CHARACTERS:
        # Refusing it as too long would lose what had to be said.
        turn.end(Utterance(text=too_long(turn.text), status="talk"))


def settle(turn: Turn) -> None:
    """Join what is said first with the reply, without an offer of a survey or a reply that did not understand."""
    heard = turn.heard
    if heard is not None and heard.risk.level != "none" and not turn.ended:
        turn.reply = [_without_offers(message) for message in turn.reply if _fits(message, heard)]
        if heard.risk.level == "urgent":
            _keep_help_near(turn, heard)
    turn.reply = [*turn.first, *turn.reply]


def _fits(message: Utterance, heard: Heard) -> bool:
    if heard.risk.level == "urgent":
        return message.status in FITTING_AFTER_DANGER
    return not heard.answers or message.status not in UNFITTING_AFTER_CONCERN


def _without_offers(message: Utterance) -> Utterance:
    buttons = [button for button in message.buttons if not button.payload.startswith(OFFER)]
    return message.model_copy(update={"buttons": buttons})


def _keep_help_near(turn: Turn, heard: Heard) -> None:
    words = turn.service.safeguarding
    if not turn.reply:
        turn.reply = [words.after_urgent(heard.voice)]
        return
    last = turn.reply[-1]
    turn.reply[-1] = last.model_copy(update={"buttons": [*last.buttons, words.help_button]})
