"""The schema of ``assets/story.toml``: every number of the lecture, validated."""

import difflib
import json
import math
import os
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic.fields import FieldInfo

from scenes.folders import ASSETS

DEFAULT_STORY = ASSETS / "story.toml"
"""The story of the lecture, found from this file and not from the working directory."""

LARGEST_FILE = 100_000
"""Bytes we're ready to read: a story takes about 3 kB, so anything larger is another file."""

NOISE_MARGIN = 4.0
"""Standard deviations of noise that the plane must hold beyond the ellipse."""

FARTHEST_Y1 = 2.0
"""Radii that the y1 asked about may lie from the axis: ellipse and line are seen together."""

SMALLEST_WEIGHT = 1e-6
"""Of the decoder, if not 0: nobody sees a smaller one, and its powers are lost to rounding."""

MOST_GRID_BOXES = 60
"""Boxes that a side of the plane may have: nobody counts more."""

MOST_LOCATIONS = 4000
"""Locations that the field's grid may have: each is a disc that moves."""


class StoryError(ValueError):
    """A story that can't be used; its text is one line: file, key, value, what is allowed."""


def _tuple_from_array(value: object) -> object:
    """Return a TOML array as the tuple that strict validation asks for."""
    return tuple(value) if isinstance(value, list) else value


def _increasing(values: tuple[float, ...]) -> tuple[float, ...]:
    """Refuse numbers that don't increase."""
    if any(low >= high for low, high in zip(values, values[1:], strict=False)):
        raise ValueError("not increasing")
    return values


def _none_or_normal(weight: float) -> float:
    """Refuse a weight that is too small to be seen."""
    if 0 < abs(weight) < SMALLEST_WEIGHT:
        raise ValueError("too small")
    return weight


Array = BeforeValidator(_tuple_from_array)
Increasing = AfterValidator(_increasing)
Width = Annotated[int, Field(ge=1, le=64)]
Weight = Annotated[float, Field(ge=-10, le=10), AfterValidator(_none_or_normal)]
Bound = Annotated[float, Field(ge=-100, le=100)]
InverseTemperature = Annotated[float, Field(ge=1e-6, le=1e6)]

# A field's description completes "must be ...": it documents the field and words its error.
SEED = "a whole number from 0 to 2^63 - 1"
RADIUS = "a number from 0.01 to 10: it is a radius of the ellipse"
WEIGHTS = "two numbers from -10 to 10, 0 or at least 1e-6 in size, such as [-1.5, 0.4]"
RANGE = "two numbers from -100 to 100, the lower one first, such as [-3, 3]"
LATENT = "a latent: a number from 0 to 2 pi, 2 pi excluded"
PICK = "a whole number from 1 to slice.samples"


class _Section(BaseModel):
    """A table of the story: unknown keys, loose types, NaN and infinity are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class HornSection(_Section):
    """The data in three dimensions."""

    alpha: float = Field(ge=0.01, le=10, description=RADIUS)
    beta: float = Field(ge=0.01, le=10, description=RADIUS)
    growth: float = Field(
        ge=0, le=3, description="a number from 0 to 3: beyond, the wide end dwarfs the narrow one"
    )
    noise_std: float = Field(ge=0, le=1, description="a number from 0 to 1")
    samples: int = Field(
        ge=1, le=2000, description="a whole number from 1 to 2000: each is a dot in every frame"
    )
    seed: int = Field(ge=0, lt=2**63, description=SEED)


class SliceSection(_Section):
    """The samples Y, all made with the same x."""

    x: float = Field(ge=0, le=1, description="a number from 0 to 1, the range of x")
    samples: int = Field(
        ge=1, le=100, description="a whole number from 1 to 100: each gets its turn on screen"
    )
    seed: int = Field(ge=0, lt=2**63, description=SEED)


class DecoderSection(_Section):
    """The model: its weights, where the dials start, and the number of latents."""

    weights: Annotated[tuple[Weight, Weight], Array] = Field(description=WEIGHTS)
    start_weights: Annotated[tuple[Weight, Weight], Array] = Field(description=WEIGHTS)
    latents: int = Field(
        ge=4, le=360, description="a whole number from 4 to 360: each is a mark on screen"
    )


class PicksSection(_Section):
    """The samples that the lecture picks from Y, counted from 1."""

    energy: int = Field(ge=1, description=PICK)
    one_valley: int = Field(ge=1, description=PICK)
    two_valleys: int = Field(ge=1, description=PICK)


class PlaneSection(_Section):
    """The part of the y1-y2 plane that is shown, and its grid."""

    y1: Annotated[tuple[Bound, Bound], Array, Increasing] = Field(description=RANGE)
    y2: Annotated[tuple[Bound, Bound], Array, Increasing] = Field(description=RANGE)
    grid_step: float = Field(gt=0, le=100, description="a number above 0, at most 100")


class OneToManySection(_Section):
    """What is fixed to show that one x has many y's."""

    x: float = Field(ge=0, le=1, description="a number from 0 to 1, the range of x")
    samples: int = Field(
        ge=1, le=100, description="a whole number from 1 to 100: each is seen to land"
    )
    seed: int = Field(ge=0, lt=2**63, description=SEED)
    y1: float = Field(ge=-100, le=100, description="a number from -100 to 100")


class PredictorSection(_Section):
    """The ordinary network that is fitted to the horn."""

    hidden: Annotated[tuple[Width, ...], Array] = Field(
        min_length=1, max_length=3, description="1 to 3 whole numbers from 1 to 64, such as [8, 8]"
    )
    steps: int = Field(ge=1, le=1000, description="a whole number from 1 to 1000")
    seed: int = Field(ge=0, lt=2**63, description=SEED)


class InferenceSection(_Section):
    """Where the optimisers start."""

    start: float = Field(ge=0, lt=math.tau, description=LATENT)
    false_start: float = Field(ge=0, lt=math.tau, description=LATENT)


class FieldSection(_Section):
    """The locations whose free energy is looked for: a grid over the plane, and a row of picks."""

    grid_step: float = Field(gt=0, le=100, description="a number above 0, at most 100")
    row_y2: Bound = Field(description="a number from -100 to 100")
    row_y1: Annotated[tuple[Bound, ...], Array, Increasing] = Field(
        min_length=1, max_length=8, description="1 to 8 numbers from -100 to 100, increasing"
    )


class TemperatureSection(_Section):
    """The inverse temperatures that are shown, and where the field is cut."""

    cut_y1: Bound = Field(description="a number from -100 to 100")
    betas: Annotated[tuple[InverseTemperature, ...], Array, Increasing] = Field(
        min_length=1,
        max_length=20,
        description="1 to 20 numbers from 1e-6 to 1e6, increasing: from warm to cold",
    )


class LearningSection(_Section):
    """How the decoder is trained on Y, from its weights, cold and warm."""

    beta: InverseTemperature = Field(description="a number from 1e-6 to 1e6")
    steps: int = Field(ge=1, le=1000, description="a whole number from 1 to 1000")
    rate: float = Field(
        gt=0, le=1, description="a number above 0, at most 1: beyond, the loss may grow"
    )


class ConditionalSection(_Section):
    """The model of the whole horn, and how it is trained."""

    hidden: Annotated[tuple[Width, ...], Array] = Field(
        min_length=1, max_length=3, description="1 to 3 whole numbers from 1 to 64, such as [8, 8]"
    )
    samples: int = Field(ge=1, le=10_000, description="a whole number from 1 to 10000")
    sample_seed: int = Field(ge=0, lt=2**63, description=SEED)
    seed: int = Field(ge=0, lt=2**63, description=SEED)
    steps: int = Field(ge=1, le=2000, description="a whole number from 1 to 2000")
    rate: float = Field(gt=0, le=0.1, description="a number above 0, at most 0.1")


class NarrationSection(_Section):
    """The voice."""

    words_per_minute: float = Field(
        ge=80, le=180, description="a number from 80 to 180: faster, nobody reads the captions"
    )


KNOWN = "known to be right"
"""The context in which a story is validated that was found right before."""


class Story(_Section):
    """Every number of the lecture; each section is a table of the file."""

    horn: HornSection = Field(description="a table")
    slice: SliceSection = Field(description="a table")
    decoder: DecoderSection = Field(description="a table")
    picks: PicksSection = Field(description="a table")
    plane: PlaneSection = Field(description="a table")
    one_to_many: OneToManySection = Field(description="a table")
    predictor: PredictorSection = Field(description="a table")
    inference: InferenceSection = Field(description="a table")
    field: FieldSection = Field(description="a table")
    temperature: TemperatureSection = Field(description="a table")
    learning: LearningSection = Field(description="a table")
    conditional: ConditionalSection = Field(description="a table")
    narration: NarrationSection = Field(description="a table")

    @model_validator(mode="after")
    def _picks_are_inside_the_slice(self) -> Self:
        for name, pick in self.picks:
            if pick > self.slice.samples:
                raise ValueError(
                    f"picks.{name} = {pick}: must be from 1 to slice.samples = {self.slice.samples}"
                )
        return self

    @model_validator(mode="after")
    def _plane_can_be_counted(self) -> Self:
        for name in ("y1", "y2"):
            low, high = getattr(self.plane, name)
            if not 2 <= (high - low) / self.plane.grid_step <= MOST_GRID_BOXES:
                raise ValueError(
                    f"plane.grid_step = {self.plane.grid_step:g}: must cut plane.{name} = "
                    f"[{low:g}, {high:g}] into 2 to {MOST_GRID_BOXES} boxes"
                )
        return self

    def radii(self, x: float) -> list[float]:
        """Return the radii of the horn's ellipse at ``x``, as the core has them."""
        import torch  # it takes a second, which a story that is known to be right should not

        from lvebm_core.horn import Horn

        horn = Horn(self.horn.alpha, self.horn.beta, self.horn.growth, self.horn.noise_std)
        found: list[float] = horn.radii(torch.tensor(x, dtype=torch.float64)).tolist()
        return found

    @model_validator(mode="after")
    def _plane_holds_everything(self, info: ValidationInfo) -> Self:
        if info.context == KNOWN:
            return self
        radii = self.radii(self.slice.x)
        for i, name in enumerate(("y1", "y2")):
            reaches = {
                "the ellipse of the slice and its noise": (
                    radii[i] + NOISE_MARGIN * self.horn.noise_std
                ),
                "decoder.weights": abs(self.decoder.weights[i]),
                "decoder.start_weights": abs(self.decoder.start_weights[i]),
            }
            thing, reach = max(reaches.items(), key=lambda item: item[1])
            low, high = getattr(self.plane, name)
            if not low <= -reach <= reach <= high:
                raise ValueError(
                    f"plane.{name} = [{low:g}, {high:g}]: must hold [{-reach:.4g}, {reach:.4g}], "
                    f"the range of {thing}"
                )
        return self

    @model_validator(mode="after")
    def _asked_y1_is_near_the_ellipse(self, info: ValidationInfo) -> Self:
        if info.context == KNOWN:
            return self
        asked = self.one_to_many
        radius = self.radii(asked.x)[0]
        if abs(asked.y1) > FARTHEST_Y1 * radius:
            reach = FARTHEST_Y1 * radius
            raise ValueError(
                f"one_to_many.y1 = {asked.y1:g}: must lie in [{-reach:.4g}, {reach:.4g}], "
                f"{FARTHEST_Y1:g} times the ellipse at one_to_many.x = {asked.x:g}"
            )
        return self

    @model_validator(mode="after")
    def _field_lies_in_the_plane(self) -> Self:
        spans = {"y1": self.plane.y1, "y2": self.plane.y2}
        places = {
            "field.row_y1": ("y1", self.field.row_y1),
            "field.row_y2": ("y2", (self.field.row_y2,)),
            "temperature.cut_y1": ("y1", (self.temperature.cut_y1,)),
        }
        for key, (name, values) in places.items():
            low, high = spans[name]
            for value in values:
                if not low <= value <= high:
                    raise ValueError(
                        f"{key} = {value:g}: must lie in plane.{name} = [{low:g}, {high:g}]"
                    )
        sides = [(high - low) / self.field.grid_step + 1 for low, high in spans.values()]
        if not (min(sides) >= 2 and math.prod(sides) <= MOST_LOCATIONS):
            raise ValueError(
                f"field.grid_step = {self.field.grid_step:g}: must cut the plane into 4 to "
                f"{MOST_LOCATIONS} locations, at least 2 a side"
            )
        return self


def story_file(path: Path | str | None = None) -> Path:
    """Return the file of a story: the given one, that of ``$LVEBM_STORY``, or `DEFAULT_STORY`."""
    return Path(path or os.environ.get("LVEBM_STORY") or DEFAULT_STORY)


def load_story(path: Path | str | None = None, *, known: bool = False) -> Story:
    """Read and validate a story.

    Parameters
    ----------
    path
        The TOML file; for ``None`` see `story_file`.
    known
        Whether this very file was found right before: then what only the core can tell isn't
        checked again.

    Raises
    ------
    StoryError
        If the file can't be read, isn't TOML, or a key is missing, unknown or out of range.
    """
    file = story_file(path)
    shown = _shown(file)
    table = _parse(_read(file, shown), shown)
    try:
        return Story.model_validate(table, context=KNOWN if known else None)
    except ValidationError as error:
        problems = _problems(error, table)
    more = len(problems) - 1
    rest = f" (and {more} more problem{'s' if more > 1 else ''})" if more else ""
    raise StoryError(f"{shown}: {problems[0]}{rest}")


def _shown(file: Path) -> str:
    """Return the path as the reader knows it: relative when it's below the working directory."""
    try:
        return str(file.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(file)


def _read(file: Path, shown: str) -> str:
    """Return the file's text."""
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise StoryError(f"{shown}: no such file") from None
    except OSError as error:
        raise StoryError(f"{shown}: can't be read: {error.strerror}") from None
    except ValueError:  # a NUL inside the name
        raise StoryError(f"{shown!r}: not a file name") from None
    if len(content) > LARGEST_FILE:
        raise StoryError(f"{shown}: larger than {LARGEST_FILE} bytes, so it's no story")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise StoryError(
            f"{shown}: line {line}: byte 0x{content[error.start]:02x} is not UTF-8 text"
        ) from None


def _parse(text: str, shown: str) -> dict[str, Any]:
    """Return the TOML text as nested dicts."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise StoryError(f"{shown}: not valid TOML: nested too deep") from None
    except tomllib.TOMLDecodeError as error:
        raise StoryError(f"{shown}: not valid TOML: {' '.join(str(error).split())}") from None
    except ValueError:  # Python's limit for reading an integer
        raise StoryError(f"{shown}: not valid TOML: a number has too many digits") from None


def _problems(error: ValidationError, table: dict[str, Any]) -> list[str]:
    """Return one line for each problem, unknown keys first, as they explain missing ones."""
    details = error.errors(include_url=False)
    unknown = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    guesses = [(*loc[:-1], _nearest(loc)) for loc in unknown]
    lines = [_unknown_key(loc) for loc in unknown]
    for detail in details:
        loc = detail["loc"]
        if not loc:  # from one of Story's own validators, already a whole line
            lines.append(str(detail["ctx"]["error"]))
        elif loc in unknown:
            continue
        elif detail["type"] != "missing" or len(loc) > 2:  # an array may lack a number
            lines.append(f"{_dotted(loc)} = {_toml(table, loc)}: must be {_field(loc).description}")
        elif loc not in guesses:  # otherwise the misspelt name says it all
            what = "section" if len(loc) == 1 else f"key; must be {_field(loc).description}"
            lines.append(f"{_dotted(loc)}: missing {what}")
    return list(dict.fromkeys(lines))  # two bad items of one array give one line


def _fields(section: int | str | None = None) -> dict[str, FieldInfo]:
    """Return the schema's sections, or the keys of one section."""
    if section is None:
        return Story.model_fields
    model = Story.model_fields[str(section)].annotation
    return model.model_fields if isinstance(model, type) and issubclass(model, BaseModel) else {}


def _siblings(loc: Sequence[int | str]) -> dict[str, FieldInfo]:
    """Return what may stand at the level of a location: sections or keys."""
    return _fields() if len(loc) == 1 else _fields(loc[0])


def _field(loc: Sequence[int | str]) -> FieldInfo:
    """Return the schema's field for a location; an array's items belong to the array."""
    return _siblings(loc)[str(loc[:2][-1])]


def _nearest(loc: Sequence[int | str]) -> str | None:
    """Return the allowed key that looks most like an unknown one, if any does."""
    return next(iter(difflib.get_close_matches(str(loc[-1]), _siblings(loc), n=1)), None)


def _unknown_key(loc: Sequence[int | str]) -> str:
    nearest = _nearest(loc)
    guess = f'did you mean "{nearest}"? ' if nearest else ""
    where = f"[{loc[0]}] has" if len(loc) > 1 else "the sections are"
    kind = "key" if len(loc) > 1 else "section"
    return f"{_dotted(loc)}: unknown {kind}; {guess}{where} {', '.join(_siblings(loc))}"


def _dotted(loc: Sequence[int | str]) -> str:
    return ".".join(_shortened(str(key)) for key in loc[:2])


def _toml(table: dict[str, Any], loc: Sequence[int | str]) -> str:
    """Return the value at a location as the file writes it, cut to a line's length."""
    value: Any = table
    for key in loc[:2]:
        value = value[key]
    return _shortened(_toml_value(value))


def _toml_value(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return json.dumps(value)
        case list():
            return f"[{', '.join(map(_toml_value, value))}]"
        case dict():
            return "a table"
        case _:
            return str(value)


def _shortened(text: str, width: int = 60) -> str:
    text = "".join(char if char.isprintable() else "?" for char in text)
    return text if len(text) <= width else text[: width - 3] + "..."
