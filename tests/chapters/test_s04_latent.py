import math

import numpy as np
import pytest

from scenes import look
from scenes.s04_latent import S04Latent
from scenes.story.data import StoryData
from tests.chapters.reading import frames_of, horn_radii, told

QUARTER_TURNS = np.arange(4) * math.pi / 2


@pytest.fixture(params=["lecture", "other"])
def data(request) -> StoryData:
    return request.getfixturevalue(request.param)


def g(z, weights) -> np.ndarray:
    """Write the decoder's formula out by hand."""
    z = np.asarray(z, dtype=float)
    return np.stack([weights[0] * np.cos(z), weights[1] * np.sin(z)], axis=-1)


def grid(story) -> np.ndarray:
    n = story.decoder.latents
    return np.array([2 * math.pi * k / n for k in range(n)])


def in_plane(scene, circles) -> np.ndarray:
    return scene.plane.p2c(circles.get_centers())


def z_shown(scene) -> float:
    return float(scene.line.read(scene.line.ring.get_centers())[0])


def weights_shown(scene) -> np.ndarray:
    return np.array([dial.read() for dial in scene.model.opened.dials])


def watched(play, data, beat: str, read) -> list:
    """Step through a beat's frames and return what ``read`` returns at each."""
    seen: list = []
    frames = frames_of(S04Latent, beat, data)

    def watch(scene, frame):
        if frame in frames:
            seen.append(read(scene))

    play(S04Latent, data=data, frames=frames, watch=watch)
    assert len(seen) == len(frames)
    return seen


@pytest.mark.parametrize("beat", ["diagram", "settle", "whose_shape", "bad_model"])
def test_the_samples_stand_at_their_y(play, data, beat):
    scene = play(S04Latent, data=data, until=beat)
    assert scene.measured.samples in scene.mobjects
    np.testing.assert_allclose(in_plane(scene, scene.measured.samples), data.slice.y, atol=1e-6)


def test_the_line_marks_every_latent(play, data):
    line = play(S04Latent, data=data, until="latent_line").line
    np.testing.assert_allclose(line.read(line.ticks.get_places()), grid(data.story), atol=1e-9)


def test_z_and_its_output_run_together_and_leave_a_mark_at_every_latent(play, data):
    start, latents = data.story.decoder.start_weights, grid(data.story)

    def read(scene):
        if scene.decoding.swept.get_value() < 0:  # nothing has been swept yet
            assert len(scene.belief.manifold.marks.get_centers()) == 0
            return 0.0
        z = z_shown(scene)
        np.testing.assert_allclose(in_plane(scene, scene.belief.output), [g(z, start)], atol=1e-6)
        reached = [k for k in latents if k <= z + 1e-9]
        np.testing.assert_allclose(
            in_plane(scene, scene.belief.manifold.marks), g(reached, start), atol=1e-6
        )
        np.testing.assert_allclose(scene.line.read(scene.line.reached.get_places()), reached)
        if scene.model.y_values in scene.mobjects:  # they come once z has arrived
            np.testing.assert_allclose(scene.model.z_value.value, z, atol=1e-9)
            shown = [number.value for number in scene.model.y_values.numbers]
            np.testing.assert_allclose(shown, g(z, start), atol=1e-9)
            numbers.append(z)
        else:
            widths.add(round(scene.plane.frame.width, 6))
        return z

    numbers, widths = [], set()
    seen = watched(play, data, "sweep", read)
    assert numbers
    assert max(widths) > 1.1 * min(widths)  # the run has the stage to itself
    assert seen[-1] == pytest.approx(latents[-1])
    moving = np.diff([z for z in seen if 0 < z < latents[-1] - 1e-9])
    assert len(moving) > 40
    np.testing.assert_allclose(moving, moving[0], rtol=1e-6)  # linear, neither eased nor jumping


def test_the_two_steps_are_the_two_terms_of_the_decoder(play, data):
    scene = play(S04Latent, data=data, until="inside_decoder")
    z, weights = z_shown(scene), data.story.decoder.start_weights
    lines = scene.steps.lines
    ends = [scene.plane.p2c([line.get_start(), line.get_end()]) for line in lines]
    across, up = g(z, weights)
    np.testing.assert_allclose(
        ends, [[(0, 0), (across, 0)], [(across, 0), (across, up)]], atol=1e-9
    )
    np.testing.assert_allclose(in_plane(scene, scene.belief.output), [(across, up)], atol=1e-6)
    assert min(abs(across), abs(up)) > 0.1  # both can be seen


def test_the_open_box_holds_its_terms_and_dials(play, data):
    opened = play(S04Latent, data=data, until="dials").model.opened
    box = opened.box.outline
    for part in (*opened.terms, *opened.dials):
        assert box.get_left()[0] < part.get_left()[0]
        assert part.get_right()[0] < box.get_right()[0]
        assert box.get_bottom()[1] < part.get_bottom()[1]
        assert part.get_top()[1] < box.get_top()[1]


def test_the_ellipse_follows_the_dials(play, data):
    latents = grid(data.story)

    def read(scene):
        weights = weights_shown(scene)
        np.testing.assert_allclose(
            [dial.number.value for dial in scene.model.opened.dials], weights
        )
        marks = in_plane(scene, scene.belief.manifold.marks)
        np.testing.assert_allclose(marks, g(latents, weights), atol=1e-6)
        curve = scene.plane.p2c(scene.belief.manifold.curve.points)
        np.testing.assert_allclose(np.abs(curve).max(axis=0), np.abs(weights), rtol=1e-3, atol=1e-6)
        np.testing.assert_allclose(
            in_plane(scene, scene.belief.output), [g(z_shown(scene), weights)], atol=1e-6
        )
        return weights

    w1, w2 = np.array(watched(play, data, "dials", read)).T
    start = data.story.decoder.start_weights
    assert (w1[0], w2[0]) == pytest.approx(start, rel=1e-6)
    turning = [np.flatnonzero(np.abs(np.diff(w)) > 1e-9) for w in (w1, w2)]
    assert not set(turning[0]) & set(turning[1])  # one dial at a time ...
    assert turning[0][0] < turning[1][0]  # ... and w1 first
    assert abs(w2[-1] - start[1]) > 0.2
    assert w1[-1] == pytest.approx(-w1[turning[1][0]])  # at last the mirror image


def test_on_the_mirrored_ellipse_z_runs_and_then_goes_back_to_its_start(play, data):
    met = watched(
        play, data, "dials", lambda scene: (scene.decoding.z.get_value(), *scene.decoding.weights)
    )
    z, w1, _ = np.array(met).T
    assert np.allclose(w1[z > 0.8], w1[-1])
    assert z[-1] == pytest.approx(np.pi)
    z = np.array(watched(play, data, "settle", lambda scene: scene.decoding.z.get_value()))
    assert z[0] < np.pi + 1e-9
    assert z.min() == 0


def test_the_dials_settle_on_the_storys_weights(play, data):
    scene = play(S04Latent, data=data, until="settle")
    weights = data.story.decoder.weights
    np.testing.assert_allclose(weights_shown(scene), weights, atol=1e-9)
    marks = in_plane(scene, scene.belief.manifold.marks)
    np.testing.assert_allclose(marks, data.manifold, atol=1e-6)
    np.testing.assert_allclose(marks, g(grid(data.story), weights), atol=1e-6)


def test_the_arrow_sets_off_from_z_0_the_way_z_runs(play, data):
    scene = play(S04Latent, data=data, until="settle")
    path = scene.plane.p2c(scene.belief.travel.get_path())
    weights = data.story.decoder.weights
    np.testing.assert_allclose(path[0], g(0.0, weights), atol=1e-9)
    along = np.linspace(0, math.pi / 4, len(path))
    np.testing.assert_allclose(path, g(along, weights), atol=1e-9)


def test_each_quarter_turn_is_named_where_z_gets_there(play, data):
    weights = data.story.decoder.weights

    def read(scene):
        z = z_shown(scene)
        bright = [label[0].get_fill_opacity() for label in scene.quarters]
        if scene.quarters not in scene.mobjects:
            return None  # the first name is still fading in
        for quarter, opacity in zip(QUARTER_TURNS, bright, strict=True):
            assert (opacity == 1) == (z >= quarter - 1e-9)
        return scene.plane.p2c([label.get_center() for label in scene.quarters])

    places = [place for place in watched(play, data, "settle", read) if place is not None]
    away = places[-1] - g(QUARTER_TURNS, weights)
    assert np.linalg.norm(away, axis=1).max() < 0.6
    np.testing.assert_array_equal(places[0], places[-1])
    # Outside the ellipse: farther out than the point that is named.
    assert np.all(((places[-1] / weights) ** 2).sum(axis=1) > 1)


def test_alpha_and_beta_shape_the_data_and_w_the_belief(play, data):
    belief, radii = g(grid(data.story), data.story.decoder.weights), None

    def read(scene):
        moved = in_plane(scene, scene.measured.samples) - data.slice.y
        marks = in_plane(scene, scene.belief.manifold.marks) - belief
        np.testing.assert_allclose(
            in_plane(scene, scene.belief.manifold.marks),
            g(grid(data.story), weights_shown(scene)),
            atol=1e-6,
        )
        size = scene.measured.size.get_value()
        ellipse = (
            scene.plane.p2c(scene.measured.outline.points)
            if len(scene.measured.outline.points)
            else None
        )
        if ellipse is not None:
            np.testing.assert_allclose(np.abs(ellipse).max(axis=0), size * radii, rtol=1e-3)
            # The samples move with their ellipse; their noise stays what it was.
            theta = data.slice.theta
            angles = np.stack([np.cos(theta), np.sin(theta)], axis=1)
            np.testing.assert_allclose(moved, (size - 1) * radii * angles, atol=1e-6)
        return np.abs(moved).max(), np.abs(marks).max()

    radii = horn_radii(data.story, data.story.slice.x)
    data_moved, belief_moved = np.array(watched(play, data, "whose_shape", read)).T
    assert data_moved.max() > 0.2
    assert belief_moved.max() > 0.2
    assert not np.any((data_moved > 1e-5) & (belief_moved > 1e-5))
    assert np.argmax(data_moved) < np.argmax(belief_moved)
    assert data_moved[-1] < 1e-5
    assert belief_moved[-1] < 1e-5


def test_belief_and_data_are_shown_with_what_lies_between(play, data):
    scene = play(S04Latent, data=data)
    radii = horn_radii(data.story, data.story.slice.x)
    outline = scene.plane.p2c(np.array(scene.measured.outline.get_anchors()))
    np.testing.assert_allclose(((outline / radii) ** 2).sum(axis=1), 1, atol=1e-9)
    weights = np.abs(data.story.decoder.weights)
    for axis, span in enumerate(scene.misfit):
        ends = scene.plane.p2c(span.bar.get_subpaths()[0][[0, -1]])
        np.testing.assert_allclose(ends[:, axis], [weights[axis], radii[axis]])
        np.testing.assert_allclose(ends[:, 1 - axis], 0, atol=1e-9)
        assert span[1].source == f"{abs(radii[axis] - weights[axis]):.2f}".rstrip("0").rstrip(".")
    z = scene.decoding.z.get_value()
    assert scene.model.z_value.value == z
    shown = g(z, data.story.decoder.weights)
    np.testing.assert_allclose(in_plane(scene, scene.belief.output), [shown], atol=1e-6)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"decoder__latents": 4},
        {"decoder__weights": [0.0, 0.0]},
        {"decoder__weights": [2.0, 0.0], "decoder__start_weights": [0.0, -1.9]},
        {"slice__samples": 1, "picks__energy": 1, "picks__one_valley": 1, "picks__two_valleys": 1},
    ],
)
def test_nothing_leaves_the_frame_or_enters_its_lowest_eighth(play, changes, monkeypatch):
    left = []

    def look_round(scene, beat):
        for part in scene.get_mobject_family_members():
            if part.has_points():
                box = part.get_critical_point((-1, -1, 0)), part.get_critical_point((1, 1, 0))
                low, high = (np.round(corner, 6) for corner in box)
                if low[0] < look.FRAME.left or high[0] > look.FRAME.right:
                    left.append((beat.name, part, low, high))
                if low[1] < look.SAFE.bottom or high[1] > look.FRAME.top:
                    left.append((beat.name, part, low, high))

    monkeypatch.setattr(S04Latent, "on_beat_end", look_round)
    play(S04Latent, data=told(**changes))
    assert left == []
