import numpy as np
import pytest

from scenes.mobjects.horn.line_across import AT_TIP, BEYOND_TIP, NEAR_TIP, LineAcross

RADII = np.array([2.0, 3.0])


def heights(y1):
    inside = 1 - (y1 / 2.0) ** 2
    if inside < 0:
        return np.empty(0)
    height = 3.0 * np.sqrt(inside)
    return np.array([-height, height] if height > 0 else [0.0])


def across(y1=0.5) -> LineAcross:
    return LineAcross(x=0.25, y1=y1, radii=RADII.copy(), heights=heights)


def finish(line, move):
    animation = move.build()
    animation.begin()
    animation.interpolate(1)
    for part in (line.line, line.met, line.numbers):
        part.update()


@pytest.mark.parametrize(
    ("share", "count"), [(-NEAR_TIP, 2), (0.0, 2), (AT_TIP, 1), (BEYOND_TIP, 0)]
)
def test_the_line_meets_the_ellipse_and_the_numbers_tell_where(share, count):
    line = across()
    finish(line, line.move_to(share))
    y1 = share * RADII[0]
    ends = line.plane.p2c(line.line.get_start_and_end())
    np.testing.assert_allclose(ends, [[y1, line.plane.up[0]], [y1, line.plane.up[1]]], atol=1e-9)
    assert line.plane.across[0] <= y1 <= line.plane.across[1]
    met = line.plane.p2c(line.met.get_centers())
    assert len(met) == count
    if count:
        np.testing.assert_allclose(met, [[y1, y2] for y2 in heights(y1)], atol=1e-6)
        told = [number.value for number in line.numbers.numbers[2 : 2 + count]]
        np.testing.assert_allclose(sorted(told), heights(y1))
    assert line.numbers.numbers[1].value == y1


def test_it_goes_back_to_where_it_began():
    line = across(0.5)
    finish(line, line.move_to(1.0))
    finish(line, line.move_back())
    assert line.y1.get_value() == 0.5


def test_the_plane_holds_a_line_that_misses_the_ellipse():
    plane = across(5.0).plane
    assert plane.across[1] > 5.0
    assert plane.up[1] > RADII[1]
