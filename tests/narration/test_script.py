import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest

from scenes.film.programme import FILM
from scenes.narration.languages import NARRATION_FOLDER, english
from scenes.narration.script import (
    Beat,
    NarrationError,
    Script,
    load_script,
)
from scenes.narration.timings import BeatTimes, Timings, WordTime, text_hash
from tests.narration.stories import STORIES


@lru_cache(maxsize=len(STORIES))
def scripts_of(data):
    return [load_script(chapter, data) for chapter in FILM.chapters]


@pytest.fixture
def scripts(told):
    return scripts_of(told)


def sentences(words):
    return re.split(r"(?<=[.?!])\s+", words)


def test_beats_follow_each_other_without_a_gap(scripts):
    for script in scripts:
        assert script.beats[0].start == 0
        for before, after in pairwise(script.beats):
            assert after.start == before.end
        assert script.duration == script.beats[-1].end


def test_a_beat_lasts_as_long_as_reading_it_aloud(scripts, told):
    for script in scripts:
        for beat in script.beats:
            minutes = english().spoken_length(beat.words) / told.story.narration.words_per_minute
            assert beat.duration == pytest.approx(60 * minutes)


def test_chapters_last_one_to_two_and_a_half_minutes_and_what_frames_them_less(lecture):
    for chapter in FILM.chapters:
        lasting = load_script(chapter, lecture).duration
        if chapter in ("s00_question", "s14_coda"):
            assert 30 < lasting < 60
        else:
            assert 60 < lasting < 150


def test_beats_have_about_25_to_55_words(lecture):
    for beat in (beat for chapter in FILM.chapters for beat in load_script(chapter, lecture).beats):
        assert 20 <= english().spoken_length(beat.words) <= 65, beat


def test_no_story_needs_many_more_words(scripts):
    for beat in (beat for script in scripts for beat in script.beats):
        assert 20 <= english().spoken_length(beat.words) <= 85, beat


def test_no_sentence_has_more_than_thirty_words(scripts):
    for beat in (beat for script in scripts for beat in script.beats):
        for sentence in sentences(beat.words):
            assert len(sentence.split()) <= 30, sentence


def test_the_filled_text_is_well_formed(scripts):
    for beat in (beat for script in scripts for beat in script.beats):
        for sentence in sentences(beat.words):
            assert sentence[0].isupper(), sentence
            assert sentence[-1] in ".?!", sentence
        assert not re.search(r"\s\s|[{}#*_`]|\.\.|\s[,.;:]", beat.words), beat.words
        assert not re.search(r"\b(an [bcdfgjklmpqrstvwz]\w|a [aeiou])", beat.words), beat.words
        assert not re.search(r"\bone (samples|boxes|draws)\b", beat.words), beat.words
        assert not re.search(r"\b(?!one\b)[a-z-]+ (box|draw)\b", beat.words.replace("a box", ""))
        assert not re.search(r"\d{4}|\d\.\d{4}|\d[eE]\d|\b(nan|inf)\b|-\d", beat.words), beat.words


def test_a_number_is_written_in_the_narration_only_as_a_placeholder():
    for file in sorted(NARRATION_FOLDER.glob("*.md")):
        text = file.read_text(encoding="utf-8")
        prose = re.sub(r"\{.*?\}|\]\(\w+\)|^## .*$", "", text, flags=re.MULTILINE)
        assert not re.search(r"\d", prose), file


def read_aloud(caption):
    """Say a caption's symbols, as a reader would: a second way from pictures to words."""
    names = {"α": "alpha", "β": "beta", "ε": "epsilon", "θ": "theta", "ρ": "rho", "π": "pi"}
    names |= {"₁": " one", "₂": " two", "′": " prime", "−": "minus ", "g(z)": "g of z"}
    names |= {"g(ž)": "g of z check", "F∞": "F infinity", "Fβ": "F beta", "L-BFGS": "L B F G S"}
    names |= {"2π": "two pi", "ŷ": "y hat", "ỹ": "y tilde", "ž": "z check", "z̃": "z tilde"}
    for symbol in sorted(names, key=len, reverse=True):
        caption = caption.replace(symbol, names[symbol])
    return caption.split()


def test_captions_are_the_words_of_their_beat(scripts):
    for script in scripts:
        captions = script.captions()
        for beat in script.beats:
            inside = [c for c in captions if beat.start <= c.start < beat.end]
            assert read_aloud(" ".join(c.text for c in inside)) == beat.words.split()
            assert inside[0].start == beat.start
            assert inside[-1].end == beat.end
            for before, after in pairwise(inside):
                assert before.end == after.start


def test_captions_fit_the_screen_and_the_eye(scripts, told):
    hurry = told.story.narration.words_per_minute / 150
    for caption in (caption for script in scripts for caption in script.captions()):
        lines = caption.text.split("\n")
        assert len(lines) <= 2
        assert all(0 < len(line) <= 42 for line in lines)
        assert caption.end - caption.start >= 1
        assert len(caption.text) / (caption.end - caption.start) <= 20 * hurry


def test_captions_share_the_time_by_words():
    beat = Beat("b", "One word. " + "Then a much longer sentence goes on and on. " * 4, 3.0, 20.0)
    captions = Script("s", "t", (beat,)).captions()
    said = 0
    for caption in captions:
        assert caption.start == pytest.approx(3 + 20 * said / 38)
        said += len(caption.text.split())
    assert said == 38


def test_a_short_sentence_is_not_a_caption_of_its_own():
    rest = "This goes on for just as long as a caption of two whole lines can be made to hold."
    beat = Beat("b", f"Yes. {rest}", 0.0, 19 / 180 * 60)
    assert len(rest) == 82  # it would fit alone, and "Yes." would be gone in a third of a second
    captions = Script("s", "t", (beat,)).captions()
    assert min(caption.end - caption.start for caption in captions) >= 1


def test_two_lines_are_of_about_equal_length(scripts):
    for caption in (caption for script in scripts for caption in script.captions()):
        if "\n" in caption.text:
            first, second = caption.text.split("\n")
            assert abs(len(first) - len(second)) <= 20, caption.text
            assert len(caption.text) > 42


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("the output y tilde, and z check", "the output ỹ, and ž"),
        ("from y one and y two to y prime.", "from y₁ and y₂ to y′."),
        ("rho one is the rho of theta", "ρ₁ is the ρ of θ"),
        ("minus 1.5, minus z, two pi", "−1.5, minus z, 2π"),
        ("Theta is gone. Rho one too", "Theta is gone. Rho one too"),
        ("in y, one y twofold check", "in y, one y twofold check"),
    ],
)
def test_captions_show_symbols_where_the_voice_says_their_names(said, shown):
    beat = Beat("b", said, 0.0, 20.0)
    assert Script("s", "t", (beat,)).captions()[0].text.replace("\n", " ") == shown


def test_a_captions_time_is_that_of_its_first_word():
    words = "One two three four. " * 8
    said = tuple(0.25 * k for k in range(32))
    captions = Script("s", "t", (Beat("b", words, 5.0, 9.0, said),)).captions()
    spoken = 0
    for caption in captions:
        assert caption.start == 5.0 + said[spoken]
        spoken += len(caption.text.split())
    assert captions[-1].end == 14.0


def cued(lecture, tmp_path, prose):
    (tmp_path / "x.md").write_text(f"# T\n## b\n{prose}\n", encoding="utf-8")
    return load_script("x", lecture, tmp_path).beats[0]


def test_cues_are_not_said_and_know_when_their_word_is(lecture, tmp_path):
    beat = cued(lecture, tmp_path, "The [slice] stops {{ slice_x }} boxes [from the end](end).")
    assert beat.words == "The slice stops zero boxes from the end."
    assert dict(beat.cues) == {"slice": 1, "end": 5}
    assert beat.cue("slice") == pytest.approx(beat.duration / 8)
    assert beat.cue("end") == pytest.approx(beat.duration * 5 / 8)


def test_cues_follow_the_voices_own_times():
    beat = Beat("b", "one two three", 10.0, 4.0, (0.1, 1.5, 3.0), {"two": 1})
    assert beat.cue("two") == 11.5


def test_a_table_gives_the_times_of_the_words_it_has(lecture, tmp_path):
    (tmp_path / "x.md").write_text("# T\n## b\nOne [two] three.\n## c\nFour.\n", encoding="utf-8")
    words = ("One", "two", "three.")
    times = BeatTimes(4.0, tuple(WordTime(k, k + 0.5, word) for k, word in enumerate(words)))
    digest = text_hash("One two three.")
    timings = Timings(
        "t.json", "clicks", "1", {("x", "b"): (digest, times), ("x", "c"): ("0", times)}
    )
    first, second = load_script("x", lecture, tmp_path, timings).beats
    assert (first.duration, first.said, first.cue("two")) == (4.0, (0, 1, 2), 1.0)
    # The table knows the second beat by other words, so it takes the time of reading it.
    assert (second.start, second.duration, second.said) == (4.0, 1.0, ())


def test_an_unknown_cue_names_the_known_ones(lecture, tmp_path):
    beat = cued(lecture, tmp_path, "The [slice] stops.")
    with pytest.raises(NarrationError, match=r"## b: no cue \[slize\]; its cues are slice"):
        beat.cue("slize")


@pytest.mark.parametrize(
    ("prose", "message"),
    [
        ("The [two words] stop.", "## b: the cue '[two words]': must be [word], or [words](name)"),
        ("The [] stops.", "## b: the cue '[]': must be [word]"),
        ("The [slice](a b) stops.", "## b: the cue '[slice](a b)': must be [word]"),
        ("A [slice] is a [slice].", "## b: the cue [slice] appears twice"),
        ("A half[way] slice.", "## b: the cue [way] must begin a word"),
        ("The [slice stops.", "## b: a lone '['; a cue is written [word]"),
        ("The slice] stops.", "## b: a lone ']'; a cue is written [word]"),
    ],
)
def test_a_faulty_cue_is_one_line(lecture, tmp_path, prose, message):
    with pytest.raises(NarrationError, match=re.escape(message)):
        cued(lecture, tmp_path, prose)


def test_a_beat_of_one_word_is_still_long_enough_to_see(lecture, tmp_path):
    (tmp_path / "x.md").write_text("# T\n## b\nLook.\n", encoding="utf-8")
    script = load_script("x_y", lecture, tmp_path)
    assert script.duration == 1.0
    assert [c.text for c in script.captions()] == ["Look."]


def test_numbers_last_as_long_as_they_take_to_read(lecture, tmp_path):
    (tmp_path / "x.md").write_text("# T\n## b\nIt is 2.25, or minus 1.5 now.\n", encoding="utf-8")
    script = load_script("x", lecture, tmp_path)
    assert script.duration == pytest.approx(12 / 150 * 60)  # it is two point two five, ...


def test_a_placeholder_that_begins_a_sentence_gets_a_capital(lecture, tmp_path):
    text = (
        "# A {{ ['tube', 'horn'][horn_grows] }}\n## b\n{{ samples }} of them. "
        "{{ latents }}, {{ samples }}\n{{ samples }}? {{ w1 }}"
    )
    (tmp_path / "x.md").write_text(text, encoding="utf-8")
    script = load_script("x", lecture, tmp_path)
    expected = "Twenty-four of them. Forty-eight, twenty-four twenty-four? Minus 1.5"
    assert script.beats[0].words == expected
    assert script.title == "A horn"


def test_a_branch_stands_beside_its_sentences(lecture, tmp_path):
    prose = (
        "{% if slice_x == 0 %}[Here](cue) it ends.{% elif w1 %}[There](cue).{% else %}\n"
        "[Nowhere](cue).{% endif %} {% set weight = w1 %}{{ weight }}"
    )
    (tmp_path / "x.md").write_text(f"# T\n## b\n{prose}\n", encoding="utf-8")
    (beat,) = load_script("x", lecture, tmp_path).beats
    assert beat.words == "Here it ends. Minus 1.5"
    assert dict(beat.cues) == {"cue": 0}


def test_an_unknown_beat_names_the_known_ones(lecture):
    script = load_script("s03_slice", lecture)
    assert script.beat("boxes") is script.beats[4]
    with pytest.raises(NarrationError, match="s03_slice: no beat 'box'; its beats are plane, sl"):
        script.beat("box")


S03_BEATS = ("plane", "slide", "face_on", "samples", "boxes", "missing_variable")
S03 = "# T\n" + "".join(f"## {beat}\nSome words.\n" for beat in S03_BEATS)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (S03.replace("# T\n", ""), 's03.md: must begin with "# Title" and go on with "## beat"'),
        (S03.replace("# T\n", "# \n"), 's03.md: must begin with "# Title"'),
        (S03.replace("# T\n", "Hello\n# T\n"), 's03.md: must begin with "# Title"'),
        (S03.replace("# T\n", "# T\nHello\n"), 's03.md: must begin with "# Title"'),
        ("", 's03.md: must begin with "# Title"'),
        ("# T\n", 's03.md: no beat: there must be a "## beat" heading at least'),
        (
            S03.replace("## boxes\nSome words.\n", "## boxes\n\n"),
            "s03.md: ## boxes: the beat has no words",
        ),
        (S03.replace("## boxes\nSome words.\n", ""), "s03.md: ## boxes: missing beat"),
        (
            S03 + "## more\nSome words.\n",
            "s03.md: ## more: unknown beat; the chapter's beats are plane, slide, face_on, "
            "samples, boxes, missing_variable",
        ),
        (S03 + "## boxes\nSome words.\n", "s03.md: ## boxes: the heading appears twice"),
        (
            S03.replace("slide", "S").replace("plane", "slide").replace("S\n", "plane\n"),
            "s03.md: ## slide: out of order; here comes ## plane",
        ),
        (
            S03.replace("## slide\nSome", "## slide\nSome {{ slicex }}"),
            "s03.md:5: ## slide: unknown name 'slicex'; did you mean 'slice_x' or ",
        ),
        (
            S03.replace("## slide\nSome", "## slide\n\nSome { slice_x }"),
            "s03.md:6: ## slide: a lone '{'; a value is written {{ name }}",
        ),
        (
            S03.replace("# T\n", "\n# T {{ }}\n"),
            "s03.md:2: the title: Expected an expression, got 'end of print statement'",
        ),
        (
            S03.replace("## slide\nSome", "## slide\nSome {{ slice_x"),
            "s03.md:5: ## slide: expected token 'end of print statement', got 'words'",
        ),
        (
            S03.replace("## slide\nSome", "## slide\n{% if slice_x %}Some"),
            "s03.md:5: ## slide: Unexpected end of template. Jinja was looking for",
        ),
        (
            S03.replace("## slide\nSome", "## slide\n{% include 'x' %}Some"),
            "s03.md:5: ## slide: include: there may be {{ values }}, {% if %}, {% for %} and",
        ),
        (
            S03.replace(
                "## slide\nSome", "## slide\n{% if w1 %}[Some](a){% else %}Some{% endif %}"
            ),
            "s03.md:5: ## slide: one branch has the cues [a] but none another",
        ),
        (
            S03.replace("## slide\nSome", "## slide\n{% if w1 %}[Some](a){% endif %}"),
            "s03.md:5: ## slide: one branch has the cues [a] but none another",
        ),
        (
            S03.replace("## slide\nSome", "## slide\n{% for k in (1, 2) %}[Some](a){% endfor %}"),
            "s03.md:5: ## slide: a loop can't hold a cue",
        ),
        (
            S03.replace("## slide\nSome", "## slide\n{% if horn_noise == 'loud' %}A{% endif %}"),
            "s03.md:5: ## slide: horn_noise is never 'loud'; it is one of 'none', 'small',",
        ),
        (
            S03.replace("## slide\nSome", "## slide\n{{ {'none': 1, 'small': 2}[horn_noise] }}"),
            "s03.md:5: ## slide: horn_noise: nothing for the case 'strong'",
        ),
        (
            S03.replace("## slide\nSome", "## slide\nSome {{ horn_noise }}"),
            "s03.md:5: ## slide: horn_noise is one of 'none', 'small', 'strong': ask which with",
        ),
        (
            S03.replace("## slide\nSome", "## slide\nSome {{ horn_grows }}"),
            "s03.md:5: ## slide: a yes or no can't be said: ask for it with {% if",
        ),
        (
            S03.replace("## slide\nSome", "## slide\nSome {{ quarter_counts }}"),
            "s03.md:5: ## slide: several values can't be said at once",
        ),
        (
            S03.replace("## slide\nSome", "## slide\nSome {{ far_count }}"),
            "s03.md:5: ## slide: a Count can't be said: say one of its parts",
        ),
        (
            S03.replace("## slide\nSome", "## slide\nSome {{ w1 / 0 }}"),
            "s03.md:5: ## slide: nothing is computed here: make it a fact",
        ),
        (
            S03.replace("## slide\nSome", "## slide\nSome {{ w1 | nmber }}"),
            "s03.md:5: ## slide: No filter named 'nmber'.",
        ),
        (
            S03.replace("## slide\nSome", "## slide\nSome {{ w1 | number('x') }}"),
            "s03.md:5: ## slide: ",
        ),
        (
            S03.replace("## slide\nSome", "## slide\nSome {{ samples | count('one') }}"),
            "s03.md:5: ## slide: Language.count() missing 1 required positional argument",
        ),
        (
            S03.replace("## slide\nSome", "## slide\nSome {{ far_count.boxs }}"),
            "s03.md:5: ## slide: 'scenes.story.counting.Count object' has no attribute 'boxs'",
        ),
        (
            S03.replace("## slide\nSome", "## slide\nSome {{ w1.__class__ }}"),
            "s03.md:5: ## slide: access to attribute '__class__' of 'float' object is unsafe.",
        ),
        (
            S03.replace("## slide\nSome", f"## slide\n{'o' * 43}"),
            f"s03.md: ## slide: the word '{'o' * 43}' is longer than a caption's line of 42",
        ),
    ],
)
def test_a_faulty_narration_is_one_line_naming_file_heading_and_problem(
    lecture, tmp_path, monkeypatch, text, message
):
    monkeypatch.chdir(tmp_path)
    Path("s03.md").write_text(text, encoding="utf-8")
    assert refusal(lecture).startswith(message)


def test_a_narration_that_can_t_be_read(lecture, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert refusal(lecture) == "s03.md: no such file"
    Path("s03.md").write_bytes(b"# T\n## plane\n\xff\n")
    assert refusal(lecture) == "s03.md: not UTF-8 text"
    Path("s03.md").unlink()
    Path("s03.md").mkdir()
    assert refusal(lecture) == "s03.md: can't be read: Is a directory"


def test_an_unknown_name_like_no_other_tells_what_lists_all(lecture, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("s03.md").write_text(S03.replace("Some", "{{ qqqq }}"), encoding="utf-8")
    assert refusal(lecture).endswith("unknown name 'qqqq'; lvebm facts lists them")


def refusal(data):
    """Return the message with which the slice's narration is refused; it's one line."""
    with pytest.raises(NarrationError) as error:
        load_script("s03_slice", data, Path(), beats=S03_BEATS)
    message = str(error.value)
    assert message.isprintable()
    return message


@pytest.mark.parametrize("fps", [15, 24, 30, 60])
def test_a_script_in_frames(fps):
    script = in_sentences(["One two.", "Three.", "Four five six."], (1.234, 0.001, 2.5))
    told = script.in_frames(fps)
    assert told.in_frames(fps) == told
    counts = [max(1, round(beat.duration * fps)) for beat in script.beats]
    starts = [0, counts[0], counts[0] + counts[1]]
    assert [round(beat.start * fps, 9) for beat in told.beats] == starts
    assert [round(beat.duration * fps, 9) for beat in told.beats] == counts
    assert [beat.words for beat in told.beats] == [beat.words for beat in script.beats]


def test_a_schedule_has_cues_in_frames_and_no_words():
    beat = Beat("first", "one two three four", 0.0, 4.0, (0.0, 1.31, 2.0, 3.99), {"b": 1, "d": 3})
    script = Script("s99_trial", "A trial", (beat, replace(beat, name="second", start=4.0)))
    told = script.schedule(10)
    assert [each.words for each in told.beats] == ["", ""]
    assert [(each.cue("b"), each.cue("d")) for each in told.beats] == [(1.3, 4.0), (5.3, 8.0)]
    assert told.schedule(10) == told
    assert told.title == script.title


def in_sentences(sentences, durations):
    beats, start = [], 0.0
    for words, duration in zip(sentences, durations, strict=True):
        beats.append(Beat(f"b{len(beats)}", words, start, duration))
        start += duration
    return Script("s99_trial", "A trial", tuple(beats))
