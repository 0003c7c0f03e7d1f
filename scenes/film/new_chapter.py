"""A new chapter's files, made from templates: its scene, its words and its test."""

import re
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from string import Template

from scenes.film.errors import FilmError, writing
from scenes.film.scratch import publish, scratch_folder
from scenes.folders import ASSETS

TEMPLATES = ASSETS / "new_chapter"

NAME = re.compile(r"s\d\d_[a-z][a-z0-9]*(_[a-z0-9]+)*")
LONGEST_TITLE = 40
"""Characters: a longer title would reach the formula beside it."""


def new_chapter(root: Path, name: str, title: str) -> tuple[Path, ...]:
    """Write the files of a new chapter.

    Parameters
    ----------
    root
        The project's folder.
    name
        Its name, such as ``s15_more``; the number is its place in the film.
    title
        What it is called in the film.

    Returns
    -------
    tuple of Path
        What was written: its scene, its words, its test.

    Raises
    ------
    FilmError
        If the name or the title can't be used, a file is there already, or one can't be written:
        there is none of the three then.
    """
    if not NAME.fullmatch(name):
        raise FilmError(
            f"no chapter can be called {name!r}: it must be s, two digits and words in small "
            "letters, such as s15_more"
        )
    if not title.strip() or not title.isprintable() or set(title) & set('{}[]"\\#'):
        raise FilmError(f'no title can be {title!r}: it must be words without {{}} [] " \\ #')
    if len(title) > LONGEST_TITLE:
        raise FilmError(f"the title {title!r} is longer than {LONGEST_TITLE} characters")
    number = name.partition("_")[0]
    files = {
        root / "scenes" / f"{name}.py": "chapter.py.txt",
        root / "assets" / "narration" / f"{number}.md": "narration.md.txt",
        root / "tests" / "chapters" / f"test_{name}.py": "test_chapter.py.txt",
    }
    taken = [*sorted((root / "scenes").glob(f"{number}_*.py")), *(f for f in files if f.exists())]
    if taken:
        raise FilmError(f"{taken[0]}: there is a chapter {number} already")
    values = {
        "title": title.strip(),
        "module": name,
        "class_name": "".join(part.capitalize() for part in name.split("_")),
    }
    _write(
        {
            file: Template((TEMPLATES / template).read_text(encoding="utf-8")).substitute(values)
            for file, template in files.items()
        }
    )
    return tuple(files)


def _write(texts: Mapping[Path, str]) -> None:
    """Write new files: all of them or none."""
    with ExitStack() as folders:
        made = {}
        for file, text in texts.items():
            with writing(file):
                made[file] = folders.enter_context(scratch_folder(file.parent)) / file.name
                made[file].write_text(text, encoding="utf-8")
        try:
            for file in texts:
                with writing(file):
                    publish(made[file], file)
        except BaseException:
            for file in texts:
                file.unlink(missing_ok=True)
            raise
