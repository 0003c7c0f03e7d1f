"""``lvebm learn``: learn what the film shows of learning, and keep it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scenes.film.cli.media_option import media_option
from scenes.film.cli.parameters import read_story, relative, story_option
from scenes.film.cli.reporting import programme_of, reporting
from scenes.folders import INSTALLED

if TYPE_CHECKING:  # torch takes seconds to import, which --help should not
    from scenes.film.lessons import KeptLessons
    from scenes.story.checkpoints import Lesson
    from scenes.story.data import StoryData
    from scenes.story.tables import Cell


@click.command()
@story_option
@media_option()
@click.pass_context
def learn(ctx: click.Context, story_path: Path | None) -> None:
    """Train the networks and the decoder, and keep how they came to what they know.

    Of the lecture's story it is written to assets/, where the film reads it. Another story is
    learned when the film first needs it, and kept in media/kept, as this command does.
    """
    with reporting(ctx):
        from scenes.film.cli.aligned import aligned
        from scenes.film.cli.voice_command import is_lecture
        from scenes.film.lessons import KeptLessons
        from scenes.story.data import StoryData

        programme = programme_of(ctx)
        keeper = KeptLessons(programme.media / "kept", shown=True)
        data = StoryData(read_story(programme, story_path), keeper=keeper)
        committed = is_lecture(story_path) and not INSTALLED
        lessons = [each.lesson for each in (data.predictor, data.learning, data.conditional)]
        told = [
            (lesson.name, lesson.steps, f"{seconds:.1f}", said)
            for lesson in lessons
            for seconds, said in [_made(lesson, keeper, committed=committed)]
        ]
        click.echo(aligned(("learned", "steps", "seconds", "checkpoint"), told), nl=False)
        click.echo(
            aligned(("model", "loss before", "loss after", "reached"), _reached(data)), nl=False
        )


def _made(lesson: Lesson, keeper: KeptLessons, *, committed: bool) -> tuple[float, str]:
    """Learn, and write the checkpoint; return how many seconds that took, and what to say of it."""
    from scenes.film.errors import writing
    from scenes.film.scratch import publish, scratch_folder
    from scenes.story.checkpoints import checkpoint

    started = time.perf_counter()
    with keeper.progress(lesson) as on_step:
        content = checkpoint(lesson, lesson.learn(on_step))
    seconds = time.perf_counter() - started
    file = lesson.committed if committed else keeper.file(lesson)
    if file.is_file() and file.read_bytes() == content:
        return seconds, f"{relative(file)}: up to date"
    with writing(file), scratch_folder(file.parent) as scratch:
        made = scratch / file.name
        made.write_bytes(content)
        publish(made, file)
    return seconds, f"{relative(file)}: written"


def _reached(data: StoryData) -> list[tuple[Cell, ...]]:
    """Tell what the losses were, and what was reached."""
    steps = data.fitting_steps
    errors = data.prediction_error(0), data.prediction_error()
    rows: list[tuple[Cell, ...]] = [("ordinary network", *errors, f"in {steps} steps")]
    for training in (data.learning.cold, data.learning.warm):
        first, last = training.losses[[0, -1]].tolist()
        w1, w2 = training.weights[-1].tolist()
        beta = f"{training.beta:g}".replace("inf", "∞")
        rows.append((f"decoder, β = {beta}", first, last, f"w = ({w1:.4f}, {w2:.4f})"))
    first, last = data.conditional.losses[[0, -1]].tolist()
    reached = f"{data.conditional.distance():.4f} from the horn"
    return [*rows, ("conditional", first, last, reached)]
