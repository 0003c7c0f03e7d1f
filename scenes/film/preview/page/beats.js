// The chapter's beats: how each ends, how long it is, and how much of it is drawn.

import { $, layAnew, make } from "./asking.js";
import { beatAt, endOf, film, jpeg, onMove, play, show, startOf } from "./film.js";

let drawn = {}, laid = 0;

export function layBeats() {
  const { beats } = film.outline;
  laid += 1;
  drawn = Object.fromEntries(Object.entries(drawn).filter(([name]) => beats.some((beat) => beat.name === name)));
  const before = new Map([...$("beats").querySelectorAll("button")].map((button) => [button.dataset.beat, button]));
  layAnew($("beats"), beats.map((beat) => {
    const image = before.get(beat.name)?.querySelector("img") ?? make("img", { alt: "" });
    const button = make(
      "button", { type: "button", title: beat.words.map(({ text }) => text).join(" ") },
      image, make("i"), make("span", { textContent: beat.name }),
      make("small", { textContent: `${(beat.end - beat.start).toFixed(1)} s` }),
    );
    button.dataset.beat = button.dataset.focus = beat.name;
    button.addEventListener("click", () => { play(false); show(startOf(beat)); });
    return make("li", {}, button);
  }));
  $("segments").replaceChildren(...beats.map((beat) => {
    const segment = make("div", {}, make("i"));
    segment.style.flexGrow = endOf(beat) - startOf(beat) + 1;
    return segment;
  }));
  $("scrub").max = film.outline.frames - 1;
  tellDrawn();
  drawEnds(laid);
}

// One after the other, so that what a person asks for meanwhile hardly waits.
async function drawEnds(mine) {
  const { beats } = film.outline;
  for (const beat of beats) {
    const button = [...$("beats").querySelectorAll("button")].find(({ dataset }) => dataset.beat === beat.name);
    await new Promise((resolve) => { setTimeout(resolve, 120); });
    if (mine !== laid || !button) return;
    try {
      const blob = await jpeg(endOf(beat), true);
      if (mine !== laid) return;
      const image = button.querySelector("img"), before = image.src;
      image.src = URL.createObjectURL(blob);
      if (before) URL.revokeObjectURL(before);
    } catch { return; } // the page tells what is wrong when its own picture is asked for
  }
}

export function takeDrawn(beats) {
  drawn = Object.fromEntries(beats.map(([name, done, all]) => [name, [done, all]]));
  if (film.outline) tellDrawn();
}

function tellDrawn() {
  let done = 0, all = 0;
  film.outline.beats.forEach((beat, index) => {
    const [some, count] = drawn[beat.name] ?? [0, endOf(beat) - startOf(beat) + 1];
    done += some;
    all += count;
    const share = `${(100 * some) / count}%`;
    $("beats").children[index].querySelector("i").style.width = share;
    $("segments").children[index].firstChild.style.width = share;
  });
  const text = done >= all ? "all drawn" : `${Math.floor((100 * done) / all)} % drawn`;
  if ($("progress").textContent !== text) $("progress").textContent = text;
  $("progress").classList.toggle("whole", done >= all);
}

export function beginBeats() {
  onMove(() => {
    const now = beatAt();
    [...$("beats").children].forEach((item, index) => {
      const button = item.firstChild, was = button.getAttribute("aria-current") === "true";
      button.setAttribute("aria-current", String(index === now));
      if (index === now && !was) reveal(item);
    });
  });
}

function reveal(item) {
  const box = item.parentElement.parentElement;
  const { offsetTop: top, offsetLeft: left, offsetHeight: height, offsetWidth: width } = item;
  if (top < box.scrollTop || top + height > box.scrollTop + box.clientHeight) box.scrollTop = top - 8;
  if (left < box.scrollLeft || left + width > box.scrollLeft + box.clientWidth) box.scrollLeft = left - 8;
}
