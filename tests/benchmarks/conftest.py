import os

import pytest
import torch


@pytest.fixture
def all_cores(benchmark):
    """Let torch use all cores while it is timed: the film has it use one, a worker a core."""
    before = torch.get_num_threads()
    if benchmark.enabled:
        torch.set_num_threads(os.cpu_count() or 1)
    yield
    torch.set_num_threads(before)
