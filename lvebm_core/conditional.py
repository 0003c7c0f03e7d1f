"""The conditional model: an ellipse for each x, whose radii a network predicts."""

from collections.abc import Sequence

from torch import Tensor, nn

from lvebm_core.decoder import Ellipses
from lvebm_core.predictor import Predictor


class ConditionalEllipse(nn.Module):
    """E(x, y, z) = sum_i [y_i - f_i(x) g_i(z)]^2 with g(z) = [cos z, sin z].

    The predictor f, layers 1 -> 8 -> 8 -> 2, scales the decoder (Atcold/NYU-DLSP20
    docs/en/week15/15-1.md), so that to each x belongs an ellipse with the radii f(x), of any sign.
    A decoder's own weights would only scale f, and are left to it. `at` gives the ellipses to
    `energy_table`, `infer`, `free_energy` and the others.

    Parameters
    ----------
    hidden
        The widths of the predictor's hidden layers, one layer or more.
    seed
        Of the predictor's first weights.

    Raises
    ------
    ValueError
        As `Predictor`.

    Examples
    --------
    >>> import torch
    >>> from lvebm_core import free_energy
    >>> model, x = ConditionalEllipse(seed=1), torch.zeros(5, dtype=torch.float64)
    >>> bool((free_energy(model.at(x), model(x, x)).abs() < 1e-15).all())
    True
    """

    def __init__(self, hidden: Sequence[int] = (8, 8), *, seed: int = 0) -> None:
        super().__init__()
        self.predictor = Predictor(hidden, seed=seed)

    def radii(self, x: Tensor) -> Tensor:
        """Return f(x): x (...) to (..., 2), dtype and device of x."""
        found: Tensor = self.predictor(x)
        return found

    def at(self, x: Tensor) -> Ellipses:
        """Return the decoder of each x, (...); a gradient goes through to the predictor."""
        return Ellipses(self.radii(x))

    def forward(self, x: Tensor, z: Tensor) -> Tensor:
        """Return y tilde = [f_1(x) cos z, f_2(x) sin z]: x and z that broadcast, to (..., 2)."""
        return self.at(x)(z)
