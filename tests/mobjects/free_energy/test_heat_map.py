import copy

import numpy as np
import pytest
from manim import Camera, FadeOut, VGroup, tempconfig

from scenes import look
from scenes.heat_colors import heat_colors
from scenes.mobjects.axes import Plane
from scenes.mobjects.free_energy.heat_map import ColorBar, HeatMap, ValueTrail, heat_shares
from scenes.painting import PaintCamera

SIZE = {"pixel_width": 640, "pixel_height": 360}
PLANES = {
    "symmetric": {"y1": (-3, 3), "y2": (-2, 2)},
    "asymmetrical": {"y1": (-3.5, 2.25), "y2": (-1.7, 3.1)},
}


@pytest.fixture(autouse=True)
def frame():
    with tempconfig(SIZE):
        yield


@pytest.fixture(params=PLANES)
def plane(request):
    return Plane(**PLANES[request.param], step=0.5)


def field(y):
    """Return an even field with a crease, 0 at two places: (..., 2) -> (...)."""
    return (np.abs(y[..., 0]) - 1.2) ** 2 + 0.7 * y[..., 1] ** 2


def centers():
    """Return the places of the frame's pixels, in Manim units, shape (height, width, 3)."""
    wide, high = SIZE["pixel_width"], SIZE["pixel_height"]
    x = (np.arange(wide) + 0.5) / wide * (128 / 9) - 64 / 9
    y = 4 - (np.arange(high) + 0.5) / high * 8
    return np.stack([*np.meshgrid(x, y), np.zeros((high, wide))], axis=-1)


def drawn(*mobjects) -> np.ndarray:
    """Draw with the chapter's camera and return RGB in [0, 255]."""
    camera: Camera = PaintCamera()
    camera.capture_mobjects(list(mobjects))
    return camera.pixel_array[..., :3].astype(int)


def inside(plane, margin=0.0):
    """Tell which pixels lie in the plane, and return their y's."""
    y = plane.p2c(centers())
    pixel = margin / plane.unit
    low, high = np.array([plane.across, plane.up]).T
    return ((y > low + pixel) & (y < high - pixel)).all(axis=-1), y


def expected(values, top):
    return 255 * heat_colors(np.sqrt(np.clip(values / top, 0, 1)))


def filled(plane, **options):
    heat = HeatMap(plane, top=5.0, **options)
    return heat.set_values(field(heat.get_samples()))


def test_every_pixel_shows_the_value_at_its_centre(plane):
    picture = drawn(filled(plane))
    within, y = inside(plane, margin=0.02)
    np.testing.assert_allclose(picture[within], expected(field(y), 5.0)[within], atol=1.01)


def test_nothing_is_painted_outside_the_plane(plane):
    picture = drawn(filled(plane))
    within, _ = inside(plane, margin=-0.03)
    assert (picture[~within] == np.round(255 * np.array(look.BACKGROUND.to_rgb()))).all()


@pytest.mark.parametrize("even", [False, True])
@pytest.mark.parametrize("step", [1, 2, 3.5])
def test_a_coarser_raster_looks_the_same(plane, step, even):
    picture = drawn(filled(plane, step=step, even=even))
    within, y = inside(plane, margin=0.02)
    off = np.abs(picture - expected(field(y), 5.0))[within]
    # At the crease, and at the bottom, whose root has a corner, it can't be exact.
    assert np.quantile(off, 0.99) < 3
    assert off.max() < 24


def test_an_even_field_asks_for_one_quadrant():
    plane = Plane(**PLANES["symmetric"], step=0.5)
    whole, quarter = HeatMap(plane, top=1.0, step=2), HeatMap(plane, top=1.0, step=2, even=True)
    assert (quarter.get_samples() > 0).all()
    counts = [np.prod(heat.get_samples().shape[:2]) for heat in (whole, quarter)]
    assert counts[1] < 0.27 * counts[0]
    for heat in (whole, quarter):
        raster = heat.get_raster()
        heat.set_values(np.hypot(*np.moveaxis(heat.get_samples(), -1, 0)))
        wanted = expected(np.hypot(*np.moveaxis(raster, -1, 0)), 1.0)
        np.testing.assert_allclose(255 * heat.get_colors(), wanted, atol=1.01)


def test_the_raster_reaches_past_every_edge(plane):
    for even in (False, True):
        raster = HeatMap(plane, top=1.0, step=3, even=even).get_raster()
        low, high = np.array([plane.across, plane.up]).T
        assert (raster[0, 0] <= low + 1e-9).all()
        assert (raster[-1, -1] >= high - 1e-9).all()


def test_it_moves_and_is_scaled_with_its_plane(plane):
    heat = filled(plane)
    VGroup(plane, heat).scale(0.6).shift([1.3, -0.4, 0])
    picture = drawn(heat)
    within, y = inside(plane, margin=0.06)
    off = np.abs(picture - expected(field(y), 5.0))[within]
    assert off.max() < 12
    assert off.mean() < 1


def test_it_fades(plane):
    heat = filled(plane)
    full = drawn(heat)
    animation = FadeOut(heat)
    animation.begin()
    animation.interpolate(0.5)
    half = drawn(heat)
    share = heat.get_fill_opacity()
    assert 0.1 < share < 0.9
    ground = 255 * np.array(look.BACKGROUND.to_rgb())
    np.testing.assert_allclose(half, share * full + (1 - share) * ground, atol=2)
    animation.interpolate(1.0)
    assert (drawn(heat) == np.round(ground)).all()


def test_a_copy_is_its_own(plane):
    heat = filled(plane)
    twin = copy.deepcopy(heat)
    twin.set_values(np.zeros(twin.get_samples().shape[:2]))
    np.testing.assert_array_equal(drawn(heat), drawn(filled(plane)))
    assert (twin.get_colors() == twin.get_colors()[0, 0]).all()


def test_without_values_there_is_nothing(plane):
    heat = HeatMap(plane, top=1.0)
    assert len(np.unique(drawn(heat).reshape(-1, 3), axis=0)) == 1
    with pytest.raises(ValueError, match="no values"):
        heat.get_colors()


def test_what_cannot_be_shown_is_refused(plane):
    heat = HeatMap(plane, top=1.0)
    values = np.zeros(heat.get_samples().shape[:2])
    with pytest.raises(ValueError, match="shape"):
        heat.set_values(values[1:])
    values[3, 4] = np.nan
    with pytest.raises(ValueError, match="finite"):
        heat.set_values(values)
    for wrong in ({"top": 0.0}, {"top": 1.0, "step": 0}):
        with pytest.raises(ValueError, match="must be above 0"):
            HeatMap(plane, **wrong)


def test_shares_are_square_roots():
    np.testing.assert_allclose(heat_shares([0, 1, 4, 9, -1], 4.0), [0, 0.5, 1, 1, 0])


# --- The bar -------------------------------------------------------------------------------------

ZONE = look.Zone(1.0, 2.0, -2.0, 1.5)


def bar(top=6.0):
    return ColorBar(top=top, zone=ZONE, name="F")


def test_the_bar_has_the_maps_colours_at_its_heights():
    picture = drawn(bar())
    values = np.array([0.3, 1.7, 5.0])
    for value, point in zip(values, bar().at(values) - [0.1, 0, 0], strict=True):
        row, column = np.abs(centers() - point).sum(axis=-1).argmin() // 640, 0
        column = np.abs(centers()[row, :, 0] - point[0]).argmin()
        np.testing.assert_allclose(picture[row, column], expected(value, 6.0), atol=4)


@pytest.mark.parametrize("top", [0.003, 0.2, 1.0, 6.0, 13.2, 900.0])
def test_numbers_stand_at_their_heights_evenly_spaced(top):
    scale = bar(top)
    heights = np.array([tick.get_center()[1] for tick in scale.ticks])
    shares = (heights - ZONE.bottom) / ZONE.height
    np.testing.assert_allclose(shares**2 * top, scale.values, atol=1e-9 * top)
    np.testing.assert_allclose(np.diff(heights), np.diff(heights)[0], atol=1e-9)
    assert 3 <= len(heights) <= 6
    for number, value, height in zip(scale.numbers, scale.values, heights, strict=True):
        assert float(number.source) == pytest.approx(value, rel=5e-3)
        assert number.get_center()[1] == pytest.approx(height, abs=1e-6)
        assert number.get_right()[0] < scale.bar.get_left()[0]


def test_places_are_read_back():
    scale = bar()
    for power in (0.5, 0.8, 1.0):
        scale.set_power(power)
        for value in (0.0, 0.4, 3.0, 6.0):
            assert scale.read(scale.at(value)) == pytest.approx(value, abs=1e-9)
            share = (scale.at(value)[1] - ZONE.bottom) / ZONE.height
            assert share == pytest.approx((value / 6.0) ** power, abs=1e-9)


def test_numbers_that_are_too_close_are_not_shown():
    scale = bar().set_power(1.0)
    shown = [number for number in scale.numbers if number.get_fill_opacity() > 0]
    gaps = np.diff([number.get_center()[1] for number in shown])
    assert 2 <= len(shown) < len(scale.numbers)
    assert gaps.min() > 0.25
    assert all(number.get_fill_opacity() == 1 for number in scale.set_power(0.5).numbers)


def test_the_bar_fits_its_zone():
    scale = bar()
    assert scale.bar.get_right()[0] == pytest.approx(ZONE.right)
    assert scale.bar.get_bottom()[1] == pytest.approx(ZONE.bottom)
    assert scale.bar.get_top()[1] == pytest.approx(ZONE.top)
    with pytest.raises(ValueError, match="top"):
        bar(0.0)


@pytest.mark.parametrize("power", [1.0, 0.7, 0.5])
def test_the_colours_stretch_with_the_scale(power):
    scale = bar().set_power(power)
    stops = scale.bar.fill_rgbas[:, :3]
    heights = np.linspace(0, 1, len(stops))
    wanted = expected(6.0 * heights ** (1 / power), 6.0) / 255
    np.testing.assert_allclose(stops, wanted, atol=1e-9)


def test_a_trail_shows_the_values_at_the_bars_heights():
    scale = bar()
    values = np.array([0.5, 4.0, 0.0, 6.0, 1.0])
    trail = ValueTrail(scale, values, right=5.0)
    for k, value in enumerate(values):
        trail.draw(k / 4)
        head = trail.head.get_centers()[0]
        assert scale.read(head) == pytest.approx(value, abs=1e-9)
        assert head[0] == pytest.approx(ZONE.right + k / 4 * (5.0 - ZONE.right))
        np.testing.assert_allclose(trail.curve.get_end(), head, atol=1e-9)
        assert trail.level.get_start()[0] == pytest.approx(ZONE.right)
        assert trail.level.get_start()[1] == pytest.approx(head[1])
    corners = [scale.read(point) for point in trail.curve.get_anchors()]
    np.testing.assert_allclose(corners[::2], values[:-1], atol=1e-9)
