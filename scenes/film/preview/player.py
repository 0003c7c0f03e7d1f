"""A chapter as it is on disk now: its frames, its outline, and what is wrong with it.

What is edited is loaded anew, so nothing of the project's that can change is imported at the top.
"""

from __future__ import annotations

import contextlib
import gc
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from scenes.film.preview.frames import BeatFrames, encoded, fetch, keep
from scenes.film.preview.reloading import forget

TakeJpeg = Callable[[int, int, bytes], None]
"""Called with a frame's number, for how many frames it stands still, and its JPEG."""


class Player:
    """Plays chapters of the project.

    Parameters
    ----------
    story
        The file of its numbers; None is the lecture's.
    language
        Of the words.
    media
        The folder for all that is made.
    quality
        The name of a quality.
    """

    def __init__(self, *, story: Path | None, language: str, media: Path, quality: str) -> None:
        self.story_path, self._language, self._media = story, language, media
        self._quality_name = quality
        self._data: Any = None
        self._scripts: dict[str, Any] = {}

    @property
    def programme(self) -> Any:
        """The film."""
        from scenes.film.programme import FILM

        return replace(FILM, language=self._language, media=self._media)

    @property
    def quality(self) -> Any:
        """Size and frame rate."""
        from scenes.film.quality import QUALITIES

        return QUALITIES[self._quality_name]

    # --- What is on disk -------------------------------------------------------------------------

    def change(self, edited: Sequence[Path]) -> None:
        """Take note that files were edited, made or removed."""
        stale = forget(edited)
        self._scripts.clear()
        values = ("scenes.story", "lvebm_core", "scenes.film.lessons")
        story = self.story_path
        if (
            any(name.startswith(values) for name in stale)
            or story in edited
            or any(file.name == "story.toml" or file.suffix == ".safetensors" for file in edited)
        ):
            self._data = None
        if any(file.suffix in (".toml", ".json", ".jinja") for file in edited):
            self._forget_words()

    def use_story(self, path: Path | None) -> None:
        """Show another story's numbers."""
        self.story_path, self._data = path, None
        self._scripts.clear()

    def _forget_words(self) -> None:
        """Drop what was read of labels and languages."""
        from scenes import labels
        from scenes.narration import languages

        for module in (labels, languages):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()

    def data(self) -> Any:
        """Return all that the story leads to.

        Raises
        ------
        Exception
            Of the project's, with one line.
        """
        from scenes.film.telling import data_of, known_story

        if self._data is None:
            self._data = data_of(known_story(self.story_path, self._media), self._media)
        return self._data

    def script(self, chapter: str) -> Any:
        """Return a chapter's words and times, in whole frames."""
        if chapter not in self._scripts:
            programme = self.programme
            told = programme.script(chapter, self.data().story, programme.timings())
            self._scripts[chapter] = told.in_frames(self.quality.fps)
        return self._scripts[chapter]

    def chapter_class(self, chapter: str) -> Any:
        """Return a chapter's class, loaded anew if it was edited."""
        from scenes.film.render import load_chapter

        return load_chapter(self.programme.module(chapter), self.quality)

    # --- Drawing ---------------------------------------------------------------------------------

    def frame(self, chapter: str, number: int) -> bytes:
        """Draw one frame, as a JPEG; what is before it is jumped over."""
        found: list[bytes] = []
        with _undisturbed():
            self.draw(chapter, [number], lambda _number, _count, content: found.append(content))
        if not found:
            raise ValueError(f"{chapter}: no frame {number}")
        return found[0]

    def draw(
        self,
        chapter: str,
        wanted: Sequence[int],
        take: TakeJpeg,
        *,
        data: Any = None,
        end_beat: Callable[[str], None] | None = None,
    ) -> None:
        """Draw frames of a chapter, in order.

        Raises
        ------
        FilmError
            If the chapter raises.
        """
        from scenes.film.render import draw

        chapter_class, data, script = (
            self.chapter_class(chapter),
            data or self.data(),
            self.script(chapter),
        )
        gc.freeze()  # what is there now is there to stay: it isn't looked through again and again
        draw(
            chapter_class,
            data=data,
            script=script,
            quality=self.quality,
            take=lambda drawn: take(drawn.number, drawn.count, encoded(drawn.picture)),
            wanted=wanted,
            end_beat=end_beat,
        )

    def states(self, chapter: str, shut: Connection) -> Any:
        """Return the states at the starts of a chapter's beats; None where there can't be any."""
        if not hasattr(os, "fork"):
            return None
        from scenes.film.preview.states import States
        from scenes.film.render import draw

        script = self.script(chapter)
        data, quality = self.data(), self.quality
        last = round(script.duration * quality.fps) - 1

        def play(held: Any) -> None:
            draw(
                held, data=data, script=script, quality=quality, take=lambda _: None, wanted=[last]
            )

        names = tuple(beat.name for beat in script.beats)
        return States(play, self.chapter_class(chapter), names, (shut,))

    def keep(self, beat: BeatFrames) -> None:
        """Keep a whole beat's frames for another day."""
        from scenes.film.kept import Kept

        keep(beat, Kept(self._media / "kept"))

    def standing(self, chapter: str, number: int) -> Any:
        """Return a chapter that was played up to a frame, and remembers which line made what."""
        from manim.utils.exceptions import EndSceneEarlyException

        from scenes.film.marks.lines import remembering_lines
        from scenes.film.render import FrameRenderer, film_config
        from scenes.settings import settings

        def stop(_drawn: Any) -> None:
            raise EndSceneEarlyException

        with settings(film_config(self.quality)), remembering_lines():
            scene = self.chapter_class(chapter)(
                data=self.data(),
                script=self.script(chapter),
                frames=range(number, number + 1),
                renderer=FrameRenderer(stop, [number]),
            )
            scene.render()
        return scene

    def watched_data(self) -> tuple[Any, Callable[[], dict[str, Any]]]:
        """Return data that write down what is read of the story, and what tells all that was."""
        from scenes.film.lessons import KeptLessons
        from scenes.labels import shown
        from scenes.story.data import StoryData
        from scenes.story.watched import watched

        story, read = watched(self.data().story)

        def depends() -> dict[str, Any]:
            labels = {f"label {name}": words for name, words in shown().items()}
            return {f"story {name}": value for name, value in read.items()} | labels

        return StoryData(story, keeper=KeptLessons(self._media / "kept")), depends

    # --- Beats -----------------------------------------------------------------------------------

    def beats(self, chapter: str, before: Sequence[BeatFrames]) -> list[BeatFrames]:
        """Return a chapter's beats with those frames that are still right.

        Parameters
        ----------
        chapter
            Its name.
        before
            Its beats as they were, or none.
        """
        from scenes.film.kept import Kept
        from scenes.film.plan import Plan
        from scenes.labels import labels
        from scenes.story.watched import number_at

        programme, script = self.programme, self.script(chapter)
        story = self.data().story
        plan = Plan(programme, [script], story, self.quality, self._media / "parts")
        parts = {part.beat: part for part in (*plan.kept, *plan.missing)}
        words = labels(script.picture_language)

        def now(name: str) -> Any:
            kind, _, rest = name.partition(" ")
            return number_at(story, rest) if kind == "story" else words.get(rest)

        found, kept = [], Kept(self._media / "kept")
        old = {beat.name: beat for beat in before}
        for beat in script.beats:
            part = parts[beat.name]
            first = round(beat.start * self.quality.fps)
            fresh = BeatFrames(beat.name, part.place, part.key, first, part.frames)
            was = old.get(beat.name)
            if was is not None and was.suits(fresh, now):
                fresh.depends, fresh.drawn = was.depends, was.drawn
            else:
                fetch(fresh, kept, now)
            found.append(fresh)
        return found

    def outline(self, chapter: str) -> dict[str, Any]:
        """Return what is said and what happens when, in frames and seconds."""
        script, quality = self.script(chapter), self.quality
        return {
            "chapter": chapter,
            "title": script.title,
            "fps": quality.fps,
            "width": quality.width,
            "height": quality.height,
            "frames": round(script.duration * quality.fps),
            "beats": [
                {
                    "name": beat.name,
                    "start": beat.start,
                    "end": beat.end,
                    "spoken": bool(beat.said),
                    "words": [
                        {"text": text, "at": at}
                        for text, at in zip(beat.words.split(), beat.word_starts(), strict=True)
                    ],
                    "cues": [
                        {"name": name, "word": word, "at": beat.cue(name)}
                        for name, word in beat.cues.items()
                    ],
                }
                for beat in script.beats
            ],
            "animations": self._animations(chapter, script),
        }

    def _animations(self, chapter: str, script: Any) -> list[int]:
        """Return the frames at which an animation begins, without playing any."""
        from scenes.film.render import FrameRenderer, film_config
        from scenes.settings import settings

        starts: list[int] = []
        cls = self.chapter_class(chapter)
        with settings(film_config(self.quality)):
            scene = cls(data=self.data(), script=script, renderer=FrameRenderer(lambda _: None, []))

            def pass_by(count: int, _play: Callable[[], None]) -> None:
                starts.append(scene.frame)
                scene.frame += count

            scene._draw = pass_by
            scene.render()
        return sorted(set(starts))


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Look for what can be thrown away later: what is drawn at once makes little of it."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
