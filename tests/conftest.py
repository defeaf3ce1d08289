"""How many examples hypothesis tries: 200, always the same, or as many others as EXTRACTOR_EXAMPLES says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

ROOT = Path(__file__).resolve().parents[1]

settings.register_profile(
    "extractor",
    max_examples=int(os.environ.get("EXTRACTOR_EXAMPLES", "200")),
    deadline=None,  # the first example loads the dictionary
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[phase for phase in Phase if phase is not Phase.shrink or "CI" not in os.environ],  # shrinking takes minutes
    derandomize="EXTRACTOR_EXAMPLES" not in os.environ,
    print_blob=True,
)
settings.load_profile("extractor")


@pytest.fixture(scope="session")
def texts() -> list[Path]:
    """The protocols at hand: corpora, and ../shared/dev where it is there."""
    return sorted([*(ROOT / "corpora").glob("*.txt"), *(ROOT.parent / "shared" / "dev").glob("*.txt")])
