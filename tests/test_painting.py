"""Mobjects that paint themselves come out in their own colours, or say what they need."""

import cairo
import numpy as np
import pytest
from manim import Camera, Rectangle, Scene, tempconfig

from scenes.mobjects.axes import Plane
from scenes.mobjects.free_energy.heat_map import HeatMap
from scenes.mobjects.free_energy.locations import Locations
from scenes.mobjects.segments import Segments
from scenes.mobjects.space import Dots, Space, View
from scenes.painting import PaintCamera, packed, set_color, unpacked

COLORS = np.array([[1.0, 0.2, 0.0], [0.0, 0.4, 1.0]])
STARTS = np.array([[-4.0, 1.0, 0.0], [-4.0, -1.0, 0.0]])


def segments():
    return Segments(STARTS, STARTS + [8.0, 0.0, 0.0], COLORS, width=40)


def space():
    view = View(lengths=(1, 1), target=(0, 0, 0), azimuth=0, elevation=0)
    return Space(view, [Dots(np.zeros((1, 3)), COLORS[:1])])


def heat_map():
    field = HeatMap(Plane(y1=(-3, 3), y2=(-2, 2), step=1), top=1.0, step=20)
    return field.set_values(np.ones(field.get_samples().shape[:2]))


@pytest.fixture(autouse=True)
def frame():
    with tempconfig({"pixel_width": 320, "pixel_height": 180, "dry_run": True}):
        yield


def drawn(*mobjects, camera_class):
    """Render a plain scene that holds mobjects, and return RGB in [0, 255]."""

    class Plain(Scene):
        def construct(self):
            self.add(*mobjects)
            self.wait(0.1)

    with tempconfig({"progress_bar": "none", "verbosity": "ERROR", "disable_caching": True}):
        scene = Plain(camera_class=camera_class)
        scene.render()
    return scene.renderer.camera.pixel_array[..., :3].astype(int)


def at(picture, place):
    """Return the pixel at a place in Manim units."""
    return picture[int(90 - place[1] * 22.5), int(160 + place[0] * 22.5)]


@pytest.mark.parametrize(
    "make", [segments, space, heat_map, lambda: Locations([[0.0, 0, 0], [1, 0, 0]])]
)
def test_in_a_plain_scene_one_line_says_which_camera_is_needed(make):
    painted = make()
    name = type(painted).__name__
    message = rf"^{name} paints itself: use scenes\.painting\.PaintCamera as .* camera_class$"
    with pytest.raises(TypeError, match=message):
        drawn(painted, camera_class=Camera)


def test_with_that_camera_segments_have_their_colours_among_what_manim_draws():
    below = Rectangle(width=9, height=1, fill_opacity=1, stroke_width=0, color="#00ff00")
    above = Rectangle(width=1, height=3, fill_opacity=1, stroke_width=0, color="#ffffff")
    picture = drawn(below.shift([0, 1, 0]), segments(), above, camera_class=PaintCamera)
    assert at(picture, (2, 1)).tolist() == [255, 51, 0]
    assert at(picture, (2, -1)).tolist() == [0, 102, 255]
    assert at(picture, (2, 1.4)).tolist() == [0, 255, 0]
    assert at(picture, (0, 1)).tolist() == [255, 255, 255]
    assert at(picture, (2, 0)).max() < 60


def test_a_colour_and_packed_pixels_come_out_alike():
    pixels = np.zeros((1, 2, 4), dtype=np.uint8)
    surface = cairo.ImageSurface.create_for_data(pixels.data, cairo.FORMAT_ARGB32, 2, 1)
    context = cairo.Context(surface)
    set_color(context, COLORS[0], 1.0)
    context.paint()
    assert pixels[0, 0].tolist() == [255, 51, 0, 255]
    assert packed(COLORS[:1]).tobytes() == pixels[0, 0].tobytes()


def test_packed_colours_are_read_back():
    np.testing.assert_allclose(unpacked(packed(COLORS[None])), COLORS[None], atol=0.5 / 255)
    assert packed(COLORS).shape == (2,)
