"""What chapters say in a story: kept, because the facts behind the words take seconds."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scenes.film.kept import Kept, digest, files_digest
from scenes.film.sources import libraries, tree_digest
from scenes.folders import files_in
from scenes.narration.languages import NARRATION_FOLDER, REFERENCE
from scenes.narration.script import Passage, Words
from scenes.story.parameters import Story, load_story, story_file

if TYPE_CHECKING:  # torch takes seconds to import
    from scenes.film.programme import Programme
    from scenes.story.data import StoryData

CODE = frozenset({"lvebm_core", "scenes.story", "scenes.narration"})
"""The packages that decide what is said, and whether a story is right."""


def words_of(programme: Programme, chapter: str, story: Story) -> Words:
    """Return what a chapter says, not timed yet.

    Parameters
    ----------
    programme
        The film, in its language.
    chapter
        The chapter's name.
    story
        The numbers.

    Raises
    ------
    NarrationError
        If its narration can't be used.
    """
    kept, key = Kept(programme.media / "kept"), _words_key(programme, chapter, story)
    words = _words(chapter, kept.get(f"words-{chapter}", key), programme.language)
    if words is None:
        from scenes.narration.passages import read_chapter

        data, folder = data_of(story, programme.media), programme.narration
        words = read_chapter(chapter, data, folder, programme.language, programme.beats(chapter))
        passages = [[name, *vars(passage).values()] for name, passage in words.passages.items()]
        kept.put(f"words-{chapter}", key, {"title": words.title, "passages": passages})
    return words


def known_story(path: Path | None, media: Path) -> Story:
    """Read a story, faster if it was found right before.

    Parameters
    ----------
    path
        Its file; for ``None`` see `scenes.story.parameters.story_file`.
    media
        The folder of all that is made.

    Raises
    ------
    StoryError
        If it can't be used.
    """
    kept = Kept(media / "kept")
    try:
        key = digest([files_digest([story_file(path)]), _code()])
    except (OSError, ValueError):  # told in one line when it is read
        return load_story(path)
    known = kept.get("story", key) == "right"
    story = load_story(path, known=known)
    if not known:
        kept.put("story", key, "right")
    return story


@lru_cache(maxsize=2)
def data_of(story: Story, media: Path) -> StoryData:
    """Return everything that a story's numbers lead to; it is worked out once.

    Parameters
    ----------
    story
        The numbers.
    media
        The folder of all that is made: what has to be learned is kept there.
    """
    from scenes.film.lessons import KeptLessons
    from scenes.story.data import StoryData

    return StoryData(story, keeper=KeptLessons(media / "kept", shown=True))


def _words_key(programme: Programme, chapter: str, story: Story) -> str:
    """Digest all that decides what a chapter says."""
    home = programme.narration or NARRATION_FOLDER
    folders = {home, home if programme.language == REFERENCE else home / programme.language}
    own = f"{chapter.partition('_')[0]}.md"
    files = [
        file
        for folder in sorted(folders)
        for kind in ("*.md", "*.jinja", "*.toml")
        for file in files_in(folder, kind)
        if file.suffix != ".md" or file.name == own
    ]
    names = sorted(file.name for folder in folders for file in files_in(folder, "*.md"))
    told = [programme.language, programme.beats(chapter), names, [files_digest([f]) for f in files]]
    return digest([story.model_dump(mode="json"), _code(), *told])


@lru_cache(maxsize=1)
def _code() -> str:
    return digest([tree_digest(CODE), libraries()])


def _words(chapter: str, found: Any, language: str) -> Words | None:
    """Read what was kept; None if there is nothing, or something else."""
    try:
        passages = {
            name: Passage(str(words), {str(cue): int(at) for cue, at in cues.items()}, str(code))
            for name, words, cues, code in found["passages"]
        }
        return Words(chapter, str(found["title"]), passages, language)
    except (TypeError, KeyError, ValueError, AttributeError):
        return None
