"""The mathematics of the film: a latent-variable energy-based model on an ellipse, in torch."""

from lvebm_core.decoder import EllipseDecoder, latent_grid
from lvebm_core.device import default_device
from lvebm_core.energy import energy, energy_table
from lvebm_core.free_energy import free_energy, free_energy_gradient, posterior, soft_minimum
from lvebm_core.horn import Horn, HornSamples
from lvebm_core.inference import Inference, Path, infer

__all__ = [
    "EllipseDecoder",
    "Horn",
    "HornSamples",
    "Inference",
    "Path",
    "default_device",
    "energy",
    "energy_table",
    "free_energy",
    "free_energy_gradient",
    "infer",
    "latent_grid",
    "posterior",
    "soft_minimum",
]
