"""Reading the files of words."""

from pathlib import Path

from scenes.narration.errors import NarrationError


def read_words(file: Path) -> str:
    """Read a file of words.

    Raises
    ------
    NarrationError
        If it can't be read.
    """
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise NarrationError(f"{file}: no such file") from None
    except UnicodeDecodeError:
        raise NarrationError(f"{file}: not UTF-8 text") from None
    except OSError as error:
        raise NarrationError(f"{file}: can't be read: {error.strerror}") from None
