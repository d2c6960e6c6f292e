"""Writes a MiniLM network with its pooling as one int8 ONNX file."""

# The service's environment, where types are checked, has no torch.
# mypy: disable-error-code="import-not-found, misc, no-any-return"
from __future__ import annotations

import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from transformers import BertModel


class SentenceNetwork(torch.nn.Module):
    """BERT, the mean of its tokens' vectors, scaled to unit length: tokens in, one vector a sentence out."""

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.bert = bert

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Both inputs are (sentences, tokens) of int64; the output is (sentences, 384) of float32."""
        hidden = self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        weights = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * weights).sum(dim=1) / weights.sum(dim=1).clamp(min=1e-9)
        return torch.nn.functional.normalize(mean, dim=1)


def export_int8(network: torch.nn.Module, target: Path, output: str = "sentence_embedding") -> None:
    """Write `network` to `target` as ONNX with 8-bit weights, a scale for each output channel.

    Its inputs are (sentences, tokens) of int64, ids and mask; its one output, (sentences, numbers), is named `output`.
    """
    network.eval()
    example = torch.tensor([[101, 2129, 2146, 102], [101, 2748, 102, 0]])
    mask = (example != 0).to(torch.int64)
    sizes = {0: torch.export.Dim("sentences", min=1), 1: torch.export.Dim("tokens", min=2, max=512)}
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        program = torch.onnx.export(
            network,
            (example, mask),
            input_names=["input_ids", "attention_mask"],
            output_names=[output],
            dynamic_shapes={"input_ids": sizes, "attention_mask": sizes},
            opset_version=18,
            dynamo=True,
        )
        program.save(str(full))
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(str(full), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(str(prepared), str(target), weight_type=QuantType.QInt8, per_channel=True)
    onnx.checker.check_model(str(target))
