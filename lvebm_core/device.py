"""How much to compute at a time on a device."""

import torch


def block_numbers(device: torch.device) -> int:
    """Return how many numbers a block of work on a large field should hold.

    On a CPU a block is to stay near the cores; on a GPU it is to keep all of the chip busy.
    """
    return 2**20 if device.type == "cpu" else 2**24
