"""Faults as somebody might make them, planted into a beat of a chapter while it plays."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from manim import FadeIn, FadeOut, ManimColor, Rectangle, VGroup, there_and_back

from scenes import look
from scenes.film.check.color_vision import difference
from scenes.film.check.finding import Finding
from scenes.film.check.run import check_chapter
from scenes.film.check.watching import QUALITY
from scenes.film.programme import FILM
from scenes.film.render import load_chapter
from scenes.mobjects.formula import Words
from scenes.mobjects.points import Cross, Discs
from scenes.narration.script import Script
from scenes.story.data import StoryData
from scenes.story.parameters import load_story

Plant = Callable[[Any], Any]
Reword = Callable[[Script, str], Script]


@dataclass(frozen=True)
class Fault:
    """A fault of a kind in a beat: something done as the beat begins, or other words or times."""

    kind: str
    how: str
    chapter: str
    beat: str
    plant: Plant | None = None
    reword: Reword | None = None
    instead: bool = False

    def __str__(self) -> str:
        return f"{self.kind}, {self.how}: {self.chapter}.{self.beat}"


@cache
def lecture() -> StoryData:
    return StoryData(load_story())


def found(fault: Fault, data: StoryData | None = None) -> list[Finding]:
    """Plant a fault, and return all that is found in its beat."""
    data = data or lecture()
    scene = load_chapter(FILM.module(fault.chapter), QUALITY)
    script = FILM.script(fault.chapter, data, FILM.timings())
    if fault.reword is not None:
        script = fault.reword(script, fault.beat)

    class Planted(scene):
        def beat(self, method):
            if method.__name__ != fault.beat or fault.plant is None:
                super().beat(method)
                return

            def planted():
                fault.plant(self)
                if not fault.instead:
                    method()

            planted.__name__ = method.__name__
            super().beat(planted)

    Planted.name = scene.name
    return check_chapter(Planted, data=data, script=script, beat=fault.beat)


def word(text="a word", size=look.TEXT_SIZE, **kwargs):
    return Words(text, font_size=size, **kwargs)


def fade_in(*mobjects):
    return lambda chapter: chapter.play(*map(FadeIn, mobjects), share=0.03)


def off_frame(most):
    def plant(chapter):
        label = word()
        label.move_to([look.FRAME.right + most - label.width / 2, 2.0, 0])
        fade_in(label)(chapter)

    return plant


def over_title(share):
    def plant(chapter):
        title = chapter.title
        label = word(size=look.TITLE_SIZE).move_to(title)
        label.align_to(title, np.array([-1.0, 0, 0])).shift([0, share * title.height, 0])
        fade_in(label)(chapter)

    return plant


def on_curve(share):
    def plant(chapter):
        curves = [
            part
            for mobject in chapter.mobjects
            for part in mobject.get_family()
            if len(part.points) > 60
            and part.get_fill_opacity() < 0.1
            and part.get_stroke_opacity() > 0.5
            and part.get_stroke_width() > 2.5
        ]
        curve = max(curves, key=lambda part: part.width)
        places = curve.points[::3]
        texts = [w for m in chapter.mobjects for w in m.get_family() if isinstance(w, Words)]
        label = word("min", size=look.TICK_SIZE)
        # Where no other word stands.
        for place in places[len(places) // 6 :]:
            label.move_to(place).shift([0, share * label.height, 0])
            if all(np.linalg.norm(text.get_center() - place) > 1.5 for text in texts):
                break
        fade_in(label)(chapter)

    return plant


def scale_title(factor):
    return lambda chapter: chapter.play(
        chapter.title.animate.scale(factor, about_edge=np.array([-1.0, 0, 0])), share=0.03
    )


def color_title(color, opacity=1.0):
    return lambda chapter: chapter.play(
        chapter.title.animate.set_fill(color, opacity=opacity), share=0.03
    )


def collapsing(rgb, eye, most):
    """Return a colour that an eye can't tell from another, and everybody else can."""
    best = None
    for candidate in np.stack(np.meshgrid(*[np.linspace(0.1, 1, 10)] * 3), axis=-1).reshape(-1, 3):
        if difference(rgb, candidate) > 45:
            same = difference(rgb, candidate, eye)
            if same < most and (best is None or same < best[0]):
                best = same, candidate
    return ManimColor.from_rgb(best[1])


def two_colors(shape, eye, most):
    def plant(chapter):
        rgb = np.array(look.ENERGY.to_rgb())
        parts = []
        for x, color in ((-0.6, look.ENERGY), (0.6, collapsing(rgb, eye, most))):
            at = np.array([x, -3.3, 0.0])
            parts.append(Discs([at], color=color) if shape == "disc" else Cross(at, color=color))
        fade_in(*parts)(chapter)

    return plant


def crooked(across, up):
    def plant(chapter):
        rows = VGroup(*(word(f"row {k}", size=look.TICK_SIZE) for k in "1234"))
        for k, row in enumerate(rows):
            row.move_to([5.5, 0.4 - 0.4 * k, 0])
            row.align_baseline(0.4 - 0.4 * k)
        rows[2].shift([across, up, 0])
        fade_in(*rows)(chapter)

    return plant


def moved_samples(by):
    def plant(chapter):
        dots = [
            part
            for mobject in chapter.mobjects
            for part in mobject.get_family()
            if type(part) is Discs and len(part.get_centers()) == len(chapter.data.slice.y)
        ]
        chapter.play(*(part.animate.shift([by, 0, 0]) for part in dots), share=0.03)

    return plant


def moved_dot(by):
    def plant(chapter):
        for mobject in chapter.mobjects:
            for part in mobject.get_family():
                if type(part) is Discs and len(part.get_centers()) == len(chapter.data.slice.y):
                    part.points[: len(part.points) // len(part.get_centers())] += [by, by, 0]
                    return

    return plant


def add_at_once(chapter):
    chapter.add(word().move_to([5.0, -3.4, 0]))
    chapter.hold(0.05)


def add_small(chapter):
    chapter.add(word("z", size=look.TICK_SIZE).move_to([5.0, -3.4, 0]))
    chapter.hold(0.05)


def remove_title(chapter):
    chapter.remove(chapter.title)
    chapter.hold(0.05)


def wait(chapter):
    chapter.hold(1.0)


def wander(by):
    return lambda chapter: chapter.play(chapter.title.animate.shift([by, 0, 0]), share=0.05)


def clear(side):
    def plant(chapter):
        gone = [
            mobject
            for mobject in chapter.mobjects
            for mobject in [mobject]
            if mobject is not chapter.title
            and (mobject.get_right() if side > 0 else -mobject.get_left())[0] > 0.2
        ]
        chapter.play(*map(FadeOut, gone), share=0.04)
        chapter.play(chapter.title.animate.set_opacity(0.8), share=0.5)

    return plant


def flash(opacity, width):
    def plant(chapter):
        sheet = Rectangle(width=width, height=9, stroke_width=0, fill_opacity=opacity)
        sheet.set_fill(ManimColor("#ffffff"), opacity=opacity)
        chapter.play(FadeIn(sheet, rate_func=there_and_back), share=0.4 / chapter._beat.duration)
        chapter.remove(sheet)

    return plant


def other_number(change):
    def reword(script, name):
        def worded(beat):
            if beat.name != name:
                return beat
            words = beat.words.split()
            for k, said in enumerate(words):
                bare = said.strip(".,;:")
                if "." in bare and bare.replace(".", "").isdigit():
                    places = len(bare.split(".")[1])
                    words[k] = said.replace(bare, f"{float(bare) + change:.{places}f}")
                    break
            return replace(beat, words=" ".join(words))

        return replace(script, beats=tuple(map(worded, script.beats)))

    return reword


def hurried(rate):
    """Say five words in a row so fast that their caption has this many characters a second."""

    def reword(script, name):
        beat = script.beat(name)
        texts = [c for c in script.captions() if beat.start <= c.start < beat.end - 1e-6]
        caption = max(texts, key=lambda c: len(c.text))
        starts = np.array(beat.word_starts())
        inside = (starts >= caption.start - 1e-6) & (starts < caption.end - 1e-6)
        length = len(caption.text) / rate
        scaled = starts.copy()
        factor = length / (caption.end - caption.start)
        scaled[inside] = caption.start + (starts[inside] - caption.start) * factor
        lost = caption.end - caption.start - length
        scaled[starts >= caption.end - 1e-6] -= lost
        said = tuple(scaled - beat.start)
        return _timed(script, name, said, beat.duration - lost)

    return reword


def silent(seconds):
    def reword(script, name):
        beat = script.beat(name)
        said = np.array(beat.word_starts()) - beat.start
        said[len(said) // 2 :] += seconds
        return _timed(script, name, tuple(said), beat.duration + seconds)

    return reword


def _timed(script, name, said, duration):
    beats, start = [], 0.0
    for beat in script.beats:
        if beat.name == name:
            beat = replace(beat, said=said, duration=duration)
        beats.append(replace(beat, start=start))
        start += beat.duration
    return replace(script, beats=tuple(beats))


PLACES = [
    ("s05_energy", "curve"),
    ("s07_one_valley", "far"),
    ("s09_inference", "gradient"),
    ("s12_learning", "nearest"),
]


def faults() -> Iterator[Fault]:
    """Yield all of them."""
    plants = [
        ("off-frame", "half", off_frame(0.6)),
        ("off-frame", "a little", off_frame(0.1)),
        ("words-over-words", "on the title", over_title(0.0)),
        ("words-over-words", "half over the title", over_title(-0.5)),
        ("small-words", "10 px", scale_title(0.2)),
        ("small-words", "30 px", scale_title(0.48)),
        ("contrast", "grey on grey", color_title(look.GRID)),
        ("contrast", "dim", color_title(look.INK, 0.35)),
        ("contrast", "grey", color_title(ManimColor("#5d6778"))),
        ("color-vision", "discs, protan", two_colors("disc", "protan", 8)),
        ("color-vision", "crosses, deutan", two_colors("cross", "deutan", 5)),
        ("color-vision", "discs, tritan", two_colors("disc", "tritan", 8)),
        ("out-of-line", "across, 5 px", crooked(0.037, 0)),
        ("out-of-line", "across, 15 px", crooked(0.11, 0)),
        ("out-of-line", "up, 5 px", crooked(0, 0.037)),
        ("out-of-line", "up, 14 px", crooked(0, -0.1)),
        ("pop", "a word", add_at_once),
        ("pop", "a letter", add_small),
        ("pop", "no title", remove_title),
        ("unspoken-motion", "far", wander(1.0)),
        ("unspoken-motion", "a little", wander(0.15)),
        ("flash", "white", flash(1.0, 15)),
        ("flash", "a part", flash(0.7, 4)),
    ]
    for kind, how, plant in plants:
        for chapter, beat in PLACES:
            yield Fault(kind, how, chapter, beat, plant)
    for chapter, beat in [
        ("s05_energy", "every_y"),
        ("s07_one_valley", "valley"),
        ("s08_two_valleys", "why"),
        ("s09_inference", "conjugate"),
    ]:
        yield Fault("words-on-lines", "across", chapter, beat, on_curve(0.0))
        yield Fault("words-on-lines", "a part", chapter, beat, on_curve(0.3))
    for chapter, beat in [("s05_energy", "segments"), ("s07_one_valley", "far")]:
        yield Fault("place", "all, 0.1", chapter, beat, moved_samples(0.1))
        yield Fault("place", "all, 0.5", chapter, beat, moved_samples(0.5))
        yield Fault("place", "one, 0.1", chapter, beat, moved_dot(0.07))
        yield Fault("place", "one, 0.05", chapter, beat, moved_dot(0.05))
    for chapter, beat in [
        ("s05_energy", "every_y"),
        ("s07_one_valley", "far"),
        ("s10_free_energy", "y_alone"),
        ("s12_learning", "nearest"),
    ]:
        yield Fault("still", "a whole beat", chapter, beat, wait, instead=True)
    for chapter, beat, side in [
        ("s05_energy", "every_y", 1),
        ("s07_one_valley", "far", 1),
        ("s08_two_valleys", "why", 1),
        ("s08_two_valleys", "quarters", -1),
    ]:
        yield Fault("empty", "a half", chapter, beat, clear(side), instead=True)
    numbered = [
        ("s05_energy", "segments"),
        ("s07_one_valley", "near"),
        ("s09_inference", "false_valley"),
        ("s13_conditional", "training"),
    ]
    for chapter, beat in numbered:
        yield Fault("number", "by 0.13", chapter, beat, reword=other_number(0.13))
        yield Fault("number", "by 30", chapter, beat, reword=other_number(30))
    for chapter, beat in [*numbered, ("s04_latent", "diagram"), ("s01_horn", "radii")]:
        yield Fault("fast-caption", "25 a second", chapter, beat, reword=hurried(25))
        yield Fault("fast-caption", "40 a second", chapter, beat, reword=hurried(40))
        yield Fault("silence", "5 s", chapter, beat, reword=silent(5))
        yield Fault("silence", "9 s", chapter, beat, reword=silent(9))
