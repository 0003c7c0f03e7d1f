"""Edits as somebody might make them with which nothing is wrong, to be left alone by the check."""

from collections.abc import Iterator

import numpy as np
from manim import Create, FadeIn, FadeOut, GrowFromCenter, Line, there_and_back

from scenes import look
from scenes.mobjects.formula import Formula
from scenes.mobjects.halo import haloed
from scenes.mobjects.points import Cross, Discs
from tests.film.check.planting import Fault, fade_in, hurried, silent, word

BELOW = np.array([0.0, -3.55, 0.0])  # where no chapter draws
LEFT = np.array([-5.5, -3.55, 0.0])


def there(mobject, at=BELOW):
    return fade_in(mobject.move_to(at))


def comes_and_goes(chapter):
    label = word().move_to(BELOW)
    chapter.play(FadeIn(label), share=0.03)
    chapter.play(FadeOut(label), share=0.03)


def grows(chapter):
    chapter.play(GrowFromCenter(Discs([BELOW], color=look.OBSERVED)), share=0.03)


def is_drawn(chapter):
    line = Line(BELOW - [0.5, 0, 0], BELOW + [0.5, 0.2, 0], color=look.DECODED)
    chapter.play(Create(line), share=0.03)


def swells(chapter):
    label = word().move_to(BELOW)
    chapter.play(FadeIn(label), share=0.03)
    chapter.play(label.animate(rate_func=there_and_back).scale(look.PULSE), share=0.03)


def comes_slowly(chapter):
    chapter.play(FadeIn(word().move_to(BELOW)), share=0.08)


def two_roles(chapter):
    energy = Discs([BELOW - [0.6, 0, 0]], color=look.ENERGY)
    observed = Cross(BELOW + [0.6, 0, 0], color=look.OBSERVED)
    fade_in(energy, observed)(chapter)


def on_an_axis(chapter):
    line = Line(BELOW - [1, 0, 0], BELOW + [1, 0, 0], color=look.AXES, stroke_width=look.THIN)
    fade_in(line, haloed(word().move_to(BELOW)))(chapter)


PLANTS = [
    ("a word", lambda chapter: there(word())(chapter)),
    ("a small word", lambda chapter: there(word(size=look.TICK_SIZE), LEFT)(chapter)),
    ("a coloured word", lambda chapter: there(word(color=look.DECODED))(chapter)),
    ("a formula", lambda chapter: there(Formula("y = x", font_size=look.TEXT_SIZE))(chapter)),
    ("a word that comes and goes", comes_and_goes),
    ("a word that comes slowly", comes_slowly),
    ("a word that swells", swells),
    ("a dot that grows", grows),
    ("a line that is drawn", is_drawn),
    ("two roles", two_roles),
    ("a rimmed word on an axis", on_an_axis),
]
PLACES = [
    ("s02_one_to_many", "mean"),
    ("s03_slice", "boxes"),
    ("s04_latent", "sweep"),
    ("s05_energy", "curve"),
    ("s06_all_energies", "families"),
    ("s07_one_valley", "far"),
    ("s08_two_valleys", "dip"),
    ("s09_inference", "gradient"),
    ("s10_free_energy", "curves"),
    ("s11_temperature", "melt"),
    ("s12_learning", "nearest"),
    ("s13_conditional", "training"),
]


def edits() -> Iterator[Fault]:
    """Yield all of them."""
    for chapter, beat in PLACES:
        for how, plant in PLANTS:
            yield Fault("clean", how, chapter, beat, plant)
        yield Fault("clean", "quick words", chapter, beat, reword=hurried(16))
        yield Fault("clean", "a pause", chapter, beat, reword=silent(1))
