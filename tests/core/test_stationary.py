"""Minima and maxima of E over z, against closed forms, bracketed roots and extended precision."""

import math

import numpy as np
import pytest
import torch
from scipy.optimize import brentq

from lvebm_core import EllipseDecoder, highest_energy, infer, stationary_points
from tests.core.oracles import HARD_WEIGHTS, energies, hard_points

TURN = 2 * math.pi


def found(w, y):
    """Return the minima and the maxima of one y, without NaN, as lists."""
    points = stationary_points(EllipseDecoder(w), torch.tensor(y, dtype=torch.float64))
    return tuple(z[~z.isnan()].tolist() for z in (points.minima, points.maxima))


def slope(w, y, z):
    """dE/dz, as the product rule gives it."""
    across, up = y[0] - w[0] * np.cos(z), y[1] - w[1] * np.sin(z)
    return 2 * (across * w[0] * np.sin(z) - up * w[1] * np.cos(z))


def apart(a, b):
    return abs(math.remainder(a - b, TURN))


@pytest.mark.parametrize("w", [(-1.5, 0.4), (0.4, 1.5), (2.0, 1.5), (1.0, -1.0), (1.0, 0.99999)])
def test_they_are_the_roots_that_brackets_find(w):
    rng = np.random.default_rng(3)
    z = np.linspace(0, TURN, 4097) + 1e-4
    for y in rng.normal(size=(60, 2)) * rng.choice([0.1, 1.0, 10.0], size=(60, 1)):
        slopes = slope(w, y, z)
        turns = np.flatnonzero(np.sign(slopes[:-1]) != np.sign(slopes[1:]))
        expected = {1: [], -1: []}
        for i in turns:
            root = brentq(lambda at, y=y: slope(w, y, at), z[i], z[i + 1], xtol=1e-15, rtol=1e-15)
            expected[1 if slopes[i] < 0 else -1].append(root)
        for sign, latents in zip((1, -1), found(w, y.tolist()), strict=True):
            assert len(latents) == len(expected[sign])
            bend = min(abs(slope(w, y, r + 1e-6) - slope(w, y, r - 1e-6)) for r in expected[sign])
            digits = 1e-12 * max(1, 1e-6 / bend)
            for latent in latents:
                assert min(apart(latent, root) for root in expected[sign]) < digits
            order = [sign * energies(w, [y], np.array([at]))[0, 0] for at in latents]
            assert order == sorted(order)


@pytest.mark.parametrize("w", HARD_WEIGHTS, ids=str)
@pytest.mark.slow
def test_on_hard_inputs_the_first_is_the_lowest_of_all_and_none_lies_above_the_highest(w):
    y = hard_points(w)
    decoder, points = EllipseDecoder(w), torch.tensor(y)
    at = stationary_points(decoder, points)
    for z in (at.minima, at.maxima):
        kept = z[~z.isnan()]
        assert ((kept >= 0) & (kept < TURN)).all()
    assert torch.equal(at.minima.isnan(), at.maxima.isnan())  # as many of the ones as of the others
    size = 1 + (y**2).sum(axis=1) + w[0] ** 2 + w[1] ** 2
    first = at.minima[:, 0].nan_to_num(1.0).numpy()[:, None]
    lowest = energies(w, y, first)[:, 0]
    exact = infer(decoder, points).energy.numpy()
    assert np.abs(lowest - exact).max() == pytest.approx(0, abs=1e-12 * size.max())
    assert (np.abs(lowest - exact) / size).max() < 1e-14
    grid = np.arange(20_001) * (TURN / 20_001)
    highest, top = highest_energy(decoder, points).numpy(), energies(w, y, grid).max(axis=1)
    assert ((top - highest) / size).max() < 1e-14
    assert ((highest - top) / size).max() < 1e-7


@pytest.mark.parametrize(
    ("w", "y", "minima", "maxima"),
    [
        ((0.0, 0.0), (1.0, 2.0), [], []),  # a point
        ((1.5, 1.5), (0.0, 0.0), [], []),  # the centre of a circle
        ((1.5, -1.5), (0.0, 0.0), [], []),
        ((1.5, 1.5), (0.0, -1e-9), [3 * math.pi / 2], [math.pi / 2]),
        ((2.0, 2.0), (1.0, 1.0), [math.pi / 4], [5 * math.pi / 4]),
        ((2.0, -2.0), (1.0, 1.0), [7 * math.pi / 4], [3 * math.pi / 4]),
        ((1.5, 0.4), (0.0, 0.0), [math.pi / 2, 3 * math.pi / 2], [0, math.pi]),  # the centre
        ((0.4, 1.5), (0.0, 0.0), [0, math.pi], [math.pi / 2, 3 * math.pi / 2]),
        # A flat manifold: the ends of the segment are turning points, y above its inside too.
        ((2.0, 0.0), (1.0, 5.0), [math.pi / 3, 5 * math.pi / 3], [math.pi, 0]),
        ((2.0, 0.0), (3.0, 5.0), [0], [math.pi]),
        ((0.0, 2.0), (5.0, 1.0), [math.pi / 6, 5 * math.pi / 6], [3 * math.pi / 2, math.pi / 2]),
        ((0.0, 2.0), (5.0, -7.0), [3 * math.pi / 2], [math.pi / 2]),
        # On the long axis inside the evolute two are equally near: cos z = w1 y1 / (w1^2 - w2^2).
        (
            (2.0, 1.0),
            (0.75, 0.0),
            [math.pi / 3, 5 * math.pi / 3],
            [math.pi, 0],
        ),
        ((2.0, 1.0), (3.0, 0.0), [0], [math.pi]),
        # On the short axis inside the evolute: the ends are valleys, sin z = -y2 w2 / 3 the peaks.
        (
            (2.0, 1.0),
            (0.0, 1.5),
            [math.pi / 2, 3 * math.pi / 2],
            [7 * math.pi / 6, 11 * math.pi / 6],
        ),
        ((2.0, 1.0), (0.0, 4.0), [math.pi / 2], [3 * math.pi / 2]),
    ],
)
def test_degenerate_ones_are_those_of_closed_forms(w, y, minima, maxima):
    for latents, expected in zip(found(w, y), (minima, maxima), strict=True):
        assert latents == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("w", [(2.0, 1.0), (-1.5, 0.4), (0.4, 1.5)])
@pytest.mark.parametrize("turn", [0.3, 1.2, 2.5, 4.0, 5.9])
def test_a_valley_merges_with_a_peak_on_the_evolute(w, turn):
    """Inside the evolute, the curve of the centres of curvature, there are two, outside one."""
    gap = (w[0] - w[1]) * (w[0] + w[1])
    centre = np.array([gap / w[0] * np.cos(turn) ** 3, -gap / w[1] * np.sin(turn) ** 3])
    for off, count in ((1 - 1e-6, 2), (1 + 1e-6, 1)):
        minima, maxima = found(w, (centre * off).tolist())
        assert len(minima) == len(maxima) == count
    # On it, two merge at `turn`; up to rounding there are two valleys or one.
    minima, maxima = found(w, centre.tolist())
    assert 1 <= len(minima) == len(maxima) <= 2
    lowest = energies(w, [centre], np.array([minima[0]]))[0, 0]
    assert lowest <= energies(w, [centre], np.linspace(0, TURN, 1001)).min() + 1e-14
    others = [z for z in minima + maxima if apart(z, turn) < 1e-3]
    assert all(apart(z, turn) < 1e-6 for z in others)


def test_the_first_of_equals_is_that_of_inference():
    """On an axis both sides are equally near; at the centre too."""
    for w in ((1.5, 0.4), (-0.4, 1.5), (2.0, 0.0), (0.0, -1.0)):
        y = torch.tensor([[0, 0], [0.3, 0], [-0.3, 0], [0, 0.2], [0, -0.2]], dtype=torch.float64)
        first = stationary_points(EllipseDecoder(w), y).minima[:, 0]
        torch.testing.assert_close(first, infer(EllipseDecoder(w), y).z, atol=1e-12, rtol=0)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("shape", [(), (5,), (2, 3), (0,), (3, 0)])
def test_shapes_and_dtypes_follow_y(dtype, shape):
    generator = torch.Generator().manual_seed(0)
    y = torch.randn(*shape, 2, dtype=dtype, generator=generator)
    decoder = EllipseDecoder([-1.5, 0.4])
    at = stationary_points(decoder, y)
    for z in (at.minima, at.maxima):
        assert (z.shape, z.dtype, z.requires_grad) == ((*shape, 2), dtype, False)
    highest = highest_energy(decoder, y.requires_grad_())
    assert (highest.shape, highest.dtype, highest.requires_grad) == (shape, dtype, False)
    for i in np.ndindex(shape):
        one = stationary_points(decoder, y[i])
        torch.testing.assert_close(one.minima, at.minima[i], equal_nan=True)
        torch.testing.assert_close(one.maxima, at.maxima[i], equal_nan=True)
        torch.testing.assert_close(highest_energy(decoder, y[i]), highest[i])


@pytest.mark.parametrize("w", [(0.0, 6.7e-162), (3e-160, 1e-160), (1e-162, 0.0), (5e-324, -1e-161)])
def test_an_ellipse_whose_squares_vanish_has_latents_or_none(w):
    """The squares of its radii are no normal numbers; nothing is divided by zero for it."""
    decoder = EllipseDecoder(list(w))
    y = torch.tensor([[0, 0], [0, 1e-162], [1e-160, 1e-163], [1, -2], [5e-324, 0]]).double()
    found = stationary_points(decoder, y)
    for z in (found.minima, found.maxima):
        assert torch.all(z.isnan() | ((z >= 0) & (z < 2 * math.pi)))
    energy = ((y - decoder(found.minima[:, 0].nan_to_num(0.0))) ** 2).sum(dim=-1)
    assert torch.allclose(energy, (y**2).sum(dim=-1), atol=1e-150)


def test_a_latent_just_below_a_turn_is_none_in_single_precision():
    y = torch.tensor([3.0, -1e-8])
    assert stationary_points(EllipseDecoder([2.0, 1.0]), y).minima[0].item() == 0.0
