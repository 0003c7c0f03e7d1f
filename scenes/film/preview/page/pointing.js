// Point at anything: what it is, where it comes from, and what else hangs on the same number.

import { $, askJson, make, report } from "./asking.js";
import { film, onNewPicture, place, play } from "./film.js";
import { revealNumber } from "./numbers.js";

const SVG = "http://www.w3.org/2000/svg";
let cross = null, marks = null, current = -1, asked = 0, answered = 0;

export const isPointing = () => cross !== null;

// --- Asking -----------------------------------------------------------------------------------------

// The first thing of a chapter takes a while: what hangs on what is found out by playing it.
function wait(mine) {
  setTimeout(() => {
    if (mine !== asked || mine === answered) return;
    $("overlay").replaceChildren();
    drawCross();
    $("point").replaceChildren(make("p", { className: "quiet", textContent: "Looking what is there …" }));
  }, 400);
}

let again = null; // what was asked before the chapter was studied

export const askAgain = () => { marks = null; again?.(); };

export async function pointAt(x, y) {
  play(false);
  const mine = (asked += 1);
  wait(mine);
  try {
    const found = await askJson(`${place("at")}?x=${x}&y=${y}`);
    if (mine !== asked) return;
    again = found?.studied === false ? () => { if (mine === asked) pointAt(x, y); } : null;
    tell(found);
  } catch (error) { refuse(error, mine); }
}

export async function nextMark(by) {
  play(false);
  const mine = (asked += 1);
  wait(mine);
  try {
    marks ??= await askJson(place("marks"));
    if (mine !== asked) return;
    if (!marks.length) { tell(null); return; }
    current = current < 0 && by < 0 ? marks.length - 1 : (current + by + marks.length) % marks.length;
    const mark = marks[current], [left, top, right, bottom] = mark.box;
    cross = { x: (left + right) / 2, y: (top + bottom) / 2 };
    tell(mark, `${current + 1} of ${marks.length}`);
  } catch (error) { refuse(error, mine); }
}

// --- The panel --------------------------------------------------------------------------------------

function refuse(error, mine) {
  report(error);
  if (mine === asked) { answered = mine; hint(); }
}

const code = (text) => make("code", { textContent: text });

function hint() {
  $("point").replaceChildren(make(
    "p", { className: "quiet" }, "Click in the picture; or press ", make("kbd", { textContent: "p" }),
    " for a cross and ", make("kbd", { textContent: "n" }), " for the next thing.",
  ));
}

function tell(mark, count = "") {
  answered = asked;
  $("overlay").replaceChildren();
  drawCross();
  if (!mark) {
    $("point").replaceChildren(make("p", { className: "quiet", textContent: "Nothing is drawn there." }));
    return;
  }
  drawBox(mark.box, "mark", mark.color);
  const chip = make("span", { className: "chip" });
  if (mark.color) chip.style.background = mark.color;
  const list = make("dl");
  const row = (term, ...value) => list.append(make("dt", { textContent: term }), make("dd", {}, ...value));
  const values = mark.value ? mark.value.split(/, (?=[^()]*(?:\(|$))/) : [];
  if (values.length) row("value", ...values.map((each) => make("div", { className: "value", textContent: each })));
  if (mark.role) row("role", mark.role);
  row("class", code(mark.class), ` ${mark.kind}`);
  if (mark.functions?.length) row("computed by", ...mark.functions.map((each) => make("div", {}, code(each))));
  if (mark.made_at) row("made at", ...mark.made_at.split("  ").map((each) => make("div", {}, code(each))));
  if (mark.studied === false) row("hangs on", "… the chapter is being studied");
  else if (mark.keys?.length) row("hangs on", ...mark.keys.map(keyButton));
  const name = make("p", { className: "name" }, chip, make("b", { textContent: mark.name || mark.kind }));
  if (count) name.append(make("small", { textContent: count }));
  $("point").replaceChildren(name, list);
  name.scrollIntoView({ block: "nearest" }); // on a phone it is further down
}

function keyButton(key) {
  const button = make("button", { type: "button", className: "key", textContent: key });
  button.title = `Light up all that hangs on ${key}`;
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => light(key, button));
  return button;
}

async function light(key, button) {
  const isOn = button.getAttribute("aria-pressed") !== "true";
  $("point").querySelectorAll(".key").forEach((each) => each.setAttribute("aria-pressed", "false"));
  $("overlay").querySelectorAll(".lit, .veil, mask").forEach((each) => each.remove());
  revealNumber(isOn ? key : null);
  if (!isOn) return;
  button.setAttribute("aria-pressed", "true");
  const frame = film.frame;
  try {
    const boxes = await askJson(`${place("depends")}?key=${encodeURIComponent(key)}`);
    if (frame === film.frame && button.getAttribute("aria-pressed") === "true") lightBoxes(boxes);
  } catch (error) { report(error); }
}

// --- Over the picture ---------------------------------------------------------------------------------

const ROOM = [.003, .0053]; // around a box, in shares of the width and the height
const FEW = 30; // boxes: more than that would hide what they are round

function shape(tag, attributes, kind, parent = $("overlay")) {
  const made = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  if (kind) made.setAttribute("class", kind);
  parent.append(made);
  return made;
}

function around([left, top, right, bottom]) {
  return {
    x: left - ROOM[0], y: top - ROOM[1], width: right - left + 2 * ROOM[0], height: bottom - top + 2 * ROOM[1],
  };
}

function drawBox(box, kind, color) {
  const rect = shape("rect", around(box), kind);
  if (color) rect.style.stroke = color;
}

// All else is put in the dark: so what hangs on the number is lit, and nothing is drawn over it.
function lightBoxes(boxes) {
  const mask = shape("mask", { id: "unlit" });
  shape("rect", { width: 1, height: 1, fill: "white" }, "", mask);
  boxes.forEach((box) => shape("rect", { ...around(box), fill: "black" }, "", mask));
  shape("rect", { width: 1, height: 1, mask: "url(#unlit)" }, "veil");
  boxes.forEach((box) => drawBox(box, boxes.length > FEW ? "lit many" : "lit"));
}

function drawCross() {
  $("overlay").querySelectorAll("line").forEach((line) => line.remove());
  if (!cross) return;
  const { x, y } = cross;
  for (const [x1, y1, x2, y2, kind] of [
    [x, 0, x, 1, "hair"], [0, y, 1, y, "hair"], [x, y - .035, x, y + .035, "cross"], [x - .02, y, x + .02, y, "cross"],
  ]) shape("line", { x1, y1, x2, y2 }, kind);
}

// --- The cross ----------------------------------------------------------------------------------------

export function startPointing() {
  play(false);
  cross ??= { x: .5, y: .5 };
  $("frame").focus();
  drawCross();
}

// Returns whether the key was for the cross.
export function moveCross(event) {
  const by = event.shiftKey ? .05 : .005;
  const [dx, dy] = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by * 16 / 9], ArrowDown: [0, by * 16 / 9] }[event.key] ?? [0, 0];
  if (dx || dy) {
    const clip = (value) => Math.max(0, Math.min(1, value));
    cross = { x: clip(cross.x + dx), y: clip(cross.y + dy) };
    drawCross();
  } else if (event.key === "Enter" && !event.target.matches("button")) pointAt(cross.x, cross.y);
  else if (event.key === "Escape") { cross = null; forgetPointed(); } else return false;
  return true;
}

export function forgetPointed() {
  marks = null;
  current = -1;
  asked += 1;
  $("overlay").replaceChildren();
  revealNumber(null);
  drawCross();
  hint();
}

export function beginPointing() {
  onNewPicture(forgetPointed);
  $("frame").addEventListener("click", (event) => {
    if (!film.outline) return;
    const area = $("picture").getBoundingClientRect();
    const share = { x: (event.clientX - area.left) / area.width, y: (event.clientY - area.top) / area.height };
    cross = null;
    pointAt(Math.max(0, Math.min(1, share.x)), Math.max(0, Math.min(1, share.y)));
  });
  hint();
}
