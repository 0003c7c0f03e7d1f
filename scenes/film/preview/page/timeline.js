// When things are said: the sound's waves, words, and the cues that can be put on other words.

import { $, ask, layAnew, make, note, report } from "./asking.js";
import { beatAt, film, onMove, play, seconds, show, startOf } from "./film.js";

const SCALES = [45, 70, 100, 140, 200, 300]; // pixels a second
const SVG = "http://www.w3.org/2000/svg";
let scale = SCALES[3], heardPeaks = null;
const x = (time) => `${(time * scale).toFixed(1)}px`;

// --- Laying out -------------------------------------------------------------------------------------

export function layTimeline() {
  const { beats, frames, fps } = film.outline;
  $("track").style.width = x(frames / fps);
  const laid = [];
  const pencil = document.createElement("canvas").getContext("2d");
  pencil.font = getComputedStyle($("words")).font;
  const width = (text) => pencil.measureText(text).width;
  for (let time = 0; time < frames / fps; time += scale < 90 ? 5 : 1) {
    const isFree = time % 5 === 0 && beats.every(({ start }) => (time - start) * scale > 110 || time < start - 1);
    const tick = make("i", { className: time % 5 ? "tick" : "tick five", textContent: isFree ? `${time}` : "" });
    tick.style.left = x(time);
    laid.push(tick);
  }
  for (const beat of beats) {
    const name = make("b", { className: "beat", textContent: beat.name });
    name.style.left = x(beat.start);
    if (!beat.spoken) name.append(make("small", { textContent: "not spoken yet: its times are estimates" }));
    laid.push(name, ...layWords(beat, width), ...layCues(beat, width));
  }
  layAnew($("words"), laid);
  drawWave();
  follow();
}

function layWords(beat, width) {
  const ends = [-Infinity, -Infinity]; // of the rows
  return beat.words.map((word) => {
    const at = word.at * scale;
    const row = at >= ends[0] ? 0 : at >= ends[1] ? 1 : ends[0] <= ends[1] ? 0 : 1;
    const left = Math.max(at, ends[row]);
    ends[row] = left + width(word.text) + 5;
    word.element = make("span", { textContent: word.text, className: `word row${row}` });
    word.element.style.left = `${left.toFixed(1)}px`;
    return word.element;
  });
}

function layCues(beat, width) {
  const ends = [-Infinity, -Infinity];
  return [...beat.cues].sort((a, b) => a.at - b.at).map((cue) => {
    const at = cue.at * scale, row = at >= ends[0] || ends[0] <= ends[1] ? 0 : 1;
    ends[row] = at + width(cue.name) + 16;
    const handle = layCue(beat, cue);
    handle.classList.add(`row${row}`);
    return handle;
  });
}

export function zoom(by) {
  const index = Math.max(0, Math.min(SCALES.length - 1, SCALES.indexOf(scale) + by));
  const left = $("timeline").getBoundingClientRect().left;
  const seen = $("needle").getBoundingClientRect().left - left; // what is at the needle stays there
  scale = SCALES[index];
  layTimeline();
  $("timeline").scrollLeft = seconds() * scale - seen;
}

function follow() {
  const box = $("timeline"), at = seconds() * scale;
  $("needle").style.left = x(seconds());
  const margin = Math.min(120, box.clientWidth / 4);
  if (at < box.scrollLeft + 8 || at > box.scrollLeft + box.clientWidth - margin) box.scrollLeft = at - margin;
}

// --- Cues -------------------------------------------------------------------------------------------

function layCue(beat, cue) {
  const handle = make("button", { type: "button", className: "cue" }, make("span", { textContent: cue.name }));
  let target = cue.word, isDragged = false;
  const settle = () => {
    handle.classList.remove("moving");
    beat.words.forEach((word) => word.element.classList.remove("target"));
    handle.style.left = x(cue.at);
    target = cue.word;
  };
  const aim = (index) => {
    target = Math.max(0, Math.min(beat.words.length - 1, index));
    beat.words.forEach((word, k) => word.element.classList.toggle("target", k === target));
    handle.style.left = x(beat.words[target].at);
    handle.classList.add("moving");
    handle.setAttribute("aria-label", `Cue ${cue.name}, to “${beat.words[target].text}”; enter writes it`);
  };
  const drop = async () => {
    const chosen = target;
    if (chosen === cue.word) { settle(); return; }
    handle.classList.add("sent");
    try {
      const { written } = await (await ask("cue", {
        chapter: film.outline.chapter, beat: beat.name, cue: cue.name, ...spoken(beat, chosen),
      })).json();
      note(`${written}: [${cue.name}] is on “${beat.words[chosen].text}”`);
    } catch (error) { report(error); settle(); }
    handle.classList.remove("sent");
  };
  handle.style.left = x(cue.at);
  handle.dataset.cue = cue.name;
  handle.dataset.focus = `${beat.name}.${cue.name}`;
  handle.setAttribute("aria-label", `Cue ${cue.name}, on “${beat.words[cue.word]?.text}”; left and right choose another word`);
  handle.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    handle.setPointerCapture(event.pointerId);
    isDragged = false;
    play(false);
  });
  handle.addEventListener("pointermove", (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return;
    const time = (event.clientX - $("track").getBoundingClientRect().left) / scale;
    const gaps = beat.words.map((word) => Math.abs(word.at - time));
    const nearest = gaps.indexOf(Math.min(...gaps));
    if (nearest !== target) isDragged = true;
    if (isDragged) aim(nearest);
  });
  handle.addEventListener("pointerup", () => { if (isDragged) drop(); });
  handle.addEventListener("pointercancel", settle);
  handle.addEventListener("click", (event) => {
    event.stopPropagation();
    if (!isDragged) show(cue.at * film.outline.fps);
  });
  handle.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    isDragged = false;
    if (by) aim(target + by);
    else if (event.key === "Enter" && target !== cue.word) drop();
    else if (event.key === "Escape") settle();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  handle.addEventListener("blur", () => { if (!handle.classList.contains("sent")) settle(); });
  return handle;
}

// A word as it is written, which of those that read so, and all that is said around it.
function spoken(beat, index) {
  const bare = (text) => text.replace(/^[^\p{L}\p{N}_]+|[^\p{L}\p{N}_]+$/gu, "");
  const word = bare(beat.words[index].text);
  const occurrence = beat.words.slice(0, index).filter(({ text }) => bare(text) === word).length;
  return { word, occurrence, said: beat.words.map(({ text }) => text) };
}

// --- The sound --------------------------------------------------------------------------------------

const PEAKS_A_SECOND = 60;
let hearing = null;

export async function hear() {
  const { chapter, frames, fps } = film.outline;
  const said = JSON.stringify([chapter, frames, film.outline.beats.map(({ words }) => words.map(({ text, at }) => [text, at]))]);
  if (said === hearing) return; // the same words at the same times sound the same
  hearing = said;
  try {
    const answer = await ask(`sound/${chapter}`);
    if (answer.status === 204 || hearing !== said) return;
    const blob = await answer.blob();
    heardPeaks = peaksOf(await blob.arrayBuffer());
    const sound = $("sound"), before = sound.src, wasPlaying = film.playing;
    play(false);
    sound.src = URL.createObjectURL(blob);
    if (before) URL.revokeObjectURL(before);
    if (wasPlaying) play(true);
    drawWave();
  } catch (error) {
    if (hearing === said) { hearing = null; report(error); }
  }
}

export function silence() {
  $("sound").removeAttribute("src");
  heardPeaks = hearing = null;
  drawWave();
}

function peaksOf(wav) {
  const view = new DataView(wav), header = 44, rate = view.getUint32(24, true);
  const samples = new Int16Array(wav, header), block = rate / PEAKS_A_SECOND;
  return Array.from({ length: Math.floor(samples.length / block) }, (_, k) => {
    let peak = 0;
    for (let n = Math.floor(k * block); n < (k + 1) * block; n += 1) peak = Math.max(peak, Math.abs(samples[n]));
    return peak / 32768;
  });
}

function drawWave() {
  const wave = $("wave");
  wave.replaceChildren();
  if (!heardPeaks || !film.outline) return;
  const total = (film.outline.frames / film.outline.fps) * PEAKS_A_SECOND;
  wave.setAttribute("viewBox", `0 -1 ${total} 2`);
  const top = heardPeaks.map((peak, k) => `${k},${(-peak).toFixed(3)}`);
  const bottom = heardPeaks.map((peak, k) => `${k},${peak.toFixed(3)}`).reverse();
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", `M${[...top, ...bottom].join("L")}Z`);
  wave.append(path);
}

// --- All of it at a glance --------------------------------------------------------------------------

export function beginTimeline() {
  onMove(() => {
    const { beats, frames, fps } = film.outline, beat = beats[beatAt()];
    follow();
    $("scrub").value = film.frame;
    $("scrub").setAttribute("aria-valuetext", `${seconds().toFixed(2)} seconds, ${beat.name}`);
    $("time").textContent = `${seconds().toFixed(2)} s`;
    $("place").textContent = `${film.frame} / ${frames - 1}`;
    $("place").title = `frame ${film.frame} of ${frames}, at ${fps} a second`;
  });
  $("scrub").addEventListener("input", () => { play(false); show(Number($("scrub").value)); });
  $("track").addEventListener("click", (event) => {
    const from = $("track").getBoundingClientRect().left;
    play(false);
    show(((event.clientX - from) / scale) * film.outline.fps);
  });
}
