// Making elements, asking the server, and saying what it won't do.

export const $ = (id) => document.getElementById(id);

export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

// What a box holds is laid anew: what had the focus there has it again, told by its data-focus.
export function layAnew(box, children) {
  const focused = box.contains(document.activeElement) ? document.activeElement.dataset.focus : undefined;
  box.replaceChildren(...children);
  if (focused === undefined) return;
  const again = [...box.querySelectorAll("[data-focus]")].find(({ dataset }) => dataset.focus === focused);
  again?.focus({ preventScroll: true });
}

export async function ask(path, body) {
  const options = body === undefined ? {} : {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body),
  };
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Error("lvebm preview has ended: start it again");
  }
  if (!answer.ok) {
    const found = await answer.json().catch(() => ({}));
    const told = found.error ?? { text: `${answer.status} ${answer.statusText}` };
    throw Object.assign(new Error(told.text), { told });
  }
  return answer;
}

export const askJson = async (path, body) => (await ask(path, body)).json();

// What is wrong with an edited file stays until it is right; the last good picture stays behind it.
export function showError(told) {
  const box = $("error");
  box.hidden = !told;
  if (!told) return;
  const place = told.line ? `${told.file}, line ${told.line}` : told.file ?? "";
  box.replaceChildren(
    make("b", { textContent: place }), make("small", { textContent: "the picture is the last good one" }),
    make("p", { textContent: told.text }),
  );
}

let fading;
export function note(text, isRefusal = false) {
  const notice = $("notice");
  clearTimeout(fading);
  notice.textContent = notice.title = text;
  notice.classList.toggle("refusal", isRefusal);
  if (!isRefusal) fading = setTimeout(() => { notice.textContent = notice.title = ""; }, 4000);
}

export function report(error) {
  if (error.told?.file) showError(error.told);
  else note(error.message, true);
}
