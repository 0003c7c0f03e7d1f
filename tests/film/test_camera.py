"""That drawing only what changes gives the pictures that drawing all of it gives, bit for bit."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
import pytest
from manim import (
    UP,
    CapStyleType,
    Circle,
    LineJointType,
    Mobject,
    Rectangle,
    Square,
    ValueTracker,
    VGroup,
    VMobject,
    tempconfig,
)

from scenes.film.camera import Area, MovedCamera
from scenes.film.programme import FILM
from scenes.film.quality import Quality
from scenes.film.render import draw, load_chapter
from scenes.mobjects.axes import Plane
from scenes.mobjects.free_energy.heat_map import HeatMap
from scenes.mobjects.free_energy.locations import Locations
from scenes.mobjects.segments import Segments
from scenes.mobjects.space import Dots, Sheet, Space, Strokes, View
from scenes.painting import PaintCamera
from scenes.story.data import StoryData
from scenes.story.parameters import load_story
from tests.benchmarks.test_chapters import hurried

LONG = "FAULTS" in os.environ
TINY = Quality("tiny", 426, 240, 30 if LONG else 8)


@pytest.fixture(autouse=True)
def frame() -> Iterator[None]:
    with tempconfig({"pixel_width": 426, "pixel_height": 240}):
        yield


class Watched:
    """A camera, and Manim's own beside it, which draws all of every picture."""

    def __init__(self, *resting: Mobject) -> None:
        self.camera, self.plain = MovedCamera(), PaintCamera()
        self.resting = resting
        self.camera.draw_resting(resting)

    def moves(self, *mobjects: Mobject) -> list[Area]:
        """Draw once more; the picture must be the plain one, and as it was outside of the areas."""
        before = self.camera.pixel_array.copy()
        areas = self.camera.draw_moving(mobjects)
        self.plain.reset()
        self.plain.capture_mobjects(self.resting)
        self.plain.capture_mobjects(mobjects)
        for area in areas:
            np.testing.assert_array_equal(self.camera.changed[area], self.plain.pixel_array[area])
        np.testing.assert_array_equal(self.camera.pixel_array, self.plain.pixel_array)
        for area in areas:
            before[area] = self.camera.pixel_array[area]
        np.testing.assert_array_equal(self.camera.pixel_array, before)
        return areas


def squares(count: int = 12) -> list[VMobject]:
    rng = np.random.default_rng(count)
    return [
        Square(rng.uniform(0.2, 2), color=color, fill_opacity=0.5, stroke_width=rng.uniform(0, 9))
        .rotate(rng.uniform(0, 3))
        .move_to([*rng.uniform((-6, -3.5), (6, 3.5)), 0])
        for color in rng.choice(["#ff8800", "#0088ff", "#88ff00"], count)
    ]


CHANGES: dict[str, Callable[[VMobject], object]] = {
    "place": lambda part: part.shift([0.013, 0.4, 0]),
    "place within the array": lambda part: part.points.__iadd__(0.3),
    "out of the frame": lambda part: part.shift(20 * UP),
    "size": lambda part: part.scale(3),
    "fill": lambda part: part.set_fill("#ffffff", 0.9),
    "opacity": lambda part: part.set_opacity(0.2),
    "stroke": lambda part: part.set_stroke("#ffffff", opacity=0.7),
    "width": lambda part: part.set_stroke(width=15),
    "halo": lambda part: part.set_stroke("#00ffff", width=12, background=True),
    "joints": lambda part: setattr(part.set_stroke(width=30), "joint_type", LineJointType.ROUND),
    "caps": lambda part: setattr(part.set_stroke(width=30), "cap_style", CapStyleType.ROUND),
    "gradient": lambda part: part.set_color(["#ff0000", "#0000ff"]),
    "gradient's direction": lambda part: part.set_sheen_direction(UP),
    "a part more": lambda part: part.add(Circle(0.3).move_to(part)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_whatever_changes_is_drawn(change: Callable[[VMobject], object]) -> None:
    parts = squares()
    if change is CHANGES["gradient's direction"]:
        parts[4].set_color(["#ff0000", "#0000ff"])
    watched = Watched(Rectangle(width=9, height=4, fill_opacity=0.3))
    watched.moves(*parts)
    change(parts[4])
    areas = watched.moves(*parts)
    assert areas
    assert watched.moves(*parts) == []


def test_only_what_changes_is_drawn() -> None:
    parts = squares()
    watched = Watched()
    watched.moves(*parts)
    parts[0].move_to([-6, 3, 0]).set(stroke_width=1).scale(0.1)
    watched.moves(*parts)
    parts[0].shift([0.1, 0, 0])
    [(rows, columns)] = watched.moves(*parts)
    assert (rows.stop, columns.stop) == (64, 64)


def test_what_comes_goes_and_changes_its_place_among_the_others() -> None:
    parts = squares(8)
    watched = Watched()
    watched.moves(*parts)
    assert watched.moves(*parts[:3], *parts[4:])
    assert watched.moves(*parts)
    assert watched.moves(*parts[4:], *parts[:4])
    parts[2].set_z_index(5)
    assert watched.moves(*parts[4:], *parts[:4])
    assert watched.moves()
    assert watched.moves() == []


def test_a_part_of_two_groups_is_drawn_once_and_where_manim_does() -> None:
    a, b, c = squares(3)
    watched = Watched()
    groups = VGroup(a, VGroup(b, c)), VGroup(b), a
    watched.moves(*groups)
    b.shift(UP)
    watched.moves(*groups)
    watched.moves(a, *groups[1:])


def test_a_tracker_is_not_drawn() -> None:
    tracker = ValueTracker(0)
    watched = Watched()
    watched.moves(tracker, *squares(2))
    tracker.set_value(3)
    assert watched.moves(tracker)  # the squares are gone
    tracker.set_value(4)
    assert watched.moves(tracker) == []


def test_many_changes_at_once() -> None:
    rng = np.random.default_rng(1)
    parts = squares(40)
    watched = Watched(*squares(5))
    for _ in range(25):
        for i in rng.integers(0, 40, rng.integers(0, 6)):
            list(CHANGES.values())[rng.integers(0, 10)](parts[i])
        watched.moves(*parts)


def test_a_picture_is_whole_when_it_is_asked_for_after_many_changes() -> None:
    rng = np.random.default_rng(2)
    parts = squares(40)
    watched = Watched(*squares(5))
    known = watched.camera.pixel_array.copy()
    for turn in range(40):
        for i in rng.integers(0, 40, rng.integers(0, 6)):
            list(CHANGES.values())[rng.integers(0, 10)](parts[i])
        for area in watched.camera.draw_moving(parts):
            known[area] = watched.camera.changed[area]
        if turn % 8 == 7:
            watched.plain.reset()
            watched.plain.capture_mobjects([*watched.resting, *parts])
            np.testing.assert_array_equal(known, watched.plain.pixel_array)
            np.testing.assert_array_equal(watched.camera.pixel_array, known)


# --- What paints itself ---------------------------------------------------------------------------


def segments() -> Segments:
    ends = np.random.default_rng(0).uniform(-3, 3, (5, 3))
    return Segments(np.zeros(3), ends, np.full((5, 3), 0.7), width=6)


def heat_map() -> HeatMap:
    field = HeatMap(Plane(y1=(-3, 3), y2=(-2, 2), step=1), top=1.0, step=20)
    return field.set_values(
        np.linspace(0, 1, field.get_samples()[..., 0].size).reshape(field.get_samples().shape[:2])
    )


def space() -> Space:
    rng = np.random.default_rng(0)
    view = View(lengths=(2, 1), target=(0, 0, 0), azimuth=0.3, elevation=0.2)
    dots = Dots(rng.uniform(-1, 1, (40, 3)), rng.uniform(0, 1, (40, 3)))
    lines = Strokes(rng.uniform(-1, 1, (4, 6, 3)), rng.uniform(0, 1, (4, 1, 3)), arrow=True)
    sheet = Sheet((1, 1), np.array([1, 0.5, 0]), ValueTracker(0.0), ValueTracker(1.0))
    made = Space(view, [dots, lines])
    made.sheet = sheet
    return made


def fades(part: VMobject) -> object:
    return part.set_opacity(0.3)


PAINTED: dict[str, tuple[Callable[[], Any], list[Callable[[Any], object]]]] = {
    "segments": (
        segments,
        [
            fades,
            lambda it: it.shift(UP),
            lambda it: it.set_stroke(width=9),
            lambda it: setattr(it, "rim", 4),
            lambda it: it.set_segments(np.ones(3), [[0, 0, 0]], [[1, 0, 0]]),
            lambda it: it.set_segments(
                np.ones(3), np.eye(3), np.eye(3), opacities=np.array([0.1, 0.5, 1])
            ),
        ],
    ),
    "locations": (
        lambda: Locations([[0.0, 0, 0], [1, 0, 0]]),
        [
            fades,
            lambda it: it.shift(UP),
            lambda it: it.set_colors([[1, 0, 0], [0, 1, 0]]),
            lambda it: it.set_sizes([0.5, 7]),
        ],
    ),
    "heat map": (
        heat_map,
        [
            fades,
            lambda it: it.shift(UP),
            lambda it: it.scale(0.5),
            lambda it: it.set_values(np.full(it.get_samples().shape[:2], 0.4)),
        ],
    ),
    "space": (
        space,
        [
            lambda it: it.view.azimuth.set_value(1.0),
            lambda it: it.view.elevation.set_value(1.0),
            lambda it: it.view.zoom.set_value(2.0),
            lambda it: it.view.target_x.set_value(0.5),
            lambda it: it.view.center.shift(UP),
            lambda it: setattr(it, "fog_reach", 1.0),
            lambda it: it.sheet.x.set_value(0.5),
            lambda it: it.sheet.opacity.set_value(0.2),
            lambda it: setattr(it.sheet, "half", (0.5, 2)),
            lambda it: setattr(it, "sheet", None),
            lambda it: it.parts[0].opacity.set_value(0.2),
            lambda it: it.parts[0].shown.set_value(7.5),
            lambda it: it.parts[0].at.__iadd__(0.2),
            lambda it: it.parts[0].colors.__imul__(0.5),
            lambda it: setattr(it.parts[0], "radius", 0.3),
            lambda it: it.parts[1].opacity.set_value(0),
            lambda it: it.parts[1].reach.set_value(0.3),
            lambda it: it.parts[1].shown.set_value(1.5),
            lambda it: it.parts[1].set_lines(it.parts[1].lines[::-1] * 1.5),
            lambda it: setattr(it.parts[1], "width", 9),
            lambda it: setattr(it.parts[1], "arrow", False),
            lambda it: it.parts.pop(),
        ],
    ),
}


@pytest.mark.parametrize("kind", PAINTED)
def test_whatever_changes_in_what_paints_itself_is_drawn(kind: str) -> None:
    make, changes = PAINTED[kind]
    for number, change in enumerate(changes):
        it = make()
        above = squares(3)
        watched = Watched(*squares(6))
        watched.moves(it, *above)
        assert watched.moves(it, *above) == [], number
        before = watched.camera.pixel_array.copy()
        change(it)
        assert watched.moves(it, *above), number
        assert not np.array_equal(watched.camera.pixel_array, before), number


# --- The film -------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    "chapter", FILM.chapters if LONG else ["s02_one_to_many", "s05_energy", "s10_free_energy"]
)
def test_chapters_are_drawn_as_manim_draws_them(
    chapter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = StoryData(load_story())
    script = hurried(FILM.script(chapter, data, FILM.timings()))
    resting: list[Mobject] = []
    compared: list[int] = []
    draw_resting, draw_moving = MovedCamera.draw_resting, MovedCamera.draw_moving

    def rest(camera: MovedCamera, mobjects: Iterable[Mobject]) -> None:
        resting[:] = mobjects
        draw_resting(camera, resting)

    def move(camera: MovedCamera, mobjects: Iterable[Mobject]) -> list[Area]:
        moving = list(mobjects)
        areas = draw_moving(camera, moving)
        plain = PaintCamera()
        plain.capture_mobjects(resting)
        plain.capture_mobjects(moving)
        for area in areas:
            np.testing.assert_array_equal(camera.changed[area], plain.pixel_array[area])
        np.testing.assert_array_equal(camera.pixel_array, plain.pixel_array)
        compared.append(len(areas))
        return areas

    monkeypatch.setattr(MovedCamera, "draw_resting", rest)
    monkeypatch.setattr(MovedCamera, "draw_moving", move)
    draw(
        load_chapter(FILM.module(chapter), TINY),
        data=data,
        script=script,
        quality=TINY,
        take=lambda drawn: None,
    )
    assert len(compared) > 50


def runs_of_curves(seed: int) -> VMobject:
    """Return curves of which some begin where one ended, or almost, or only seen from the front."""
    rng = np.random.default_rng(seed)
    points = rng.normal(size=(4 * rng.integers(1, 7), 3))
    for start in range(4, len(points), 4):
        gap = rng.choice([0, 1e-9, 1e-7, 1e-5, 1])
        points[start] = points[start - 1] + gap * rng.normal(size=3)
        points[start, 2] += rng.integers(2)
    if rng.integers(2):
        points[-1] = points[0] + rng.choice([0, 1e-9, 1e-5])
    if rng.integers(5) == 0:
        points[rng.integers(len(points))] = rng.choice([np.nan, np.inf])
    if rng.integers(5) == 0:
        points = points[: len(points) - rng.integers(1, 4)]
    return VMobject().set_points(points)


@pytest.mark.parametrize(
    "mobject",
    [Circle(), Square(), VMobject().set_points([[0, 0, 0]]), *map(runs_of_curves, range(60))],
)
def test_the_path_is_the_one_of_manims_own_camera(mobject: VMobject) -> None:
    def path(camera: PaintCamera) -> list[Any]:
        context = camera.get_cairo_context(camera.pixel_array)
        camera.set_cairo_context_path(context, mobject)
        return list(context.copy_path())

    assert path(MovedCamera()) == path(PaintCamera())
