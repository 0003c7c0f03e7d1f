"""Where the project's files are: around the code in a checkout, inside it in an installed wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent

INSTALLED = (PACKAGE / "assets").is_dir()
"""Whether the code runs from a wheel, which carries the project's other files in this package."""

_PROJECT = PACKAGE if INSTALLED else PACKAGE.parent

ASSETS = _PROJECT / "assets"
"""The numbers, words and times of the film, and pictures and fonts if it shows any."""

MEDIA = (Path.cwd() if INSTALLED else _PROJECT) / "media"
"""For all that is made: never beside installed code, which may not be ours to write to."""


def files_in(folder: Path, pattern: str) -> list[Path]:
    """List a folder's files, sorted, but hidden ones: editors and systems leave those lying about.

    Parameters
    ----------
    folder
        It may be missing.
    pattern
        Such as ``"*.md"``, or ``"**/*.md"`` for those in folders within as well.
    """
    return [
        path
        for path in sorted(folder.glob(pattern))
        if path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
