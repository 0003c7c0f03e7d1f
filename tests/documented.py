"""What the README, docs/ and assets/SOURCES.md tell a reader to type and to edit, in order."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "assets/SOURCES.md"]
PROGRAMS = ("lvebm", "make", "manim", "pip", "python", "jupyter", "pre-commit", "dask", "ssh")
PROGRAMS += ("git", "sed", "cp", "mkdir", ".")

_BLOCK_OR_CODE = re.compile(
    r"^```(?P<kind>\w*)\n(?P<block>.*?)^```|`(?P<code>[^`\n]+)`", re.MULTILINE | re.DOTALL
)


class Command(NamedTuple):
    """A line that is typed, and what its comment says that it prints."""

    page: Path
    line: str
    prints: str = ""
    in_text: bool = False


class Edit(NamedTuple):
    """A line, or the beginning of one, that is changed in a file."""

    page: Path
    file: str
    before: str
    after: str


class Block(NamedTuple):
    """A block that is neither typed nor an edit."""

    page: Path
    kind: str
    text: str


Step = Command | Edit | Block


def steps(page: Path) -> Iterator[Step]:
    """Read a page: its commands, in blocks and in lines of text, its edits, and other blocks."""
    for found in _BLOCK_OR_CODE.finditer(page.read_text(encoding="utf-8")):
        kind, text, code = found["kind"], found["block"], found["code"]
        if code is not None:
            if is_command(code):
                yield Command(page, code, in_text=True)
        elif kind == "sh":
            for typed in text.splitlines():
                line, *comment = re.split(r"\s+# ", typed, maxsplit=1)
                said = comment[0] if comment else ""
                yield Command(page, line, said.partition("prints: ")[2])
        elif kind == "diff":
            file, *lines = text.splitlines()
            before, after = (line for line in lines if line.strip())
            assert (file[:4], before[:1], after[:1]) == ("--- ", "-", "+"), text
            yield Edit(page, file[4:], before[1:], after[1:])
        else:
            yield Block(page, kind, text)


def is_command(code: str) -> bool:
    """Tell whether a piece of code in a text is something to type, and not just a name."""
    words = code.split()
    return len(words) > 1 and words[0] in PROGRAMS


def all_steps() -> list[Step]:
    """Read every page; what a text only repeats is left out."""
    found = [step for page in PAGES for step in steps(page)]
    typed = {step.line for step in found if isinstance(step, Command) and not step.in_text}
    kept = []
    for step in found:
        if isinstance(step, Command) and step.in_text:
            if step.line in typed:
                continue
            typed.add(step.line)
        kept.append(step)
    return kept
