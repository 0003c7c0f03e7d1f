"""A decoder written out by hand, and a plane to see it in."""

import numpy as np

from scenes.mobjects.axes import Plane
from scenes.mobjects.decoder.decoding import Decoding

LATENTS = np.linspace(0, 2 * np.pi, 8, endpoint=False)


def g(z, weights) -> np.ndarray:
    z = np.asarray(z, dtype=float)
    return np.stack([weights[0] * np.cos(z), weights[1] * np.sin(z)], axis=-1)


def decoding(w1=1.5, w2=-0.8) -> Decoding:
    return Decoding([w1, w2], latents=LATENTS, decode=g)


def plane() -> Plane:
    return Plane(y1=(-2.0, 2.0), y2=(-2.0, 2.0), step=1.0)
