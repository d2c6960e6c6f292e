"""How the language tests look for counter-examples."""

from __future__ import annotations

import hypothesis

# A busy machine is no bug.
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")
