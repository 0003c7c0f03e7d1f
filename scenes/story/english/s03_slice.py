"""What is true of the slice, in English words."""

from scenes.story import facts
from scenes.story.data import StoryData
from scenes.story.english.numbers import count, given, number, whole_number
from scenes.story.english.shapes import SHAPES


def words(data: StoryData) -> dict[str, str]:
    """Return the values of the placeholders that speak of this."""
    story = data.story
    x, n = story.slice.x, story.slice.samples
    rho1, rho2 = data.radii(x).tolist()
    noise = facts.slice_noise(data)
    return {
        "slice_x": given(x),
        "slice_x_figures": f"{x:g}",
        "slice_exponential": number(float(data.exponential(x))),
        "slice_rho1": number(rho1),
        "slice_rho2": number(rho2),
        "slice_rho1_boxes": _boxes(rho1, data),
        "slice_rho2_boxes": _boxes(rho2, data),
        "slice_shape": SHAPES[facts.shape(rho1, rho2)],
        "grid_step": given(story.plane.grid_step),
        "samples": whole_number(n),
        "plane_motion": "The plane stays where it is, at" if x == 1 else "The plane slides to",
        "slice_claim": (
            "Nothing remains of the two radii but beta and alpha"
            if x == 0
            else "From here on, x stays fixed"
        ),
        "samples_land": f"{count(n, 'sample')} land{'s' if n == 1 else ''}",
        "samples_differ": (
            f"Only theta{'' if noise == 'none' else ' and the noise'} "
            + ("decided its place" if n == 1 else "set one apart from another")
        ),
        "samples_named": (
            "This is all our data, and its name is capital Y"
            if n == 1
            else f"Together they're our data, capital Y, numbered from one to {whole_number(n)}"
        ),
        "edge_claim": (
            "The noise is strong, so the samples stray from the edge"
            if noise == "strong"
            else "The samples stay near the edge, and the middle is empty"
        ),
    }


def _boxes(length: float, data: StoryData) -> str:
    """Return how many boxes of the grid a length takes: "four boxes", "3.7 boxes"."""
    exact, about = facts.boxes(length, data)
    rounded = number(exact, decimals=1)
    return f"{'about ' if about else ''}{rounded} {'box' if rounded == 'one' else 'boxes'}"
