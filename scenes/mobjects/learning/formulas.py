"""The losses, the names of the two trainings, and the noise, labelled with their roles."""

from __future__ import annotations

from scenes.mobjects.formula import format_number
from scenes.mobjects.symbols import F_BETA, F_INFINITY, G_OF_Z, Y

NOISE = (
    f'{Y} = {G_OF_Z} + part("epsilon", bold(epsilon)), quad'
    ' part("epsilon", epsilon_i) tilde cal(N)(0, 1 / (2 beta))'
)


def loss(samples: int, *, cold: bool) -> str:
    """Write the loss of so many samples at zero temperature, or at any."""
    free_energy = F_INFINITY if cold else F_BETA
    return (
        f'part("loss", cal(L))(part("w", bold(w))) = 1 / {samples}'
        f' sum_(i = 1)^{samples} {free_energy}(part("y", bold(y)_i))'
    )


def at_beta(beta: float) -> str:
    """Name a training by its inverse temperature."""
    return f"beta = {format_number(beta)}"
