// What the portal said to an entry: beside the fields of its form, and in one list on top.

const drawn = (name) => document.querySelector(`template[data-draw=${name}]`).content.cloneNode(true);

// One line of the log, as coordination/_entry.html writes it.
export const lineOf = ({ what, stage, on, note, by, day, at }) => {
  const line = drawn("line");
  const told = { what: stage ? `${what}: ${stage}` : what, on, note, by: `${by}, ${day} ${at}` };
  for (const [name, words] of Object.entries(told)) {
    line.querySelector(`[data-${name}]`).textContent = words;
  }
  return line;
};

const controlOf = (form, name) => {
  const found = form.elements[name];
  return found instanceof RadioNodeList ? found[0] : found;
};

const describe = (control, change) => {
  const ids = change((control.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  if (ids.length) control.setAttribute("aria-describedby", ids.join(" "));
  else control.removeAttribute("aria-describedby");
};

const drawBeside = (control, words) => {
  const place = control?.closest(".field");
  if (!place) return;
  const message = drawn("problem").firstElementChild;
  message.id = `${control.id}_told`;
  message.querySelector("[data-words]").textContent = words;
  control.setAttribute("aria-invalid", "true");
  describe(control, (ids) => [...ids, message.id]);
  place.dataset.wrong = "";
  (place.querySelector("fieldset > legend, label:not(.opt)") ?? control).after(message);
};

const linkTo = (control, words) => {
  const line = document.createElement("li");
  const link = document.createElement(control?.id ? "a" : "span");
  if (control?.id) link.href = `#${control.id}`;
  link.textContent = words;
  line.append(link);
  return line;
};

export const wipeReasons = (form) => {
  document.querySelector(".told-by-portal")?.remove();
  for (const message of form.querySelectorAll("[id$=_told]")) message.remove();
  for (const control of form.querySelectorAll("[aria-describedby$=_told]")) {
    control.removeAttribute("aria-invalid");
    describe(control, (ids) => ids.slice(0, -1));
    delete control.closest(".field").dataset.wrong;
  }
};

export const drawReasons = (form, { reasons, lines, state }) => {
  wipeReasons(form);
  if (state === "waiting") return;
  const summary = drawn("problems").firstElementChild;
  for (const [name, words] of Object.entries(reasons)) {
    const control = controlOf(form, name);
    summary.querySelector(".errs-l").append(...words.map((one) => linkTo(control, one)));
    drawBeside(control, words.join(" "));
  }
  for (const part of summary.querySelectorAll("[data-when]")) {
    part.hidden = part.dataset.when !== state;
  }
  summary.querySelector(".feed").append(...lines.map(lineOf));
  form.before(summary);
  summary.focus();
};
