"""The line of latents: marks, ring and labels stand where z says."""

import math

import numpy as np
import pytest

from scenes import look
from scenes.mobjects.decoder.latent_line import LatentLine

ZONE = look.Zone(-5.0, 1.0, -2.5, -1.0)


@pytest.fixture(params=[1, 7, 48])
def latents(request):
    return np.arange(request.param) * (2 * math.pi / request.param)


@pytest.fixture
def line(latents):
    return LatentLine(latents, zone=ZONE)


def test_every_latent_has_its_mark_and_none_stands_at_two_pi(line, latents):
    at = line.read(line.ticks.get_places())
    np.testing.assert_allclose(at, latents, atol=1e-9)
    assert at.max() < 2 * math.pi - 1e-3


def test_the_line_runs_from_zero_to_an_open_end_at_two_pi(line):
    np.testing.assert_allclose(line.read(line.line.get_start()), 0, atol=1e-9)
    np.testing.assert_allclose(line.read(line.end.get_center()), 2 * math.pi, atol=1e-9)


def test_equal_steps_of_z_are_equal_steps_on_the_frame(line):
    x = line.place(np.array([0, math.pi / 2, math.pi, 2 * math.pi]))[:, 0]
    np.testing.assert_allclose(np.diff(x) / (x[-1] - x[0]), [0.25, 0.25, 0.5])


@pytest.mark.parametrize("z", [0.0, 0.3, math.pi, 6.1])
def test_the_ring_stands_at_z_and_the_marks_up_to_it_are_lit(line, latents, z):
    line.run_to(z)
    np.testing.assert_allclose(line.read(line.ring.get_centers()), [z], atol=1e-9)
    np.testing.assert_allclose(
        line.read(line.reached.get_places()), [k for k in latents if k <= z], atol=1e-9
    )


def test_everything_follows_when_the_line_is_moved(line, latents):
    line.shift((0.7, 1.0, 0.0)).run_to(2.0)
    np.testing.assert_allclose(line.read(line.ring.get_centers()), [2.0], atol=1e-9)
    np.testing.assert_allclose(line.read(line.ticks.get_places()), latents, atol=1e-9)


def test_labels_stand_under_the_values_they_name(line):
    x = [label.get_center()[0] for label in line.labels]
    np.testing.assert_allclose(x, line.place([0, math.pi, 2 * math.pi])[:, 0], atol=1e-6)
    assert all(label.get_top()[1] < line.ticks.get_bottom()[1] for label in line.labels)


def test_it_stays_inside_its_zone(line):
    assert line.get_left()[0] >= ZONE.left - 0.02
    assert line.get_right()[0] <= ZONE.right + 0.02
    assert line.get_bottom()[1] >= ZONE.bottom
