"""The process that draws: it answers what it is asked, and fills the chapter in between.

Started by `scenes.film.preview.stage`; it ends when the other end of its pipe is gone.
"""

from __future__ import annotations

import contextlib
import signal
from collections import deque
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from scenes.film.preview.faults import told
from scenes.film.preview.frames import BeatFrames
from scenes.film.preview.pipe import Message, receive, send
from scenes.film.preview.player import Player
from scenes.film.preview.pointing import Pointing
from scenes.film.workers import prepare_libraries

QUIET = 0.2  # seconds without a question after an edit, before all that it changes is looked for
TELL_EVERY = 30  # frames drawn between two reports of progress


def serve(
    what: str, pipe: Connection, story: str | None, language: str, media: str, quality: str
) -> None:
    """Serve one end of a pipe until the other is closed.

    Parameters
    ----------
    what
        ``draw`` frames, or ``point`` at what is in them.
    pipe
        Where messages come from.
    story, language, media, quality
        As for `scenes.film.preview.stage.Stage`.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's: the server ends us
    prepare_libraries()
    player = Player(
        story=Path(story) if story else None, language=language, media=Path(media), quality=quality
    )
    with contextlib.suppress(EOFError, OSError):
        (Drawing if what == "draw" else Pointing)(pipe, player).run()


class Drawing:
    """Answers messages, and draws what is missing of the chapter while there are none.

    Parameters
    ----------
    pipe
        Where messages come from.
    player
        The project as it is on disk now.
    """

    def __init__(self, pipe: Connection, player: Player) -> None:
        self._pipe, self._player = pipe, player
        self._waiting: deque[Message] = deque()
        self._chapter = ""
        self._playhead = 0
        self._beats: list[BeatFrames] = []
        self._others: dict[str, list[BeatFrames]] = {}  # of chapters that were open before
        self._states: Any = None
        self._is_ready = False  # whether there are states, or can't be any
        self._is_stale = False  # whether the outline may be another one since an edit
        self._failed = True  # so that what can't be drawn isn't tried again until it changes
        self._told = 0

    def run(self) -> None:
        """Work until the pipe is closed."""
        while True:
            patience = None if self._is_idle() else QUIET if self._is_stale else 0
            if not self._waiting and self._pipe.poll(patience):
                self._waiting.append(receive(self._pipe)[0])
            if self._waiting:
                self._answer(self._waiting.popleft())
            elif self._is_stale:
                self._catch_up()
            elif not self._is_ready:
                self._prepare()
            else:
                self._fill()

    # --- Messages --------------------------------------------------------------------------------

    def _answer(self, message: Message) -> None:
        """Do what a message asks for, and reply."""
        reply: Message = {"id": message["id"]}
        content: bytes | None = None
        try:
            result = getattr(self, f"do_{message['do']}")(**message["with"])
            if isinstance(result, bytes):
                content = result
            else:
                reply["result"] = result
        except Exception as error:
            reply["error"] = told(error)
        send(self._pipe, reply, content)

    def _tell(self, event: str, **more: Any) -> None:
        send(self._pipe, {"event": event, "chapter": self._chapter, **more})

    def do_open(self, chapter: str) -> Any:
        """Open a chapter, and return its outline."""
        self._others[self._chapter] = self._beats
        self._chapter, self._beats = chapter, self._others.pop(chapter, [])
        self._playhead, self._failed = 0, True
        return self._look_again()

    def do_frame(self, chapter: str, number: int, peek: bool = False) -> bytes:
        """Return a frame; unless it's a peek, it is the playhead's, and filled from its beat on."""
        if chapter != self._chapter:
            return self._player.frame(chapter, number)
        if not peek:
            self._playhead = number
        if self._is_stale:
            return self._player.frame(chapter, number)
        return (
            self._known(number) or self._from_state(number) or self._player.frame(chapter, number)
        )

    def do_change(self, files: Sequence[str]) -> Any:
        """Load what was edited; draw the frame at the playhead, then see what else has changed."""
        edited = [Path(file) for file in files]
        at_once = self._from_state(self._playhead, edited)
        if at_once:
            self._tell_redrawn(at_once)
        self._player.change(edited)
        return self._redraw(drawn=at_once is not None)

    def do_tell_story(self, path: str | None) -> Any:
        """Show another story's numbers."""
        self._player.use_story(Path(path) if path else None)
        return self._redraw()

    def _redraw(self, *, drawn: bool = False) -> Any:
        """Draw the playhead's frame anew; what can't be is told, and the old frames stay."""
        chapter, self._failed = self._chapter, True
        if not chapter:
            return {}
        script = self._player.script(chapter)
        last = round(script.duration * self._player.quality.fps) - 1
        self._playhead = min(self._playhead, last)
        if not drawn:
            self._drop_states()
            self._tell_redrawn(self._player.frame(chapter, self._playhead))
        self._is_stale = True
        return {}

    def _catch_up(self) -> None:
        """Find out what else an edit has changed, as nobody asks for anything."""
        self._failed = True
        try:
            self._tell("outline", outline=self._look_again())
        except Exception as error:
            self._is_stale = False
            self._tell("error", error=told(error))

    def _look_again(self) -> Any:
        """Find out what is said when, which frames are still right, and what to draw from."""
        chapter = self._chapter
        self._drop_states()
        self._is_ready = self._is_stale = False
        outline = self._player.outline(chapter)
        self._beats = self._player.beats(chapter, self._beats)
        self._failed = False
        self._tell_drawn()
        return outline

    def _drop_states(self) -> None:
        if self._states is not None:
            self._states.close()
            self._states = None

    def _prepare(self) -> None:
        """Leave states behind along the chapter, to draw from; without them it's only slower."""
        self._is_ready = True
        with contextlib.suppress(Exception):
            self._states = self._player.states(self._chapter, self._pipe)

    def _from_state(self, number: int, edited: Sequence[Path] = ()) -> bytes | None:
        """Draw a frame from the state its beat starts with; None where that can't be done."""
        beat, states = self._beat_of(number), self._states
        if beat is None or states is None:
            return None
        if edited and not states.outlasts(edited, beat.name):
            return None
        try:
            content: bytes = states.frame(beat.name, number, edited=bool(edited))
        except LookupError:
            return None
        return content

    def _tell_redrawn(self, content: bytes) -> None:
        event = {"event": "redrawn", "chapter": self._chapter, "number": self._playhead}
        send(self._pipe, event, content)

    # --- Filling ---------------------------------------------------------------------------------

    def _is_idle(self) -> bool:
        if self._is_stale:
            return False
        return self._failed or (self._is_ready and all(beat.is_whole for beat in self._beats))

    def _known(self, number: int) -> bytes | None:
        beat = self._beat_of(number)
        return beat.drawn.get(number - beat.first) if beat else None

    def _beat_of(self, number: int) -> BeatFrames | None:
        return next((beat for beat in self._beats if number in beat.frames), None)

    def _fill(self) -> None:
        """Draw missing beats from the playhead's on, until a message waits."""
        from manim.utils.exceptions import EndSceneEarlyException

        here = self._beat_of(self._playhead)
        start = self._beats.index(here) if here else 0
        order = self._beats[start:] + self._beats[:start]
        first = next(beat for beat in order if not beat.is_whole)
        run = []
        for beat in self._beats[self._beats.index(first) :]:
            if beat.is_whole:
                break
            run.append(beat)
        data, depends = self._player.watched_data()
        due = {beat.name: beat for beat in run}

        def take(number: int, count: int, content: bytes) -> None:
            for each in range(number, number + count):
                beat = self._beat_of(each)
                if beat is not None:
                    beat.drawn[each - beat.first] = content
            self._told += count
            if self._told >= TELL_EVERY:
                self._tell_drawn()
            if self._is_interrupted(run):
                raise EndSceneEarlyException

        def end_beat(name: str) -> None:
            beat = due.get(name)
            if beat is not None and beat.is_whole:
                beat.depends = depends()
                self._player.keep(beat)

        missing = run[0].missing()
        assert missing is not None
        try:
            wanted = range(missing, run[-1].frames.stop)
            self._player.draw(self._chapter, wanted, take, data=data, end_beat=end_beat)
        except Exception as error:
            self._failed = True
            self._tell("error", error=told(error))
        self._tell_drawn()

    def _is_interrupted(self, run: Sequence[BeatFrames]) -> bool:
        """Answer for frames while there is nothing else to do; tell whether there is."""
        while not self._waiting and self._pipe.poll(0):
            message = receive(self._pipe)[0]
            if message["do"] != "frame":
                self._waiting.append(message)
                return True
            self._answer(message)
        here = self._beat_of(self._playhead)
        return bool(self._waiting) or (here is not None and here not in run and not here.is_whole)

    def _tell_drawn(self) -> None:
        self._told = 0
        drawn = [[beat.name, len(beat.drawn), beat.count] for beat in self._beats]
        self._tell("drawn", beats=drawn)
