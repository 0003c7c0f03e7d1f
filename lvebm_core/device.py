"""Where to compute."""

import torch


def default_device() -> torch.device:
    """Return the GPU when there is one that computes in float64, else the CPU.

    That is CUDA (or ROCm, which goes by the same name). Apple's MPS has no float64.
    """
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def block_numbers(device: torch.device) -> int:
    """Return how many numbers a block of work on a large field should hold.

    On a CPU a block is to stay near the cores; on a GPU it is to keep all of the chip busy.
    """
    return 2**20 if device.type == "cpu" else 2**24
