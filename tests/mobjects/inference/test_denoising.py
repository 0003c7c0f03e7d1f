import numpy as np
import pytest

from scenes import look
from scenes.mobjects.inference.denoising import Denoising

Y = np.array([[0.0, 2.0, 0.0], [3.0, 0.0, 0.0]])
DENOISED = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_points_go_straight_from_where_they_were(share):
    denoising = Denoising(Y, DENOISED).slide(share)
    now = Y + share * (DENOISED - Y)
    np.testing.assert_allclose(denoising.samples.get_centers(), now, atol=1e-9)
    np.testing.assert_allclose(denoising.moves.get_starts(), Y, atol=1e-9)
    np.testing.assert_allclose(denoising.moves.get_ends(), now, atol=1e-9)
    np.testing.assert_allclose(denoising.ghosts.get_centers(), Y, atol=1e-9)
    np.testing.assert_allclose(denoising.arrived.get_centers(), DENOISED, atol=1e-9)


def test_what_stays_behind_is_faint_and_what_arrives_is_a_ring_of_the_decoder():
    denoising = Denoising(Y, DENOISED)
    assert denoising.ghosts.get_fill_opacity() == pytest.approx(look.DIMMED)
    assert denoising.arrived.get_stroke_color() == look.DECODED


def test_all_of_it_slides_with_its_tracker():
    denoising = Denoising(Y, DENOISED)
    denoising.slid.set_value(0.5)
    denoising.moves.update()
    np.testing.assert_allclose(denoising.samples.get_centers(), (Y + DENOISED) / 2, atol=1e-9)
