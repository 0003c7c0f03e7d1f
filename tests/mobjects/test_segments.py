import cairo
import numpy as np
import pytest
from manim import FadeOut

from scenes import look
from scenes.mobjects.light import set_light
from scenes.mobjects.segments import RunningSegment, Segments

STARTS = np.array([[0.0, 0, 0], [1, 1, 0], [-1, 2, 0]])
ENDS = np.array([[2.0, 0, 0], [1, 3, 0], [-1, 2, 0]])
COLORS = np.array([[1.0, 0, 0], [0, 1, 0], [0, 0, 1]])


def drawn(segments, size=200):
    """Paint as Manim's camera does, 8 units wide, and return RGB in [0, 255]."""
    pixels = np.zeros((size, size, 4), dtype=np.uint8)
    surface = cairo.ImageSurface.create_for_data(pixels.data, cairo.FORMAT_ARGB32, size, size)
    context = cairo.Context(surface)
    context.set_matrix(cairo.Matrix(size / 8, 0, 0, -size / 8, size / 2, size / 2))
    segments.paint(context)
    return pixels[..., :3].astype(int)


def pixel(picture, place):
    size = len(picture)
    return picture[int(size / 2 - place[1] * size / 8), int(size / 2 + place[0] * size / 8)]


def test_coordinates_and_colours_are_read_back():
    segments = Segments(STARTS, ENDS, COLORS)
    np.testing.assert_array_equal(segments.get_starts(), STARTS)
    np.testing.assert_array_equal(segments.get_ends(), ENDS)
    np.testing.assert_array_equal(segments.get_segment_colors(), COLORS)


def test_one_start_serves_all_ends():
    segments = Segments([0.5, 0.5, 0], ENDS, COLORS)
    np.testing.assert_array_equal(segments.get_starts(), [[0.5, 0.5, 0]] * 3)


def test_a_moved_group_moves_what_is_read_back():
    segments = Segments(STARTS, ENDS, COLORS).shift([1, 2, 0])
    np.testing.assert_allclose(segments.get_ends(), ENDS + [1, 2, 0])


def test_each_segment_is_painted_in_its_own_colour():
    picture = drawn(Segments(STARTS, ENDS, COLORS, width=20))
    assert pixel(picture, (1, 0)).tolist() == [255, 0, 0]
    assert pixel(picture, (1, 2)).tolist() == [0, 255, 0]
    assert pixel(picture, (-1, 1)).tolist() == [0, 0, 0]
    assert picture[..., 2].max() == 0, "a segment without a length was painted"


def test_short_segments_are_painted_over_long_ones():
    ends = np.array([[1.0, 0, 0], [3, 0, 0]])
    for order in ([0, 1], [1, 0]):
        picture = drawn(Segments(np.zeros(3), ends[order], COLORS[:2][order], width=20))
        assert pixel(picture, (0.5, 0)).tolist() == [255, 0, 0]
        assert pixel(picture, (2, 0)).tolist() == [0, 255, 0]


def test_the_opacity_outlives_new_segments_and_is_painted():
    segments = Segments(STARTS, ENDS, COLORS, width=20).set_stroke(opacity=0.5)
    segments.set_segments(STARTS, ENDS + [0.5, 0, 0], COLORS)
    assert segments.stroke_rgbas[:, 3].tolist() == [0.5] * 3
    assert pixel(drawn(segments), (1, 0)).tolist() == pytest.approx([128, 0, 0], abs=1)


def test_fading_out_keeps_each_colour_and_ends_in_nothing():
    segments = Segments(STARTS, ENDS, COLORS, width=20)
    fade = FadeOut(segments)
    fade.begin()
    fade.interpolate(0.5)
    np.testing.assert_allclose(segments.get_segment_colors(), COLORS, atol=1e-12)
    assert 0 < segments.stroke_rgbas[0, 3] < 1
    fade.interpolate(1)
    assert drawn(segments).max() == 0


def test_a_colour_is_needed_for_each_segment():
    with pytest.raises(ValueError, match=r"colors of shape \(2, 3\): must be \(3, 3\)"):
        Segments(STARTS, ENDS, COLORS[:2])


def test_the_colours_of_energies_rise_steadily_from_cold_to_red():
    rgb = look.energy_colors(np.linspace(0, 1, 101))
    assert (np.diff(rgb[:, 0]) > 0).all()
    assert (np.diff(rgb[:, 2]) < 0).all()
    np.testing.assert_allclose(rgb[[0, -1]], [look.COLD.to_rgb(), look.ENERGY.to_rgb()])
    violet = look.DECODED.to_rgb()
    assert np.linalg.norm(rgb - violet, axis=1).min() > 0.25, "too near the decoder's violet"


def test_a_rim_sets_a_segment_off_from_what_it_lies_on():
    below = Segments(np.array([[-3.0, 0, 0]]), np.array([[3.0, 0, 0]]), COLORS[:1], width=60)
    above = Segments([[0.0, -2, 0]], [[0.0, 2, 0]], COLORS[1:2], width=20, rim=20)
    pixels = np.zeros((400, 400, 4), dtype=np.uint8)
    surface = cairo.ImageSurface.create_for_data(pixels.data, cairo.FORMAT_ARGB32, 400, 400)
    context = cairo.Context(surface)
    context.set_matrix(cairo.Matrix(50, 0, 0, -50, 200, 200))
    for segments in (below, above):
        segments.paint(context)
    across = pixels[200, :, :3].astype(int)
    assert across[200].tolist() == [0, 255, 0]
    assert across[210].max() < 60, "no rim"
    assert across[250].tolist() == [255, 0, 0]


def test_a_running_segment_is_unseen_until_it_is_lit():
    segment = RunningSegment()
    segment.set_segments([[0.0, -2, 0]], [[0.0, 2, 0]], COLORS[1:2])
    assert drawn(segment).max() == 0
    set_light(segment, 1)
    assert drawn(segment).max() > 100
    assert segment.rim > 0


def test_each_segment_can_have_its_own_opacity():
    segments = Segments([[0, 0, 0]] * 3, np.eye(3), np.zeros((3, 3)), opacity=0.4)
    segments.set_segments([[0, 0, 0]] * 3, np.eye(3), np.ones((3, 3)), opacities=[0.1, 0.5, 1])
    np.testing.assert_allclose(segments.stroke_rgbas[:, 3], [0.1, 0.5, 1])
    np.testing.assert_allclose(segments.get_segment_colors(), 1)
