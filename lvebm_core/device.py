"""Which device to compute on, and how much at a time."""

import contextlib
import warnings
from collections.abc import Iterator

import torch


def block_numbers(device: torch.device) -> int:
    """Return how many numbers a block of work on a large field should hold.

    On a CPU a block is to stay near the cores; on a GPU it is to keep all of the chip busy.
    """
    return 2**20 if device.type == "cpu" else 2**24


def best_device() -> torch.device:
    """Return the GPU if there is one, else the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


@contextlib.contextmanager
def repeatable(device: torch.device) -> Iterator[None]:
    """Have a GPU give the same sums every time; a CPU does so anyway."""
    if device.type == "cpu" or torch.are_deterministic_algorithms_enabled():
        yield
        return
    only_warned = torch.is_deterministic_algorithms_warn_only_enabled()
    # Without a workspace set in the environment torch warns of products of matrices, which on
    # one stream are the same every time too.
    torch.use_deterministic_algorithms(True, warn_only=True)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", ".*deterministic.*")
            yield
    finally:
        torch.use_deterministic_algorithms(False, warn_only=only_warned)
