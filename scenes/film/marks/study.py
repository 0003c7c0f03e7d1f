"""What a chapter's pictures depend on, asked of the chapter itself.

The chapter is played again with one of the story's numbers changed a little, and again with the
next one: what looks different then depends on that number. Nothing is painted meanwhile, and all
plays are jumped over, so that it takes about half a second a number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from manim import CairoRenderer, Scene
from pydantic import ValidationError

from scenes.chapter import Chapter
from scenes.film.marks.functions import Function, FunctionFinder
from scenes.film.marks.lines import Origin, remembering_lines
from scenes.film.marks.looks import Looks, Part, differences, looks_of
from scenes.film.quality import QUALITIES
from scenes.film.render import film_config
from scenes.settings import settings
from scenes.story.data import StoryData
from scenes.story.parameters import KNOWN, Story
from scenes.story.watched import number_at, watched

STEPS = (0.04, -0.04, 0.01, -0.01)  # by which a number is changed, the first that is allowed
_KEPT = 16  # studies
_NEVER = range(10**9, 10**9 + 1)  # frames that no chapter has: all that it plays is jumped over


@dataclass(frozen=True)
class Study:
    """What was found out about a chapter.

    Attributes
    ----------
    keys
        The story's numbers that were read: ``horn.alpha``.
    moved
        By key, all that looked different, at some moment of the chapter.
    functions
        The core's function behind a thing, where what is drawn is what it returned.
    """

    keys: tuple[str, ...]
    moved: Mapping[str, frozenset[Part]]
    functions: Mapping[Origin, Function]

    def depends(self, parts: tuple[Part, ...], key: str) -> bool:
        """Tell whether any of some things, or of their parts, depends on a number."""
        moved = self.moved.get(key, frozenset())
        return any(part in moved or (part[0], None) in moved for part in parts)


def study(chapter: Chapter, between: Callable[[], None] | None = None) -> Study:
    """Find out what a chapter depends on; of the same chapter and story, this is done once.

    Parameters
    ----------
    chapter
        Playing or not: it isn't touched.
    between
        Called before each number is tried, for those who have something else to do meanwhile; if it
        raises, nothing is kept.
    """
    asked = _Asked(chapter)
    if asked not in _STUDIES:
        for old in list(_STUDIES)[: 1 - _KEPT]:
            del _STUDIES[old]
        _STUDIES[asked] = _study(asked, between or (lambda: None))
    return _STUDIES[asked]


def is_studied(chapter: Chapter) -> bool:
    """Tell whether it is known what a chapter depends on."""
    return _Asked(chapter) in _STUDIES


def studied(chapter: Chapter) -> Study:
    """Return what was found out about a chapter before; nothing if that was not done."""
    return _STUDIES.get(_Asked(chapter), Study((), {}, {}))


def forget_studies() -> None:
    """Study every chapter anew: the code behind it is another now."""
    _STUDIES.clear()


class _Asked:
    """A chapter, and what it is played with; equal if its numbers and its words are."""

    def __init__(self, chapter: Chapter) -> None:
        table = {section: dict(values) for section, values in chapter.data.story}
        self.story = Story.model_validate(table, context=KNOWN)  # and not a watched one
        self.chapter_class = type(chapter)
        self.keeper, self.script = chapter.data._keeper, chapter.script
        self._name = f"{id(self.chapter_class)}{self.story!r}{self.script!r}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self._name == other._name

    def __hash__(self) -> int:
        return hash(self._name)


_STUDIES: dict[_Asked, Study] = {}


def _study(asked: _Asked, between: Callable[[], None]) -> Study:
    story, read = watched(asked.story)
    before: list[Looks] = []
    finder = FunctionFinder()

    def look(chapter: Chapter) -> None:
        before.append(looks_of(chapter))
        finder.look(chapter)

    with finder.listening():
        _play(asked, story, look)
    moved = {}
    for key in sorted(read):
        between()
        moved[key] = frozenset(differences(before, _looks_if_changed(asked, key)))
    return Study(tuple(sorted(read)), moved, finder.found())


def _looks_if_changed(asked: _Asked, key: str) -> list[Looks]:
    """Return a chapter's looks, play by play, in a story with a slightly different number."""
    after: list[Looks] = []
    story = next(changed(asked.story, key), None)
    if story is not None:
        _play(asked, story, lambda chapter: after.append(looks_of(chapter)))
    return after


def changed(story: Story, key: str) -> Iterator[Story]:
    """Yield valid stories in which one number is a little different.

    Parameters
    ----------
    story
        The numbers.
    key
        Which of them: ``decoder.weights``.
    """
    section, _, name = key.partition(".")
    table = {each: dict(values) for each, values in dict(story).items()}
    for step in STEPS:
        table[section][name] = _moved(number_at(story, key), step)
        try:
            yield Story.model_validate(table)
        except ValidationError:
            continue


def _moved(value: Any, step: float) -> Any:
    """Change a number, or each of several, by a step: a share of it, or 1 of a whole number."""
    if isinstance(value, list | tuple):
        return [_moved(each, step) for each in value]
    if isinstance(value, int):
        return value + (1 if step > 0 else -1)
    return value * (1 + step) if value else abs(step)


def _play(asked: _Asked, story: Story, look: Callable[[Chapter], None]) -> None:
    """Play a chapter, all of it jumped over, and look at it at the end of every play."""
    with settings(film_config(QUALITIES["draft"])), remembering_lines():
        asked.chapter_class(
            data=StoryData(story, keeper=asked.keeper),
            script=asked.script,
            frames=_NEVER,
            renderer=_Blind(look),
        ).render()


class _Blind(CairoRenderer):
    """A renderer that draws nothing, and says when a play is over."""

    def __init__(self, look: Callable[[Chapter], None]) -> None:
        super().__init__()
        self._look = look

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Run an animation, which is jumped over."""
        super().play(scene, *args, **kwargs)
        assert isinstance(scene, Chapter)
        self._look(scene)

    def update_frame(self, *_: Any, **__: Any) -> None:
        """Draw nothing."""

    def save_static_frame_data(self, *_: Any, **__: Any) -> None:
        """Draw nothing."""
