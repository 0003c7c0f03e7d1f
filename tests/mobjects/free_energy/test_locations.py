import numpy as np
import pytest

from scenes import look
from scenes.mobjects.free_energy.locations import Locations
from scenes.mobjects.light import set_light
from tests.chapters.reading import Recorder

CENTERS = np.array([[0.0, 0, 0], [1, 2, 0], [-2, 1, 0]])
COLORS = np.array([[1.0, 0, 0], [0, 1, 0], [0, 0, 1]])


def painted(locations):
    recorder = Recorder()
    locations.paint(recorder)
    return recorder.discs


def test_each_disc_is_painted_at_its_place_in_its_colour():
    discs = painted(Locations(CENTERS, radius=0.1).set_colors(COLORS))
    for disc, center, color in zip(discs, CENTERS, COLORS, strict=True):
        np.testing.assert_allclose(disc[:2], center[:2], atol=1e-9)
        assert disc[2] == pytest.approx(0.1, rel=1e-3)
        np.testing.assert_allclose(disc[3], [*color, 1])


def test_they_are_observations_at_first():
    locations = Locations(CENTERS)
    np.testing.assert_allclose(locations.get_colors(), np.tile(look.OBSERVED.to_rgb(), (3, 1)))


def test_they_move_and_keep_their_colours():
    locations = Locations(CENTERS).set_colors(COLORS)
    locations.set_centers(CENTERS + [1, 0, 0])
    np.testing.assert_allclose(locations.get_centers(), CENTERS + [1, 0, 0])
    np.testing.assert_array_equal(locations.get_colors(), COLORS)


def test_sizes_are_shares_of_the_radius():
    locations = Locations(CENTERS, radius=0.2).set_sizes([0, 0.5, 1])
    assert [disc[2] for disc in painted(locations)] == pytest.approx([0.1, 0.2], rel=1e-3)


def test_a_dimmed_one_stays_dim_in_other_colours():
    locations = Locations(CENTERS)
    set_light(locations, 0.25)
    locations.set_colors(COLORS)
    assert {disc[3][3] for disc in painted(locations)} == {0.25}


def test_one_colour_for_each_disc():
    with pytest.raises(ValueError, match=r"colors of shape \(2, 3\)"):
        Locations(CENTERS).set_colors(COLORS[:2])
