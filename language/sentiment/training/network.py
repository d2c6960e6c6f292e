"""The network: MiniLM, what each of its layers says on average and at its strongest, and a small head."""

# The service's environment, where types are checked, has no torch.
# mypy: disable-error-code="import-not-found, misc, no-any-return"
from __future__ import annotations

import torch
from transformers import BertModel

from language.sentiment.labels import LABELS


class SentimentNetwork(torch.nn.Module):
    """Tokens in, one score for each label out.

    The last layer of a sentence encoder keeps what a sentence is about and forgets much of how it sounds, so all layers
    are read. Beside the mean of the tokens' vectors the largest value of each of their numbers is taken: in a mean, one
    harsh clause among kind ones is lost, and such a comment is what "mixed" stands for.
    """

    def __init__(self, bert: BertModel, hidden: int) -> None:
        """`hidden` is the width of the head."""
        super().__init__()
        self.bert = bert
        width = 2 * bert.config.hidden_size * bert.config.num_hidden_layers
        # The features differ a hundredfold in size. Brought to one size, 8 bits are enough for them.
        self.register_buffer("middle", torch.zeros(width))
        self.register_buffer("scale", torch.ones(width))
        self.head = torch.nn.Sequential(
            torch.nn.Linear(width, hidden), torch.nn.ReLU(), torch.nn.Linear(hidden, len(LABELS))
        )

    def features(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """What the head reads: (comments, 2 × layers × 384) of float32."""
        output = self.bert(input_ids=input_ids, attention_mask=attention_mask, output_hidden_states=True)
        mask = attention_mask.unsqueeze(-1).to(torch.float32)
        parts = []
        for layer in output.hidden_states[1:]:
            parts.append((layer * mask).sum(dim=1) / mask.sum(dim=1).clamp(min=1e-9))
            parts.append((layer + (mask - 1) * 1e4).max(dim=1).values)
        return torch.cat(parts, dim=1).float()

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Both inputs are (comments, tokens) of int64; the output is (comments, 3) of float32."""
        return self.head((self.features(input_ids, attention_mask) - self.middle) * self.scale)
