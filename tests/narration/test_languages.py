"""Another language tells the same beats, in step with the same pictures, and stays true."""

import re
import shutil
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest

from scenes import labels
from scenes.film.programme import FILM
from scenes.narration.languages import NARRATION_FOLDER, language, languages
from scenes.narration.script import (
    Beat,
    NarrationError,
    Script,
    load_script,
)
from scenes.narration.timings import BeatTimes, Timings, WordTime, text_hash
from tests.narration.saying import say
from tests.narration.stories import STORIES

TRANSLATED = {
    "s01_horn": "Ein Horn aus Daten",
    "s03_slice": "Der Schnitt bei x = 0",
    "s06_all_energies": "Vierundzwanzig Energien",
}
"""The chapters that are German from end to end, with the titles they have in the lecture."""

FILES = sorted(NARRATION_FOLDER.glob("*/*.md"))
EQUAL = {"horn.alpha": "1.5", "horn.beta": "1.5"}
STRONG = {"horn.noise_std": "0.2", "plane.y2": "[-3, 3]"}
POINT = {"decoder.weights": "[0, 0]"}
UPRIGHT = {"decoder.weights": "[0, 1.2]"}
CIRCLE = {"decoder.weights": "[1, 1]"}
ONE = {f"picks.{pick}": "1" for pick in ("energy", "one_valley", "two_valleys")}


@lru_cache(maxsize=len(STORIES))
def scripts_of(data):
    return [load_script(chapter, data, language="de") for chapter in TRANSLATED]


@pytest.fixture
def scripts(told):
    return scripts_of(told)


def headings_and_cues(text):
    """Read a narration's headings and cues without the code under test."""
    parts = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    marks = [re.findall(r"\[(\w+)\](?:\((\w+)\))?", part) for part in parts]
    return {
        part.split()[0]: [name or word for word, name in found]
        for part, found in zip(parts, marks, strict=True)
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_headings_and_cues_are_those_of_the_english_words(file):
    english = headings_and_cues((NARRATION_FOLDER / file.name).read_text(encoding="utf-8"))
    translated = headings_and_cues(file.read_text(encoding="utf-8"))
    assert translated == {name: cues for name, cues in english.items() if name in translated}


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_number_is_written_only_as_a_placeholder(file):
    assert not re.search(r"\d", re.sub(r"\{.*?\}", "", file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("chapter", TRANSLATED)
def test_the_lecture_s_translated_chapters_are_german_from_end_to_end(chapter, lecture):
    script = load_script(chapter, lecture, language="de")
    assert script.title == TRANSLATED[chapter]
    assert script.language == "de"
    assert script.warnings == ()
    assert [beat.name for beat in script.beats] == [
        beat.name for beat in load_script(chapter, lecture).beats
    ]
    assert {beat.language for beat in script.beats} == {"de"}
    assert 60 < script.duration < 150


def test_english_is_told_as_before(lecture):
    for chapter in FILM.chapters:
        english = load_script(chapter, lecture)
        assert english == load_script(chapter, lecture, language="en")
        assert (english.language, english.warnings) == ("en", ())


def test_german_words_are_well_formed(scripts):
    for beat in (beat for script in scripts for beat in script.beats):
        assert 20 <= language("de").spoken_length(beat.words) <= 65, beat
        for sentence in re.split(r"(?<=[.?!])\s+", beat.words):
            assert sentence[0].isupper(), sentence
            assert sentence[-1] in ".?!", sentence
            assert len(sentence.split()) <= 30, sentence
        assert not re.search(r"\s\s|[{}#*_`\[\]]|\.\.|\s[,.;:]", beat.words), beat.words
        # A decimal point, a sign in figures, and what has the wrong gender or number:
        assert not re.search(r"\d\.\d|-\d|\d{4}|\d,\d{4}|\b(nan|inf)\b", beat.words), beat.words
        assert not re.search(r"\b(eins? Röhre|eine (Horn|Kreis)|eins? Ellipse)\b", beat.words)
        assert not re.search(r"\beins [A-ZÄÖÜ]\w+(en|ung)\b|\beine? \w+ungen\b", beat.words)
        assert not re.search(r"\b(the|and|of|is|at|one|two|zero|minus [a-z]*ty)\b", beat.words)


def read_aloud(caption):
    """Say a caption's symbols in German: a second way from pictures to words."""
    names = {"α": "Alpha", "β": "Beta", "ε": "Epsilon", "θ": "Theta", "ρ": "Rho", "π": "Pi"}
    names |= {"₁": " eins", "₂": " zwei", "′": " Strich", "−": "minus ", "ỹ": "y Tilde"}
    names |= {"2π": "zwei Pi", "ž": "z Hatschek", "z̃": "z Tilde", "g(z)": "g von z"}
    for symbol in sorted(names, key=len, reverse=True):
        caption = caption.replace(symbol, names[symbol])
    return caption.split()


def test_german_captions_are_the_words_and_fit_the_screen_and_the_eye(scripts, told):
    hurry = told.story.narration.words_per_minute / 150
    for script in scripts:
        captions = script.captions()
        assert read_aloud(" ".join(c.text for c in captions)) == [
            word for beat in script.beats for word in beat.words.split()
        ]
        for before, after in pairwise(captions):
            assert before.end == after.start
        for caption in captions:
            lines = caption.text.split("\n")
            assert len(lines) <= 2
            assert all(0 < len(line) <= 42 for line in lines)
            assert caption.end - caption.start >= 1
            assert len(caption.text) / (caption.end - caption.start) <= 20 * hurry


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("das y Tilde, und z Hatschek", "das ỹ, und ž"),
        ("von y eins und y zwei zu y Strich.", "von y₁ und y₂ zu y′."),
        ("also ist Rho eins das Rho von Theta", "also ist ρ₁ das ρ von θ"),
        ("minus 1,5, minus z, zwei Pi", "−1,5, minus z, 2π"),
        ("Theta ist weg. Rho eins auch, und Beta", "Theta ist weg. Rho eins auch, und β"),
    ],
)
def test_german_captions_show_symbols(said, shown):
    script = Script("s", "t", (Beat("b", said, 0.0, 20.0, language="de"),), "de")
    assert script.captions()[0].text.replace("\n", " ") == shown


def test_a_word_takes_its_share_of_a_german_beat():
    beat = Beat("b", "Die Exponentialfunktion ist 2,25 hier", 10.0, 20.0, language="de")
    # One, then eight letters at a time three, one, four (zwei Komma zwei fünf), one: ten in all.
    assert beat.word_starts() == pytest.approx([10, 12, 18, 20, 28])


# Falling back


def write(folder, language, chapter, text):
    home = folder if language == "en" else folder / language
    home.mkdir(parents=True, exist_ok=True)
    (home / f"{chapter}.md").write_text(text, encoding="utf-8")


ENGLISH = (
    "# Title\n## one\nThe [first] is {{ slice_x }}.\n## two\nA [b](x), [c](y).\n## three\nBye.\n"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return the folder of a narration of one chapter, in English, from here."""
    monkeypatch.chdir(tmp_path)
    write(Path("words"), "en", "x", ENGLISH)
    return Path("words")


def test_beats_that_nobody_translated_stay_english_with_one_warning(lecture, folder):
    write(folder, "de", "x", "# Titel\n## two\nEin [B](x), ein [C](y).\n")
    script = load_script("x", lecture, folder, language="de")
    assert script.title == "Titel"
    assert [(beat.name, beat.language, beat.words) for beat in script.beats] == [
        ("one", "en", "The first is zero."),
        ("two", "de", "Ein B, ein C."),
        ("three", "en", "Bye."),
    ]
    assert script.warnings == ("x: no German words, so English ones, for one, three",)
    assert dict(script.beat("two").cues) == {"x": 1, "y": 3}


def test_a_title_alone_is_translated_alone(lecture, folder):
    write(folder, "de", "x", "# Titel\n")
    script = load_script("x", lecture, folder, language="de")
    english = load_script("x", lecture, folder)
    assert (script.title, script.picture_language) == ("Titel", "en")
    assert script.beats == english.beats
    assert script.warnings == ("x: no German words, so English ones, for one, two, three",)


def test_every_chapter_has_a_german_title(told):
    for chapter in FILM.chapters:
        script = load_script(chapter, told, language="de")
        assert script.title
        assert script.title != load_script(chapter, told).title


@pytest.mark.parametrize("others", [(), ("de",)])
def test_a_chapter_that_nobody_translated_stays_english(lecture, folder, others):
    for code in others:
        (folder / code).mkdir()
    script = load_script("x", lecture, folder, language="de")
    english = load_script("x", lecture, folder)
    assert (script.title, script.beats) == (english.title, english.beats)
    assert script.captions() == english.captions()
    assert script.warnings == ("x: no German words, so English ones, for one, two, three",)


def test_the_timing_table_serves_the_words_that_it_has_in_any_language(lecture, folder):
    write(folder, "de", "x", "# Titel\n## three\nTschüss.\n")
    times = BeatTimes(4.0, (WordTime(0.5, 1.0, "Bye."),))
    table = Timings("t.json", "v", "1", {("x", "three"): (text_hash("Bye."), times)})
    english = load_script("x", lecture, folder, table)
    german = load_script("x", lecture, folder, table, language="de")
    assert english.beat("three").duration == 4.0
    assert german.beat("three").duration == 1.0
    assert german.beat("three").said == ()


# Mistakes


def refusal(lecture, folder, language="de"):
    with pytest.raises(NarrationError) as error:
        load_script("x", lecture, folder, language=language)
    message = str(error.value)
    assert message.isprintable()
    return message


@pytest.mark.parametrize("language", ["fr", "DE", "", "../de"])
def test_an_unknown_language_names_the_known_ones(lecture, folder, language):
    assert refusal(lecture, folder, language) == f"no language {language!r}; there are de, en"
    assert set(languages()) == {"de", "en"}


@pytest.mark.parametrize(
    ("beats", "message"),
    [
        (
            "## one\nDas Erste ist {{ slice_x }}.\n",
            "## one: the cue [first] is missing; the English has [first]",
        ),
        (
            "## one\nDas [Erste] ist {{ slice_x }}.\n",
            "## one: the cue [first] is missing; the English has [first]",
        ),
        ("## three\n[Ade].\n", "## three: unknown cue [Ade]; the English has none"),
        (
            "## two\nEin [C](y), ein [B](x).\n",
            "## two: the cue [y] is out of order, for pictures wait for [x], [y]",
        ),
        (
            "## one\nEin [A](first), ein [C](y).\n",
            "## one: unknown cue [y]; the English has [first]",
        ),
        ("## four\nVier.\n", "## four: unknown beat; the chapter's beats are one, two, three"),
        ("## three\nDrei.\n## one\nEins.\n", "## three: out of order; here comes ## one"),
        ("## three\nDrei.\n## three\nDrei.\n", "## three: the heading appears twice"),
        ("## three\n", "## three: the beat has no words"),
        ("Titel\n", 'must begin with "# Title" and go on with "## beat"'),
    ],
)
def test_a_faulty_translation_is_one_line(lecture, folder, beats, message):
    write(folder, "de", "x", f"# Titel\n{beats}")
    assert refusal(lecture, folder).startswith(f"words/de/x.md: {message}")


def test_an_unknown_name_in_a_translation_is_one_line(lecture, folder):
    write(folder, "de", "x", "# Titel\n## three\nEin {{ horn_or_tube }}.\n")
    message = "## three: unknown name 'horn_or_tube'; did you mean 'horn_noise'? lvebm facts "
    assert refusal(lecture, folder).startswith(f"words/de/x.md:3: {message}")


def test_a_file_that_translates_nothing_is_refused(lecture, folder):
    write(folder, "de", "xx", "# Titel\n## one\nHallo.\n")
    assert refusal(lecture, folder) == (
        "words/de/xx.md: translates nothing; the English files are x.md"
    )


def test_a_translation_needs_sound_english_words(lecture, folder):
    write(folder, "en", "x", "# Title\n## one\n{{ nothing }}\n")
    assert refusal(lecture, folder).startswith("words/x.md:3: ## one: unknown name 'nothing'")


# German numbers


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "null"),
        (1, "eins"),
        (7, "sieben"),
        (12, "zwölf"),
        (16, "sechzehn"),
        (17, "siebzehn"),
        (20, "zwanzig"),
        (21, "einundzwanzig"),
        (24, "vierundzwanzig"),
        (30, "dreißig"),
        (48, "achtundvierzig"),
        (67, "siebenundsechzig"),
        (76, "sechsundsiebzig"),
        (100, "einhundert"),
        (101, "einhunderteins"),
        (121, "einhunderteinundzwanzig"),
        (300, "dreihundert"),
        (360, "dreihundertsechzig"),
        (1000, "eintausend"),
        (1005, "eintausendfünf"),
        (1999, "eintausendneunhundertneunundneunzig"),
        (2000, "zweitausend"),
    ],
)
def test_german_whole_numbers(n, words):
    assert language("de").whole(n) == words


@pytest.mark.slow
def test_no_two_german_whole_numbers_sound_alike():
    assert len({language("de").whole(n) for n in range(10_000)}) == 10_000


@pytest.mark.parametrize(
    ("value", "decimals", "words"),
    [
        (2.0, 2, "zwei"),
        (-1.5, 2, "minus 1,5"),
        (-2, 2, "minus zwei"),
        (4.077, 2, "4,08"),
        (1.999, 2, "zwei"),
        (-0.0042, 2, "fast null"),
        (-1e-17, 2, "null"),
        (0.123456, 6, "0,123456"),
        (147.0, 2, "147"),
        (147.5, 2, "147,5"),
    ],
)
def test_german_numbers_as_spoken(value, decimals, words):
    assert language("de").number(value, decimals) == words


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (1, "eine Ziehung"),
        (4, "vier Ziehungen"),
        (101, "einhundertein Ziehungen"),
        (111, "einhundertelf Ziehungen"),
    ],
)
def test_german_counts_agree_with_their_noun(n, words):
    assert language("de").count(n, "eine Ziehung", "Ziehungen") == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("y Tilde", 2),
        ("die x-Achse", 3),
        ("2,25", 4),  # zwei Komma zwei fünf
        ("minus 1,5.", 4),
        ("0,05 ist klein: so", 7),
        ("Kästchen", 1),
        ("Ziehungen", 2),
        ("Exponentialfunktion", 3),
        ("147", 4),  # einhundertsiebenundvierzig: 26 letters
        ("12345", 5),
        ("hier – dort", 2),
    ],
)
def test_how_long_german_takes_to_read(text, words):
    assert language("de").spoken_length(text) == words


# German claims


LECTURE = [
    ("s01.title", "Ein Horn"),
    ("s01.growth", "4,08"),  # 1.5 e = 4.077
    ("s01.growth", "5,44"),  # 2 e = 5.437
    ("s01.radii", "eine Ellipse, breiter als hoch"),
    ("s01.growth", "eine Ellipse, höher als breit"),
    ("s01.growth", "wächst von eins auf 2,72"),
    ("s01.noise", "Seine Standardabweichung ist 0,05, also verlässt der Punkt seine Ellipse"),
    ("s01.samples", "Nach dreihundert Ziehungen sehen wir die Form eines Horns"),
    ("s03.slide", "null"),
    ("s03.title", "0"),
    ("s03.boxes", "vier Kästchen"),
    ("s03.boxes", "drei Kästchen"),
    ("s03.face_on", "0,5"),
    ("s03.samples", "Vierundzwanzig Beobachtungen landen in der Ebene"),
    ("s03.boxes", "Die Beobachtungen bleiben nah am Rand, und die Mitte ist leer"),
    ("s06.one_range", "die Energie von null bis dreizehn"),
    ("s06.one_range", "E drei steigt bis 12,67, höher als jede andere Kurve"),
    ("s06.one_range", "während E zehn nie über 4,77 hinauskommt"),
    ("s06.corners", "Die oberste Zeile beginnt mit E eins und endet mit E sechs"),
    ("s06.corners", "die letzte beginnt mit E neunzehn und endet mit E vierundzwanzig"),
    ("s06.places", "ganz rechts gehört E dreiundzwanzig, und das Tal liegt nahe bei Pi"),
    ("s06.places", "E drei, und das Tal liegt an beiden Enden, bei null und zwei Pi"),
    ("s06.families", "Siebzehn Kurven haben nur ein Tal, in dem eine Kugel zur Ruhe käme"),
    ("s06.families", "Sieben Kurven haben zwei Täler"),
    ("s06.families", "Ihre Beobachtungen liegen der Achse von y zwei am nächsten"),
    ("s06.picked", "Zwei dieser Kurven verdienen einen genaueren Blick"),
    ("s06.picked", "E zehn hat zwei Täler"),
    ("s06.picked", "Zuerst kommt E dreiundzwanzig an die Reihe, dann E zehn"),
]


@pytest.mark.parametrize(("place", "words"), LECTURE)
def test_the_lecture_s_german_words(lecture, place, words):
    assert words in say(lecture, place, "de")


@pytest.mark.parametrize(
    ("changes", "place", "words"),
    [
        ({"horn.alpha": "1.7", "horn.beta": "1.5"}, "s01.radii", "eine Ellipse, höher als breit"),
        ({"horn.alpha": "1.7", "horn.beta": "1.5"}, "s01.growth", "eine Ellipse, breiter als hoch"),
        (EQUAL, "s01.radii", "ein Kreis"),
        (EQUAL, "s01.growth", "sind Alpha und Beta gleich"),
        (EQUAL, "s01.end_on", "Unterwegs bleibt es immer ein Kreis"),
        ({"horn.growth": "2"}, "s01.growth", "wächst von eins auf 7,39"),
        ({"horn.growth": "0"}, "s01.growth", "bleibt bei eins, weil nichts wächst"),
        ({"horn.growth": "0"}, "s01.title", "Eine Röhre"),
        ({"horn.growth": "0"}, "s03.plane", "die Röhre"),
        ({"horn.growth": "0"}, "s01.spin", "an einem Ende breiter, am anderen höher"),
        ({"horn.growth": "0", **EQUAL}, "s01.spin", "an beiden Enden derselbe Kreis"),
        ({"horn.growth": "0.4"}, "s01.spin", "an einem Ende etwas größer als am anderen"),
        ({"horn.growth": "0.4"}, "s03.plane", "hinteren"),
        ({"horn.growth": "0.7"}, "s03.plane", "weiten"),
        ({"horn.noise_std": "0"}, "s01.spin", "innen hohl"),
        ({"horn.noise_std": "0"}, "s01.noise", "In dieser Geschichte ist es null, also bleibt"),
        ({"horn.noise_std": "0"}, "s01.envelope", "Jeder Punkt liegt auf dieser Fläche"),
        ({"horn.noise_std": "0"}, "s03.samples", "Nur Theta unterscheidet die eine"),
        (STRONG, "s01.spin", "von starkem Rauschen verwischt"),
        (STRONG, "s01.noise", "also kann der Punkt weit neben seiner Ellipse landen"),
        (STRONG, "s01.envelope", "Die Punkte sind um diese Fläche verstreut"),
        (STRONG, "s03.boxes", "also streuen die Beobachtungen weit um den Rand"),
        ({"horn.samples": "30"}, "s01.samples", "Nach dreißig Ziehungen ist die Form eines Horns"),
        ({"horn.samples": "1"}, "s01.samples", "Nach einer Ziehung ist die Form"),
        ({"slice.x": "0.1", "plane.y1": "[-4, 4]"}, "s03.title", "0,1"),
        ({"slice.x": "0.1", "plane.y1": "[-4, 4]"}, "s03.slide", "Von hier an bleibt x fest"),
        ({"plane.grid_step": "0.4"}, "s03.boxes", "3,8 Kästchen"),
        ({"horn.alpha": "1.49"}, "s03.boxes", "etwa drei Kästchen"),
        ({"horn.alpha": "0.5"}, "s03.boxes", "ein Kästchen"),
        ({"slice.samples": "1", **ONE}, "s03.samples", "Eine Beobachtung landet in der Ebene"),
        ({"slice.samples": "1", **ONE}, "s03.samples", "Nur Theta und das Rauschen haben ihren"),
        ({"slice.samples": "1", **ONE}, "s03.samples", "Das sind alle unsere Daten"),
        ({"slice.samples": "30"}, "s03.samples", "nummeriert von eins bis dreißig"),
        ({"slice.samples": "1", **ONE}, "s06.title", "Eine Energie"),
        ({"slice.samples": "1", **ONE}, "s06.wall_fills", "kein anderes y, also genügt ein Feld"),
        ({"slice.samples": "1", **ONE}, "s06.places", "denn eine andere gibt es nicht"),
        ({"slice.samples": "1", **ONE}, "s06.families", "Die einzige Kurve hat keine zwei Täler"),
        ({"slice.samples": "1", **ONE}, "s06.picked", "Diese Kurve verdient einen genaueren Blick"),
        (
            {"slice.samples": "100"},
            "s06.corners",
            "die letzte beginnt mit E einundneunzig und endet mit E",
        ),
        ({"picks.two_valleys": "23"}, "s06.picked", "Eine dieser Kurven verdient"),
        (POINT, "s06.families", "Es gibt keines: Jede Kurve ist flach"),
        (POINT, "s06.places", "diese Kurve ist flach"),
        (POINT, "s06.picked", "E dreiundzwanzig ist flach"),
        (UPRIGHT, "s06.families", "Ein Wert von z macht das eine Tal"),
        (UPRIGHT, "s06.places", "die beiden Täler sind gleich tief"),
        (UPRIGHT, "s06.picked", "zwei gleich tiefe Täler"),
        (CIRCLE, "s06.families", "Jede der vierundzwanzig Kurven hat nur ein Tal"),
        (CIRCLE, "s06.families", "Keine der vierundzwanzig Kurven hat zwei Täler"),
    ],
)
def test_german_claims_follow_the_numbers(tell, changes, place, words):
    assert words in say(tell(changes), place, "de")


# A language of somebody else's

FRENCH = """
name = "French"
tag = "fra"

[numbers]
speller = "fr"
mark = ","
mark_said = "virgule"
minus = "moins"
"""


@pytest.fixture
def french(tmp_path, monkeypatch):
    """Add a language to a copy of the narration, by files alone."""
    words = tmp_path / "narration"
    shutil.copytree(NARRATION_FOLDER, words)
    (words / "fr").mkdir()
    (words / "fr" / "language.toml").write_text(FRENCH, encoding="utf-8")
    shutil.copy(words / "labels.toml", words / "fr")
    monkeypatch.setattr("scenes.narration.languages.NARRATION_FOLDER", words)
    monkeypatch.setattr(labels, "FOLDER", words)
    for kept in (languages, labels.labels):
        kept.cache_clear()
    yield words
    for kept in (languages, labels.labels):
        kept.cache_clear()


def test_a_language_is_a_folder(lecture, french):
    (french / "fr" / "s03.md").write_text(
        "# La coupe à x = {{ slice_x | figures }}\n\n## samples\n"
        "{{ samples | count('un échantillon', 'échantillons') }}, avec x égal à {{ slice_x }}. "
        "Un carreau mesure {{ grid_step | given }}, et g vaut {{ w1 }}.\n",
        encoding="utf-8",
    )
    script = load_script("s03_slice", lecture, french, language="fr")
    assert script.title == "La coupe à x = 0"
    assert script.beat("samples").words == (
        "Vingt-quatre échantillons, avec x égal à zéro. Un carreau mesure 0,5, et g vaut moins 1,5."
    )
    assert script.picture_language == "fr"
    [warning] = script.warnings
    assert warning.startswith("s03_slice: no French words, so English ones, for plane, slide")
    assert language("fr").spoken_length("0,5") == 3  # zéro virgule cinq


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"fr"', '"xx"', "numbers.speller = 'xx': must be one of am, ar"),
        ('mark = ","', 'mark = ";"', "numbers.mark = ';': input should be '.' or ','"),
        ('tag = "fra"', 'tag = "french"', "tag = 'french': string should match"),
        ('name = "French"\n', "", "name: field required"),
        ('name = "French"', "name = French", "language.toml: Invalid value"),
    ],
)
def test_a_broken_language_is_one_line(french, old, new, problem):
    (french / "fr" / "language.toml").write_text(FRENCH.replace(old, new), encoding="utf-8")
    with pytest.raises(NarrationError) as error:
        languages()
    assert problem in str(error.value)
    assert str(error.value).isprintable()
