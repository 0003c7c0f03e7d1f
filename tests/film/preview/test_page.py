"""The page as a person uses it, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from scenes import look
from scenes.film.preview.server import PAGE
from tests.film.preview.browser import Served, chromium, served
from tests.film.preview.fake_stage import CHAPTERS, FRAMES, STORY, outline

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def served_tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Served]]:
    """One browser, and one server: starting them costs more than all tests do."""
    with chromium() as browser, served(tmp_path_factory.mktemp("bench")) as running:
        tab = browser.new_page(viewport={"width": 1440, "height": 900})
        tab.set_default_timeout(5000)
        yield tab, running


@pytest.fixture
def bench(served_tab: tuple[Any, Served]) -> Iterator[Bench]:
    opened = Bench(*served_tab)
    yield opened
    assert opened.faults == []


class Bench:
    """What a person sees and does; all is as at the start of a preview."""

    def __init__(self, tab: Any, running: Served) -> None:
        self.tab, self.stage, self.folder = tab, running.stage, running.folder
        self.publish = running.stage.on_event
        self.faults: list[str] = []
        running.begin_anew()
        tab.on("pageerror", lambda error: self.faults.append(str(error)))
        tab.set_viewport_size({"width": 1440, "height": 900})
        tab.goto("about:blank")  # or an address that differs by its chapter alone isn't loaded
        tab.goto(running.address)
        self.shows(0)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.tab.keyboard.press(key)

    def shows(self, number: int, version: int | None = None) -> None:
        """Wait until a frame is in the picture, told by its number and its colour."""
        wanted = [2 * number, 40 * (self.stage.version if version is None else version) % 250, 60]
        self.tab.wait_for_function(
            """wanted => {
                const pen = document.getElementById("picture").getContext("2d");
                const seen = pen.getImageData(4, 4, 1, 1).data;
                return Number(document.getElementById("frame").dataset.frame) === wanted[0] / 2
                    && wanted.every((value, k) => Math.abs(value - seen[k]) <= 3);
            }""",
            arg=wanted,
        )

    def text(self, selector: str) -> str:
        return self.tab.locator(selector).inner_text()

    def waits_for(self, selector: str, text: str) -> None:
        self.tab.locator(selector).filter(has_text=text).wait_for()

    def numbers(self) -> str:
        return (self.folder / "story.toml").read_text(encoding="utf-8")

    def words(self) -> str:
        return (self.folder / "s01.md").read_text(encoding="utf-8")


def test_keys_alone_go_anywhere_in_the_film_and_back(bench: Bench) -> None:
    for keys, frame in [
        (["ArrowRight"], 1),
        ([".", "."], 3),
        ([","], 2),
        (["Shift+ArrowRight"], 20),
        (["Shift+ArrowRight", "Shift+ArrowRight"], 70),
        (["Shift+ArrowLeft"], 45),
        (["["], 0),
        (["]"], 45),
        (["]"], FRAMES - 1),
        (["ArrowRight"], FRAMES - 1),
        (["["], 45),
        (["Home"], 0),
        (["ArrowLeft"], 0),
        (["End", "ArrowLeft"], FRAMES - 2),
    ]:
        bench.press(*keys)
        bench.shows(frame)
    assert bench.text("#place") == f"{FRAMES - 2} / {FRAMES - 1}"
    assert bench.tab.locator("#beats [aria-current=true]").inner_text().startswith("stop")
    bench.press("?")
    assert bench.tab.locator("#keys").is_visible()
    bench.press("Escape")
    assert bench.tab.locator("#keys").is_hidden()


def test_it_plays_with_its_sound_and_stops(bench: Bench) -> None:
    bench.tab.locator("#wave path").wait_for(state="attached")
    bench.press("Home", " ")
    bench.tab.wait_for_function("() => Number(document.getElementById('scrub').value) > 4")
    assert bench.tab.evaluate("() => document.getElementById('sound').currentTime") > 0.2
    bench.press(" ")
    stopped = bench.tab.locator("#scrub").input_value()
    assert bench.tab.locator("#play").get_attribute("aria-label") == "Play"
    bench.shows(int(stopped))
    assert bench.tab.evaluate("() => document.getElementById('sound').paused")


def test_beats_the_scrub_and_the_timeline_lead_to_their_frames(bench: Bench) -> None:
    bench.tab.locator("#beats button").nth(1).click()
    bench.shows(45)
    bench.tab.locator("#scrub").fill("30")
    bench.shows(30)
    bench.tab.locator("#track").click(position={"x": 140, "y": 30})  # after one second
    bench.shows(15)
    bench.tab.locator(".cue").first.click(position={"x": 8, "y": 56})
    bench.shows(6)
    bench.tab.wait_for_function(
        "() => [...document.querySelectorAll('#beats img')].every(image => image.naturalWidth)"
    )
    peeked = [more for what, more in bench.stage.asked if what == "frame" and more["peek"]]
    assert [more["number"] for more in peeked] == [44, 89]  # how each beat ends


def test_what_is_saved_is_seen_where_the_playhead_is(bench: Bench) -> None:
    bench.press("ArrowRight", "ArrowRight")
    bench.shows(2)
    asked = len(bench.stage.asked)
    bench.stage.redraw(2)
    bench.shows(2, version=1)
    frames = [more for what, more in bench.stage.asked[asked:] if what == "frame"]
    assert all(more["peek"] for more in frames)  # of the strip; the other came with the event
    bench.press("ArrowRight")
    bench.shows(3, version=1)


def test_an_error_is_told_with_its_line_and_the_last_picture_stays(bench: Bench) -> None:
    fault = {"text": "name 'lenght' is not defined", "file": "scenes/s01_first.py", "line": 41}
    bench.publish({"event": "error", "chapter": CHAPTERS[0], "error": fault}, None)
    bench.waits_for("#error", "scenes/s01_first.py, line 41")
    assert fault["text"] in bench.text("#error")
    assert bench.tab.locator("#error").get_attribute("role") == "alert"
    bench.shows(0)
    bench.stage.redraw()
    bench.tab.locator("#error").wait_for(state="hidden")
    bench.shows(0, version=1)


def test_progress_is_told_for_all_and_for_each_beat(bench: Bench) -> None:
    event = {
        "event": "drawn",
        "chapter": CHAPTERS[0],
        "beats": [["begin", 45, 45], ["stop", 9, 45]],
    }
    bench.publish(event, None)
    bench.waits_for("#progress", "60 % drawn")
    widths = [each.get_attribute("style") for each in bench.tab.locator("#segments i").all()]
    assert widths == ["width: 100%;", "width: 20%;"]


def test_a_cue_is_moved_by_keys(bench: Bench) -> None:
    before = bench.words()
    bench.tab.locator(".cue").first.focus()
    bench.press("ArrowRight", "ArrowRight", "Escape", "ArrowRight")
    assert bench.text(".word.target") == "runs"
    assert bench.words() == before
    bench.press("Enter")
    bench.waits_for("#notice", "s01.md: [line] is on “runs”")
    assert bench.words() == before.replace("[line] runs", "line [runs](line)")


@pytest.mark.parametrize("what", [".cue", "#beats button"])
def test_the_focus_stays_where_it_is_when_words_are_laid_anew(bench: Bench, what: str) -> None:
    last = bench.tab.locator(what).last
    last.focus()
    bench.press("+", "-", "-")
    bench.publish({"event": "outline", "chapter": CHAPTERS[0], "outline": renamed()}, None)
    bench.waits_for(".beat", "anew")
    focused = bench.tab.evaluate("document.activeElement.dataset.focus")
    assert focused == last.get_attribute("data-focus")


def renamed() -> dict[str, Any]:
    """Return the first chapter's outline, its first beat under another name."""
    found = outline(CHAPTERS[0])
    found["beats"][0]["name"] = "anew"
    return found


def test_a_cue_is_dragged_to_another_word(bench: Bench) -> None:
    before, cue = bench.words(), bench.tab.locator(".cue").last.bounding_box()
    word = bench.tab.locator(".word", has_text="stays.").bounding_box()
    bench.tab.mouse.move(cue["x"] + 12, cue["y"] + 56)
    bench.tab.mouse.down()
    bench.tab.mouse.move(word["x"] + 2, word["y"], steps=6)
    assert bench.text(".word.target") == "stays."
    bench.tab.mouse.up()
    bench.waits_for("#notice", "[ends]")
    assert bench.words() == before.replace("[ends]", "ends").replace("stays", "[stays](ends)")


def test_a_slider_redraws_and_its_number_is_written_with_the_comments(bench: Bench) -> None:
    slider = bench.tab.locator("[data-key='horn.alpha'] input[type=range]")
    slider.focus()
    bench.press("ArrowRight")
    bench.tab.locator("[data-key='horn.alpha'].changed").wait_for()
    bench.shows(0, version=bench.stage.version)
    assert bench.stage.version > 0
    value = bench.tab.locator("[data-key='horn.alpha'] input[type=number]").input_value()
    assert 1.5 < float(value) < 1.6
    assert bench.numbers() == STORY
    bench.tab.locator("#write").click()
    bench.waits_for("#notice", "story.toml is written")
    assert bench.numbers() == STORY.replace("alpha = 1.5 ", f"alpha = {value} ", 1)
    bench.tab.locator("#writing").wait_for(state="hidden")


def test_numbers_are_kept_as_another_story_or_undone(bench: Bench) -> None:
    exact = bench.tab.get_by_role("spinbutton", name="weights 2", exact=True).first
    exact.fill("0.7")
    exact.press("Enter")
    bench.waits_for("#changed", "1 changed")
    bench.tab.locator("#other").fill("warm.toml")
    bench.tab.locator("#other").press("Enter")
    bench.waits_for("#notice", "warm.toml is written")
    kept = (bench.folder / "warm.toml").read_text(encoding="utf-8")
    assert kept == STORY.replace("weights = [-1.5, 0.4]", "weights = [-1.5, 0.7]", 1)
    seed = bench.tab.get_by_role("button", name="another seed").first
    seed.click()
    bench.waits_for("#changed", "1 changed")
    bench.tab.locator("#undo").click()
    bench.tab.locator("#writing").wait_for(state="hidden")
    assert bench.numbers() == STORY


def test_a_refused_number_is_told(bench: Bench) -> None:
    exact = bench.tab.get_by_role("spinbutton", name="alpha", exact=True)
    exact.fill("7")
    exact.press("Enter")
    bench.waits_for("#notice.refusal", "horn.alpha = 7.0 can't be drawn")
    bench.tab.locator("[data-key='horn.alpha'].refused").wait_for()


def test_a_click_tells_what_is_there_and_a_key_lights_what_hangs_on_it(bench: Bench) -> None:
    area = bench.tab.locator("#picture").bounding_box()
    bench.tab.mouse.click(area["x"] + 0.52 * area["width"], area["y"] + 0.55 * area["height"])
    bench.waits_for("#point .name", "y[3]")
    told = bench.text("#point")
    for part in ("y = (0.83, −1.2)", "Discs", "lvebm_core.horn.Horn.sample", "s01_first.py:41"):
        assert part in told
    bench.tab.get_by_role("button", name="horn.alpha").click()
    bench.tab.locator("#overlay .lit").nth(1).wait_for(state="attached")
    assert bench.tab.locator("[data-key='horn.alpha'].lit").count() == 1
    bench.tab.get_by_role("button", name="slice.seed").click()
    bench.tab.wait_for_function("() => !document.querySelector('#overlay .lit')")
    bench.tab.mouse.click(area["x"] + 0.9 * area["width"], area["y"] + 0.9 * area["height"])
    bench.waits_for("#point", "Nothing is drawn there.")


def test_who_waits_for_an_answer_is_told_so_and_can_go_on(bench: Bench) -> None:
    bench.stage.is_slow = True
    bench.tab.locator("#frame").click()
    bench.waits_for("#point", "Looking what is there")
    bench.press("n")
    bench.waits_for("#point .name", "E1 of 2")


def test_the_keyboard_points_too(bench: Bench) -> None:
    bench.press("p", "ArrowRight", "ArrowRight", "Shift+ArrowDown", "Enter")
    bench.waits_for("#point .name", "y[3]")
    bench.shows(0)  # the arrows were the cross's
    bench.press("Escape", "n")
    bench.waits_for("#point .name", "E1 of 2")
    bench.press("N")
    bench.waits_for("#point .name", "y[3]2 of 2")


def test_another_chapter_is_chosen_and_other_chapters_edits_change_nothing(bench: Bench) -> None:
    bench.tab.locator("#chapter").select_option(CHAPTERS[1])
    bench.waits_for("#title", "S02_Second")
    assert bench.tab.url.endswith(f"#{CHAPTERS[1]}")
    bench.publish({"event": "error", "chapter": CHAPTERS[0], "error": {"text": "no"}}, None)
    bench.publish({"event": "drawn", "chapter": CHAPTERS[1], "beats": [["begin", 45, 45]]}, None)
    bench.waits_for("#progress", "50 % drawn")
    assert bench.tab.locator("#error").is_hidden()


@pytest.mark.parametrize("width", [390, 1440])
def test_every_control_has_a_name_and_shows_its_focus_at_any_width(
    bench: Bench, width: int
) -> None:
    bench.tab.set_viewport_size({"width": width, "height": 844})
    page, sideways = bench.tab.evaluate("() => [innerWidth, document.body.scrollWidth]")
    assert sideways <= page
    count = bench.tab.locator("button:visible, input:visible, select:visible").count()
    seen: set[str] = set()
    for _ in range(count + 20):
        bench.press("Tab")
        said = bench.tab.evaluate(FOCUSED)
        if said is None:
            break
        assert said["name"], said
        assert said["outline"] >= 2, said
        seen.add(said["path"])
    assert len(seen) >= count


FOCUSED = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const inner = at.matches(".cue") ? at.firstChild : at;
    const style = getComputedStyle(inner);
    const all = [...document.querySelectorAll("*")];
    return {
        name: at.getAttribute("aria-label") || at.labels?.[0]?.innerText || at.innerText || "",
        outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
        path: String(all.indexOf(at)),
    };
}"""


def test_the_pages_colours_are_the_films() -> None:
    said = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", (PAGE / "page.css").read_text()))
    for name in (
        "background",
        "ink",
        "quiet",
        "grid",
        "axes",
        "observed",
        "latent",
        "energy",
        "pick",
    ):
        assert said[name] == getattr(look, name.upper()).to_hex().lower()


def test_the_page_asks_nobody_else() -> None:
    for file in PAGE.iterdir():
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|//[a-z]+\.", text), file.name
