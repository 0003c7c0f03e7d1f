"""A cut whose free energies can be worked out in the head."""

import numpy as np

from scenes.mobjects.free_energy.cut_moment import CutMoment
from scenes.mobjects.free_energy.temperature_scale import TemperatureScale

Y1 = 0.5
Y2 = np.linspace(-2.0, 2.0, 41)
BETAS = (10.0, 2.0, 0.5)


def free_energy(y, beta):
    """Return y2^2, raised by 1 / (1 + beta): (..., 2) -> (...)."""
    return np.asarray(y)[..., 1] ** 2 + 1 / (1 + beta)


def moment():
    """Return the moment at which nothing has been walked along, at beta = infinity."""
    scale = TemperatureScale(BETAS, coldest=2000.0, warmest=0.01)
    return CutMoment(scale, y1=Y1, y2=Y2, start=-1.0, free_energy=free_energy)
