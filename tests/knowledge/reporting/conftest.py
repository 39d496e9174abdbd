from __future__ import annotations

import pytest

from knowledge.catalogue import load_catalogue
from knowledge.reporting import Reporting


@pytest.fixture(scope="session")
def reporting() -> Reporting:
    return Reporting(load_catalogue())
