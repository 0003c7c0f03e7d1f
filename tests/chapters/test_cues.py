"""Pictures come with their words, whatever the voice's pace: no chapter relies on an even one."""

import dataclasses
from collections.abc import Callable
from itertools import accumulate, pairwise

import pytest
from manim import tempconfig

from scenes.chapter import Chapter, ChapterError
from scenes.film.programme import FILM
from scenes.narration.languages import REFERENCE, english, language, languages
from scenes.narration.script import Beat, Script, load_script
from scenes.s04_latent import S04Latent
from scenes.story.data import StoryData
from tests.chapters.reading import DRAFT, chapter_class, leave_unpainted

WORD = 0.4  # seconds that a word takes at an even pace
PAUSE = 0.9  # seconds of silence after a sentence
BREATH = 0.3  # ... after a beat

# What a voice does to a word: how many times as long it takes, and the silence before the next one;
# given how far into the beat it is, from 0 to 1, and the word.
Voice = Callable[[float, str], tuple[float, float]]


def rushing(share: float, _word: str) -> tuple[float, float]:
    return (1 / 1.15 if share < 0.5 else 1.0), 0.0


def dragging(share: float, _word: str) -> tuple[float, float]:
    return (1.15 if share < 0.5 else 1.0), 0.0


def pausing(_share: float, word: str) -> tuple[float, float]:
    return 1.0, PAUSE if word[-1] in ".?!" else 0.0


def clipped(_share: float, word: str) -> tuple[float, float]:
    """Hurry over long words and numbers: each takes as long as a short word."""
    return 1 / max(english().spoken_length(word), 1), 0.0


VOICES = {
    "rushing": rushing,
    "dragging": dragging,
    "pausing": pausing,
    "clipped": clipped,
}


def spoken(script: Script, voice: Voice) -> Script:
    """Return a script with the word times of a voice."""
    beats: list[Beat] = []
    for beat in script.beats:
        words = beat.words.split()
        lasts = []
        for k, word in enumerate(words):
            pace, silence = voice(k / len(words), word)
            length = language(beat.language).spoken_length(word)
            lasts.append(WORD * pace * length + silence)
        said = tuple(accumulate(lasts[:-1], initial=0.0))
        start = beats[-1].end if beats else 0.0
        lasting = said[-1] + lasts[-1] + BREATH
        beats.append(dataclasses.replace(beat, start=start, duration=lasting, said=said))
    return dataclasses.replace(script, beats=tuple(beats))


TELLINGS = [("lecture", code) for code in languages()] + [
    ("other", REFERENCE),
    ("smallest", REFERENCE),
]


@pytest.fixture(params=TELLINGS, ids=" ".join)
def telling(request) -> tuple[StoryData, str]:
    """Return a story's data and a language."""
    story, language = request.param
    return request.getfixturevalue(story), language


@pytest.fixture
def waited(monkeypatch) -> list[tuple[str, str, int]]:
    """Write down the cues that chapters wait for: the beat, the cue, the frame it came in."""
    met: list[tuple[str, str, int]] = []
    wait = Chapter._share_until

    def share_until(chapter, cue):
        share = wait(chapter, cue)
        frames = (chapter._share + share) * len(chapter._beat_frames)
        met.append((chapter._beat.name, cue, chapter._beat_frames.start + round(frames)))
        return share

    monkeypatch.setattr(Chapter, "_share_until", share_until)
    return met


def perform(
    chapter: type[Chapter], data, script: Script, *, schedule_only: bool = False
) -> Chapter:
    """Play a chapter, or only ask it when it would play what: nothing is moved then."""
    with tempconfig(DRAFT):
        scene = chapter(data=data, script=script, skip_animations=True)
        leave_unpainted(scene)
        if schedule_only:

            def pass_by(count, _play):
                scene.frame += count

            scene._draw = pass_by
        scene.render()
    return scene


@pytest.mark.parametrize("voice", VOICES.values(), ids=VOICES)
@pytest.mark.parametrize("name", FILM.chapters)
def test_pictures_come_with_their_words_at_any_bearable_pace(name, telling, voice, waited):
    chapter = chapter_class(name)
    data, language = telling
    written = load_script(chapter.name, data, language=language)
    if language not in {beat.language for beat in written.beats}:
        pytest.skip("not translated")
    script = spoken(written, voice)
    perform(chapter, data, script, schedule_only=True)
    due = {(beat.name, cue): beat.cue(cue) for beat in script.beats for cue in beat.cues}
    assert {(beat, cue) for beat, cue, _ in waited} == set(due)
    for beat, cue, frame in waited:
        # The word is rounded to a frame, and so is the beat's own start.
        assert frame == pytest.approx(due[beat, cue] * DRAFT["frame_rate"], abs=1.01), (beat, cue)


@pytest.mark.parametrize("name", FILM.chapters)
def test_pictures_come_with_the_words_of_the_film(name, lecture):
    script = FILM.script(name, lecture, FILM.timings())
    assert all(beat.said for beat in script.beats)
    perform(chapter_class(name), lecture, script)


def test_a_voice_that_is_too_far_ahead_is_refused(lecture):
    """The voices above are bearable; one that says all its words at once is not."""
    script = load_script(S04Latent.name, lecture)
    hasty = [
        dataclasses.replace(beat, said=tuple(0.01 * k for k in range(len(beat.words.split()))))
        for beat in script.beats
    ]
    with pytest.raises(ChapterError, match="is said before its picture is ready"):
        perform(S04Latent, lecture, dataclasses.replace(script, beats=tuple(hasty)))


@pytest.mark.parametrize("voice", VOICES.values(), ids=VOICES)
def test_the_voices_keep_their_word(lecture, voice):
    script = spoken(load_script("s04_latent", lecture), voice)
    for beat, after in pairwise(script.beats):
        assert after.start == pytest.approx(beat.end)
        assert len(beat.said) == len(beat.words.split())
        assert all(first < second for first, second in pairwise((*beat.said, beat.duration)))
