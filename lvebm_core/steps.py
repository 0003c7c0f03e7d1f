"""A model on its way through the steps of its training."""

import copy
from typing import TypeVar

from torch import Tensor, nn

from lvebm_core.checks import check_number

Model = TypeVar("Model", bound=nn.Module)


def model_at(model: Model, path: Tensor, step: float) -> Model:
    """Return a copy of a model as it was after some steps, or on its straight way to the next.

    Parameters
    ----------
    model
        Any of its steps; it is left as it is.
    path
        Its numbers after each of S steps, in the order of ``model.parameters()``, (S + 1, P).
    step
        From 0 to S.

    Raises
    ------
    ValueError
        If there was no such step.
    """
    last = len(path) - 1
    number = check_number(step, "step")
    if not 0 <= number <= last:
        raise ValueError(f"step = {step!r}: must be a number from 0 to {last}")
    done = min(int(number), last - 1) if last else 0
    before, after = path[done], path[min(done + 1, last)]
    # Not `lerp`, whose end is not exactly the second of the two.
    values = after.clone() if number == last else before + (number - done) * (after - before)
    moved = copy.deepcopy(model)
    nn.utils.vector_to_parameters(values, moved.parameters())
    return moved
