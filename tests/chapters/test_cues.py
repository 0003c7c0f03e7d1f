"""Pictures come with their words, whatever the voice's pace: no chapter relies on an even one."""

import dataclasses
import re
from collections.abc import Callable
from itertools import accumulate, pairwise

import pytest
from manim import tempconfig

from scenes.chapter import Chapter
from scenes.film.programme import FILM
from scenes.narration.languages import REFERENCE, english, language, languages
from scenes.narration.script import Beat, Script, load_script
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


# The lecture in every voice, the others in the one that is furthest from an even pace.
PACES = [
    pytest.param(telling, voice, id=f"{' '.join(telling)}-{name}")
    for telling in TELLINGS
    for name, voice in VOICES.items()
    if telling == ("lecture", REFERENCE) or name == "clipped"
]


@pytest.fixture
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
    chapter: type[Chapter],
    data,
    script: Script,
    *,
    schedule_only: bool = False,
    stepped: bool = False,
) -> Chapter:
    """Play a chapter, or only ask it when it would play what: nothing is moved then.

    Animations are jumped to their ends, unless they are to be stepped through, once a second.
    """
    with tempconfig({**DRAFT, "frame_rate": 1} if stepped else DRAFT):
        scene = chapter(data=data, script=script, skip_animations=not stepped)
        leave_unpainted(scene)
        if schedule_only:

            def pass_by(count, _play):
                scene.frame += count

            scene._draw = pass_by
        scene.render()
    return scene


@pytest.mark.parametrize(("telling", "voice"), PACES, indirect=["telling"])
@pytest.mark.parametrize("name", FILM.chapters)
def test_pictures_come_with_their_words_at_any_bearable_pace(name, telling, voice, waited):
    chapter = chapter_class(name)
    data, language = telling
    written = load_script(chapter.name, data, language=language)
    if language not in {beat.language for beat in written.beats}:
        pytest.skip("not translated")
    script = spoken(written, voice)
    scene = perform(chapter, data, script, schedule_only=True)
    assert scene.shortened == []
    due = {(beat.name, cue): beat.cue(cue) for beat in scene.script.beats for cue in beat.cues}
    assert {(beat, cue) for beat, cue, _ in waited} == set(due)
    for beat, cue, frame in waited:
        assert frame == pytest.approx(due[beat, cue] * DRAFT["frame_rate"], abs=0.51), (beat, cue)


@pytest.mark.parametrize("name", FILM.chapters)
def test_pictures_come_with_the_words_of_the_film(name, lecture):
    script = FILM.script(name, lecture, FILM.timings())
    assert all(beat.said for beat in script.beats)
    assert perform(chapter_class(name), lecture, script).shortened == []


def longer(beat: Beat) -> str:
    """Return a beat's words with a sentence more."""
    return f"{beat.words} It helps us to count."


def shorter(beat: Beat) -> str:
    """Return a beat's words without their last sentence, if no cue is in it."""
    *kept, _ = re.findall(r"\S.*?[.?!](?=\s|$)", beat.words)
    words = " ".join(kept)
    return words if max(beat.cues.values(), default=-1) < len(words.split()) > 0 else beat.words


@pytest.mark.parametrize("other_words", [longer, shorter])
@pytest.mark.parametrize("name", FILM.chapters)
def test_a_sentence_more_or_less_breaks_no_beat(name, lecture, waited, other_words):
    """All beats at once: what one does hangs on its own words alone."""
    script = load_script(name, lecture)
    beats = (dataclasses.replace(beat, words=other_words(beat)) for beat in script.beats)
    edited = spoken(dataclasses.replace(script, beats=tuple(beats)), lambda *_: (1.0, 0.0))
    scene = perform(chapter_class(name), lecture, edited, schedule_only=True)
    due = {(each.name, cue): each.cue(cue) for each in scene.script.beats for cue in each.cues}
    assert {(place, cue) for place, cue, _ in waited} == set(due)
    for place, cue, frame in waited:
        assert frame == pytest.approx(due[place, cue] * DRAFT["frame_rate"], abs=0.51)


@pytest.mark.parametrize("pace", [0.01, 3.0])
@pytest.mark.parametrize("name", FILM.chapters)
def test_no_voice_is_too_fast_or_too_slow(name, lecture, pace):
    script = load_script(name, lecture)
    beats = [
        dataclasses.replace(beat, said=tuple(pace * k for k in range(len(beat.words.split()))))
        for beat in script.beats
    ]
    scene = perform(chapter_class(name), lecture, dataclasses.replace(script, beats=tuple(beats)))
    assert scene.frame == round(scene.script.duration * DRAFT["frame_rate"])


@pytest.mark.parametrize("voice", VOICES.values(), ids=VOICES)
def test_the_voices_keep_their_word(lecture, voice):
    script = spoken(load_script("s04_latent", lecture), voice)
    for beat, after in pairwise(script.beats):
        assert after.start == pytest.approx(beat.end)
        assert len(beat.said) == len(beat.words.split())
        assert all(first < second for first, second in pairwise((*beat.said, beat.duration)))
