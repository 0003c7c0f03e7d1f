"""How far from the truth the core ever is; --log-level=INFO -rP shows the largest errors found."""

import logging
import math

import numpy as np
import pytest
import torch

from lvebm_core import EllipseDecoder, free_energy, infer
from tests.core.oracles import (
    HARD_WEIGHTS,
    energies,
    free_energy_by_trapezoid,
    hard_points,
    lowest_energy,
)

pytestmark = pytest.mark.slow

log = logging.getLogger(__name__)


def sweep(seed):
    """Weights with points for each: the hard ones, and random ones of all sizes."""
    random = np.random.default_rng(seed)
    for w in HARD_WEIGHTS:
        yield w, hard_points(w)
    for _ in range(20):
        w = random.normal(size=2) * 10 ** random.uniform(-3, 0.5, 2)
        y = random.normal(size=(400, 2)) * 10 ** random.uniform(-9, 6, (400, 2))
        yield tuple(w.tolist()), y[np.hypot(*y.T) < 1e6]


def test_the_largest_error_of_exact_inference_and_f_inf():
    worst = (0.0, "nowhere")
    for w, y in sweep(seed=1):
        decoder = EllipseDecoder(w)
        found = infer(decoder, torch.from_numpy(y))
        z = found.z.numpy().astype(np.longdouble)[:, None]
        best = lowest_energy(w, y)
        free = free_energy(decoder, torch.from_numpy(y)).detach().numpy()
        for name, value in [
            ("E at z check", energies(w, y, z)[:, 0]),
            ("energy", found.energy.numpy()),
            ("F_inf", free),
        ]:
            error = np.abs(value - best) / (1 + (y**2).sum(axis=1))
            i = int(error.argmax())
            worst = max(worst, (float(error[i]), f"{name}, w = {w}, y = {tuple(y[i].tolist())}"))
    log.info("largest error / (1 + |y|^2): %.1e at %s", *worst)
    assert worst[0] <= 1e-12


def test_the_largest_error_of_f_beta():
    random = np.random.default_rng(2)
    worst = (0.0, "nowhere")
    for w, y in sweep(seed=3):
        near = y[np.hypot(*y.T) <= 10]
        near = near[random.integers(len(near), size=4)]
        for power in range(-6, 7, 2):
            beta = 10.0**power
            free = free_energy(EllipseDecoder(w), torch.from_numpy(near), beta=beta)
            for y_i, value in zip(near.tolist(), free.tolist(), strict=True):
                expected = free_energy_by_trapezoid(w, y_i, beta)
                error = abs(value - expected) / max(1, abs(expected))
                assert math.isfinite(value)
                worst = max(worst, (error, f"beta = {beta:g}, w = {w}, y = {y_i}"))
    log.info("largest error / max(1, |F|): %.1e at %s", *worst)
    assert worst[0] <= 1e-11
