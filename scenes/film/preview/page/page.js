// The page of lvebm preview. It shows what the process behind it draws, and computes nothing itself.

import { $, ask, askJson, note, report, showError } from "./asking.js";
import { beginBeats, layBeats, takeDrawn } from "./beats.js";
import { film, forget, play, refresh, show, step, stepAnimation, stepBeat } from "./film.js";
import { beginNumbers, layNumbers } from "./numbers.js";
import { askAgain, beginPointing, forgetPointed, isPointing, moveCross, nextMark, startPointing } from "./pointing.js";
import { beginTimeline, hear, layTimeline, silence, zoom } from "./timeline.js";

// --- The chapter ------------------------------------------------------------------------------------

async function open(chapter, frame = 0) {
  play(false);
  showError(null);
  silence();
  $("loading").hidden = false;
  try {
    const outline = await askJson(`outline/${chapter}`);
    if ($("chapter").value !== chapter) return; // another one was chosen meanwhile
    use(outline);
    history.replaceState(null, "", `#${chapter}`);
    show(frame);
    hear();
    layNumbers();
  } catch (error) {
    $("loading").hidden = true;
    report(error);
  }
}

function use(outline) {
  film.outline = outline;
  film.frame = Math.min(film.frame, outline.frames - 1);
  forget();
  forgetPointed();
  $("title").textContent = outline.title;
  document.title = `${outline.title} · lvebm preview`;
  $("frame").style.aspectRatio = `${outline.width} / ${outline.height}`;
  layTimeline();
  layBeats();
}

// --- What happens -----------------------------------------------------------------------------------

const happens = {
  error: ({ error }) => showError(error),
  died: () => {
    note("the process that draws has ended, and was started again", true);
    open($("chapter").value, film.frame);
  },
  drawn: ({ beats }) => takeDrawn(beats),
  studied: askAgain,
  outline: ({ outline }) => {
    showError(null);
    use(outline);
    show(film.frame);
    hear();
    layNumbers();
  },
  async redrawn({ number, redrawn }) {
    showError(null);
    let known = new Map();
    try {
      if (redrawn) known = new Map([[number, await (await ask(`redrawn/${redrawn}`)).blob()]]);
    } catch { /* a newer one is on its way */ }
    forget(known);
    forgetPointed();
    if (film.outline) refresh();
  },
};

function listen() {
  const events = new EventSource("events");
  let isLost = false;
  events.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.chapter === undefined || message.chapter === $("chapter").value) happens[message.event]?.(message);
  };
  events.onerror = () => {
    isLost = true;
    document.body.classList.add("lost");
    note("lvebm preview has ended: start it again", true);
  };
  events.onopen = () => {
    document.body.classList.remove("lost");
    if (isLost) { isLost = false; note(""); open($("chapter").value, film.frame); }
  };
}

// --- Keys -------------------------------------------------------------------------------------------

const does = {
  " ": () => play(!film.playing),
  ArrowLeft: (isFar) => (isFar ? stepAnimation(-1) : step(-1)),
  ArrowRight: (isFar) => (isFar ? stepAnimation(1) : step(1)),
  ",": () => step(-1),
  ".": () => step(1),
  "[": () => stepBeat(-1),
  "]": () => stepBeat(1),
  Home: () => { play(false); show(0); },
  End: () => { play(false); show(film.outline.frames - 1); },
  "+": () => zoom(1),
  "=": () => zoom(1),
  "-": () => zoom(-1),
  p: startPointing,
  n: () => nextMark(1),
  N: () => nextMark(-1),
  "?": () => $("keys").showModal(),
};

function take(event) {
  const { target, key } = event;
  const isTyping = target.matches("input, select, textarea") && target.id !== "scrub";
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || $("keys").open) return;
  if (key !== "?" && !film.outline) return;
  if (isPointing() && moveCross(event)) { event.preventDefault(); return; }
  if (!does[key] || (key === " " && target.matches("button"))) return;
  event.preventDefault();
  does[key](event.shiftKey);
}

// --- Begin ------------------------------------------------------------------------------------------

async function begin() {
  beginTimeline();
  beginBeats();
  beginPointing();
  beginNumbers();
  for (const [id, act] of Object.entries({
    play: does[" "], back: does[","], forth: does["."], "previous-beat": does["["], "next-beat": does["]"],
    "previous-animation": () => stepAnimation(-1), "next-animation": () => stepAnimation(1),
    "closer-out": does["-"], "closer-in": does["+"], help: does["?"],
  })) $(id).addEventListener("click", () => { if (film.outline || id === "help") act(); });
  document.addEventListener("keydown", take);
  $("chapter").addEventListener("change", () => open($("chapter").value));
  try {
    const { chapters, first } = await askJson("chapters");
    $("chapter").append(...chapters.map(({ name, title }) => new Option(title, name)));
    const asked = location.hash.slice(1);
    $("chapter").value = chapters.some(({ name }) => name === asked) ? asked : first;
    listen();
    await open($("chapter").value);
  } catch (error) { report(error); }
}
begin();
