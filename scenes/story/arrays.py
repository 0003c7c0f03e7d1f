"""Arrays of numbers: from NumPy to torch and back."""

import numpy as np
import numpy.typing as npt
import torch

FloatArray = npt.NDArray[np.float64]
ArrayLike = npt.ArrayLike
Tensor = torch.Tensor


def tensor(values: ArrayLike) -> torch.Tensor:
    """Return the values as a float64 tensor of their own."""
    return torch.tensor(np.asarray(values, dtype=np.float64))


def array(values: torch.Tensor) -> FloatArray:
    """Return the tensor as a read-only float64 array of its own."""
    found = values.detach().cpu().numpy().astype(np.float64)  # a copy
    found.setflags(write=False)
    return found
