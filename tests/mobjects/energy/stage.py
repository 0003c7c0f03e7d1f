"""A sample beside an ellipse whose energy is easy to write down, for tests of its two views."""

import math

import numpy as np

from scenes.mobjects.energy.counted_views import CountedViews

Y = np.array([0.5, 1.0])
COUNTED = (("0", 0.0, (2.0, 2.0)), ("pi", math.pi, (4.0, 0.0)))


def decode(z):
    return np.stack([1.5 * np.cos(z), 0.5 * np.sin(z)], axis=-1)


def energy(z):
    return ((Y - decode(z)) ** 2).sum(axis=-1)


def make_views():
    return CountedViews(
        y=Y,
        samples=np.array([[0.5, 1.0], [-1.0, 0.5]]),
        latents=np.arange(4) * math.pi / 2,
        decode=decode,
        energy=energy,
        spans=((-3.0, 3.0), (-2.0, 2.0)),
        step=0.5,
        counted=COUNTED,
    )


def end(*animations):
    """Bring animations to their end, and let what follows follow."""
    for animation in animations:
        animation = animation if hasattr(animation, "begin") else animation.build()
        animation.begin()
        animation.finish()
