import sys
from types import ModuleType

import pytest
from manim import Dot, FadeIn, ValueTracker, tempconfig
from manim.cli.render.commands import render

from scenes.chapter import Chapter, ChapterError
from scenes.narration.script import Beat, Script
from scenes.s07_one_valley import S07OneValley
from tests.chapters.reading import DRAFT


def script(*durations):
    start, beats = 0.0, []
    for name, duration in zip(("first", "second", "third"), durations, strict=False):
        beats.append(Beat(name=name, words="words", start=start, duration=duration))
        start += duration
    return Script(chapter="s99_trial", title="A trial", beats=tuple(beats))


class Trial(Chapter):
    def construct(self):
        self.beat(self.first)
        self.beat(self.second)

    def setup(self):
        self.ended = []
        self.drawn = []
        add_frame = self.renderer.add_frame

        def count(frame, num_frames=1):
            if not self.renderer.skip_animations:
                self.drawn.append(num_frames)
            add_frame(frame, num_frames)

        self.renderer.add_frame = count

    def on_beat_end(self, beat):
        self.ended.append((beat.name, self.frame))

    def first(self):
        self.play(FadeIn(Dot()), share=0.37)
        self.hold(0.11)
        self.play(ValueTracker(0).animate.set_value(1), share=0.02)

    def second(self):
        self.play(FadeIn(Dot()), share=0.9)


def run(trial, beats, *, fps=30, **kwargs):
    with tempconfig({**DRAFT, "frame_rate": fps}):
        scene = trial(script=script(*beats), **kwargs)
        scene.render()
        return scene


@pytest.mark.parametrize("fps", [10, 15, 30, 60])
@pytest.mark.parametrize("beats", [(1.234, 2.0), (0.1, 0.5), (3.333, 0.777), (0.7, 1.1)])
def test_beats_start_on_their_frame_and_every_frame_is_drawn(fps, beats):
    scene = run(Trial, beats, fps=fps)
    first, second = (max(1, round(duration * fps)) for duration in beats)
    ends = [first, first + second]
    assert scene.ended == [("first", ends[0]), ("second", ends[1])]
    assert sum(scene.drawn) == ends[1]


def test_until_stops_after_a_beat():
    scene = run(Trial, (1.0, 1.0), until="first")
    assert [name for name, _ in scene.ended] == ["first"]


def test_plays_without_wanted_frames_and_frames_before_the_first_are_left_out():
    scene = run(Trial, (1.0, 1.0), frames=range(40, 41))
    assert scene.frame == 57
    assert sum(scene.drawn) == 17


def test_a_chapter_is_named_after_its_file():
    assert Trial.name == "test_chapter"


VARIED = """
from scenes.s07_one_valley import S07OneValley


class Mine(S07OneValley):
    def pick(self):
        self.told = [beat.name for beat in self.script.beats]
        super().pick()
"""


@pytest.mark.slow
def test_a_chapter_varied_in_a_notebook_keeps_its_name_and_words(monkeypatch):
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))  # which has no file
    space = {"__name__": "__main__"}
    exec(VARIED, space)
    with tempconfig(DRAFT):
        scene = space["Mine"](until="pick", skip_animations=True)
        scene.render()
    assert (scene.name, scene.told) == ("s07_one_valley", [b.name for b in scene.script.beats])


@pytest.mark.slow
def test_a_chapter_varied_in_a_file_keeps_its_name_and_words(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(VARIED, encoding="utf-8")
    with tempconfig({"verbosity": "ERROR", "progress_bar": "none"}):
        flags = ["-r", "64,36", "--fps", "5", "-n", "0,0"]
        render.main([*flags, "mine.py", "Mine"], standalone_mode=False)
    assert list(tmp_path.rglob("Mine.mp4"))


def test_a_chapter_with_beats_of_its_own_is_named_after_its_file():
    class More(S07OneValley):
        def construct(self):
            super().construct()

    assert More.name == "test_chapter"


def test_a_beat_of_another_name_is_refused():
    class Misnamed(Trial):
        def construct(self):
            self.beat(self.second)

    with pytest.raises(ChapterError, match=r"second: the narration has '## first' here"):
        run(Misnamed, (1.0, 1.0))


def test_a_beat_too_many_is_refused():
    with pytest.raises(ChapterError, match="second: the narration has nothing more here"):
        run(Trial, (1.0,))


def test_a_beat_that_nothing_shows_is_refused():
    with pytest.raises(ChapterError, match="nothing shows the beat 'third'"):
        run(Trial, (1.0, 1.0, 1.0))


def test_animations_that_outlast_their_words_are_shortened():
    class Slow(Trial):
        def second(self):
            for share in (0.8, 0.4, 0.4):
                self.play(FadeIn(Dot()), share=share)
                self.drawn_after.append(self.frame)

        def setup(self):
            super().setup()
            self.drawn_after = []

    scene = run(Slow, (1.0, 1.0), fps=60)
    # Of what is left each takes the half, and leaves the other half to those that come after it.
    assert scene.drawn_after == [60 + 48, 60 + 54, 60 + 57]
    assert sum(scene.drawn) == 120
    assert scene.shortened == [
        "test_chapter.second: an animation is 0.20 s too long for its words",
        "test_chapter.second: an animation is 0.30 s too long for its words",
    ]


class Glancing(Trial):
    """The second beat stands for long, and is glanced at meanwhile."""

    def setup(self):
        super().setup()
        self.glanced = []

    def first(self):
        self.play(FadeIn(Dot()), share=0.1)

    def second(self):
        def glance():
            self.glanced.append(self.frame - self.ended[0][1])
            return [ValueTracker(0).animate.set_value(1)]

        self.meanwhile(glance)
        self.hold(0.9)


def test_a_glance_comes_when_its_own_beat_says_whatever_came_before():
    """So a beat's picture hangs on its own words alone."""
    after_short, after_long = (run(Glancing, (first, 12.0)).glanced for first in (1.0, 4.8))
    assert len(after_short) == 2
    assert after_short == after_long


def test_an_unknown_last_beat_is_refused():
    with pytest.raises(ChapterError, match="no beat 'fourth'; its beats are first, second"):
        run(Trial, (1.0, 1.0), until="fourth")


class Cued(Trial):
    def first(self):
        self.play(FadeIn(Dot()), share=0.1)
        self.hold_until("two")
        self.met.append(self.frame)
        self.play(FadeIn(Dot()), until="four")
        self.met.append(self.frame)

    def setup(self):
        super().setup()
        self.met = []


@pytest.mark.parametrize("fps", [10, 15, 30, 60])
def test_the_picture_waits_for_the_word(fps):
    said = (0.0, 1.31, 1.9, 2.77)
    cues = {"two": 1, "four": 3}
    beats = (
        Beat("first", "one two three four", 0.0, 3.2, said, cues),
        Beat("second", "one", 3.2, 1.0),
    )
    with tempconfig({**DRAFT, "frame_rate": fps}):
        scene = Cued(script=Script("s99_trial", "A trial", beats))
        scene.render()
    assert scene.met == [round(1.31 * fps), round(2.77 * fps)]
    assert sum(scene.drawn) == round(3.2 * fps) + round(fps)


def test_a_word_that_is_said_early_finds_its_picture_ready():
    said, cues = (0.0, 0.1, 2.0, 3.0), {"two": 1, "four": 3}
    beats = (
        Beat("first", "one two three four", 0.0, 4.0, said, cues),
        Beat("second", "one", 4.0, 1.0),
    )
    with tempconfig({**DRAFT, "frame_rate": 60}):
        scene = Cued(script=Script("s99_trial", "A trial", beats))
        scene.render()
    assert scene.met == [6, 180]
    assert scene.shortened == ["test_chapter.first: an animation is 0.30 s too long for its words"]


def test_waiting_for_what_was_said_is_noted():
    class Late(Cued):
        def first(self):
            self.hold_until("four")
            self.hold_until("two")

    cues = {"two": 1, "four": 3}
    beats = (
        Beat("first", "one two three four", 0.0, 4.0, (0, 1, 2, 3), cues),
        Beat("second", "one", 4.0, 1.0),
    )
    with tempconfig(DRAFT):
        scene = Late(script=Script("s99_trial", "A trial", beats))
        scene.render()
    assert scene.ended[0] == ("first", 4 * DRAFT["frame_rate"])
    assert scene.shortened == ["test_chapter.first: the cue [two] is waited for after it is said"]


def test_an_animation_without_a_length_is_refused():
    class Endless(Trial):
        def first(self):
            self.play(FadeIn(Dot()))

    with pytest.raises(ChapterError, match="needs a beat, and a share or a cue"):
        run(Endless, (1.0, 1.0))


def test_an_animation_outside_a_beat_is_refused():
    class Loose(Trial):
        def construct(self):
            self.play(FadeIn(Dot()), share=0.5)

    with pytest.raises(ChapterError, match="outside a beat"):
        run(Loose, (1.0, 1.0))
