"""Playing chapters without rendering them, and reading what they would paint."""

import importlib
import tomllib
from collections.abc import Callable
from typing import Any

import cairo
import numpy as np
from manim import tempconfig

from scenes.chapter import Chapter
from scenes.story.data import StoryData
from scenes.story.parameters import DEFAULT_STORY, Story

Watch = Callable[[Any, int], None]

DRAFT = {
    "pixel_width": 320,
    "pixel_height": 180,
    "frame_rate": 5,
    "dry_run": True,
    "progress_bar": "none",
    "disable_caching": True,
    "verbosity": "ERROR",
}


def told(**changes: Any) -> StoryData:
    """Return the data of the lecture's story with some values changed: horn__alpha=1.0."""
    table = tomllib.loads(DEFAULT_STORY.read_text(encoding="utf-8"))
    for key, value in changes.items():
        section, name = key.split("__")
        assert name in table[section], key
        table[section][name] = value
    return StoryData(Story.model_validate(table))


def horn_radii(story: Story, x: float) -> np.ndarray:
    """Write the formula of the radii out by hand."""
    horn = story.horn
    mixed = [horn.alpha * x + horn.beta * (1 - x), horn.beta * x + horn.alpha * (1 - x)]
    return np.exp(horn.growth * x) * np.array(mixed)


def leave_unpainted(scene: Chapter) -> None:
    """Spare the time of painting pixels that nobody looks at; everything else stays the same."""
    scene.renderer.update_frame = lambda *_, **__: None  # type: ignore[method-assign]


def watch_frames(scene: Chapter, watch: Watch) -> None:
    """Call ``watch`` with the number of each frame that is drawn."""
    drawing = scene._draw
    number = 0

    def draw(count: int, play: Callable[[], None]) -> None:
        nonlocal number
        number = scene.frame
        drawing(count, play)

    def add_frame(_frame: Any, num_frames: int = 1) -> None:
        nonlocal number
        if scene.renderer.skip_animations:
            return
        for _ in range(num_frames):
            watch(scene, number)
            number += 1

    scene._draw = draw  # type: ignore[method-assign]
    scene.renderer.add_frame = add_frame  # type: ignore[method-assign, assignment]


def chapter_class(name: str) -> type[Chapter]:
    """Return the one Chapter that a module of scenes defines."""
    module = importlib.import_module(f"scenes.{name}")
    chapters = [c for c in vars(module).values() if isinstance(c, type) and issubclass(c, Chapter)]
    [found] = [c for c in chapters if c.__module__ == module.__name__]
    return found


def frames_of(scene_class: type[Chapter], beat: str, data: StoryData) -> range:
    """Return the frame numbers of a beat, at the draft's frame rate."""
    with tempconfig(DRAFT):
        found = scene_class(data=data).script.beat(beat)
    fps = DRAFT["frame_rate"]
    return range(round(found.start * fps), round(found.end * fps))


DISC_OFF = 1e-3
"""How far off a disc may be that a `Recorder` saw: its place is rounded to parts of a pixel."""


class Recorder:
    """Stands in for a Cairo context and writes down what is painted, in Manim units, in order."""

    IN_UNITS = cairo.Matrix(xx=100, yy=-100, x0=700, y0=400)  # as in a picture of 1400 x 800

    def __init__(self) -> None:
        self._matrix, self._saved = self.IN_UNITS, list[cairo.Matrix]()
        self.discs: list[tuple[float, float, float, tuple[float, ...]]] = []
        self.lines: list[tuple[tuple[float, float], tuple[float, float], tuple[float, ...]]] = []
        self.polygons: list[list[tuple[float, float]]] = []
        self.rasters: list[list[tuple[float, float]]] = []
        self.order: list[str] = []
        self._color: tuple[float, ...] = ()
        self._path: list[tuple[float, float]] = []
        self._arc: tuple[float, float, float] | None = None

    def set_source_rgba(self, blue: float, green: float, red: float, alpha: float) -> None:
        self._color = (red, green, blue, alpha)

    def new_path(self) -> None:
        self._path, self._arc = [], None

    def arc(self, x: float, y: float, radius: float, _start: float, _end: float) -> None:
        self._arc = (x, y, radius)

    def mask_surface(self, mask: cairo.ImageSurface, x: float, y: float) -> None:
        rows = np.frombuffer(mask.get_data(), np.uint8).reshape(-1, mask.get_stride()) / 255
        down, across = np.indices(rows.shape) + 0.5
        area = rows.sum()
        middle = x + (across * rows).sum() / area, y + (down * rows).sum() / area
        radius = np.sqrt(area / np.pi) / self.IN_UNITS.xx
        self.discs.append((*self._in_units(*middle), radius, self._color))
        self.order.append("disc")

    def move_to(self, x: float, y: float) -> None:
        self._path = [self._in_units(x, y)]

    def line_to(self, x: float, y: float) -> None:
        self._path.append(self._in_units(x, y))

    def get_matrix(self) -> cairo.Matrix:
        return self._matrix

    def set_matrix(self, matrix: cairo.Matrix) -> None:
        self._matrix = matrix

    def identity_matrix(self) -> None:
        self._matrix = cairo.Matrix()

    def _in_units(self, x: float, y: float) -> tuple[float, float]:
        """Return a place of now in Manim units."""
        x, y = self._matrix.transform_point(x, y)
        return (x - self.IN_UNITS.x0) / self.IN_UNITS.xx, (y - self.IN_UNITS.y0) / self.IN_UNITS.yy

    def fill(self) -> None:
        if self._arc is not None:
            self.discs.append((*self._arc, self._color))
            self.order.append("disc")
        self.new_path()

    def fill_preserve(self) -> None:
        self.polygons.append(self._path)
        self.order.append("sheet")

    def stroke(self) -> None:
        if len(self._path) == 2:
            self.lines.append((self._path[0], self._path[1], self._color))
            self.order.append("line")
        self._path = []

    def paint_with_alpha(self, _alpha: float) -> None:
        self.rasters.append(self._path)
        self.order.append("raster")

    def save(self) -> None:
        self._saved.append(self._matrix)

    def restore(self) -> None:
        self._matrix = self._saved.pop()

    def clip(self) -> None: ...

    def set_source(self, _source: Any) -> None: ...

    def set_line_cap(self, _cap: Any) -> None: ...

    def set_line_width(self, _width: float) -> None: ...

    def close_path(self) -> None: ...


def seen_by_hand(points: np.ndarray, view: Any) -> tuple[np.ndarray, np.ndarray]:
    """Project points by turning them about two axes: places (n, 2) and depth (n,)."""
    a, e = view.azimuth.get_value(), view.elevation.get_value()
    x, y1, y2 = ((points - [view.target_x.get_value(), 0, 0]) * view.lengths).T
    # Turn about y2 until the eye is in front, then tip it down.
    right, away = np.cos(a) * x + np.sin(a) * y1, -np.sin(a) * x + np.cos(a) * y1
    up, near = np.cos(e) * y2 + np.sin(e) * away, np.sin(e) * y2 - np.cos(e) * away
    zoom = view.zoom.get_value()
    scale = view.distance / (view.distance - zoom * near)
    center = view.center.get_center()[:2]
    return center + (zoom * np.stack([right, up]) * scale).T, zoom * near
