"""The page's server: what it serves, over whatever draws."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from scenes.film.preview.draft import Draft
from scenes.film.preview.edits import move_cue, numbers_of, write_whole
from scenes.film.preview.faults import in_one_line, told
from scenes.film.preview.gate import Gate
from scenes.film.preview.stage import StageError

PAGE = Path(__file__).with_name("page")
FILES = {"": "index.html"} | {
    file.name: file.name for file in PAGE.iterdir() if file.suffix in (".css", ".js")
}
LARGEST_POST = 100_000  # bytes
PULSE = 15.0  # seconds between two signs of life: a page that is gone is noticed
T = TypeVar("T")
Speak = Callable[[str], Awaitable[bytes | None]]


class Page:
    """What the page asks for.

    Parameters
    ----------
    stage
        Draws: ``stage.ask(what, **more)`` returns a future.
    chapters
        Names and titles.
    first
        The chapter that is shown first.
    draft
        The story's numbers, as they are turned on the page.
    narration
        From a chapter to the file of its words.
    speak
        From a chapter to its sound, a WAV file; to None without a voice.
    """

    def __init__(
        self,
        stage: Any,
        *,
        chapters: list[dict[str, str]],
        first: str,
        draft: Draft,
        narration: Callable[[str], Path],
        speak: Speak,
    ) -> None:
        self._stage, self._chapters, self._first = stage, chapters, first
        self.draft, self._narration, self._speak = draft, narration, speak
        self._listeners: set[asyncio.Queue[str | None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended = asyncio.Event()
        self._redrawn: tuple[int, bytes] = (0, b"")

    # --- Events ----------------------------------------------------------------------------------

    def on_event(self, message: dict[str, Any], content: bytes | None) -> None:
        """Pass an event of the stage on to every page; called in any thread."""
        with contextlib.suppress(RuntimeError):  # the loop has just ended
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._take, message, content)

    def _take(self, message: dict[str, Any], content: bytes | None) -> None:
        if "error" in message:
            message = message | {"error": self._from_here(message["error"])}
        if content is not None:  # a picture: the page fetches it without asking the stage again
            self._redrawn = (self._redrawn[0] + 1, content)
            message = message | {"redrawn": self._redrawn[0]}
        self._publish(message)

    def _publish(self, message: dict[str, Any]) -> None:
        for queue in self._listeners:
            queue.put_nowait(json.dumps(message))

    async def events(self, _request: Request) -> Response:
        """Stream what happens."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()

        async def stream() -> AsyncIterator[str]:
            self._listeners.add(queue)
            try:
                yield ": here\n\n"
                while True:
                    try:
                        message = await asyncio.wait_for(queue.get(), PULSE)
                    except TimeoutError:
                        yield ": still here\n\n"
                        continue
                    if message is None:
                        return
                    yield f"data: {message}\n\n"
            finally:
                self._listeners.discard(queue)

        return StreamingResponse(stream(), media_type="text/event-stream")

    # --- What is read ----------------------------------------------------------------------------

    async def file(self, request: Request) -> Response:
        """Return one of the page's own files."""
        name = request.path_params.get("name", "")
        if name not in FILES:
            raise HTTPException(404, f"no file {name!r}")
        return FileResponse(PAGE / FILES[name])

    async def chapters(self, _request: Request) -> Response:
        """Return the film's chapters."""
        return JSONResponse({"chapters": self._chapters, "first": self._first})

    async def outline(self, request: Request) -> Response:
        """Open a chapter."""
        return JSONResponse(await self._ask("open", chapter=self._chapter(request)))

    async def frame(self, request: Request) -> Response:
        """Return a frame: the playhead's, or one to peek at."""
        peek = "peek" in request.query_params
        content = await self._ask("frame", **self._place(request), peek=peek)
        return Response(content, media_type="image/jpeg")

    async def redrawn(self, request: Request) -> Response:
        """Return the picture that came with an event."""
        number, content = self._redrawn
        if request.path_params["number"] != number:
            raise HTTPException(404, "another picture has been drawn since")
        return Response(content, media_type="image/jpeg")

    async def at(self, request: Request) -> Response:
        """Say what is seen at a place, given in shares of the frame's width and height."""
        x, y = (_share(request, name) for name in ("x", "y"))
        return JSONResponse(await self._ask("at", **self._place(request), x=x, y=y))

    async def marks(self, request: Request) -> Response:
        """List all that can be pointed at."""
        return JSONResponse(await self._ask("marks", **self._place(request)))

    async def depends(self, request: Request) -> Response:
        """Return where what depends on a number of the story is seen."""
        key = request.query_params.get("key", "")
        return JSONResponse(await self._ask("depends", **self._place(request), key=key))

    async def sound(self, request: Request) -> Response:
        """Return a chapter's sound as a WAV file; nothing without a voice."""
        content = await self._unless_ended(self._speak(self._chapter(request)))
        if content is None:
            return Response(status_code=204)
        return Response(content, media_type="audio/wav")

    async def story(self, _request: Request) -> Response:
        """Return the story's numbers."""
        numbers = numbers_of(self.draft.shown)
        return JSONResponse(
            {
                "numbers": numbers,
                "file": self.draft.story.name,
                "changed": sorted(self.draft.values),
            }
        )

    # --- What is written -------------------------------------------------------------------------

    async def set_story(self, request: Request) -> Response:
        """Show other numbers without writing them into the story; none show the story's own."""
        values = (await _body(request)).get("values")
        if not isinstance(values, dict):
            raise HTTPException(400, "values: must be an object of keys and numbers")
        before = dict(self.draft.values)
        self.draft.change(values)
        try:
            await self._ask("tell_story", path=str(self.draft.shown))
        except BaseException:
            self.draft.restore(before)
            with contextlib.suppress(StageError):  # it was shown before: so it can be
                await self._ask("tell_story", path=str(self.draft.shown))
            raise
        return JSONResponse({"changed": sorted(self.draft.values)})

    async def write_story(self, request: Request) -> Response:
        """Write the numbers that are shown into the story, or into another one beside it."""
        given = (await _body(request)).get("name")
        written = self.draft.write(None if given is None else str(given))
        await self._ask("tell_story", path=str(self.draft.story))
        return JSONResponse({"written": written.name})

    async def cue(self, request: Request) -> Response:
        """Put a cue on another word of its beat."""
        given = await _body(request)
        file = self._narration(self._known(str(given.get("chapter"))))
        occurrence = given.get("occurrence", 0)
        if not isinstance(occurrence, int) or occurrence < 0:
            raise HTTPException(400, f"occurrence = {occurrence!r}: must be a whole number from 0")
        said = given.get("said", [])
        if not (isinstance(said, list) and all(isinstance(word, str) for word in said)):
            raise HTTPException(400, "said: must be a list of words")
        with file.open(encoding="utf-8", newline="") as stream:
            text = stream.read()
        beat, cue, word = (str(given.get(name)) for name in ("beat", "cue", "word"))
        write_whole(file, move_cue(text, beat, cue, word, occurrence, said))
        return JSONResponse({"written": file.name})

    # --- Parts -----------------------------------------------------------------------------------

    async def refused(self, _request: Request, error: Exception) -> Response:
        """Say in one line what the stage can't do, and where in what was edited the fault is."""
        assert isinstance(error, StageError)
        return JSONResponse({"error": self._from_here(error.told)}, 422)

    def _from_here(self, error: dict[str, Any]) -> dict[str, Any]:
        """Name an error's file as a person would who works in this folder."""
        if not error.get("file"):
            return error
        file, here = Path(error["file"]), Path.cwd()
        if file == self.draft.shown:  # with the numbers that are turned, line by line the story
            file = self.draft.story
        return error | {"file": str(file.relative_to(here) if file.is_relative_to(here) else file)}

    async def changed(self, files: list[str]) -> None:
        """Have the stage load what was edited, and tell the page what is wrong with it."""
        try:
            if str(self.draft.story) in files:
                self.draft.follow()  # what the page has turned stays turned
                files = [*files, str(self.draft.shown)]
            await self._ask("change", files=files)
        except StageError as error:
            self._publish({"event": "error", "error": self._from_here(error.told)})
        except Exception as error:  # whatever it is, the next edit is to be seen
            fault = told(error)
            fault["file"] = fault["file"] or str(self.draft.story)
            self._publish({"event": "error", "error": self._from_here(fault)})

    def close(self) -> None:
        """End the streams, and answer whoever waits; called in any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._end)

    def _end(self) -> None:
        self._ended.set()
        for queue in self._listeners:
            queue.put_nowait(None)

    async def _ask(self, what: str, **more: Any) -> Any:
        return await self._unless_ended(asyncio.wrap_future(self._stage.ask(what, **more)))

    async def _unless_ended(self, answer: Awaitable[T]) -> T:
        """Wait for an answer, but not after the end."""
        asked, ended = asyncio.ensure_future(answer), asyncio.ensure_future(self._ended.wait())
        await asyncio.wait({asked, ended}, return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
        if not asked.done():
            asked.cancel()
            raise StageError({"text": "lvebm preview has ended"})
        return asked.result()

    def _place(self, request: Request) -> dict[str, Any]:
        return {"chapter": self._chapter(request), "number": request.path_params["number"]}

    def _chapter(self, request: Request) -> str:
        return self._known(request.path_params["chapter"])

    def _known(self, chapter: str) -> str:
        if chapter not in {each["name"] for each in self._chapters}:
            raise HTTPException(404, f"no chapter {chapter!r}")
        return chapter

    @contextlib.asynccontextmanager
    async def lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        """Take note of the loop that events are passed on in."""
        self._loop = asyncio.get_running_loop()
        yield
        self._loop = None


def _share(request: Request, name: str) -> float:
    try:
        value = float(request.query_params.get(name, ""))
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise HTTPException(400, f"{name}: must be a number from 0 to 1")
    return value


async def _body(request: Request) -> dict[str, Any]:
    """Return what was posted: a JSON object, which no form of another page can send."""
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        raise HTTPException(415, "must be JSON")
    content = b""
    async for chunk in request.stream():
        content += chunk
        if len(content) > LARGEST_POST:
            raise HTTPException(413, f"must be at most {LARGEST_POST} bytes")
    try:
        found = json.loads(content)
    except ValueError:
        raise HTTPException(400, "must be JSON") from None
    if not isinstance(found, dict):
        raise HTTPException(400, "must be a JSON object")
    return found


async def _told(_request: Request, error: Exception) -> Response:
    """Say in one line what can't be done."""
    if isinstance(error, HTTPException):
        return JSONResponse({"error": {"text": error.detail}}, error.status_code)
    return JSONResponse({"error": {"text": in_one_line(error)}}, 422)


def application(page: Page, *, token: str, port: int) -> ASGIApp:
    """Return the whole server.

    Parameters
    ----------
    page
        What it serves.
    token
        What every path begins with.
    port
        Where it listens.
    """
    place = "{chapter}/{number:int}"
    routes = [
        Route("/", page.file),
        Route("/chapters", page.chapters),
        Route("/events", page.events),
        Route("/story", page.story),
        Route("/story", page.set_story, methods=["POST"]),
        Route("/story/write", page.write_story, methods=["POST"]),
        Route("/cue", page.cue, methods=["POST"]),
        Route("/outline/{chapter}", page.outline),
        Route("/sound/{chapter}", page.sound),
        Route("/redrawn/{number:int}", page.redrawn),
        Route(f"/frame/{place}", page.frame),
        Route(f"/marks/{place}", page.marks),
        Route(f"/at/{place}", page.at),
        Route(f"/depends/{place}", page.depends),
        Route("/{name}", page.file),
    ]
    app = Starlette(
        routes=[Mount(f"/{token}", routes=routes)],
        lifespan=page.lifespan,
        exception_handlers={
            StageError: page.refused,
            **{kind: _told for kind in (HTTPException, ValueError, OSError)},
        },
    )
    return Gate(app, token=token, port=port)
