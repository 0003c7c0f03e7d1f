import numpy as np
import pytest

from scenes import look

ROLES = "ink", "quiet", "y", "z", "y_tilde", "y_hat", "decoder", "E", "pick", "z_check"


def luminance(rgb):
    """Return the relative luminance of WCAG 2."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(color, opacity):
    ground = look.BACKGROUND.to_rgb()
    seen = ground + opacity * (color.to_rgb() - ground)
    return (luminance(seen) + 0.05) / (luminance(ground) + 0.05)


@pytest.mark.parametrize("role", ROLES)
def test_what_is_dimmed_stays_readable(role):
    color = look.ROLE_COLORS[role]
    assert contrast(color, look.DIMMED) >= 3
    assert contrast(color, look.FAINT) > contrast(color, look.DIMMED)
    assert contrast(color, 1.0) >= 4.5


@pytest.mark.parametrize("role", ["x0", "x1"])
def test_the_ends_of_the_horn_are_seen_in_its_outline_and_when_they_are_faint(role):
    color = look.ROLE_COLORS[role]
    assert contrast(color, look.ENVELOPE) >= 3
    assert contrast(color, look.FAINT) >= 3
    assert contrast(color, 1.0) >= 4.5
