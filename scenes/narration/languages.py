"""The languages that the film can be told in.

A language is a folder of words, ``assets/narration/<code>/``, and an entry here: how it says a
story's numbers and claims, and how its captions are lettered. Words that it lacks stay English.
"""

from collections.abc import Callable
from dataclasses import dataclass

from scenes.narration.lettering import ENGLISH, GERMAN, Lettering
from scenes.story import english, german
from scenes.story.data import StoryData
from scenes.story.english import numbers


@dataclass(frozen=True)
class Language:
    """A language.

    Attributes
    ----------
    name
        Its English name.
    tag
        Its name in a film's tracks, by ISO 639-2.
    placeholders
        Returns the values of the narration's placeholders.
    spoken_length
        Returns how long a text takes to read aloud, in English words.
    lettering
        Of its captions.
    """

    name: str
    tag: str
    placeholders: Callable[[StoryData], dict[str, str]]
    spoken_length: Callable[[str], int]
    lettering: Lettering


REFERENCE = "en"
"""The language whose words are complete."""

LANGUAGES = {
    REFERENCE: Language("English", "eng", english.placeholders, numbers.spoken_length, ENGLISH),
    "de": Language("German", "deu", german.placeholders, german.spoken_length, GERMAN),
}
