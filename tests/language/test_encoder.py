"""The sentence encoder: like meanings lie close, whatever stands beside them in a batch."""

from __future__ import annotations

import numpy as np
import pytest

from language.encoder import DIMENSIONS, SentenceEncoder, default_encoder

SENTENCES = ["How long does an assessment take?", "Bus.", "", "🙂", "ما هي المدة؟", "word " * 500]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    """The project's own."""
    return default_encoder()


def test_each_text_becomes_a_vector_of_unit_length(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode(SENTENCES)
    assert vectors.shape == (len(SENTENCES), DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


def test_no_text_becomes_no_vector(encoder: SentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, DIMENSIONS)


def test_a_text_has_nearly_the_same_vector_alone_and_in_a_batch(encoder: SentenceEncoder) -> None:
    together = encoder.encode(SENTENCES)
    for index, text in enumerate(SENTENCES):
        # Not exactly: the int8 network scales its numbers by all that is in the batch.
        assert float(encoder.encode([text])[0] @ together[index]) > 0.95


def test_the_same_texts_have_the_same_vectors_each_time(encoder: SentenceEncoder) -> None:
    assert np.array_equal(encoder.encode(SENTENCES), encoder.encode(SENTENCES))


def test_vectors_come_in_the_order_of_the_texts(encoder: SentenceEncoder) -> None:
    # More than one batch, and longest first, so that sorting by length can't hide a mistake.
    texts = [f"Question {number} about " + "buses " * (70 - number) for number in range(70)]
    vectors = encoder.encode(texts)
    for index in (0, 1, 35, 68, 69):
        nearest = int(np.argmax(vectors @ encoder.encode([texts[index]])[0]))
        assert abs(nearest - index) <= 1


def test_the_same_question_in_other_words_lies_nearer_than_another_one(encoder: SentenceEncoder) -> None:
    asked, reworded, other = encoder.encode(
        [
            "How long does the council have to do an assessment?",
            "What is the time limit for an assessment by the local authority?",
            "Can my son get a free bus to school?",
        ]
    )
    assert asked @ reworded > asked @ other


def test_texts_that_have_nothing_in_common_lie_far_apart(encoder: SentenceEncoder) -> None:
    # Padding that is read as words makes all short texts alike.
    one, other = encoder.encode(["kwyjibo", "Pony riding for children on Saturdays"])
    assert one @ other < 0.5
