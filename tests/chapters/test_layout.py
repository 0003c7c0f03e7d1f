"""Pictures inside the frame, clear of the captions, and nothing on top of words.

All of it at the end of every beat, and words clear of words at any time.
"""

from functools import lru_cache

import numpy as np
import pytest
from manim import Mobject, VMobject, config, tempconfig

from scenes import look
from scenes.film.programme import FILM
from scenes.mobjects.formula import Typeset
from scenes.mobjects.number import Number
from scenes.narration.languages import REFERENCE, languages
from scenes.painting import Painted
from scenes.story.data import StoryData
from scenes.story.parameters import load_story
from tests.chapters.reading import (
    DRAFT,
    Recorder,
    chapter_class,
    leave_unpainted,
    watch_frames,
)
from tests.stories import LONG, ODD, odd

TOLERANCE = 0.03
LIT = 0.6  # opacity from which words are read: those that come or go where others stand are fainter
A_SECOND = 3  # pictures of a beat that is under way


def is_seen(mobject):
    fill, stroke = mobject.get_fill_opacity(), mobject.get_stroke_opacity()
    return fill > 0.01 or (stroke > 0.01 and mobject.get_stroke_width() > 0)


def ink(mobject):
    """Return the corners of what a mobject puts on the picture, shape (n, 2)."""
    if isinstance(mobject, Painted):
        recorder = Recorder()
        mobject.paint(recorder)
        points = [end for line in recorder.lines for end in line[:2]]
        points += [corner for raster in recorder.rasters for corner in raster]
        for x, y, radius, _ in recorder.discs:
            points += [(x - radius, y - radius), (x + radius, y + radius)]
        return np.array(points).reshape(-1, 2)
    if isinstance(mobject, VMobject) and mobject.has_points() and is_seen(mobject):
        return mobject.points[:, :2]
    return np.empty((0, 2))


def line_height(text):
    """Return how high a line of typeset text is as it is drawn: an em, in Manim units."""
    outlines = np.concatenate([leaf.points for leaf in text.layout.leaves])
    drawn = np.concatenate([glyph.points for glyph in text.submobjects])
    return np.ptp(drawn[:, 1]) / np.ptp(outlines[:, 1]) / 96


def opacity_of(text):
    """Return how opaque the most opaque part of a text is."""
    parts = (part for part in text.get_family() if part.has_points())
    return max((part.get_fill_opacity() for part in parts), default=0)


def texts_of(scene, *, lit=0.0):
    """Return the outermost formulas, words and numbers that are seen, as boxes by their text.

    Those that are less opaque than ``lit`` are left out.
    """
    boxes = []

    def walk(mobject: Mobject):
        if isinstance(mobject, Typeset | Number):
            points = [ink(part) for part in mobject.get_family()]
            points = np.concatenate(points)
            if len(points) and opacity_of(mobject) >= lit:
                name = getattr(mobject, "source", None) or f"{getattr(mobject, 'value', '?')}"
                boxes.append((name, points.min(axis=0), points.max(axis=0)))
            return
        for part in mobject.submobjects:
            walk(part)

    for mobject in scene.mobjects:
        walk(mobject)
    return boxes


@lru_cache(maxsize=len(ODD))
def odd_data(name):
    return StoryData(odd(name))


@pytest.fixture(params=["lecture", "other", "smallest", *(ODD if LONG else ())])
def data(request):
    name = request.param
    return odd_data(name) if name in ODD else request.getfixturevalue(name)


@pytest.mark.parametrize("name", FILM.chapters)
def test_every_beat_ends_on_a_clean_picture(play, data, name):
    assert_clean(play, data, name)


@pytest.mark.parametrize("language", [code for code in languages() if code != REFERENCE])
@pytest.mark.parametrize("name", FILM.chapters)
def test_every_beat_ends_on_a_clean_picture_in_any_language(play, lecture, name, language):
    assert_clean(play, lecture, name, language=language)


def test_sums_stay_clear_of_what_is_counted_far_from_a_flat_ellipse(play):
    assert_clean(play, odd_data("a steep horn"), "s08_two_valleys")


def assert_clean(play, data, name, *, language=REFERENCE):
    faults = []

    class Watched(chapter_class(name)):
        def on_beat_end(self, beat):
            faults.extend(f"{beat.name}: {fault}" for fault in faults_of(self))

    play(Watched, data=data, language=language)
    assert not faults, "\n".join(faults)


def faults_of(scene):
    family = [part for mobject in scene.mobjects for part in mobject.get_family()]
    for mobject in family:
        points = ink(mobject)
        if len(points) == 0:
            continue
        (left, bottom), (right, top) = points.min(axis=0), points.max(axis=0)
        half = config.frame_width / 2
        if bottom < look.SAFE.bottom - TOLERANCE:
            yield f"{type(mobject).__name__} reaches {bottom:.2f}, below the stage"
        if left < -half or right > half or top > look.FRAME.top:
            yield f"{type(mobject).__name__} leaves the frame"
    for text in family:
        if isinstance(text, Typeset) and line_height(text) < look.FRAME.height / 30:
            yield f"{text.source!r} is too small to read"
    yield from overlaps(texts_of(scene))


def overlaps(boxes):
    """Tell which boxes of texts overlap."""
    for i, (name, low, high) in enumerate(boxes):
        for other, other_low, other_high in boxes[i + 1 :]:
            overlap = np.minimum(high, other_high) - np.maximum(low, other_low)
            if np.all(overlap > TOLERANCE):
                yield f"{name!r} and {other!r} overlap"


@pytest.mark.parametrize("name", FILM.chapters)
def test_no_words_meet_other_words_on_their_way(data, name):
    if not LONG and data.story != load_story():
        pytest.skip("only make test-stories looks at other stories on their way")
    faults = []

    def watch(scene, frame):
        seconds = frame / scene.camera.frame_rate - scene._beat.start
        found = overlaps(texts_of(scene, lit=LIT))
        faults.extend(f"{scene._beat.name} at {seconds:.1f} s: {fault}" for fault in found)

    chapter = chapter_class(name)
    with tempconfig({**DRAFT, "frame_rate": A_SECOND}):
        scene = chapter(data=data, script=FILM.script(name, data, FILM.timings()))
        leave_unpainted(scene)
        watch_frames(scene, watch)
        scene.render()
    assert scene.frame > len(scene.script.beats)
    assert not faults, "\n".join(faults)
