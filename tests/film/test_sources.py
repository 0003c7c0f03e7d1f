"""What a part of the film depends on."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenes.film import sources, telling
from scenes.film.errors import FilmError
from scenes.film.sources import beat_sources, tree_digest
from scenes.story.parameters import load_story
from tests.film.tiny_film import TinyFilm

BEATS = ("move", "rest")


def digests(film: TinyFilm) -> dict[str, str]:
    return beat_sources(film.programme.module("c01_first"), film.programme.packages, BEATS).beats


def digest(film: TinyFilm) -> str:
    return digests(film)["rest"]


def reached(chapter: str) -> set[tuple[str, str]]:
    """List the definitions that a chapter of the film can run."""
    reach = sources._Reach(sources._Modules(frozenset({"scenes", "lvebm_core"})))
    for root in sources.ROOTS:
        reach.want(*root)
    reach.want_chapter(f"scenes.{chapter}", frozenset())
    reach.digest()
    return set(reach._taken)


def test_a_later_beat_does_not_count(tiny_film: TinyFilm) -> None:
    file = tiny_film.chapter_file("c01_first")
    file.write_text(
        file.read_text().replace("self.hold(1.0)", "self._still()")
        + "\n    def _still(self):\n        self.hold(1.0)\n"
    )
    before = digests(tiny_film)
    assert before["move"] != before["rest"]
    file.write_text(file.read_text().replace("self.hold(1.0)", "self.hold(0.5)"))
    after = digests(tiny_film)
    assert (after["move"], after["rest"] == before["rest"]) == (before["move"], False)
    file.write_text(file.read_text().replace("share=0.8)", "share=0.8)\n        self._still()"))
    last = digests(tiny_film)
    assert last["move"] != after["move"]


def test_the_table_of_numbers_does_not_count(tiny_film: TinyFilm) -> None:
    before = digest(tiny_film)
    file = tiny_film.chapter_file("c01_first")
    file.write_text(file.read_text().replace("def construct", "tables = ()\n\n    def construct"))
    assert digest(tiny_film) == before


def test_the_tree_changes_with_every_byte(tiny_film: TinyFilm) -> None:
    before = tree_digest(tiny_film.programme.packages)
    file = tiny_film.chapter_file("c02_second")
    file.write_text(file.read_text() + "#\n")
    assert tree_digest(tiny_film.programme.packages) != before


def test_it_does_not_import_the_chapter(tiny_film: TinyFilm) -> None:
    file = tiny_film.chapter_file("c01_first")
    file.write_text(file.read_text() + "\nraise SystemExit\n")
    assert len(digest(tiny_film)) == 64


def test_a_changed_chapter(tiny_film: TinyFilm) -> None:
    before = digest(tiny_film)
    file = tiny_film.chapter_file("c01_first")
    file.write_text(file.read_text().replace("0.8", "0.7"))
    assert digest(tiny_film) != before


def test_another_chapter_does_not_count(tiny_film: TinyFilm) -> None:
    before = digest(tiny_film)
    file = tiny_film.chapter_file("c02_second")
    file.write_text(file.read_text().replace("0.8", "0.7"))
    assert digest(tiny_film) == before


def test_a_comment_does_not_count(tiny_film: TinyFilm) -> None:
    before = digest(tiny_film)
    file = tiny_film.chapter_file("c01_first")
    file.write_text("# Why it moves.\n\n" + file.read_text())
    assert digest(tiny_film) == before


def package(film: TinyFilm) -> Path:
    return film.folder / film.programme.package


def test_what_the_chapter_imports(tiny_film: TinyFilm) -> None:
    before = digest(tiny_film)
    (package(tiny_film) / "paint.py").write_text('RED = "#ff0000"\n')
    assert digest(tiny_film) != before


def test_what_it_imports_and_does_not_use(tiny_film: TinyFilm) -> None:
    paint = package(tiny_film) / "paint.py"
    paint.write_text(paint.read_text() + "\nBLUE = 1\n")
    before = digest(tiny_film)
    paint.write_text(paint.read_text().replace("BLUE = 1", "BLUE = 2"))
    assert digest(tiny_film) == before


@pytest.mark.parametrize(
    ("statement", "use"),
    [
        ("import {package}.deep.far", "{package}.deep.far.AWAY"),
        ("import {package}.deep.far as far", "far.AWAY"),
        ("from {package}.deep import far", "far.AWAY"),
        ("from {package}.deep.far import AWAY", "AWAY"),
        ("from {package}.deep.far import AWAY as there", "there"),
        ("from {package}.deep import AWAY", "AWAY"),
        ("from {package} import deep", "deep.AWAY"),
        ("from .deep import far", "far.AWAY"),
        ("from . import deep", "deep.far.AWAY"),
    ],
)
def test_what_the_imported_imports(tiny_film: TinyFilm, statement: str, use: str) -> None:
    here = package(tiny_film)
    (here / "deep").mkdir()
    (here / "deep" / "__init__.py").write_text("from .far import AWAY\n")
    far, paint = here / "deep" / "far.py", here / "paint.py"
    far.write_text("AWAY = 1\nNEAR = 1\n")
    names = {"package": here.name}
    paint.write_text(
        f"{statement.format(**names)}\n\n\ndef red():\n    return {use.format(**names)}\n\n\n"
        "RED = red()\n"
    )
    before = digest(tiny_film)
    far.write_text("AWAY = 1\nNEAR = 2\n")
    assert digest(tiny_film) == before
    far.write_text("AWAY = 2\nNEAR = 2\n")
    assert digest(tiny_film) != before


@pytest.mark.parametrize(
    ("edit", "counts"),
    [
        (("return 1", "return 2"), True),  # called
        (("return 10", "return 20"), False),  # a method that nothing names
        (("return 100", "return 200"), True),  # a property that is asked for
        (("return 1000", "return 2000"), True),  # named in a string, as getattr may
        (("return 10000", "return 20000"), True),  # Manim may call it: the class has a base
        (("A class.", "The class."), False),
        (("x: int", "x: float"), False),
        (("count = 0", "count = 1"), True),
        (("print('loaded')", "print('here')"), True),  # runs on import
        (("@register\ndef", "@register\n\n\ndef"), False),
        (("return 5", "return 6"), True),  # its decorator may call it
    ],
)
def test_what_of_an_imported_module_counts(
    tiny_film: TinyFilm, edit: tuple[str, str], counts: bool
) -> None:
    paint = package(tiny_film) / "paint.py"
    paint.write_text(
        "from functools import cached_property\n\n\n"
        "def red(x: int):\n    return 1\n\n\n"
        "class Paint:\n    'A class.'\n\n    count = 0\n\n"
        "    def unused(self):\n        return 10\n\n"
        "    @cached_property\n    def hue(self):\n        return 100\n\n"
        "    def shade(self):\n        return 1000\n\n\n"
        "class Brush(list):\n    def append(self, each):\n        return 10000\n\n\n"
        "def register(function):\n    return function\n\n\n"
        "@register\ndef later():\n    return 5\n\n\n"
        "print('loaded')\n"
        "RED = [red(3), Paint().hue, getattr(Paint(), 'shade'), Brush()]\n"
    )
    before = digest(tiny_film)
    text = paint.read_text()
    assert text.count(edit[0] + "\n") == 1 or text.count(edit[0]) == 1
    place = text.find(edit[0] + "\n") if edit[0] + "\n" in text else text.find(edit[0])
    paint.write_text(text[:place] + edit[1] + text[place + len(edit[0]) :])
    assert (digest(tiny_film) != before) == counts


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("scenes.chapter", "Chapter"),
        ("scenes.look", "BACKGROUND"),
        ("scenes.film.encoder", "Encoder.put"),
        ("scenes.film.render", "PartsMaker.take"),
        ("scenes.narration.script", "Beat.cue"),
        ("scenes.mobjects.horn.horn", "Horn"),
        ("scenes.story.data", "StoryData.horn_mean"),
        ("lvebm_core.horn", "Horn.radii"),
    ],
)
def test_the_project_around_it_counts(module: str, name: str) -> None:
    assert (module, name) in reached("s01_horn")


def test_the_rest_of_the_project_does_not_count() -> None:
    taken = reached("s01_horn")
    assert not {module for module, _ in taken} & {
        "scenes.film.cli.main",
        "scenes.film.assemble",
        "scenes.s03_slice",
        "scenes.story.tables",
    }
    assert ("scenes.story.data", "StoryData.free_energy") not in taken
    assert ("scenes.narration.script", "load_script") not in taken


@pytest.mark.parametrize(
    ("shows", "learning"),
    [
        (
            "self.data.learning.cold.weights",
            {"Learning._learn", "train_decoder", "_Course._descend"},
        ),
        (
            "self.data.conditional.radii(0.5)",
            {"Conditional._learn", "train_conditional", "_Course._descend"},
        ),
        ("self.data.predict(0.5)", {"FittedPredictor._learn", "fit_predictor", "_descend"}),
    ],
)
def test_who_shows_what_is_learned_depends_on_what_learns_it(
    tiny_film: TinyFilm, shows: str, learning: set[str]
) -> None:
    def names() -> set[str]:
        reach = sources._Reach(sources._Modules(tiny_film.programme.packages | {"lvebm_core"}))
        for root in sources.ROOTS:
            reach.want(*root)
        reach.want_chapter(tiny_film.programme.module("c01_first"), frozenset())
        reach.digest()
        return {name for _, name in reach._taken}

    assert not names() & (learning | {"model_at"})
    file = tiny_film.chapter_file("c01_first")
    file.write_text(file.read_text().replace("self.hold(1.0)", shows))
    assert names() >= learning
    assert not names() & {"learned", "read_checkpoint", "KeptLessons"}


def test_pictures_count_but_words_and_numbers_do_not(
    tiny_film: TinyFilm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assets = tmp_path / "assets"
    (assets / "de").mkdir(parents=True)
    monkeypatch.setattr(sources, "ASSETS", assets)
    before = digest(tiny_film)
    for name in ("s01.md", "timings.json", "story.toml", "a.safetensors", "de/s01.md"):
        (assets / name).write_text("words")
    assert digest(tiny_film) == before
    leave_things_about(assets)
    assert digest(tiny_film) == before
    (assets / "horn.svg").write_text("<svg/>")
    with_picture = digest(tiny_film)
    assert with_picture != before
    (assets / "shape.json").write_text("[]")
    assert digest(tiny_film) != with_picture


def leave_things_about(folder: Path) -> None:
    """Do what editors, notebooks and systems do to a folder in which somebody works."""
    for name in (
        ".s01.md.swp",
        "s01.md~",
        "#s01.md#",
        ".DS_Store",
        "4913",
        "s01.md.orig",
        ".x.svg",
    ):
        (folder / name).write_bytes(b"\xff\x00")
    (folder / ".#s01.md").symlink_to("somebody@somewhere.4711")
    (folder / ".#s01.py").symlink_to("somebody@somewhere.4711")
    (folder / ".ipynb_checkpoints").mkdir()
    for name in ("a.ipynb", "a.svg", "a.py"):
        (folder / ".ipynb_checkpoints" / name).write_text("{}")
    (folder / "lesson.ipynb").write_text("{}")


def test_what_lies_about_beside_the_sources_does_not_count(tiny_film: TinyFilm) -> None:
    before = tree_digest(tiny_film.programme.packages), digest(tiny_film)
    leave_things_about(tiny_film.chapter_file("c01_first").parent)
    assert (tree_digest(tiny_film.programme.packages), digest(tiny_film)) == before


def test_what_lies_about_beside_the_words_changes_no_word(tiny_film: TinyFilm) -> None:
    programme, story = tiny_film.programme, load_story()
    before = telling._words_key(programme, "c01_first", story)
    assert programme.narration is not None
    leave_things_about(programme.narration)
    assert telling._words_key(programme, "c01_first", story) == before
    assert tiny_film.script("c01_first").title
    (programme.narration / "phrases.jinja").write_text("{# other #}")
    assert telling._words_key(programme, "c01_first", story) != before


def test_the_versions_of_the_libraries_count(
    tiny_film: TinyFilm, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digest(tiny_film)
    monkeypatch.setattr(sources, "version", lambda library: "0")
    sources.libraries.cache_clear()
    try:
        assert digest(tiny_film) != before
    finally:
        sources.libraries.cache_clear()


def test_what_is_not_python_is_one_line(tiny_film: TinyFilm) -> None:
    tiny_film.chapter_file("c01_first").write_text("def move(:\n")
    with pytest.raises(FilmError, match=r"c01_first: SyntaxError: .*line 1\)$"):
        digest(tiny_film)
