"""The mathematics of the film: a latent-variable energy-based model on an ellipse, in torch."""

from lvebm_core.decoder import EllipseDecoder, latent_grid
from lvebm_core.device import default_device
from lvebm_core.energy import energy, energy_table
from lvebm_core.free_energy import free_energy, free_energy_gradient, posterior, soft_minimum
from lvebm_core.horn import Horn, HornSamples
from lvebm_core.inference import Inference, Path, infer
from lvebm_core.learning import Fit, Predictor, fit_predictor, squared_error

__all__ = [
    "EllipseDecoder",
    "Fit",
    "Horn",
    "HornSamples",
    "Inference",
    "Path",
    "Predictor",
    "default_device",
    "energy",
    "energy_table",
    "fit_predictor",
    "free_energy",
    "free_energy_gradient",
    "infer",
    "latent_grid",
    "posterior",
    "soft_minimum",
    "squared_error",
]
