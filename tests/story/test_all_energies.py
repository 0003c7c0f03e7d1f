import math

import numpy as np
import pytest

from scenes.story.all_energies import AllEnergies, wall_shape


def energy(data, y, z):
    """Write E(y, z) out by hand: (2,), (...) -> (...)."""
    w1, w2 = data.story.decoder.weights
    return (y[0] - w1 * np.cos(z)) ** 2 + (y[1] - w2 * np.sin(z)) ** 2


OTHERS = {
    "lecture": {},
    "few": {"slice.samples": "5", "picks.energy": "1", "picks.one_valley": "5"}
    | {"picks.two_valleys": "2", "decoder.weights": "[0.7, -1.9]", "decoder.latents": "20"},
    "flat": {"decoder.weights": "[0, 0]", "decoder.latents": "360"},
}


@pytest.fixture(params=OTHERS)
def data(request, tell):
    return tell(OTHERS[request.param])


@pytest.fixture
def found(data):
    return AllEnergies(data)


@pytest.mark.parametrize(
    ("count", "shape"), [(1, (1, 1)), (2, (1, 2)), (4, (2, 2)), (11, (3, 4)), (24, (4, 6))]
)
def test_walls_are_as_full_and_square_as_can_be(count, shape):
    assert wall_shape(count) == shape


def test_a_wall_holds_everything_and_has_no_empty_row():
    for count in range(1, 101):
        rows, columns = wall_shape(count)
        assert rows * columns >= count > (rows - 1) * columns
        assert rows * columns - count <= 4


def test_curves_go_through_the_energies_of_the_grid(data, found):
    for j, z in enumerate(data.latents):
        at = np.flatnonzero(np.abs(found.z - z) < 1e-12)
        assert len(at) == 1
        np.testing.assert_allclose(found.energies[:, at[0]], data.energy_table[:, j], rtol=1e-12)
    assert (found.z[0], found.z[-1]) == (0, math.tau)
    np.testing.assert_allclose(found.energies[:, 0], found.energies[:, -1], atol=1e-12)


def test_the_common_range_holds_every_curve_and_little_more(data, found):
    z = np.linspace(0, math.tau, 5001)
    highest = [energy(data, y, z).max() for y in data.slice.y]
    np.testing.assert_allclose(found.tops, highest, rtol=1e-5)
    assert max(highest) <= found.top * (1 + 1e-6)
    assert found.top < 1.11 * max(highest)
    digits = f"{found.top:.6g}".replace(".", "").strip("0")
    assert len(digits) <= 2
    assert found.compared == (int(np.argmax(highest)), int(np.argmin(highest)))


def test_the_lecture_s_wall(lecture):
    found = AllEnergies(lecture)
    assert (found.rows, found.columns, found.top) == (4, 6, 13.0)
    assert [i + 1 for i in found.corners] == [1, 6, 19, 24]
    assert [i + 1 for i in found.picks] == [23, 10]
    assert len(found.having(1)) + len(found.having(2)) == 24
    assert 22 in found.having(1)
    assert 9 in found.having(2)


def test_valleys_are_counted_as_on_the_curve(data, found):
    z = np.linspace(0, math.tau, 3001)[:-1]
    for i, y in enumerate(data.slice.y):
        e = energy(data, y, z)
        lower = (e < np.roll(e, 1)) & (e <= np.roll(e, -1))
        count = 0 if np.ptp(e) < 1e-9 else int(lower.sum())
        assert (i in found.having(1), i in found.having(2)) == (count == 1, count == 2)


def test_the_sides_are_the_outermost_samples(found):
    right, left = found.sides
    assert (found.y[:, 0] <= found.y[right, 0]).all()
    assert (found.y[:, 0] >= found.y[left, 0]).all()


def test_stops_have_names_in_the_order_of_the_story(found):
    assert list(found.stops) == [
        *("highest", "flattest"),
        *("opens", "closes", "low_opens", "low_closes"),
        *("right", "left"),
        *("simple", "tricky"),
    ]
    groups = (found.compared, found.corners, found.sides, found.picks)
    assert list(found.stops.values()) == [i for group in groups for i in group]


def test_the_lowest_energy_of_a_place_is_found(data, found):
    y = np.array([0.3, -0.8])
    z = np.linspace(0, math.tau, 3001)
    assert energy(data, y, found.lowest(y)) <= energy(data, y, z).min() + 1e-9


def test_a_curve_is_drawn_to_its_share_of_the_turn(data, found):
    y = np.array([0.3, -0.8])
    for swept in (0.0, 0.37, 1.0):
        z, e = found.curve(y, swept)
        assert (z[0], z[-1]) == (0, pytest.approx(swept * math.tau))
        assert (np.diff(z) > 0).all()
        np.testing.assert_allclose(e[0], energy(data, y, z), atol=1e-12)


def test_bottoms_belong_to_their_samples(data, found):
    members = [3, 1]
    latents = [()] + [(0.5, 4.0)] + [()] * (len(found.y) - 2)
    owner, z, decoded, depth = found.bottoms(members, latents)
    assert owner.tolist() == [1, 1]
    assert z.tolist() == [0.5, 4.0]
    w1, w2 = data.story.decoder.weights
    np.testing.assert_allclose(decoded, np.column_stack([w1 * np.cos(z), w2 * np.sin(z)]))
    np.testing.assert_allclose(depth, energy(data, data.slice.y[1], z))


def test_a_latent_near_an_end_is_shown_at_both(found):
    for z, other, size in ((0.05, math.tau, 1), (math.tau - 0.1, 0, 1), (math.pi, 0, 0)):
        latents, sizes = found.at_both_ends(z)
        assert latents.tolist() == [z, other]
        assert sizes.tolist() == [1, size]
    assert found.at_both_ends(0.3)[1][1] == pytest.approx(0.5)


def test_balls_roll_down_from_the_peaks_to_the_bottoms(data, found):
    for i, y in enumerate(data.slice.y):
        bottoms = found.valleys[i].bottoms
        ways = np.array([found.balls(i, slid) for slid in np.linspace(0, 1, 41)])
        assert ways.shape == (41, 2 * len(bottoms))
        if not bottoms:
            continue
        np.testing.assert_allclose(ways[-1], np.repeat(bottoms, 2), atol=1e-9)
        heights = energy(data, y, ways)
        assert (np.diff(heights, axis=0) <= 1e-9).all(), "a ball rolls uphill"
        slope = (energy(data, y, ways[0] + 1e-5) - energy(data, y, ways[0] - 1e-5)) / 2e-5
        np.testing.assert_allclose(slope, 0, atol=1e-3)
