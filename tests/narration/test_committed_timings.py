"""The committed table of times belongs to the words as they are."""

import pytest

from scenes.film.programme import FILM
from scenes.narration.script import load_script
from scenes.narration.timings import load_timings, text_hash


@pytest.mark.parametrize("chapter", FILM.chapters)
def test_every_beat_of_the_lecture_was_spoken_as_it_is_written(lecture, chapter):
    script = load_script(chapter, lecture)
    load_timings().check((chapter, beat.name, text_hash(beat.words)) for beat in script.beats)


@pytest.mark.parametrize("chapter", FILM.chapters)
def test_words_follow_each_other_inside_their_beat(lecture, chapter):
    timings = load_timings()
    for beat in load_script(chapter, lecture).beats:
        times = timings.beat(chapter, beat.name, text_hash(beat.words))
        assert [word.text for word in times.words] == beat.words.split()
        starts = [word.start for word in times.words]
        assert starts == sorted(starts)
        assert 0 <= starts[0] <= 1 / 60
        assert times.words[-1].end <= times.duration


def test_the_table_has_nothing_else(lecture):
    beats = {(c, beat.name) for c in FILM.chapters for beat in load_script(c, lecture).beats}
    assert set(load_timings().beats) == beats


@pytest.mark.parametrize("chapter", FILM.chapters)
def test_captions_can_be_read_at_the_voices_pace(lecture, chapter):
    for caption in load_script(chapter, lecture, timings=load_timings()).captions():
        assert len(caption.text) <= 20 * (caption.end - caption.start)
        assert caption.end - caption.start >= 1
        assert all(len(line) <= 42 for line in caption.text.split("\n"))


@pytest.mark.parametrize("chapter", FILM.chapters)
def test_no_beat_lasts_much_more_than_twenty_four_seconds(lecture, chapter):
    for beat in load_script(chapter, lecture, timings=load_timings()).beats:
        assert beat.duration <= 24.7, (beat.name, beat.duration)
