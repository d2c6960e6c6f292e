"""The sentence encoder: text in, a vector of 384 numbers of unit length out.

The network is all-MiniLM-L6-v2 as int8 ONNX; PROVENANCE.md beside this file says where its weights come from.
"""

from language.encoder.sentence_encoder import DIMENSIONS, SentenceEncoder, default_encoder

__all__ = ["DIMENSIONS", "SentenceEncoder", "default_encoder"]
