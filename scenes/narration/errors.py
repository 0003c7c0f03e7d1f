"""What is wrong with the words."""


class NarrationError(ValueError):
    """Words that can't be used; its text is one line: file, place, problem."""
