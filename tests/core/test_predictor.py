"""The predictor and its fit, against formulas by hand and what least squares must give."""

import math
import re
import time

import numpy as np
import pytest
import torch

from lvebm_core import Fit, Horn, Predictor, fit_predictor, squared_error


def layers_by_hand(predictor, x):
    """f(x) in NumPy: (n,) to (n, 2)."""
    numbers = [p.detach().numpy() for p in predictor.parameters()]
    half = len(numbers) // 2
    values = np.asarray(x)[:, None]
    for i, (weight, bias) in enumerate(zip(numbers[:half], numbers[half:], strict=True)):
        values = values @ weight.T + bias
        values = np.tanh(values) if i < half - 1 else values
    return values


def whole_ellipses(horn, positions=40, around=16):
    """Samples of every ellipse, all the way round: x (n,), y (n, 2). Their mean is the axis."""
    x = torch.linspace(0, 1, positions, dtype=torch.float64).repeat_interleave(around)
    theta = (2 * math.pi / around) * torch.arange(around, dtype=torch.float64).repeat(positions)
    return x, horn.mean(x, theta)


@pytest.fixture(scope="module")
def lecture():
    """Return the samples of the lecture and the fit to them."""
    samples = Horn().sample(300, seed=1)
    return samples, fit_predictor(Predictor(seed=5), samples.x, samples.y, steps=30)


@pytest.mark.parametrize("hidden", [(8, 8), (1,), (3, 5, 2), [4]])
def test_the_layers_are_those_that_are_asked_for(hidden):
    predictor = Predictor(hidden, seed=2)
    x = torch.linspace(-1, 2, 7, dtype=torch.float64)
    widths = (1, *hidden, 2)
    assert [tuple(w.shape) for w in predictor.weights] == list(
        zip(widths[1:], widths[:-1], strict=True)
    )
    np.testing.assert_allclose(
        predictor(x).detach().numpy(), layers_by_hand(predictor, x), rtol=1e-13, atol=1e-14
    )


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("shape", [(), (4,), (2, 3)])
def test_one_y_for_each_x_in_the_dtype_of_x(dtype, shape):
    predictor = Predictor(seed=0)
    x = torch.rand(shape, dtype=dtype, generator=torch.Generator().manual_seed(0))
    y = predictor(x)
    assert (y.shape, y.dtype) == ((*shape, 2), dtype)
    single = torch.stack([predictor(one) for one in x.reshape(-1)]).reshape(y.shape)
    torch.testing.assert_close(y, single)


def test_a_seed_is_one_network_and_leaves_the_global_generator_alone():
    state = torch.get_rng_state()
    first, again, other = (Predictor(seed=seed) for seed in (7, 7, 8))
    assert torch.equal(torch.get_rng_state(), state)
    pairs = list(zip(first.parameters(), again.parameters(), strict=True))
    assert all(torch.equal(a, b) for a, b in pairs)
    assert not torch.equal(first.weights[0], other.weights[0])


def test_weights_are_drawn_as_wide_as_their_layer_asks():
    predictor = Predictor((64, 64), seed=3)
    assert predictor.weights[1].std().item() == pytest.approx(1 / 8, rel=0.05)
    assert predictor.weights[0].std().item() == pytest.approx(1, rel=0.3)


def test_the_error_is_the_mean_squared_distance():
    predictor = Predictor((3,), seed=1)
    samples = Horn().sample(17, seed=4)
    missed = samples.y.numpy() - layers_by_hand(predictor, samples.x)
    by_hand = np.mean([a * a + b * b for a, b in missed])
    assert squared_error(predictor, samples.x, samples.y).item() == pytest.approx(by_hand)


@pytest.mark.parametrize("growth", [0.0, 1.0])
@pytest.mark.slow
def test_the_least_error_is_the_variance_and_the_answer_the_mean(growth):
    """Of whole ellipses the mean is the axis, and what is left is (rho_1^2 + rho_2^2) / 2."""
    horn = Horn(growth=growth)
    x, y = whole_ellipses(horn)
    fit = fit_predictor(Predictor(seed=1), x, y, steps=400)
    radii = np.exp(growth * x.numpy())[:, None] * np.stack(
        (1.5 * x.numpy() + 2 * (1 - x.numpy()), 2 * x.numpy() + 1.5 * (1 - x.numpy())), axis=-1
    )
    least = (radii**2).sum(axis=-1).mean() / 2
    assert fit.losses[0].item() > least + 0.01
    assert fit.losses[-1].item() == pytest.approx(least, abs=1e-5)
    assert fit.losses.min().item() > least - 1e-12
    assert fit.predictor(x).norm(dim=-1).max().item() < 0.02
    assert radii.min() >= 1.5


@pytest.mark.slow
def test_a_truth_that_a_network_can_tell_is_recovered():
    x = torch.linspace(0, 1, 50, dtype=torch.float64)
    y = torch.stack((2 * x - 1, 0.5 - x), dim=-1)
    fit = fit_predictor(Predictor(seed=1), x, y, steps=1000)
    between = torch.linspace(0, 1, 33, dtype=torch.float64)
    truth = torch.stack((2 * between - 1, 0.5 - between), dim=-1)
    assert (fit.predictor(between) - truth).abs().max().item() < 2e-3


def test_at_the_end_no_small_step_helps():
    """A narrow network reaches its minimum: differences of the loss by hand are zero there."""
    samples = Horn().sample(60, seed=2)
    fit = fit_predictor(Predictor((1,), seed=3), samples.x, samples.y, steps=1000)

    def loss(values):
        moved = Predictor((1,), seed=3)
        torch.nn.utils.vector_to_parameters(torch.tensor(values), moved.parameters())
        return np.mean(((samples.y.numpy() - layers_by_hand(moved, samples.x)) ** 2).sum(axis=1))

    def slopes(values, step=1e-5):
        steps = step * np.eye(len(values))
        return np.array([(loss(values + s) - loss(values - s)) / (2 * step) for s in steps])

    start, end = fit.path[0].numpy(), fit.path[-1].numpy()
    assert np.abs(slopes(start)).max() > 0.1
    assert np.abs(slopes(end)).max() < 1e-6


def test_where_nothing_pulls_the_fit_ends():
    """Targets that are predicted already leave no slope, on any processor."""
    predictor = Predictor((1,), seed=3)
    x = torch.linspace(0, 1, 9, dtype=torch.float64)
    with torch.no_grad():
        fit = fit_predictor(predictor, x, predictor(x), steps=1000)
    assert fit.losses.tolist() == [0.0]


def test_the_path_holds_every_step(lecture):
    samples, fit = lecture
    assert fit.path.shape == (len(fit.losses), 8 + 8 + 64 + 8 + 16 + 2)
    assert 2 < len(fit.losses) <= 31
    assert torch.all(fit.losses.diff() <= 0)
    for step in (0, 1, 7, len(fit.losses) - 1):
        missed = samples.y.numpy() - layers_by_hand(fit.at(step), samples.x)
        assert fit.losses[step].item() == pytest.approx((missed**2).sum(axis=1).mean(), rel=1e-12)
    for a, b in zip(fit.at(0).parameters(), Predictor(seed=5).parameters(), strict=True):
        assert torch.equal(a, b)
    last = fit.at(len(fit.losses) - 1)
    for a, b in zip(last.parameters(), fit.predictor.parameters(), strict=True):
        assert torch.equal(a, b)


def test_between_two_steps_all_weights_are_between(lecture):
    _, fit = lecture
    for step in (0.25, 6.5, len(fit.losses) - 1.75):
        low, share = int(step), step % 1
        between = (1 - share) * fit.path[low] + share * fit.path[low + 1]
        found = torch.cat([p.detach().reshape(-1) for p in fit.at(step).parameters()])
        torch.testing.assert_close(found, between)


def test_the_lecture_s_fit_lands_in_the_empty_middle(lecture):
    _, fit = lecture
    x = torch.linspace(0, 1, 101, dtype=torch.float64)
    share = (fit.predictor(x) / Horn().radii(x)).norm(dim=-1)
    assert share.max().item() < 0.5


def test_a_fit_is_the_same_every_time_and_changes_nothing(lecture):
    samples, fit = lecture
    predictor = Predictor(seed=5)
    before = [p.clone() for p in predictor.parameters()]
    state = torch.get_rng_state()
    again = fit_predictor(predictor, samples.x, samples.y, steps=30)
    assert torch.equal(again.path, fit.path)
    assert torch.equal(again.losses, fit.losses)
    assert torch.equal(torch.get_rng_state(), state)
    assert all(torch.equal(a, b) for a, b in zip(predictor.parameters(), before, strict=True))


def test_a_fit_leaves_no_graph_and_asks_for_none(lecture):
    samples, fit = lecture
    y = samples.y.clone().requires_grad_()
    with torch.no_grad():
        unwatched = fit_predictor(Predictor(seed=5), samples.x, y, steps=3)
    with torch.inference_mode():
        strict = fit_predictor(Predictor(seed=5), samples.x + 0, samples.y + 0, steps=3)
    for found in (unwatched, strict):
        assert torch.equal(found.path, fit.path[:4])
        assert not found.path.requires_grad
        assert not found.losses.requires_grad
    assert y.grad is None
    assert all(p.requires_grad and p.is_leaf for p in fit.predictor.parameters())


def test_a_fit_in_single_precision_is_the_same_fit(lecture):
    samples, _ = lecture
    x, y = samples.x.float(), samples.y.float()
    single = fit_predictor(Predictor(seed=5), x, y, steps=10)
    double = fit_predictor(Predictor(seed=5), x.double(), y.double(), steps=10)
    assert single.losses.dtype == torch.float32
    assert torch.equal(single.path, double.path)
    torch.testing.assert_close(single.losses, double.losses.float(), rtol=1e-6, atol=0)


def test_one_sample_is_learned_by_heart():
    x, y = (
        torch.tensor([0.3], dtype=torch.float64),
        torch.tensor([[1.0, -2.0]], dtype=torch.float64),
    )
    fit = fit_predictor(Predictor((1,), seed=0), x, y, steps=200)
    assert fit.losses[-1].item() < 1e-12
    torch.testing.assert_close(fit.predictor(x), y, atol=1e-5, rtol=0)


def test_the_fit_of_the_story_takes_no_time(lecture):
    samples, _ = lecture
    took = []
    for _ in range(5):
        start = time.process_time()
        fit_predictor(Predictor(seed=5), samples.x, samples.y, steps=30)
        took.append(time.process_time() - start)
    assert min(took) < 0.3


X = torch.linspace(0, 1, 4, dtype=torch.float64)
Y = torch.zeros(4, 2, dtype=torch.float64)
NAN = torch.tensor([0.0, math.nan, 0.0, 0.0], dtype=torch.float64)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Predictor(()), "hidden = (): must be one whole number >= 1, or more of them"),
        (lambda: Predictor("88"), "hidden = '88': must be one whole number"),
        (lambda: Predictor(8), "hidden = 8: must be one whole number"),
        (lambda: Predictor((8, 0)), "hidden[1] = 0: must be a whole number >= 1"),
        (lambda: Predictor((8.0,)), "hidden[0] = 8.0: must be a whole number >= 1"),
        (lambda: Predictor(seed=-1), "seed = -1: must be a whole number, 0 <= seed < 2**63"),
        (lambda: Predictor(seed=True), "seed = True: must be a whole number"),
        (lambda: Predictor()(NAN), "x[1] = nan: must be finite"),
        (lambda: Predictor()(X.long()), "x.dtype = torch.int64: must be"),
        (lambda: fit_predictor(Predictor(), NAN, Y), "x[1] = nan: must be finite"),
        (lambda: fit_predictor(Predictor(), X, Y / 0), "y[0, 0] = nan: must be finite"),
        (lambda: fit_predictor(Predictor(), X, X), "y.shape = (4,): the last dimension"),
        (lambda: fit_predictor(Predictor(), X, Y[:3]), "y.shape = (3, 2): must be (4, 2)"),
        (lambda: fit_predictor(Predictor(), X[:0], Y[:0]), "x.shape = (0,): must be (n,)"),
        (lambda: fit_predictor(Predictor(), Y, Y), "x.shape = (4, 2): must be (n,)"),
        (lambda: fit_predictor(Predictor(), X, Y, steps=0), "steps = 0: must be a whole number"),
        (lambda: fit_predictor(Predictor(), X, Y, steps=2.5), "steps = 2.5: must be a whole"),
        (lambda: squared_error(Predictor(), X, Y[:3]), "y.shape = (3, 2): must be (4, 2)"),
        (lambda: fitted().at(4), "step = 4: must be a number from 0 to 3"),
        (lambda: fitted().at(-0.5), "step = -0.5: must be a number from 0 to 3"),
        (lambda: fitted().at(math.nan), "step = nan: must be a finite number"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}") as caught:
        call()
    assert "\n" not in str(caught.value)


def fitted() -> Fit:
    return fit_predictor(Predictor(seed=1), X, Y, steps=3)
