"""German: numbers and claims as they are spoken, the values of the narration's placeholders.

What English builds from one placeholder often takes several here, for a noun brings its gender and
its case along.
"""

import math
import re

from scenes.story import facts
from scenes.story.data import StoryData
from scenes.story.facts import figures

# fmt: off
UNITS = (
    "null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn",
    "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn",
    "neunzehn",
)
TENS = ("zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")
# fmt: on

NUMBER = re.compile(r"(\d+)(?:,(\d+))?")
"""A number as the narration writes it, without its sign."""

LETTERS = 8
"""Letters that take about the time of an English word: German words are longer, by compounds."""


def whole_number(n: int) -> str:
    """Return ``n`` in words, for 0 <= n < 10000: 24 -> "vierundzwanzig"."""
    if not 0 <= n < 10_000:
        raise ValueError(f"n = {n}: must be from 0 to 9999")
    if n < 20:
        return UNITS[n]
    if n < 100:
        tens, units = divmod(n, 10)
        return (f"{_before_noun(units, '')}und" if units else "") + TENS[tens - 2]
    size, name = (1000, "tausend") if n >= 1000 else (100, "hundert")
    many, rest = divmod(n, size)
    return (UNITS[many] if many > 1 else "") + name + (whole_number(rest) if rest else "")


def _before_noun(n: int, ending: str) -> str:
    """Return ``n`` as it stands before something counted: "ein", "hunderteine", "zwei"."""
    words = whole_number(n)
    return words.removesuffix("s") + ending if words.endswith("eins") else words


def number(value: float, decimals: int = 2) -> str:
    """Return a number as it's spoken: 2.0 -> "zwei", -1.5 -> "minus 1,5", 0.004 -> "0,004".

    It's rounded as by `figures`; whole numbers below a hundred are words.
    """
    text = figures(value, decimals)
    size = text.removeprefix("-").replace(".", ",")
    if size.isdigit() and int(size) < 100:
        size = whole_number(int(size))
    return f"minus {size}" if text[0] == "-" else size


def count(n: int, noun: str, plural: str, ending: str = "e") -> str:
    """Return a count of things: 1 -> "eine Ziehung", 4 -> "vier Ziehungen"."""
    return f"{_before_noun(n, ending)} {noun if n == 1 else plural}"


def spoken_length(text: str) -> int:
    """Return how long it takes to read the text aloud, in English words.

    A short word takes one, a compound one for each `LETTERS` letters; 2,25 takes four.
    """
    return sum(_token_length(token) for token in re.split(r"[\s-]+", text))


def _token_length(token: str) -> int:
    found = NUMBER.search(token)
    if not found:
        return math.ceil(sum(map(str.isalnum, token)) / LETTERS)
    whole, digits = found.groups()
    words = [whole_number(int(whole))] if len(whole) < 5 else [UNITS[int(d)] for d in whole]
    words += ["Komma", *(UNITS[int(digit)] for digit in digits)] if digits else []
    return sum(math.ceil(len(word) / LETTERS) for word in words)


def placeholders(data: StoryData) -> dict[str, str]:
    """Return the spoken value of every placeholder, computed from the story's data."""
    return _horn_words(data) | _dots_words(data) | _slice_words(data) | _samples_words(data)


def _given(value: float) -> str:
    """Return a number of the story in all its digits; only computed ones are rounded."""
    return number(value, decimals=6)


SHAPES: dict[facts.Shape, str] = {
    "circle": "ein Kreis",
    "wide": "eine Ellipse, breiter als hoch",
    "tall": "eine Ellipse, höher als breit",
}

ENDS: dict[facts.Ends, str] = {
    "narrow to wide": "an einem Ende eng, am anderen weit",
    "the same circle": "an beiden Enden derselbe Kreis",
    "slightly larger": "an einem Ende etwas größer als am anderen",
    "wider to taller": "an einem Ende breiter, am anderen höher",
    "taller to wider": "an einem Ende höher, am anderen breiter",
}


def _horn_words(data: StoryData) -> dict[str, str]:
    (rho1_at_0, rho2_at_0), (rho1_at_1, rho2_at_1) = data.radii([0.0, 1.0]).tolist()
    horn, round_horn = facts.horn_grows(data), facts.horn_is_round(data)
    return {
        "a_horn_or_tube": "ein Horn" if horn else "eine Röhre",
        "the_horn_or_tube": "das Horn" if horn else "die Röhre",
        "rho1_at_0": number(rho1_at_0),
        "rho2_at_0": number(rho2_at_0),
        "shape_at_0": SHAPES[facts.shape(rho1_at_0, rho2_at_0)],
        "rho1_at_1": number(rho1_at_1),
        "rho2_at_1": number(rho2_at_1),
        "shape_at_1": SHAPES[facts.shape(rho1_at_1, rho2_at_1)],
        "radii_trade": (
            "sind Alpha und Beta gleich" if round_horn else "tauschen Alpha und Beta die Plätze"
        ),
        "exponential_effect": (
            f"wächst von eins auf {number(math.exp(data.story.horn.growth))}"
            if horn
            else "bleibt bei eins, weil nichts wächst"
        ),
        "halfway_claim": (
            "Unterwegs bleibt es immer ein Kreis"
            if round_horn
            else "Auf halbem Weg, wo beide Radien gleich sind, wird die Ellipse zum Kreis"
        ),
        "horn_ends": ENDS[facts.horn_ends(data)],
        "far_end": "weiten" if facts.horn_ends(data) == "narrow to wide" else "hinteren",
    }


def _dots_words(data: StoryData) -> dict[str, str]:
    """Return the words about dots, noise and the surface they come from."""
    horn = data.story.horn
    spread = f"Seine Standardabweichung ist {_given(horn.noise_std)}, also"
    inside = "innen hohl"
    match facts.horn_noise(data):
        case "none":
            noise = "In dieser Geschichte ist es null, also bleibt der Punkt, wo er war"
            dots = "Jeder Punkt liegt auf dieser Fläche, denn es gibt kein Rauschen"
        case "small":
            noise = f"{spread} verlässt der Punkt seine Ellipse kaum"
            dots = "Die Punkte bleiben nah an dieser Fläche, nur das Rauschen drängt sie davon ab"
        case "strong":
            noise = f"{spread} kann der Punkt weit neben seiner Ellipse landen"
            dots = "Die Punkte sind um diese Fläche verstreut, denn das Rauschen ist stark"
            inside = "von starkem Rauschen verwischt"
    form = f"die Form {'eines Horns' if facts.horn_grows(data) else 'einer Röhre'}"
    seen = f"sehen wir {form}"
    if not facts.horn_is_seen(data):
        seen = f"ist {form} noch schwer zu erkennen"
    draws = count(horn.samples, "Ziehung", "Ziehungen")
    if horn.samples == 1:
        draws = "einer Ziehung"
    return {
        "spread_claim": noise,
        "dots_claim": dots,
        "horn_inside": inside,
        "draws_claim": f"Nach {draws} {seen}",
    }


def _slice_words(data: StoryData) -> dict[str, str]:
    story = data.story
    x = story.slice.x
    rho1, rho2 = data.radii(x).tolist()
    return {
        "slice_x": _given(x),
        "slice_x_figures": f"{x:g}".replace(".", ","),
        "slice_exponential": number(float(data.exponential(x))),
        "slice_rho1": number(rho1),
        "slice_rho2": number(rho2),
        "slice_rho1_boxes": _boxes(rho1, data),
        "slice_rho2_boxes": _boxes(rho2, data),
        "grid_step": _given(story.plane.grid_step),
        "plane_motion": (
            "Die Ebene bleibt, wo sie ist, bei" if x == 1 else "Die Ebene gleitet nun bis"
        ),
        "slice_claim": (
            "Von den beiden Radien bleiben nur Beta und Alpha übrig"
            if x == 0
            else "Von hier an bleibt x fest"
        ),
    }


def _samples_words(data: StoryData) -> dict[str, str]:
    """Return the words about the samples of the slice."""
    n, noise = data.story.slice.samples, facts.slice_noise(data)
    makers = "Nur Theta" if noise == "none" else "Nur Theta und das Rauschen"
    if n == 1:
        verb = "hat" if noise == "none" else "haben"
        differ = f"{makers} {verb} ihren Platz bestimmt"
        named = "Das sind alle unsere Daten, und ihr Name ist groß Y"
        near = "Die Beobachtung bleibt nah am Rand, und die Mitte ist leer"
        stray = "Das Rauschen ist stark, also kann die Beobachtung weit vom Rand liegen"
    else:
        verb = "unterscheidet" if noise == "none" else "unterscheiden"
        differ = f"{makers} {verb} die eine von der anderen"
        named = f"Zusammen heißen sie groß Y, nummeriert von eins bis {whole_number(n)}"
        near = "Die Beobachtungen bleiben nah am Rand, und die Mitte ist leer"
        stray = "Das Rauschen ist stark, also streuen die Beobachtungen weit um den Rand"
    landing = count(n, "Beobachtung landet", "Beobachtungen landen")
    return {
        "samples_land": f"{landing} in der Ebene",
        "samples_differ": differ,
        "samples_named": named,
        "edge_claim": stray if noise == "strong" else near,
    }


def _boxes(length: float, data: StoryData) -> str:
    """Return how many boxes of the grid a length takes: "vier Kästchen", "3,7 Kästchen"."""
    exact, about = facts.boxes(length, data)
    rounded = number(exact, decimals=1)
    return f"{'etwa ' if about else ''}{'ein' if rounded == 'eins' else rounded} Kästchen"
