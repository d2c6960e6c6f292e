"""The network: MiniLM, what its tokens say on average and at their strongest, and three outputs."""

# The service's environment, where types are checked, has no torch.
# mypy: disable-error-code="import-not-found, misc, no-any-return"
from __future__ import annotations

import torch
from transformers import BertModel

from language.sentiment.labels import LABELS


class SentimentNetwork(torch.nn.Module):
    """Tokens in, one score for each label out.

    Beside the mean of the tokens' vectors it reads the largest value of each of their numbers: in a mean, one harsh
    clause among kind ones is lost, and such a comment is what "mixed" stands for.
    """

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.bert = bert
        self.dropout = torch.nn.Dropout(0.1)
        self.head = torch.nn.Linear(2 * bert.config.hidden_size, len(LABELS))

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Both inputs are (comments, tokens) of int64; the output is (comments, 3) of float32."""
        hidden = self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        weights = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * weights).sum(dim=1) / weights.sum(dim=1).clamp(min=1e-9)
        strongest = (hidden + (weights - 1) * 1e4).max(dim=1).values
        return self.head(self.dropout(torch.cat([mean, strongest], dim=1)))
