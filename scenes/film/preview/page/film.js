// The chapter that is open: its frames, and which of them is shown.

import { $, ask, report } from "./asking.js";

const AHEAD = 12; // frames fetched before they are played
const MOST_KEPT = 3000; // JPEGs
const MOST_ASKED = 4; // at a time

export const film = { outline: null, frame: 0, playing: false };
const moved = [], cleared = [];
export const onMove = (call) => moved.push(call);
export const onNewPicture = (call) => cleared.push(call);

export const place = (kind, number = film.frame) => `${kind}/${film.outline.chapter}/${number}`;
export const seconds = (number = film.frame) => number / film.outline.fps;
export const startOf = (beat) => Math.round(beat.start * film.outline.fps);
export const endOf = (beat) => Math.round(beat.end * film.outline.fps) - 1;
export function beatAt(number = film.frame) {
  const { beats } = film.outline;
  const found = beats.findLastIndex((beat) => startOf(beat) <= number);
  return Math.max(0, found);
}

// --- Frames: kept as they come, until something is drawn anew --------------------------------------

let kept = new Map(), coming = new Map(), version = 0;

export function forget(known = new Map()) {
  version += 1;
  kept = known;
  coming = new Map();
}

export function jpeg(number, isPeek = false) {
  if (kept.has(number)) return Promise.resolve(kept.get(number));
  if (coming.has(number)) return coming.get(number);
  const asked = version;
  const answer = ask(`${place("frame", number)}${isPeek ? "?peek" : ""}`)
    .then((found) => found.blob())
    .then((blob) => {
      if (asked !== version) return blob;
      kept.set(number, blob);
      if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value);
      return blob;
    })
    .finally(() => { if (asked === version) coming.delete(number); });
  coming.set(number, answer);
  return answer;
}

// --- The picture: one is asked for at a time, and what was wanted meanwhile comes next ---------------

let showing = false, again = false;

export function show(number) {
  if (!film.outline) return;
  const before = film.frame;
  film.frame = Math.max(0, Math.min(film.outline.frames - 1, Math.round(number)));
  if (film.frame !== before) cleared.forEach((call) => call());
  moved.forEach((call) => call());
  refresh();
}

export async function refresh() {
  if (showing) { again = true; return; }
  showing = true;
  do {
    again = false;
    const { frame, outline } = film, asked = version;
    try {
      const bitmap = await createImageBitmap(await jpeg(frame));
      if (outline === film.outline && asked === version) paint(bitmap, frame);
      bitmap.close();
    } catch (error) {
      if (frame === film.frame && asked === version) report(error);
    }
  } while (again);
  showing = false;
}

function paint(bitmap, number) {
  const canvas = $("picture");
  if (canvas.width !== bitmap.width) Object.assign(canvas, { width: bitmap.width, height: bitmap.height });
  canvas.getContext("2d").drawImage(bitmap, 0, 0);
  $("frame").dataset.frame = number;
  $("loading").hidden = true;
}

// --- Stepping ----------------------------------------------------------------------------------------

export function step(by) { play(false); show(film.frame + by); }

export function stepAnimation(direction) {
  play(false);
  const { animations, frames } = film.outline;
  const found = direction > 0
    ? animations.find((start) => start > film.frame)
    : animations.findLast((start) => start < film.frame);
  show(found ?? (direction > 0 ? frames - 1 : 0));
}

export function stepBeat(direction) {
  play(false);
  const { beats, frames } = film.outline, index = beatAt();
  if (direction < 0 && film.frame > startOf(beats[index])) return show(startOf(beats[index]));
  const next = beats[index + direction];
  return show(next ? startOf(next) : direction < 0 ? 0 : frames - 1);
}

// --- Playing: the sound leads, or a clock where there is none -----------------------------------------

let began = 0;

export function play(on) {
  if (!film.outline || on === film.playing) return;
  const sound = $("sound"), { fps, frames } = film.outline;
  if (on && film.frame >= frames - 1) film.frame = 0;
  film.playing = on;
  $("play-icon").setAttribute("href", on ? "#i-stop" : "#i-play");
  $("play").setAttribute("aria-label", on ? "Stop" : "Play");
  began = performance.now() - (1000 * film.frame) / fps;
  if (sound.src) {
    sound.currentTime = film.frame / fps;
    if (on) sound.play().catch(() => {}); else sound.pause();
  }
  if (on) requestAnimationFrame(tick);
}

function tick() {
  if (!film.playing) return;
  const { fps, frames } = film.outline, sound = $("sound");
  const heard = sound.src && !sound.paused;
  const number = Math.floor((heard ? sound.currentTime : (performance.now() - began) / 1000) * fps);
  if (number >= frames) { play(false); show(frames - 1); return; }
  if (number !== film.frame) show(number);
  for (let k = 1; k <= AHEAD && number + k < frames && coming.size < MOST_ASKED; k += 1) {
    jpeg(number + k, true).catch(() => {});
  }
  requestAnimationFrame(tick);
}
