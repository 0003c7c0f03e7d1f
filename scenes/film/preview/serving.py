"""Running the page: its server, the process that draws, and the watch over what is edited."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import socket as sockets
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from watchfiles import Change, awatch

from scenes.film.errors import FilmError, cause
from scenes.film.preview.draft import Draft
from scenes.film.preview.pipe import Message
from scenes.film.preview.server import Page, application
from scenes.film.preview.speaker import Speaker
from scenes.film.preview.stage import Stage
from scenes.film.programme import Programme
from scenes.film.quality import Quality
from scenes.film.sources import source_of
from scenes.folders import ASSETS
from scenes.narration.passages import narration_file
from scenes.story.parameters import story_file

LOOPBACK = "127.0.0.1"
WATCHED = {".py", ".md", ".toml", ".json", ".jinja", ".safetensors"}
DEBOUNCE, STEP = 60, 20  # milliseconds: how long files must rest, and how often it is looked


def bound(port: int) -> sockets.socket:
    """Return a socket on this machine alone.

    Parameters
    ----------
    port
        0 for any that is free.

    Raises
    ------
    FilmError
        If it is in use.
    """
    made = sockets.socket(sockets.AF_INET, sockets.SOCK_STREAM)
    made.setsockopt(sockets.SOL_SOCKET, sockets.SO_REUSEADDR, 1)
    try:
        made.bind((LOOPBACK, port))
    except OSError as error:
        made.close()
        raise FilmError(f"--port {port}: {cause(error)}; choose another one, or none") from error
    return made


def serve(
    programme: Programme,
    chapter: str,
    *,
    socket: sockets.socket,
    quality: Quality,
    story: Path | None,
    tell: Callable[[str], None],
) -> None:
    """Serve the page until Ctrl-C.

    Parameters
    ----------
    programme
        The film.
    chapter
        What is shown first.
    socket
        From `bound`.
    quality
        Size and frame rate.
    story
        The file of the numbers; None is the lecture's.
    tell
        Called with the page's address when it can be opened.
    """
    events: list[Callable[[Any, Any], None]] = []
    file = story_file(story).absolute()

    def tell_all(message: Message, content: bytes | None) -> None:
        for each in events:
            each(message, content)

    stage = Stage(
        story=file,
        language=programme.language,
        media=programme.media,
        quality=quality.name,
        on_event=tell_all,
    )
    home = programme.narration or ASSETS / "narration"

    def narration(name: str) -> Path:
        """Return what is read: where there is no translation, the English."""
        file = narration_file(home, name, programme.language)
        return file if file.exists() else narration_file(home, name, "en")

    draft = Draft(file, programme.media / "preview" / f"story-{os.getpid()}.toml")
    speaker = Speaker(
        story=lambda: draft.shown,
        language=programme.language,
        media=programme.media,
        fps=quality.fps,
    )
    page = Page(
        stage,
        chapters=[{"name": each, "title": each.replace("_", " ")} for each in programme.chapters],
        first=chapter,
        draft=draft,
        narration=narration,
        speak=speaker.speak,
    )
    events.append(page.on_event)
    token, port = secrets.token_urlsafe(16), socket.getsockname()[1]
    app = _Watching(application(page, token=token, port=port), page, _sources(programme), file)
    config = uvicorn.Config(
        app, log_level="error", access_log=False, timeout_graceful_shutdown=1, lifespan="on"
    )
    address = f"http://{LOOPBACK}:{port}/{token}/"
    try:
        with contextlib.suppress(KeyboardInterrupt):
            _Server(config, page, lambda: tell(address)).run(sockets=[socket])
    finally:
        stage.close()
        speaker.close()
        draft.restore({})


class _Server(uvicorn.Server):
    """A server that says when it has begun, and ends its streams when it ends."""

    def __init__(self, config: uvicorn.Config, page: Page, begun: Callable[[], None]) -> None:
        super().__init__(config)
        self._page, self._begun = page, begun

    async def startup(self, sockets: list[sockets.socket] | None = None) -> None:
        await super().startup(sockets)
        self._begun()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._page.close()
        super().handle_exit(sig, frame)


class _Watching:
    """An application that watches files while it runs: the sources, and the story's file."""

    def __init__(self, app: ASGIApp, page: Page, sources: list[Path], story: Path) -> None:
        self._app, self._page = app, page
        self._edits = [_edits(sources, _is_source)]
        if not any(story.is_relative_to(folder) for folder in sources):
            # Beside it there may be anything: media, environments, a whole disk.
            self._edits.append(
                _edits([story.parent], lambda _, path: Path(path) == story, recursive=False)
            )
        self._tasks: list[asyncio.Task[None]] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            self._tasks = [asyncio.create_task(self._follow(each)) for each in self._edits]
        await self._app(scope, receive, send)

    async def _follow(self, found: AsyncIterator[list[str]]) -> None:
        async for files in found:
            await self._page.changed(files)


async def _edits(
    folders: Sequence[Path], counts: Callable[[Change, str], bool], *, recursive: bool = True
) -> AsyncIterator[list[str]]:
    """Yield the files that were edited, made or removed, those of one moment together."""
    async for changes in awatch(
        *folders,
        watch_filter=counts,
        debounce=DEBOUNCE * 10,
        step=STEP,
        recursive=recursive,
        ignore_permission_denied=True,
    ):
        yield sorted({path for _, path in changes})


def _is_source(_change: Change, path: str) -> bool:
    file = Path(path)
    return file.suffix in WATCHED and not file.name.startswith(".") and "__pycache__" not in path


def _sources(programme: Programme) -> list[Path]:
    tops = [source_of(package) for package in sorted(programme.packages)]
    words = [programme.narration] if programme.narration else []
    return [*(top.parent for top in tops if top), ASSETS, *words]
