"""Reading one sample's two views back from what is drawn, with the formulas written by hand."""

import math

import numpy as np


def g(story, z):
    """Write the decoder out by hand: (...) -> (..., 2)."""
    w1, w2 = story.decoder.weights
    return np.stack([w1 * np.cos(z), w2 * np.sin(z)], axis=-1)


def energy(story, y, z):
    """Write E(y, z) out by hand: (2,), (...) -> (...)."""
    return ((np.asarray(y) - g(story, z)) ** 2).sum(axis=-1)


def check_ends(play, scene, data, checks):
    """Play a chapter once, and call the check of each beat as that beat ends: name -> check."""
    checked = []

    class Watched(scene):
        def on_beat_end(self, beat):
            if beat.name in checks:
                checks[beat.name](self)
                checked.append(beat.name)

    play(Watched, data=data)
    assert checked == list(checks)


def shown(chapter, mobject):
    return any(mobject in part.get_family() for part in chapter.mobjects)


def assert_in_step(chapter, y, story):
    """Check that plane, curve, point and numbers belong to one z and to the sample, and return z.

    The curve is that of the energy, as far as it is drawn.
    """
    view = chapter.view
    z = view.z.get_value()
    expected = energy(story, y, z)
    assert view.readout.latent.value == z
    np.testing.assert_allclose(view.readout.energy.value, expected, atol=1e-9)
    np.testing.assert_allclose(view.plane.p2c(view.cross.get_center()), y, atol=1e-9)
    ring = view.plane.p2c(view.y_tilde.get_centers())[0]
    np.testing.assert_allclose(ring, g(story, z), atol=1e-9)
    ends = view.segment.get_starts()[0], view.segment.get_ends()[0]
    np.testing.assert_allclose(view.plane.p2c(ends), [y, g(story, z)], atol=1e-9)
    dot, foot = (view.axes.p2c(part.get_centers())[0] for part in (view.point.dot, view.point.ring))
    np.testing.assert_allclose(dot, [z, expected], atol=1e-9)
    np.testing.assert_allclose(foot, [z, 0], atol=1e-9)
    drawn = view.drawn.get_value()
    if drawn > 0:
        at = view.axes.p2c(view.curve.get_anchors())
        np.testing.assert_allclose(at[:, 1], energy(story, y, at[:, 0]), atol=1e-9)
        assert at[:, 0].min() == 0
        assert at[:, 0].max() <= drawn + 1e-9
        assert at[:, 0].max() >= drawn - 1e-9
    return z


def assert_counted(chapter, y, story, z):
    """Check the boxes that are counted at z, and the arithmetic that is written of them."""
    step = story.plane.grid_step
    legs = np.abs(np.asarray(y) - g(story, z))
    [count] = [count for count in chapter.view.counts if math.isclose(count.z, z)]
    assert shown(chapter, count.boxes)
    rows = count.boxes.rows
    counted = []
    for row in rows:
        points = chapter.view.plane.p2c(row.boxes.get_all_points())
        counted.append(np.ptp(points, axis=0))
    # A leg without a row is shorter than half a box.
    lengths = [row.count * step for row in rows]
    for row, size in zip(rows, counted, strict=True):
        assert min(abs(row.count * step - size)) < 1e-9
        assert min(abs(step - size)) < 1e-9
        assert min(abs(row.count * step - legs)) <= step / 8 + 1e-9
    if rows and len(rows) < 2:
        assert legs.min() < step / 2
    written = count.sums.counted.source
    for length in lengths:
        assert f"{float(f'{length:.3f}'):g}^2" in written
    total = sum(length**2 for length in lengths)
    assert f'part("E.counted", {float(f"{total:.2f}"):g})' in written
    exact = float(energy(story, y, z))
    assert f'part("E", {exact:.2f})' in count.sums.exact.source
    # Legs are off by at most an eighth of a box where boxes are whole, and half a box if left out.
    assert abs(total - exact) <= step / 8 * 2 * (legs.sum() + step) + (step / 2) ** 2
    square = chapter.view.axes.p2c(count.estimate.get_center())
    np.testing.assert_allclose(square, [z, total], atol=1e-9)


def bottoms_of(story, y):
    """Return the latents of the local minima on a fine grid, by hand; none where E is flat."""
    z = np.linspace(0, math.tau, 20_000, endpoint=False)
    e = energy(story, y, z)
    if np.ptp(e) < 1e-9:
        return np.zeros(0)
    return z[(e < np.roll(e, 1)) & (e <= np.roll(e, -1))]
