"""What the chapter of inference draws, read back through its axes and compared with the formula."""

import numpy as np
import pytest
import torch

from lvebm_core.decoder import EllipseDecoder
from lvebm_core.inference import infer
from scenes import look
from scenes.mobjects.inference.methods import STEPPING
from scenes.s09_inference import S09Inference
from tests.chapters.reading import frames_of, told

FINE = 200_000  # latents round the circle, among which the oracle looks for the lowest energy


def g(story, z):
    """Write the decoder out by hand: (...) -> (..., 2)."""
    w1, w2 = story.decoder.weights
    return np.stack([w1 * np.cos(z), w2 * np.sin(z)], axis=-1)


def energy(story, y, z):
    """Write E(y, z) out by hand: (2,), (...) -> (...)."""
    return ((np.asarray(y) - g(story, z)) ** 2).sum(axis=-1)


def picked(data):
    return data.slice.y[data.story.picks.two_valleys - 1]


def grid(story):
    return 2 * np.pi * np.arange(story.decoder.latents) / story.decoder.latents


def lowest(data, y):
    """Return the lowest energy of a y and its latent, by trying very many."""
    z = np.linspace(0, 2 * np.pi, FINE, endpoint=False)
    energies = energy(data.story, y, z)
    return energies.min(), z[energies.argmin()]


def descent(data, start):
    """Write gradient descent out by hand: the latents it stops at."""
    (w1, w2), (y1, y2) = data.story.decoder.weights, picked(data)
    bound = 2 * np.hypot(w1 * y1, w2 * y2) + 2 * abs(w1**2 - w2**2)
    stops = [start]
    while True:
        z = stops[-1]
        across, up = y1 - w1 * np.cos(z), y2 - w2 * np.sin(z)
        slope = 2 * (across * w1 * np.sin(z) - up * w2 * np.cos(z))
        if abs(slope) <= 0.1 * np.finfo(float).eps ** 0.5 * bound:
            return np.array(stops)
        stops.append(z - slope / bound)


def stops_of(data, method, start):
    """Return the latents that a method stops at, its start first, each once."""
    if method == "gradient":
        return descent(data, start)
    decoder = EllipseDecoder(torch.tensor(data.story.decoder.weights, dtype=torch.float64))
    y = torch.tensor(picked(data))
    z = infer(decoder, y, method=method, z0=start).path.z.detach().numpy()
    return z[np.append(True, np.diff(z) != 0)]


def assert_at(axes, points, expected):
    np.testing.assert_allclose(axes.p2c(points), expected, atol=1e-6)


def assert_pair(chapter, pair, z):
    """Check the two crosses of a latent."""
    y = picked(chapter.data)
    assert_at(chapter.over_z.axes, pair[0].get_center(), [z, energy(chapter.data.story, y, z)])
    assert_at(chapter.in_plane.plane, pair[1].get_center(), g(chapter.data.story, z))


def assert_way(chapter, searches, method, stops, taken):
    """Check both pictures of a way after some steps, and the row that counts them."""
    story, y = chapter.data.story, picked(chapter.data)
    on_curve, on_manifold = searches.ways[method]
    z = stops[: taken + 1]
    places = chapter.over_z.axes.p2c(on_curve.landings.get_centers())
    turned = np.exp(1j * places[:, 0]) - np.exp(1j * z)
    assert np.abs(turned).max() < 1e-6
    assert (places[:, 0] >= -1e-9).all()
    assert (places[:, 0] <= 2 * np.pi + 1e-9).all()
    np.testing.assert_allclose(places[:, 1], energy(story, y, z), atol=1e-6)
    assert_at(chapter.in_plane.plane, on_manifold.landings.get_centers(), g(story, z))
    row = chapter.table.rows[method]
    assert row.steps.value == taken
    assert row.energy.value == pytest.approx(energy(story, y, z[-1]), abs=1e-6)


@pytest.fixture(
    params=[
        {},
        {
            "decoder__weights": [0.8, -1.1],
            "decoder__latents": 20,
            "slice__samples": 11,
            "slice__seed": 3,
            "picks__energy": 4,
            "picks__one_valley": 2,
            "picks__two_valleys": 3,
            "inference__start": 1.1,
            "inference__false_start": 5.0,
        },
        {"inference__start": 0.2, "inference__false_start": 3.5},
        {"decoder__weights": [0.0, 0.0], "decoder__latents": 4},
    ],
    ids=["lecture", "over the edge", "one leaps", "a point"],
)
def data(request):
    return told(**request.param)


def test_the_level_sinks_to_the_lowest_energy(play, data):
    heights = []

    def watch(chapter, frame):
        if chapter.over_z.level in chapter.mobjects:
            ends = chapter.over_z.axes.p2c(
                [chapter.over_z.level.line.get_start(), chapter.over_z.level.line.get_end()]
            )
            assert ends[0, 1] == pytest.approx(ends[1, 1])
            np.testing.assert_allclose(ends[:, 0], [0, 2 * np.pi], atol=1e-9)
            heights.append(ends[0, 1])

    chapter = play(
        S09Inference, data=data, frames=frames_of(S09Inference, "argmin", data), watch=watch
    )
    least, z = lowest(data, picked(data))
    assert heights[0] > heights[-1]
    assert heights[-1] == pytest.approx(least, abs=1e-6)
    assert (np.diff(heights) <= 1e-9).all()
    assert chapter.found[0].get_stroke_color() == look.COLD
    at = chapter.over_z.axes.p2c(chapter.found[0].get_center())
    assert at[1] == pytest.approx(least, abs=1e-6)
    if data.story.decoder.weights != (0.0, 0.0):
        assert_pair(chapter, chapter.found, at[0])
        assert abs(np.exp(1j * at[0]) - np.exp(1j * z)) < 1e-4


def test_the_grid_is_tried_in_order_and_its_best_is_kept(play, data):
    story, y, z = data.story, picked(data), grid(data.story)
    energies = energy(story, y, z)
    counts = []

    def watch(chapter, frame):
        if chapter.grid not in chapter.mobjects:
            return
        tries = chapter.over_z.axes.p2c(chapter.grid.tries.get_centers())
        count = len(tries)
        np.testing.assert_allclose(tries, np.column_stack([z, energies])[:count], atol=1e-9)
        on_curve, on_manifold = chapter.grid.trying.get_centers()
        assert_at(chapter.over_z.axes, on_curve, [z[count - 1], energies[count - 1]])
        assert_at(chapter.in_plane.plane, on_manifold, g(story, z[count - 1]))
        assert_at(chapter.in_plane.plane, chapter.grid.ray.get_ends()[0], g(story, z[count - 1]))
        assert_pair(chapter, chapter.grid.best, z[energies[:count].argmin()])
        row = chapter.table.rows["exhaustive"]
        assert row.steps.value == count
        assert row.energy.value == pytest.approx(energies[:count].min())
        counts.append(count)

    frames = frames_of(S09Inference, "exhaustive", data)
    chapter = play(S09Inference, data=data, frames=frames, watch=watch)
    assert (np.diff(counts) >= 0).all()
    assert (counts[0], counts[-1]) == (1, len(z))
    lens = chapter.lens
    assert_at(
        lens.axes, lens.lowest.get_center(), [chapter.over_z.landscape.z_check, lowest(data, y)[0]]
    )
    tried = lens.axes.p2c(lens.tried.get_centers())
    np.testing.assert_allclose(tried[:, 1], energy(story, y, tried[:, 0]), atol=1e-9)
    assert tried[0, 0] <= chapter.over_z.landscape.z_check <= tried[1, 0]


@pytest.mark.parametrize(
    ("beat", "method"), [("gradient", "gradient"), ("conjugate", "cg"), ("quasi_newton", "lbfgs")]
)
def test_each_way_is_the_methods_own(play, data, beat, method):
    stops = stops_of(data, method, data.story.inference.start)
    seen = []

    def watch(chapter, frame):
        if chapter.searches.ways[method] in chapter.mobjects:
            taken = len(chapter.searches.ways[method][0].landings.get_centers()) - 1
            assert_way(chapter, chapter.searches, method, stops, taken)
            seen.append(taken)

    chapter = play(S09Inference, data=data, frames=frames_of(S09Inference, beat, data), watch=watch)
    assert (seen[0], seen[-1]) == (0, len(stops) - 1)
    assert (np.diff(seen) >= 0).all()
    assert_pair(chapter, chapter.searches.start.crosses, data.story.inference.start)
    assert chapter.searches.start.crosses[0].get_stroke_color() == look.LATENT


def test_all_three_set_out_from_the_other_start_at_once(play, data):
    start = data.story.inference.false_start
    stops = {method: stops_of(data, method, start) for method in STEPPING}
    most = max(len(z) for z in stops.values()) - 1
    met = []

    def watch(chapter, frame):
        if chapter.misled.ways["cg"] not in chapter.mobjects:
            return
        at_start = chapter.over_z.axes.p2c(chapter.misled.start.crosses[0].get_center())[0]
        assert at_start == pytest.approx(start)
        paces = set()
        for method, z in stops.items():
            taken = len(chapter.misled.ways[method][1].landings.get_centers()) - 1
            assert_way(chapter, chapter.misled, method, z, taken)
            if taken < len(z) - 1:
                paces.add(taken)
        assert len(paces) <= 1, "the methods do not keep pace"
        met.append(paces)

    frames = frames_of(S09Inference, "false_valley", data)
    chapter = play(S09Inference, data=data, frames=frames, watch=watch)
    assert len(met) > 20
    for method, z in stops.items():
        assert chapter.misled.taken[method].get_value() == most
        assert_way(chapter, chapter.misled, method, z, len(z) - 1)


def test_the_lecture_s_ways_end_in_the_false_valley(play, lecture):
    chapter = play(S09Inference, data=lecture, until="false_valley")
    steps = [chapter.table.rows[method].steps.value for method in STEPPING]
    assert steps == [26, 4, 5]
    energies = [chapter.table.rows[method].energy.value for method in STEPPING]
    assert energies == pytest.approx([3.522] * 3, abs=5e-4)
    assert chapter.found not in chapter.mobjects, "a ž that nobody has found"


def test_the_free_energy_is_the_lowest_level_whoever_finds_it(play, data):
    chapter = play(S09Inference, data=data, until="free_energy")
    least, _ = lowest(data, picked(data))
    assert chapter.over_z.axes.p2c(chapter.over_z.floor.line.get_center())[1] == pytest.approx(
        least, abs=1e-6
    )
    found = chapter.over_z.axes.p2c(chapter.found[0].get_center())
    assert found[1] == pytest.approx(least, abs=1e-6)
    length = np.linalg.norm(chapter.in_plane.shortest.get_vector()) / chapter.in_plane.plane.unit
    assert length**2 == pytest.approx(least, abs=1e-6)
    start = data.story.inference.false_start
    ends = [stops_of(data, method, start)[-1] for method in STEPPING]
    too_high = [e for e in energy(data.story, picked(data), np.array(ends)) if e > least + 1e-5]
    assert bool(too_high) == bool(len(chapter.gaps))
    for gap in chapter.gaps:
        low, high = chapter.over_z.axes.p2c([gap.line.get_start(), gap.line.get_end()])[:, 1]
        assert low == pytest.approx(least, abs=1e-6)
        assert np.abs(np.array(too_high) - high).min() < 1e-6
        assert float(gap.number.source) == pytest.approx(high - low, abs=5e-4)


def test_every_sample_slides_to_its_nearest_point(play, data):
    story, y = data.story, data.slice.y
    nearest = np.array([g(story, lowest(data, sample)[1]) for sample in y])
    distances = np.sqrt([lowest(data, sample)[0] for sample in y])
    shares = []

    def watch(chapter, frame):
        if chapter.denoising.moves not in chapter.mobjects:
            return
        share = chapter.denoising.slid.get_value()
        centers = chapter.in_plane.plane.p2c(chapter.denoising.samples.get_centers())
        np.testing.assert_allclose(centers, y + share * (nearest - y), atol=1e-4)
        heights = chapter.bars.bars.get_heights()
        np.testing.assert_allclose(heights, share * np.sort(distances), atol=1e-6)
        shares.append(share)

    frames = frames_of(S09Inference, "denoise", data)
    chapter = play(S09Inference, data=data, frames=frames, watch=watch)
    assert (shares[0], shares[-1]) == (pytest.approx(0, abs=0.1), 1)
    rings = chapter.in_plane.plane.p2c(chapter.denoising.arrived.get_centers())
    np.testing.assert_allclose(rings, nearest, atol=1e-4)
    ghosts = chapter.in_plane.plane.p2c(chapter.denoising.ghosts.get_centers())
    np.testing.assert_allclose(ghosts, y, atol=1e-9)
    mean, noise = (group[0].get_heights()[0] for group in chapter.bars.named)
    assert mean == pytest.approx(distances.mean(), abs=1e-6)
    assert noise == pytest.approx(story.horn.noise_std, abs=1e-9)
