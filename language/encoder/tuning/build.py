"""`python -m language.encoder.tuning.build`: writes encoder.onnx and tokenizer.json beside the encoder."""

from __future__ import annotations

import shutil

from language.encoder.sentence_encoder import FOLDER
from language.encoder.tuning.export import SentenceNetwork, export_int8
from language.encoder.tuning.weights import load_bert, weights_folder


def main() -> None:
    """Build the encoder's two files from the published weights."""
    folder = weights_folder()
    export_int8(SentenceNetwork(load_bert(folder)), FOLDER / "encoder.onnx")
    shutil.copyfile(folder / "tokenizer.json", FOLDER / "tokenizer.json")


if __name__ == "__main__":
    main()
