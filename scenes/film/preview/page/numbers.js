// The story's numbers: turned here, seen at once, written when they are right.

import { $, ask, askJson, make, note, report, showError } from "./asking.js";

let turned = {}, sending = false;

// --- Laying out -------------------------------------------------------------------------------------

export async function layNumbers() {
  let found;
  try { found = await askJson("story"); } catch (error) { report(error); return; }
  if (document.activeElement?.closest("#numbers") && $("numbers").children.length) {
    tellChanged(found.changed); // nothing moves under a hand that is turning something
    return;
  }
  $("story-file").textContent = $("write-name").textContent = found.file;
  const sections = new Map();
  for (const number of found.numbers) {
    const [section, name] = number.key.split(".");
    if (!sections.has(section)) sections.set(section, make("section", {}, make("h3", { textContent: section })));
    sections.get(section).append(layNumber(number, name));
  }
  const top = $("numbers").scrollTop;
  $("numbers").replaceChildren(...sections.values());
  $("numbers").scrollTop = top;
  tellChanged(found.changed);
}

function layNumber(number, name) {
  const isArray = Array.isArray(number.value), values = isArray ? [...number.value] : [number.value];
  const row = make("div", { className: "number", title: `${number.key}: ${number.allowed}` });
  row.dataset.key = number.key;
  const turn = (index, text) => {
    if (text.trim() === "" || !Number.isFinite(Number(text))) return;
    values[index] = Number(text);
    tell(number.key, isArray ? [...values] : values[0]);
  };
  values.forEach((value, index) => {
    const label = isArray ? `${name} ${index + 1}` : name;
    const shown = make("span", { className: "label", textContent: name });
    if (isArray) shown.append(make("sub", { textContent: index + 1 }));
    row.append(make("div", { className: "line" }, shown, ...layValue(number, value, label, (text) => turn(index, text))));
  });
  if (number.comment) row.append(make("p", { textContent: number.comment }));
  return row;
}

function layValue(number, value, label, turn) {
  const exact = make("input", { type: "number", value, step: number.whole ? 1 : "any", autocomplete: "off" });
  exact.setAttribute("aria-label", label);
  if (number.key.endsWith("seed")) { // no seed is larger than another one
    exact.addEventListener("change", () => turn(exact.value));
    const another = make("button", { type: "button", className: "plain", textContent: "another" });
    another.setAttribute("aria-label", `another ${label}`);
    another.addEventListener("click", () => { exact.value = Number(exact.value) + 1; turn(exact.value); });
    return [another, exact];
  }
  const { low, high, step } = rangeOf(number, value);
  const slide = make("input", { type: "range", min: low, max: high, step, value });
  slide.setAttribute("aria-label", `${label}, slider`);
  const fill = () => slide.style.setProperty("--share", `${(100 * (slide.value - low)) / (high - low)}%`);
  slide.addEventListener("input", () => { exact.value = slide.value; fill(); turn(slide.value); });
  exact.addEventListener("change", () => { slide.value = exact.value; fill(); turn(exact.value); });
  fill();
  return [slide, exact];
}

// What is allowed may be far wider than what a hand can turn: then what is near.
function rangeOf({ low, high, whole }, value) {
  const reach = Math.max(whole ? 10 : 1, 2 * Math.abs(value));
  const wide = low === null || high === null || high - low > (whole ? 400 : 3);
  const from = wide ? Math.max(low ?? (whole ? 0 : 0.01 * reach), value - reach) : low;
  const to = wide ? Math.min(high ?? Infinity, value + reach) : high;
  const raw = (to - from) / 200, power = 10 ** Math.floor(Math.log10(raw));
  const step = whole ? 1 : power * ([1, 2, 5].findLast((each) => each * power <= raw * 1.001) ?? 1);
  return { low: Math.floor(from / step + 1e-9) * step || from, high: to, step: Number(step.toPrecision(1)) };
}

// --- Turning ----------------------------------------------------------------------------------------

async function tell(key, value) {
  turned[key] = value;
  if (sending) return; // the newest is sent when this one has been drawn
  sending = true;
  while (Object.keys(turned).length) {
    const values = turned;
    turned = {};
    try {
      const { changed } = await askJson("story", { values });
      showError(null);
      note("");
      mark(values, "refused", false);
      tellChanged(changed);
    } catch (error) {
      note(error.message, true);
      mark(values, "refused", true);
    }
  }
  sending = false;
}

function mark(values, kind, isOn) {
  for (const key of Object.keys(values)) rowOf(key)?.classList.toggle(kind, isOn);
}
const rowOf = (key) => $("numbers").querySelector(`[data-key="${CSS.escape(key)}"]`);

function tellChanged(keys) {
  $("numbers").querySelectorAll(".number").forEach((row) => row.classList.toggle("changed", keys.includes(row.dataset.key)));
  $("writing").hidden = !keys.length;
  $("changed").textContent = keys.length === 1 ? "1 changed" : `${keys.length} changed`;
}

export function revealNumber(key) {
  $("numbers").querySelectorAll(".lit").forEach((row) => row.classList.remove("lit"));
  const row = key && rowOf(key);
  if (!row) return;
  row.classList.add("lit");
  const box = $("numbers");
  if (box.scrollHeight > box.clientHeight) box.scrollTop = row.offsetTop - box.clientHeight / 3;
}

// --- Writing ----------------------------------------------------------------------------------------

async function write(name) {
  try {
    const { written } = await askJson("story/write", name === undefined ? {} : { name });
    note(`${written} is written`);
    $("other").value = "";
    document.activeElement?.blur();
    await layNumbers();
  } catch (error) { report(error); }
}

export function beginNumbers() {
  $("write").addEventListener("click", () => write());
  $("undo").addEventListener("click", async () => {
    try {
      await ask("story", { values: {} });
      note("the story's own numbers");
      await layNumbers();
    } catch (error) { report(error); }
  });
  $("writing").addEventListener("submit", (event) => {
    event.preventDefault();
    write($("other").value.trim());
  });
}
