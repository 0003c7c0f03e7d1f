"""What is right by its formula is let through, and what is beside it is not."""

import math

import numpy as np
import pytest

from scenes.film.check.core_numbers import CoreNumbers, Drawn
from scenes.film.check.places import NEAR
from scenes.story.data import StoryData
from scenes.story.parameters import load_story

UNIT = 0.8  # Manim units to one of y
TALL = 0.3  # ... and to one of an energy
NONE = np.zeros((0, 2))


@pytest.fixture(scope="module")
def data():
    return StoryData(load_story())


@pytest.fixture(scope="module")
def numbers(data):
    return CoreNumbers(data)


def drawn(kind, role, at, to=None, *, up=UNIT, picked=NONE):
    at = np.asarray(at, dtype=np.float64)
    to = at if to is None else np.asarray(to, dtype=np.float64)
    return Drawn(kind, role, at, to, UNIT, up, picked, NONE, NONE)


def ellipse(w, turn):
    return np.stack([w[0] * np.cos(turn), w[1] * np.sin(turn)], axis=-1)


def energy(w, y, z):
    return ((y - ellipse(w, np.asarray(z))) ** 2).sum(axis=-1)


def lowest(w, y):
    """The least energy, looked for among 200,000 latents."""
    return float(energy(w, y, np.linspace(0, math.tau, 200_001)).min())


PLANE, LATENT, CUT = ("y₁", "y₂"), ("z", "E"), ("y₂", "F")
TURN = np.linspace(0, math.tau, 97)


def curves(data):
    """Yield scales with what is right in them and what is wrong."""
    w, y = data.weights, data.slice.y[4]
    around = ellipse(w, TURN)
    yield PLANE, drawn("curve", "decoded", around), drawn("curve", "decoded", 1.05 * around)
    yield PLANE, drawn("curve", "decoded", around), drawn("curve", "decoded", around + [0, 0.05])
    swapped = ellipse(w[::-1], TURN)
    yield PLANE, drawn("curve", "decoded", around), drawn("curve", "decoded", swapped)
    marks = ellipse(w, np.arange(48) * math.tau / 48)
    yield PLANE, drawn("dots", "decoded", marks), drawn("dots", "decoded", 1.06 * marks)
    yield PLANE, drawn("cross", "pick", [y]), drawn("cross", "pick", [y + [0.0, 0.1]])
    yield PLANE, drawn("dots", "observed", data.slice.y), drawn("dots", "observed", [y + 0.4])
    fan = np.broadcast_to(y, marks.shape)
    yield (
        PLANE,
        drawn("segments", "energy", fan, marks),
        drawn("segments", "energy", fan, 1.1 * marks),
    )
    z = TURN[energy(w, y, TURN).argmin()]
    fine = np.linspace(z - 0.1, z + 0.1, 100_001)
    best = fine[energy(w, y, fine).argmin()]
    nearest, other = ellipse(w, np.array([best, best + 0.4]))
    yield PLANE, drawn("cross", "cold", [nearest]), drawn("cross", "cold", [nearest + 0.06])
    # Of another y it is the nearest point, or would be in another order.
    elsewhere = ellipse(w, np.array([z + math.tau / 4]))
    yield (
        PLANE,
        drawn("cross", "cold", [nearest], picked=y[None]),
        drawn("cross", "cold", elsewhere, picked=y[None]),
    )
    turned = ellipse(w, (np.arange(48) + 0.5) * math.tau / 48)
    yield PLANE, drawn("dots", "decoded", marks), drawn("dots", "decoded", turned)
    right, wrong = (drawn("segments", "cold", [y, y], [nearest, to]) for to in (nearest, other))
    yield PLANE, right, wrong
    along = np.column_stack([TURN, energy(w, y, TURN)])
    balls = along[10:60:25]
    yield (
        LATENT,
        drawn("dots", "ink", balls, up=TALL, picked=y[None]),
        drawn("dots", "ink", balls + [0, 0.2], up=TALL, picked=y[None]),
    )
    high = along * [1, 1.1]
    for picked in (NONE, y[None]):
        yield (
            LATENT,
            drawn("curve", "energy", along, up=TALL, picked=picked),
            drawn("curve", "energy", high, up=TALL, picked=picked),
        )
    others = np.column_stack([TURN, energy(w, data.slice.y[7], TURN)])
    yield (
        LATENT,
        drawn("curve", "energy", along, up=TALL, picked=y[None]),
        drawn("curve", "energy", others, up=TALL, picked=y[None]),
    )
    level = lowest(w, y)
    ends = [(0.0, level)], [(math.tau, level)]
    higher = [(0.0, level + 0.3)], [(math.tau, level + 0.3)]
    yield (
        LATENT,
        drawn("line", "cold", *ends, up=TALL, picked=y[None]),
        drawn("line", "cold", *higher, up=TALL, picked=y[None]),
    )
    lengths = np.array([0.5, 1.0, 3.0])
    right, wrong = (np.column_stack([lengths, lengths**power]) for power in (2, 1.5))
    start = np.zeros((3, 2))
    yield (
        ("length", "E"),
        drawn("segments", "energy", start, right, up=TALL),
        drawn("segments", "energy", start, wrong, up=TALL),
    )
    for beta in (2.0, 7.3):  # any: the dial turns
        bars = np.exp(-beta * (energy(w, y, data.latents) - energy(w, y, data.latents).min()))
        at = np.column_stack([data.latents, bars / 2])
        right, wrong = (np.column_stack([data.latents, each]) for each in (bars, bars[::-1]))
        yield (
            ("z", "weight"),
            drawn("bars", "temperature", at, right, picked=y[None]),
            drawn("bars", "temperature", at, wrong, picked=y[None]),
        )
    y2 = np.linspace(-1.5, 1.5, 61)
    cut = np.stack([np.full_like(y2, data.story.temperature.cut_y1), y2], axis=-1)
    z = np.arange(4096) * math.tau / 4096
    for beta in (1.0, 20.0):
        sums = np.exp(-beta * energy(w, cut[:, None], z[None])).mean(axis=1)
        free = np.column_stack([y2, -np.log(sums) / beta])
        bent = free + np.column_stack([0 * y2, 0.1 * y2])
        yield CUT, drawn("curve", "temperature", free), drawn("curve", "temperature", bent)
        upright = np.column_stack([np.sqrt(free[:, 1].clip(0)), y2])
        no_root = np.column_stack([free[:, 1].clip(0), y2])
        if (free[:, 1] > 0).all():
            right, wrong = (drawn("curve", "temperature", at) for at in (upright, no_root))
            yield ("F", "y₂"), right, wrong
    x = np.linspace(0, 1, 9)
    rho = data.radii(x)[:, 0]
    yield (
        ("x", "ρ"),
        drawn("dots", "x", np.column_stack([x, rho])),
        drawn("dots", "x", np.column_stack([x, 1.03 * rho])),
    )
    away = np.sort([math.sqrt(lowest(w, each)) for each in data.slice.y])
    middles = np.column_stack([np.arange(24.0), away / 2])
    yield (
        ("", "distance"),
        drawn("bars", "cold", middles, np.column_stack([np.arange(24.0), away])),
        drawn("bars", "cold", middles, np.column_stack([np.arange(24.0), away**2])),
    )
    turned, x = data.slice.theta, data.story.slice.x
    origin, means = np.zeros((1, 2)), ellipse(data.radii(x), turned)
    right, wrong = (drawn("line", "latent", origin, at[:1]) for at in (means, means * [1, -1]))
    yield PLANE, right, wrong
    steps = np.arange(len(data.learning.cold.losses), dtype=float)
    yield (
        ("step", "loss"),
        drawn("curve", "cold", np.column_stack([steps, data.learning.cold.losses])),
        drawn("curve", "cold", np.column_stack([steps, data.learning.warm.losses])),
    )


def test_what_the_formulas_say_is_right_and_what_is_beside_is_not(data, numbers):
    cases = list(curves(data))
    assert len(cases) > 20
    for measures, right, wrong in cases:
        off, beside = numbers.off(measures, right), numbers.off(measures, wrong)
        assert off.max() < 1e-3, (measures, right.kind, right.role)
        assert beside.max() > NEAR, (measures, wrong.kind, wrong.role)


def test_in_a_cell_of_the_wall_only_its_own_sample_is_right(data, numbers):
    along = np.column_stack([TURN, energy(data.weights, data.slice.y[3], TURN)])
    curve = drawn("curve", "energy", along, up=TALL)
    assert numbers.off_on_wall(3, curve).max() < 1e-6
    assert numbers.off_on_wall(4, curve).max() > NEAR


def test_rings_and_dots_of_the_horn_lie_where_it_is(data, numbers):
    x = np.repeat([0.2, 0.9], len(TURN))
    radii = np.stack([1.5 * x + 2 * (1 - x), 2 * x + 1.5 * (1 - x)], axis=-1)  # alpha, beta
    rings = np.exp(x)[:, None] * radii * np.tile(ellipse((1, 1), TURN), (2, 1))
    points = np.column_stack([x, rings])
    assert numbers.off_in_space(points, "x").max() < 1e-9
    assert numbers.off_in_space(points * [1, 1.03, 1.03], "x").max() > NEAR
    dots = np.column_stack([data.horn.x, data.horn.y])
    assert numbers.off_dots_in_space(dots[::-1], "x").max() < 1e-9
    assert numbers.off_dots_in_space(dots * [1, -1, 1], "x").max() > NEAR


def test_a_networks_line_is_its_own(data, numbers):
    x = np.linspace(0, 1, 41)
    line = np.column_stack([x, data.predict(x)])
    assert numbers.off_in_space(line, "predicted").max() < 1e-9
    assert numbers.off_in_space(line * [1, 1.8, 1.8], "predicted").max() > NEAR
    assert numbers.off_in_space(line * [1, -1, -1], "predicted").max() > NEAR


def test_straight_lines_of_the_horn_end_on_it_and_misses_on_a_prediction(data, numbers):
    radii = math.e * np.array([1.5, 2.0])  # at x = 1
    ways = np.array([[[1, 0, 0], [1, radii[0], 0]], [[1, 0, 0], [1, 0, radii[1]]]])
    assert numbers.off_straight_in_space(ways, "x").max() < 1e-9
    assert numbers.off_straight_in_space(ways * [1, 1, 0.9], "x").max() > NEAR
    x, y = data.horn.x[:5], data.horn.y[:5]
    ends = np.stack([np.column_stack([x, y]), np.column_stack([x, data.predict(x)])], axis=1)
    assert numbers.off_straight_in_space(ends, "predicted").max() < 1e-9
    assert numbers.off_straight_in_space(ends + [0, 0.5, 0], "predicted").max() > NEAR
    assert numbers.off_straight_in_space(ends, "ink") is None


def test_a_false_valley_is_none_of_the_lowest(data, numbers):
    w, y = data.weights, data.slice.y[data.story.picks.two_valleys - 1]
    z = np.linspace(0, math.tau, 100_001)[:-1]
    energies = energy(w, y, z)
    bottoms = z[(energies < np.roll(energies, 1)) & (energies < np.roll(energies, -1))]
    true, false = sorted(bottoms, key=lambda each: energy(w, y, each))
    for at, is_right in ((false, True), (true, False)):
        there = drawn("dots", "false", ellipse(w, [at]), picked=y[None])
        assert (numbers.off(PLANE, there).max() < NEAR) == is_right
    nowhere = drawn("dots", "false", ellipse(w, [false]), picked=NONE)
    assert numbers.off(PLANE, nowhere) is None


def test_what_is_counted_in_boxes_is_near_the_energy(data, numbers):
    w, y, z = data.weights, data.slice.y[:1], 1.0
    exact = math.sqrt(energy(w, y[0], z))
    for length, is_right in ((exact + 0.3, True), (exact + 0.6, False), (exact - 0.6, False)):
        square = drawn("cross", "counted", [(z, length**2)], up=TALL, picked=y)
        assert (numbers.off(LATENT, square).max() < NEAR) == is_right


def test_the_shortest_way_leads_to_the_nearest_point(data, numbers):
    w, y = data.weights, data.slice.y[:1]
    fine = ellipse(w, np.linspace(0, math.tau, 100_001))
    best = fine[((y - fine) ** 2).sum(axis=1).argmin()]
    assert numbers.off(PLANE, drawn("line", "nearest", y, [best])).max() < NEAR
    assert numbers.off(PLANE, drawn("line", "nearest", y, [fine[0]])).max() > NEAR


def test_bars_that_are_named_are_the_mean_or_the_noise(data, numbers):
    mean = np.mean([math.sqrt(lowest(data.weights, y)) for y in data.slice.y])
    for height, is_right in ((mean, True), (data.story.horn.noise_std, True), (0.8 * mean, False)):
        bar = drawn("bars", "cold", [(1.0, height / 2)], [(1.0, height)], up=5.0)
        assert (numbers.off(("", "distance"), bar).max() < NEAR) == is_right


def test_samples_that_were_learned_from_lie_where_they_were_drawn(data, numbers):
    dots = np.column_stack([data.conditional.x, data.conditional.y])
    assert numbers.off_dots_in_space(dots, "x").max() < 1e-9
    assert numbers.off_dots_in_space(dots * [1, 0.88, 0.88], "x").max() > NEAR


def test_weights_are_those_of_the_inverse_temperature_that_a_dial_shows(data, numbers):
    z, y = data.latents, data.slice.y[4]
    excess = energy(data.weights, y, z)
    excess = excess - excess.min()
    bars = np.column_stack([z, np.exp(-3.0 * excess)])
    right = drawn("bars", "temperature", bars / [1, 2], bars, picked=y[None])
    assert numbers.off(("z", "weight"), right._replace(betas=(3.0,))).max() < 1e-9
    assert numbers.off(("z", "weight"), right._replace(betas=(6.0,))).max() > NEAR


def test_a_field_is_told_from_its_mirror_image(data, numbers):
    across = np.linspace(-2.5, 2.5, 7)
    places = np.stack(np.meshgrid(across, across / 2), axis=-1).reshape(-1, 2)
    for beta in (1.0, math.inf):
        values = data.free_energy(places, beta)[:, None]
        turned = data.free_energy(places[:, ::-1].copy(), beta)[:, None]
        right, wrong = (
            drawn("heat", "", places, np.hstack([each, each]), up=0.4) for each in (values, turned)
        )
        assert numbers.off(PLANE, right).max() < NEAR
        assert numbers.off(PLANE, wrong).max() > NEAR


def test_what_nothing_is_known_of_is_let_alone(numbers):
    assert numbers.off(("y₁", "elsewhere"), drawn("dots", "observed", [(9.0, 9.0)])) is None
    assert numbers.off(PLANE, drawn("line", "axes", [(9.0, 9.0)])) is None
