"""Segments on their way down, between two steps and across 2π."""

import math

import numpy as np
import pytest

from scenes.mobjects.axes import Plane
from scenes.mobjects.energy.falling_segments import FallingSegments


def g(z):
    return np.stack([2 * np.cos(z), np.sin(z)], axis=-1)


def energy(y, z):
    return ((np.asarray(y) - g(z)) ** 2).sum(axis=-1)


@pytest.fixture
def falling():
    return FallingSegments(
        Plane(y1=(-3, 3), y2=(-2, 2), step=0.5),
        samples=np.array([[2.5, 0.3], [0.0, 1.5]]),
        paths=np.array([[6.1, 1.0], [0.1, 1.2], [0.2, 1.5]]),  # the first goes over 2π
        decode=g,
        energy=energy,
    )


def test_between_two_steps_it_takes_the_short_way(falling):
    falling.step.set_value(0.5)
    middle = (6.1 + 0.1 + math.tau) / 2
    np.testing.assert_allclose(falling.latents, [middle, 1.1])
    falling.step.set_value(99)
    np.testing.assert_allclose(g(falling.latents), g(np.array([0.2, 1.5])))


def test_segments_reach_as_far_as_they_have_grown(falling):
    for grown in (0.0, 0.25, 1.0):
        falling.grown.set_value(grown)
        falling.segments.update()
        at = falling.plane.p2c
        starts, ends = at(falling.segments.get_starts()), at(falling.segments.get_ends())
        np.testing.assert_allclose(starts, falling.samples, atol=1e-9)
        expected = starts + grown * (g(falling.latents) - starts)
        np.testing.assert_allclose(ends, expected, atol=1e-9)
