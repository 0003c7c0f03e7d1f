"""Parameters that several commands share, and what is read from them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scenes.film.cli.reporting import programme_of
from scenes.film.errors import UnknownChapterError
from scenes.film.programme import ENGLISH, Programme
from scenes.film.quality import QUALITIES, Quality

if TYPE_CHECKING:  # torch takes seconds to import, which --help should not
    from scenes.story.data import StoryData
    from scenes.story.parameters import Story


class Chapters(click.ParamType[tuple[str, ...]]):
    """A comma-separated list of chapters, or one."""

    name = "chapters"

    def __init__(self, *, single: bool = False) -> None:
        self._single = single

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Find the chapters of the programme."""
        if isinstance(value, tuple):
            return value
        names = [value.strip()] if self._single else [name.strip() for name in value.split(",")]
        try:
            return programme_of(ctx or click.get_current_context()).select(names)
        except UnknownChapterError as error:
            self.fail(str(error), param, ctx)


class QualityName(click.Choice[str]):
    """The name of a quality."""

    def __init__(self) -> None:
        super().__init__(list(QUALITIES))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Find the quality."""
        return (
            value if isinstance(value, Quality) else QUALITIES[super().convert(value, param, ctx)]
        )


def quality_option(default: str) -> Callable[..., Any]:
    """Return the option that chooses the quality."""
    sizes = ", ".join(f"{q.name} {q.width}×{q.height}@{q.fps}" for q in QUALITIES.values())
    return click.option(
        "--quality",
        "-q",
        type=QualityName(),
        default=default,
        show_default=True,
        help=f"Size and frame rate: {sizes}.",
    )


story_option = click.option(
    "--story",
    "story_path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Another story in place of assets/story.toml (or of $LVEBM_STORY).",
)
layout_option = click.option(
    "--format",
    "layout",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="For people or for programs.",
)
OUT = click.Path(path_type=Path)


def read_story(programme: Programme, story_path: Path | None) -> Story:
    """Read the story that a command is given."""
    from scenes.film.telling import known_story

    return known_story(story_path, programme.media)


def read_data(programme: Programme, story_path: Path | None) -> StoryData:
    """Read the story that a command is given, and return all that its numbers lead to."""
    from scenes.film.telling import data_of

    return data_of(read_story(programme, story_path), programme.media)


def suffix(programme: Programme) -> str:
    """Keep a file's name apart from that of another language."""
    return "" if programme.language == ENGLISH else f"-{programme.language}"


def relative(path: Path) -> str:
    """Show a path from here, if it lies below."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
