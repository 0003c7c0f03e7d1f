"""Pictures are written whole, as the kind that their names end with."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from scenes.film.errors import FilmError
from scenes.film.pictures import can_write, write_picture


@pytest.mark.parametrize("name", ["a.png", "a.PNG", "a.jpg", "a.jpeg", "a.webp", "a.tiff", "a.bmp"])
def test_usual_kinds_are_written(tmp_path: Path, name: str) -> None:
    path = tmp_path / "new" / name
    assert can_write(path)
    write_picture(Image.new("RGBA", (4, 3), "#e03020"), path)
    with Image.open(path) as found:
        assert (found.mode, found.size) == ("RGB", (4, 3))
        assert found.getpixel((1, 1)) == pytest.approx((0xE0, 0x30, 0x20), abs=3)
    assert [file.name for file in path.parent.iterdir()] == [name]


@pytest.mark.parametrize(
    "name", ["a", "a.svg", "a.mp4", "a.v2", "a.psd", "a.cur", "a.mpg", "a.xbm"]
)
def test_other_names_are_no_pictures(name: str) -> None:
    assert not can_write(Path(name))


def test_a_picture_too_large_for_its_kind_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "wide.webp"
    with pytest.raises(FilmError, match=r"^can't write .*/wide\.webp: .*\d") as caught:
        write_picture(Image.new("RGB", (20_000, 1)), path)
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []
