"""A chapter of one beat with which nothing is wrong, for others to add a fault to."""

from manim import DOWN, UP, Circle, FadeIn, linear

from scenes import look
from scenes.chapter import Chapter
from scenes.film.check.run import check_chapter
from scenes.mobjects.formula import Words
from scenes.narration.script import Beat, Script

SPOKEN = "here a ring is shown and words stand beside it all the time"


def title(text="A ring", **kwargs):
    return Words(text, font_size=look.TITLE_SIZE, **kwargs).to_edge(UP)


def ring(**kwargs):
    return Circle(radius=2.2, color=look.DECODED, stroke_width=look.BOLD, **kwargs)


class Clean(Chapter):
    """Nothing is wrong with it; others have a fault more."""

    def construct(self):
        self.beat(self.only)

    def only(self):
        self.words, self.ring = title(), ring().shift(0.3 * DOWN)
        self.play(FadeIn(self.words, self.ring), share=0.2)
        self.play(self.ring.animate.scale(0.9), share=0.3)
        self.fault()
        self.play(self.ring.animate.scale(1.1), rate_func=linear, share=0.3)

    def fault(self):
        self.hold(0.1)


def found(chapter, data, words=SPOKEN, seconds=10.0, said=()):
    chapter.name = "s99_trial"
    beat = Beat(name="only", words=words, start=0.0, duration=seconds, said=said)
    script = Script(chapter="s99_trial", title="A trial", beats=(beat,))
    return {finding.kind for finding in check_chapter(chapter, data=data, script=script)}
