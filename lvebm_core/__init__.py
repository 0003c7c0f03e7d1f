"""The mathematics of the film: a latent-variable energy-based model on an ellipse, in torch."""

from lvebm_core.conditional import ConditionalEllipse
from lvebm_core.decoder import EllipseDecoder, Ellipses, latent_grid
from lvebm_core.energy import energy, energy_table, mean_energy
from lvebm_core.free_energy import free_energy, free_energy_gradient, posterior, soft_minimum
from lvebm_core.horn import Horn, HornSamples
from lvebm_core.inference import Inference, Path, infer
from lvebm_core.learning import Training, train_conditional, train_decoder
from lvebm_core.melting import curvature_across, melting_beta
from lvebm_core.predictor import Fit, Predictor, fit_predictor, squared_error
from lvebm_core.stationary import StationaryPoints, highest_energy, stationary_points

__all__ = [
    "ConditionalEllipse",
    "EllipseDecoder",
    "Ellipses",
    "Fit",
    "Horn",
    "HornSamples",
    "Inference",
    "Path",
    "Predictor",
    "StationaryPoints",
    "Training",
    "curvature_across",
    "energy",
    "energy_table",
    "fit_predictor",
    "free_energy",
    "free_energy_gradient",
    "highest_energy",
    "infer",
    "latent_grid",
    "mean_energy",
    "melting_beta",
    "posterior",
    "soft_minimum",
    "squared_error",
    "stationary_points",
    "train_conditional",
    "train_decoder",
]
