import numpy as np

from scenes.mobjects.horn.way_to_observation import WayToObservation
from scenes.mobjects.space import Space, View


def test_it_leads_to_the_sample_that_lies_farthest_along_both_components():
    space = Space(View(lengths=(1, 1), target=(0, 0, 0), azimuth=0, elevation=0))
    x, y = np.array([0.1, 0.7, 0.4]), np.array([[3.0, -2.0], [2.0, 1.5], [-1.0, 3.0]])
    way = WayToObservation(space, x=x, y=y)
    expected = [[0, 0, 0], [0.7, 0, 0], [0.7, 2, 0], [0.7, 2, 1.5]]
    np.testing.assert_array_equal(way.steps.lines[0], expected)
    np.testing.assert_array_equal(way.dot.at, [[0.7, 2, 1.5]])
    assert space.parts == [way.steps, way.dot]
    assert way.steps.reach.get_value() == way.dot.opacity.get_value() == 0
