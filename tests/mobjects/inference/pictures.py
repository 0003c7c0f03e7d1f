"""A circle whose energies are easy to write down, for tests of the pictures of a search."""

import math

import numpy as np

from scenes import look
from scenes.mobjects.inference.landscape import Landscape
from scenes.mobjects.inference.search_in_plane import SearchInPlane
from scenes.mobjects.inference.search_over_latent import SearchOverLatent

Y = np.array([2.0, 0.0])
SAMPLES = np.array([[2.0, 0.0], [-1.0, 0.5]])
LATENTS = np.arange(4) * math.pi / 2


def g(z):
    return np.stack([np.cos(z), np.sin(z)], axis=-1)


def energy(z):
    return 5 - 4 * np.cos(z)


def landscape():
    return Landscape(
        y=Y,
        z_check=0.0,
        lowest=1.0,
        highest=9.0,
        decode=g,
        energy_at=lambda y, z: ((y - g(z)) ** 2).sum(axis=-1),
    )


def over_z():
    return SearchOverLatent(landscape(), zone=look.RIGHT_STAGE)


def in_plane():
    return SearchInPlane(
        landscape(), samples=SAMPLES, latents=LATENTS, spans=((-3.0, 3.0), (-2.0, 2.0)), step=0.5
    )
