"""Training, against finite differences, closed forms and the data that it must come to."""

import math
import os
import re
from functools import cache

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose
from scipy.optimize import brentq
from scipy.special import ive

from lvebm_core import (
    ConditionalEllipse,
    EllipseDecoder,
    Ellipses,
    Horn,
    Predictor,
    free_energy,
    latent_grid,
    train_conditional,
    train_decoder,
)
from lvebm_core.device import best_device, repeatable
from tests.core.oracles import energies, free_energy_by_trapezoid, lowest_energy

STARTS = [(-1.5, 0.4), (1.25, 0.75)]
BETAS = [math.inf, 10.0, 2.0, 0.5]


def free_energies(w, y, beta):
    """The oracles' F of each sample: y (n, 2) to (n,)."""
    if math.isinf(beta):
        return lowest_energy(w, y).astype(float)
    return np.array([free_energy_by_trapezoid(w, one, beta) for one in y])


@pytest.fixture(scope="module")
def lecture():
    """Return the 24 samples of the lecture."""
    return Horn().sample(24, seed=18073484, x=0.0).y


@pytest.fixture(scope="module")
def horn_samples():
    """Return a thousand samples of the whole horn."""
    return Horn().sample(1000, seed=2)


def around(r, n=64):
    """Points all round a circle."""
    z = latent_grid(n)
    return r * torch.stack((z.cos(), z.sin()), dim=-1)


def distance_to_horn(model, horn):
    """Mean distances: of the model's points to the true ellipses, and the other way."""
    x, z = torch.linspace(0, 1, 51, dtype=torch.float64), latent_grid(64)
    found, true = (e.detach().numpy() for e in (model.radii(x), horn.radii(x)))
    away = []
    for ours, theirs in ((found, true), (true, found)):
        points = [np.stack([a * z.cos().numpy(), b * z.sin().numpy()], axis=-1) for a, b in ours]
        near = [lowest_energy(w, y).mean() for w, y in zip(theirs, points, strict=True)]
        away.append(float(np.sqrt(np.maximum(near, 0)).mean()))
    return away


# --- Gradients ------------------------------------------------------------------------------------


@pytest.mark.parametrize("beta", BETAS)
@pytest.mark.parametrize("w", STARTS)
def test_the_first_step_goes_down_the_finite_differences(lecture, w, beta):
    training = train_decoder(EllipseDecoder(w), lecture, beta=beta, steps=1, rate=0.5)
    step, y = 1e-5, lecture.numpy()
    slopes = [
        (
            free_energies(np.add(w, s), y, beta).mean()
            - free_energies(np.subtract(w, s), y, beta).mean()
        )
        / (2 * step)
        for s in step * np.eye(2)
    ]
    assert_allclose(training.path[1] - training.path[0], -0.5 * np.array(slopes), atol=1e-7)


@pytest.mark.parametrize("w", STARTS)
def test_the_gradient_in_w_is_that_of_e_at_the_nearest_point(lecture, w):
    """The envelope theorem: dF_inf/dw = -2 (y - g) [cos z, sin z] at z check, of a fine search."""
    decoder = EllipseDecoder(w)
    found = [
        torch.autograd.grad(free_energy(decoder, one), decoder.weights)[0].numpy()
        for one in lecture
    ]
    z = np.arange(2**20) * (2 * np.pi / 2**20)
    for one, gradient in zip(lecture.numpy()[:6], found, strict=False):
        best = z[energies(w, one[None], z)[0].argmin()]
        s = np.array([np.cos(best), np.sin(best)])
        assert_allclose(gradient, -2 * (one - w * s) * s, atol=1e-4)


@pytest.mark.parametrize("beta", [0.5, 2.0, 10.0])
def test_the_gradient_in_w_is_a_mean_over_the_posterior(lecture, beta):
    w = np.array(STARTS[0])
    decoder = EllipseDecoder(w.tolist())
    free_energy(decoder, lecture, beta=beta).mean().backward()
    z = np.arange(4096) * (2 * np.pi / 4096)
    s = np.stack([np.cos(z), np.sin(z)], axis=-1)
    e = energies(w, lecture.numpy(), z)
    p = np.exp(-beta * (e - e.min(axis=1, keepdims=True)))
    p /= p.sum(axis=1, keepdims=True)
    of_each = -2 * (lecture.numpy()[:, None] - w * s) * s  # (n, m, 2)
    assert_allclose(decoder.weights.grad, np.einsum("nm,nmi->i", p, of_each) / 24, rtol=1e-9)


@pytest.mark.parametrize("beta", [math.inf, 2.0])
def test_the_predictor_s_gradients_are_finite_differences(beta):
    samples = Horn().sample(12, seed=3)
    model = ConditionalEllipse((3,), seed=4)
    free_energy(model.at(samples.x), samples.y, beta=beta).mean().backward()
    found = torch.cat([p.grad.reshape(-1) for p in model.parameters()]).numpy()
    values = torch.nn.utils.parameters_to_vector(model.parameters()).detach()

    def loss(at):
        moved = ConditionalEllipse((3,), seed=4)
        torch.nn.utils.vector_to_parameters(at, moved.parameters())
        radii = moved.radii(samples.x).detach().numpy()
        pairs = zip(radii, samples.y.numpy(), strict=True)
        return np.mean([free_energies(w, one[None], beta)[0] for w, one in pairs])

    steps = 1e-5 * torch.eye(len(values), dtype=torch.float64)
    slopes = [(loss(values + s) - loss(values - s)) / 2e-5 for s in steps]
    assert_allclose(found, slopes, atol=1e-6)


# --- The decoder ----------------------------------------------------------------------------------


@pytest.mark.parametrize("start", STARTS)
def test_at_zero_temperature_the_weights_become_the_radii(lecture, start):
    training = train_decoder(EllipseDecoder(start), lecture)
    found = training.model.weights.detach().numpy()
    assert_allclose(np.abs(found), [2, 1.5], atol=0.05)
    assert_allclose(np.sign(found), np.sign(start))
    assert training.losses[-1].item() == pytest.approx(0.05**2, rel=0.5)  # what is left is noise


@pytest.mark.parametrize("beta", BETAS)
def test_the_history_holds_every_step(lecture, beta):
    training = train_decoder(EllipseDecoder(STARTS[0]), lecture, beta=beta, steps=20)
    assert training.path.shape == (21, 2)
    assert training.free_energies.shape == (21, 24)
    assert training.losses.shape == (21,)
    assert_allclose(training.path[0], STARTS[0])
    for step in (0, 7, 20):
        expected = free_energies(training.path[step].numpy(), lecture.numpy(), beta)
        assert_allclose(training.free_energies[step], expected, atol=1e-11)
        assert training.losses[step].item() == pytest.approx(expected.mean())
        assert torch.equal(training.at(step).weights.detach(), training.path[step])
    assert_allclose(training.at(0.5).weights.detach(), training.path[:2].mean(dim=0))
    assert torch.equal(training.model.weights.detach(), training.path[-1])


@pytest.mark.parametrize("seed", range(12))
def test_the_loss_never_grows_up_to_a_rate_of_one(seed):
    generator = torch.Generator().manual_seed(seed)
    y = 3 * torch.randn(9, 2, generator=generator, dtype=torch.float64)
    w = 3 * torch.randn(2, generator=generator, dtype=torch.float64)
    beta = [math.inf, 0.01, 0.3, 1.0, 5.0, 200.0][seed % 6]
    losses = train_decoder(EllipseDecoder(w), y, beta=beta, rate=1.0).losses
    assert (losses.diff() <= 1e-12 * losses[0]).all()
    assert losses[-1] < losses[0]


@pytest.mark.parametrize("beta", [1.0, 4.0, 50.0])
def test_warmth_shrinks_a_circle_by_a_known_amount(beta):
    r = 1.5
    ended = train_decoder(
        EllipseDecoder([0.9, 1.3]), around(r), beta=beta, rate=0.9, steps=400
    ).model.weights.detach()
    root = brentq(lambda w: w - r * ive(1, 2 * beta * r * w) / ive(0, 2 * beta * r * w), 0.2 * r, r)
    assert_allclose(ended, [root, root], atol=1e-9)
    assert r - root == pytest.approx(1 / (4 * beta * r), abs=0.2 / beta**2)


def test_a_circle_collapses_where_the_noise_alone_spreads_as_far():
    r = 1.5  # mean y_i^2 = r^2 / 2, so that beta = 1 / r^2 is where it does
    for beta, collapsed in ((0.95 / r**2, True), (1.05 / r**2, False)):
        training = train_decoder(
            EllipseDecoder([0.3, 0.2]), around(r), beta=beta, rate=0.9, steps=800
        )
        assert bool(training.path[-1].abs().max() < 1e-6) == collapsed


def test_the_numbers_of_the_docstring_are_measured(lecture):
    ends = {math.inf: (2.03, 1.48), 10.0: (2.01, 1.47), 2.0: (1.92, 1.43), 1.0: (1.81, 1.34)}
    ends[0.5] = (1.54, 0.92)
    for beta, end in ends.items():
        training = train_decoder(EllipseDecoder(STARTS[0]), lecture, beta=beta, steps=300)
        assert_allclose(training.path[-1].abs(), end, atol=0.0051)


def test_adam_comes_to_the_same_place(lecture):
    training = train_decoder(
        EllipseDecoder(STARTS[0]), lecture, optimizer="adam", rate=0.05, steps=400
    )
    assert_allclose(
        training.path[-1], train_decoder(EllipseDecoder(STARTS[0]), lecture).path[-1], atol=2e-3
    )


# --- The conditional model ------------------------------------------------------------------------


def test_the_model_scales_the_unit_circle_by_the_predictor():
    model, x = ConditionalEllipse(seed=7), torch.linspace(0, 1, 5, dtype=torch.float64)
    assert [tuple(w.shape) for w in model.predictor.weights] == [(8, 1), (8, 8), (2, 8)]
    z = latent_grid(6)
    f = Predictor(seed=7)(x).detach().numpy()
    expected = f[:, None] * np.stack([z.cos().numpy(), z.sin().numpy()], axis=-1)
    assert_allclose(model(x[:, None], z).detach(), expected, rtol=1e-13, atol=1e-15)
    y = torch.tensor([0.3, -0.8], dtype=torch.float64)
    by_hand = lowest_energy(f[2], y.numpy()[None])
    assert free_energy(model.at(x[2]), y).item() == pytest.approx(float(by_hand[0]))


@cache
def became_the_horn(seed):
    """Train a model on a thousand samples of the whole horn, cold."""
    samples = Horn().sample(1000, seed=2)
    return train_conditional(ConditionalEllipse(seed=seed), samples.x, samples.y)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1, 2] if "LONG" in os.environ else [1])
def test_the_model_becomes_the_horn(seed):
    training = became_the_horn(seed)
    before, after = (distance_to_horn(m, Horn()) for m in (training.at(0), training.model))
    assert min(before) > 1
    assert max(after) < 0.1
    assert training.losses[-1].item() < 2 * 0.05**2


def end_radii(training):
    """Return the radii at x = 0 and at x = 1, (2, 2)."""
    return np.abs(training.model.radii(torch.tensor([0.0, 1.0]).double()).detach().numpy())


@pytest.mark.slow
def test_warmth_shrinks_the_horn_most_where_it_is_narrow(horn_samples):
    cold = became_the_horn(1)
    x, y = horn_samples.x, horn_samples.y
    lost = end_radii(cold) - end_radii(train_conditional(cold.model, x, y, beta=2.0, steps=200))
    assert_allclose(lost[0], [0.13, 0.04], atol=0.01)
    assert lost[0].sum() > 2 * lost[1].sum()


@pytest.mark.skipif("LONG" not in os.environ, reason="half a minute: make test-long")
def test_how_much_warmth_shrinks_the_horn(horn_samples):
    x, y = horn_samples.x, horn_samples.y
    cold, warm = (
        end_radii(train_conditional(ConditionalEllipse(seed=1), x, y, beta=beta, steps=3000))
        for beta in (math.inf, 2.0)
    )
    assert_allclose(cold - warm, [[0.13, 0.04], [0.03, 0.03]], atol=0.01)


def test_the_conditional_history_holds_every_step(horn_samples):
    x, y = horn_samples.x[:30], horn_samples.y[:30]
    training = train_conditional(ConditionalEllipse((4,), seed=5), x, y, beta=3.0, steps=6)
    assert training.path.shape == (7, 4 + 4 + 8 + 2)
    for step in (0, 3, 6):
        radii = training.at(step).radii(x).detach().numpy()
        pairs = zip(radii, y.numpy(), strict=True)
        expected = [free_energies(w, one[None], 3.0)[0] for w, one in pairs]
        assert_allclose(training.free_energies[step], expected, atol=1e-10)
        assert training.losses[step].item() == pytest.approx(np.mean(expected))


def test_a_model_with_one_ellipse_for_all_x_is_the_decoder(lecture):
    """Only the last biases differ from zero: f(x) = w, and the two losses are the same."""
    model = ConditionalEllipse((2,), seed=0)
    with torch.no_grad():
        for p in model.parameters():
            p.zero_()
        list(model.predictor.biases)[-1].copy_(torch.tensor(STARTS[0]))
    x = torch.linspace(0, 1, 24, dtype=torch.float64)
    for beta in (math.inf, 2.0):
        ours = train_conditional(model, x, lecture, beta=beta, steps=9, rate=0.1, optimizer="sgd")
        theirs = train_decoder(EllipseDecoder(STARTS[0]), lecture, beta=beta, steps=9, rate=0.1)
        assert_allclose(ours.losses, theirs.losses, rtol=1e-6)
        assert_allclose(ours.free_energies, theirs.free_energies, rtol=1e-5)


# --- Any training ---------------------------------------------------------------------------------


def train_small(samples, beta=2.0, **given):
    models = EllipseDecoder(STARTS[0]), ConditionalEllipse((3,), seed=1)
    decoder = train_decoder(models[0], samples.y, beta=beta, steps=5, **given)
    conditional = train_conditional(models[1], samples.x, samples.y, beta=beta, steps=5, **given)
    return decoder, conditional


@pytest.mark.parametrize("beta", [math.inf, 2.0])
def test_training_is_the_same_every_time_and_changes_nothing(beta):
    samples = Horn().sample(40, seed=5)
    state = torch.get_rng_state()
    decoder = EllipseDecoder(STARTS[0])
    first, again = train_small(samples, beta), train_small(samples, beta)
    train_decoder(decoder, samples.y, steps=2)
    assert_allclose(decoder.weights.detach(), STARTS[0], rtol=0)
    assert torch.equal(torch.get_rng_state(), state)
    for one, other in zip(first, again, strict=True):
        assert torch.equal(one.path, other.path)
        assert torch.equal(one.free_energies, other.free_energies)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
@pytest.mark.parametrize("beta", [math.inf, 2.0, 300.0])
def test_a_gpu_gives_the_same_every_time_and_nearly_what_the_cpu_gives(beta):
    samples = Horn().sample(40, seed=5)
    there = Horn().sample(40, seed=5)
    there = type(there)(*(t.cuda() for t in (there.x, there.theta, there.y)))
    for cpu, one, other in zip(
        train_small(samples, beta), train_small(there, beta), train_small(there, beta), strict=True
    ):
        assert torch.equal(one.path, other.path)
        assert one.path.device.type == "cuda"
        assert_allclose(one.path.cpu(), cpu.path, atol=1e-9)


def test_sums_are_made_repeatable_on_a_gpu_alone():
    with repeatable(torch.device("cpu")):
        assert not torch.are_deterministic_algorithms_enabled()
    with repeatable(torch.device("cuda")):
        assert torch.are_deterministic_algorithms_enabled()
    assert not torch.are_deterministic_algorithms_enabled()
    assert best_device().type == ("cuda" if torch.cuda.is_available() else "cpu")


def test_training_leaves_no_graph_and_asks_for_none():
    samples = Horn().sample(20, seed=5)
    expected = train_small(samples)
    with torch.no_grad():
        unwatched = train_small(samples)
    with torch.inference_mode():
        strict = train_small(Horn().sample(20, seed=5))
    for found in (unwatched, strict):
        for one, other in zip(found, expected, strict=True):
            assert torch.equal(one.path, other.path)
            assert not one.losses.requires_grad
            assert not one.path.requires_grad


def test_single_precision_in_single_precision_out():
    samples = Horn().sample(20, seed=5)
    training = train_decoder(EllipseDecoder(STARTS[0]), samples.y.float(), steps=3)
    assert training.losses.dtype == training.free_energies.dtype == torch.float32
    assert training.path.dtype == torch.float64
    assert_allclose(
        training.path, train_decoder(EllipseDecoder(STARTS[0]), samples.y, steps=3).path, atol=1e-6
    )


def test_every_step_is_told():
    told = []
    train_small(Horn().sample(4, seed=5), on_step=told.append)
    assert told == [1, 2, 3, 4, 5] * 2


Y = torch.zeros(4, 2, dtype=torch.float64)
X = torch.zeros(4, dtype=torch.float64)
DECODER = EllipseDecoder([1.0, 1.0])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: train_decoder(DECODER, Y[0]), "y.shape = (2,): must be (n, 2) with n >= 1"),
        (lambda: train_decoder(DECODER, Y[:0]), "y.shape = (0, 2): must be (n, 2) with n >= 1"),
        (lambda: train_decoder(DECODER, Y / 0), "y[0, 0] = nan: must be finite"),
        (lambda: train_decoder(DECODER, Y, beta=0), "beta = 0: must be a number > 0"),
        (lambda: train_decoder(DECODER, Y, steps=0), "steps = 0: must be a whole number >= 1"),
        (lambda: train_decoder(DECODER, Y, rate=0.0), "rate = 0.0: must be a number > 0"),
        (lambda: train_decoder(DECODER, Y, rate=math.nan), "rate = nan: must be a finite number"),
        (
            lambda: train_decoder(DECODER, Y, optimizer="adamw"),
            "optimizer = 'adamw': must be one of sgd, adam",
        ),
        (lambda: train_decoder(DECODER, Y, steps=2).at(3), "step = 3: must be a number from 0 to"),
        (lambda: train_conditional(ConditionalEllipse(), Y, Y), "x.shape = (4, 2): must be (n,)"),
        (
            lambda: train_conditional(ConditionalEllipse(), X, Y[:3]),
            "y.shape = (3, 2): must be (4, 2), one y for each x",
        ),
        (lambda: train_conditional(ConditionalEllipse(), X, Y, beta=-1), "beta = -1: must be"),
        (lambda: ConditionalEllipse(()), "hidden = (): must be one whole number"),
        (lambda: ConditionalEllipse()(X, X.long()), "z.dtype = torch.int64: must be"),
        (lambda: Ellipses(X), "weights.shape = (4,): the last dimension must have 2 entries"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}") as caught:
        call()
    assert "\n" not in str(caught.value)
