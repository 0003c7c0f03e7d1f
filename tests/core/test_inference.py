import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from lvebm_core import EllipseDecoder, Horn, infer, latent_grid
from lvebm_core import inference as inference_module
from tests.core.oracles import HARD_WEIGHTS, energies, hard_points, lowest_energy

W = (-1.5, 0.4)
DECODER = EllipseDecoder(W)
FALSE_VALLEY = torch.tensor([0.0, 1.5], dtype=torch.float64)  # the second valley is at 3 pi / 2
coordinate = st.floats(-10, 10)
weight = st.floats(-3, 3)


def points(*rows):
    return torch.tensor(rows, dtype=torch.float64)


@pytest.mark.parametrize("w", HARD_WEIGHTS)
@pytest.mark.slow
def test_exact_is_the_optimum_at_every_hard_point(w):
    y = hard_points(w)
    found = infer(EllipseDecoder(w), torch.from_numpy(y))
    assert found.path is None
    assert ((found.z >= 0) & (found.z < 2 * math.pi)).all()
    z = found.z.numpy().astype(np.longdouble)[:, None]
    at_z = energies(w, y, z)[:, 0]
    allowed = 1e-12 * (1 + (y**2).sum(axis=1))
    assert (np.abs(at_z - lowest_energy(w, y)) <= allowed).all()
    assert (np.abs(found.energy.numpy() - at_z) <= allowed).all()


@settings(deadline=None, max_examples=200)
@given(weight, weight, st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=8))
def test_exact_is_the_optimum(w1, w2, y):
    found = infer(EllipseDecoder([w1, w2]), points(*y))
    best = lowest_energy((w1, w2), y)
    assert (np.abs(found.energy.numpy() - best) <= 1e-12 * (1 + (np.square(y)).sum(axis=1))).all()


@settings(deadline=None, max_examples=200)
@given(coordinate, coordinate, st.floats(0.1, 3), st.floats(0.1, 3))
def test_exact_z_solves_the_normal_equation(y1, y2, w1, w2):
    z = float(infer(EllipseDecoder([w1, w2]), points([y1, y2])).z)
    cos, sin = math.cos(z), math.sin(z)
    gap = (w1 - w2) * (w1 + w2)
    residual = w1 * y1 * sin - w2 * y2 * cos - gap * sin * cos
    # A subnormal y is taken for the centre.
    assert abs(residual) <= 1e-14 * (abs(w1 * y1) + abs(w2 * y2) + abs(gap)) + 1e-300


def test_of_two_equally_near_points_the_smaller_z_is_taken():
    near = infer(EllipseDecoder([2.0, 1.0]), points([0, 0], [1, 0], [-1, -0.0], [0.0, 0.0])).z
    third = math.acos(2 / 3)  # cos z = w_1 y_1 / (w_1^2 - w_2^2)
    expected = [math.pi / 2, third, math.pi - third, math.pi / 2]
    assert near.tolist() == pytest.approx(expected, abs=1e-15)
    tall = infer(EllipseDecoder([1.0, 2.0]), points([0, 0], [-0.0, 1], [0, -1])).z
    expected = [0, math.pi / 2 - third, math.pi * 3 / 2 - third]
    assert tall.tolist() == pytest.approx(expected, abs=1e-15)


def test_no_direction_is_preferred_at_the_centre_of_a_circle_and_zero_is_given():
    for w in ([1.0, 1.0], [0.0, 0.0]):
        found = infer(EllipseDecoder(w), points([0, 0]))
        assert found.z.tolist() == [0]
        assert found.energy.tolist() == [w[0] ** 2]


def test_inference_denoises():
    clean = DECODER(latent_grid(100)).detach()
    noise = 0.01 * torch.randn(
        100, 2, dtype=torch.float64, generator=torch.Generator().manual_seed(0)
    )
    z = infer(DECODER, clean + noise).z
    torch.testing.assert_close(
        infer(DECODER, clean).energy, torch.zeros_like(z), atol=1e-30, rtol=0
    )
    assert ((DECODER(z) - clean).detach().norm(dim=1) <= noise.norm(dim=1) * 2).all()


@pytest.mark.parametrize("shape", [(), (0,), (7,), (3, 0), (2, 3)])
@pytest.mark.parametrize("method", inference_module.METHODS)
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_shapes_and_dtypes_follow_y(shape, method, dtype):
    y = torch.randn(*shape, 2, dtype=dtype, generator=torch.Generator().manual_seed(0))
    found = infer(DECODER, y, method=method, z0=1.0)
    assert found.z.shape == found.energy.shape == shape
    assert found.z.dtype == found.energy.dtype == dtype
    assert not found.z.requires_grad
    if found.path is not None:
        assert found.path.z.shape == found.path.energy.shape
        assert found.path.z.shape[1:] == shape


@pytest.mark.parametrize("method", ["exact", "exhaustive"])
def test_blocks_change_nothing(method, monkeypatch):
    y = Horn().sample(1000, seed=0).y
    whole = infer(DECODER, y, method=method)
    monkeypatch.setattr(inference_module, "block_numbers", lambda device: 100)
    cut = infer(DECODER, y, method=method)
    torch.testing.assert_close(cut.z, whole.z, atol=1e-15, rtol=0)
    torch.testing.assert_close(cut.energy, whole.energy, atol=1e-14, rtol=0)


def test_exhaustive_agrees_with_a_loop():
    y = Horn().sample(20, seed=1, x=0.0).y
    found = infer(DECODER, y, method="exhaustive", grid=31)
    for (y1, y2), z, e in zip(y.tolist(), found.z.tolist(), found.energy.tolist(), strict=True):
        tried = [
            ((y1 + 1.5 * math.cos(t)) ** 2 + (y2 - 0.4 * math.sin(t)) ** 2, t)
            for t in (i * 2 * math.pi / 31 for i in range(31))
        ]
        assert (e, z) == pytest.approx(min(tried), abs=1e-13)


def test_exact_in_float32_is_as_good_as_float32_gets():
    y = torch.from_numpy(hard_points(W))
    y = y[(y.abs() <= 10).all(dim=1)].float()
    found = infer(DECODER, y)
    best = lowest_energy(W, y.numpy()).astype(float)
    assert (np.abs(found.energy.numpy() - best) <= 1e-5 * (1 + best)).all()


@pytest.mark.parametrize("method", ["gradient", "cg", "lbfgs"])
@pytest.mark.parametrize("offset", [-0.4, -0.1, 0.1, 0.3])
def test_a_bad_start_ends_in_the_false_valley(method, offset):
    bad = infer(DECODER, FALSE_VALLEY, method=method, z0=3 * math.pi / 2 + offset)
    assert float(bad.z) == pytest.approx(3 * math.pi / 2, abs=1e-7)
    assert float(bad.energy) == pytest.approx(1.9**2, abs=1e-12)
    assert float(infer(DECODER, FALSE_VALLEY).energy) == pytest.approx(1.1**2, abs=1e-12)


@pytest.mark.parametrize("method", ["gradient", "cg", "lbfgs"])
def test_a_path_leads_from_the_start_to_the_answer(method):
    y = Horn().sample(12, seed=4, x=0.0).y
    z0 = torch.linspace(0, 6, 12, dtype=torch.float64)
    found = infer(DECODER, y, method=method, z0=z0)
    path = found.path
    assert len(path.z) > 2
    torch.testing.assert_close(path.z[0], z0)
    assert torch.equal(path.z[-1], found.z)
    assert torch.equal(path.energy[-1], found.energy)
    assert ((path.z >= 0) & (path.z < 2 * math.pi)).all()
    along = energies(W, y.numpy(), path.z.T.numpy())
    np.testing.assert_allclose(path.energy.T.numpy(), along, atol=1e-13)
    assert (path.energy.diff(dim=0) <= 1e-14).all()  # never uphill


@pytest.mark.parametrize("method", ["gradient", "cg", "lbfgs"])
def test_descents_arrive_at_a_stationary_point(method):
    y = Horn().sample(30, seed=5, x=0.0).y
    z = infer(DECODER, y, method=method, z0=1.0).z.numpy()
    step = 1e-4
    across = energies(W, y.numpy(), z[:, None] + np.array([-step, step]))
    assert (np.abs(across[:, 1] - across[:, 0]) / (2 * step) < 3e-6).all()


@pytest.mark.parametrize("method", ["gradient", "cg", "lbfgs"])
def test_without_a_start_descents_begin_at_the_best_of_the_grid(method):
    y = Horn().sample(30, seed=5, x=0.0).y
    found = infer(DECODER, y, method=method)
    assert torch.equal(found.path.z[0], infer(DECODER, y, method="exhaustive").z)
    torch.testing.assert_close(found.energy, infer(DECODER, y).energy, atol=1e-12, rtol=0)


@pytest.mark.parametrize(("method", "name"), [("cg", "CG"), ("lbfgs", "L-BFGS-B")])
def test_paths_are_scipys(method, name):
    def slow(z):
        return (2.0 + 1.5 * math.cos(z[0])) ** 2 + (0.1 - 0.4 * math.sin(z[0])) ** 2

    def slope(z):
        return optimize.approx_fprime(z, slow, 1e-8)

    seen = [0.5]
    optimize.minimize(slow, 0.5, method=name, jac=slope, callback=lambda z: seen.append(z[0]))
    path = infer(DECODER, points([2.0, 0.1])[0], method=method, z0=0.5).path.z
    shared = min(len(seen), len(path), 4)  # later steps hang on how exact the slope is
    expected = np.mod(seen[:shared], 2 * math.pi)
    np.testing.assert_allclose(path[:shared].numpy(), expected, atol=1e-4)


def test_max_steps_bounds_the_path():
    for method in ("gradient", "cg", "lbfgs"):
        assert len(infer(DECODER, FALSE_VALLEY, method=method, z0=0.3, max_steps=2).path.z) <= 3


def test_z0_is_taken_modulo_a_turn():
    for method in ("gradient", "cg", "lbfgs"):
        paths = [
            infer(DECODER, FALSE_VALLEY, method=method, z0=z0).path.z
            for z0 in (0.7, 0.7 + 4 * math.pi, 0.7 - 2 * math.pi)
        ]
        torch.testing.assert_close(paths[0], paths[1], atol=1e-12, rtol=0)
        torch.testing.assert_close(paths[0], paths[2], atol=1e-12, rtol=0)


def test_a_tiny_step_below_zero_does_not_wrap_to_a_whole_turn():
    z = inference_module.wrap(torch.tensor([-1e-20, -1e-17, 2 * math.pi, -2 * math.pi, -1.0]))
    assert ((z >= 0) & (z < 2 * math.pi)).all()
    z = inference_module.wrap(torch.tensor([-1e-20, 4 * math.pi], dtype=torch.float64))
    assert z.tolist() == [0, 0]
