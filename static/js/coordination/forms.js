// Forms whose entries wait in the browser: what they say is kept first, and sent then.

import { entriesOf, entryOf, keepEntry } from "./entries.js";
import { todayIn } from "./moments.js";
import { sendAll } from "./sending.js";
import { drawReasons, wipeReasons } from "./reasons.js";

const CSRF_FIELD = "csrfmiddlewaretoken";

// The key belongs to this place in the tab's history: whoever comes back to a form that was sent
// is told so, and whoever opens a kept page twice writes two entries.
const keyOfPlace = (key = history.state?.formKey ?? crypto.randomUUID()) => {
  history.replaceState({ ...history.state, formKey: key }, "");
  return key;
};

const freshen = (form, place, key) => {
  form.elements.key.value = keyOfPlace(key);
  const day = form.elements.on;
  const isUntouched = day && day.value === day.defaultValue;
  // A copy was made on another day, perhaps; it is written today.
  if (isUntouched && document.documentElement.dataset.keptAt) {
    day.defaultValue = day.value = todayIn(place.zone);
  }
};

const entryFrom = (form, place) => {
  const fields = [];
  const files = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") fields.push([name, value]);
    else if (value.name) files.push([name, value]);
  }
  return {
    key: form.elements.key.value,
    user: place.user,
    address: new URL(form.action).pathname,
    page: form.dataset.page,
    title: form.dataset.queued,
    fields: fields.filter(([name]) => name !== CSRF_FIELD),
    files,
    savedAt: new Date().toISOString(),
    state: "waiting",
    reasons: {},
    lines: [],
  };
};

const setFiles = (control, files) => {
  const carried = new DataTransfer();
  for (const file of files) carried.items.add(file);
  control.files = carried.files;
};

const fillControl = (control, values, files) => {
  if (control.type === "file") setFiles(control, files);
  else if (control.type === "radio") control.checked ||= values.includes(control.value);
  else if (control.type === "checkbox") control.checked = values.includes(control.value);
  else if (control.type !== "select-one") control.value = values[0] ?? "";
  else if ([...control.options].some(({ value }) => value === values[0])) control.value = values[0];
};

// Fills the form with what was typed. Where the intervention stood then is not filled in: the
// entry is about where it stands now, and moves nothing by itself if that changed.
const fill = (form, entry) => {
  const valuesOf = (name, pairs) => pairs.filter(([other]) => other === name).map(([, it]) => it);
  const isMoved = form.elements.stage?.value !== valuesOf("stage", entry.fields)[0];
  for (const control of form.elements) {
    const { name, type } = control;
    if (!name || type === "hidden" || (name === "happened" && isMoved)) continue;
    fillControl(control, valuesOf(name, entry.fields), valuesOf(name, entry.files));
  }
  for (const more of form.querySelectorAll("details")) more.open = true;
};

const setBusy = (form, place, isBusy) => {
  form.ariaBusy = String(isBusy);
  for (const button of form.querySelectorAll("[type=submit]")) {
    button.disabled = isBusy;
    button.dataset.words ??= button.textContent;
    button.textContent = isBusy ? place.wordsSending : button.dataset.words;
  }
  if (isBusy) place.say(place.wordsSending);
};

// To the form of now, which is filled in with the entry that the address names.
export const openEntry = ({ address, key }) => {
  if (location.pathname !== address) return location.assign(`${address}#${key}`);
  history.replaceState(null, "", `#${key}`);
  return location.reload();
};

const enhance = (form, place) => {
  // The entry that is being mended, once the new one is kept in its place.
  let mended;

  const mend = (entry) => {
    mended = entry.key;
    freshen(form, place, crypto.randomUUID());
    place.say("");
    drawReasons(form, entry);
  };

  const afterRefusal = (entry) => {
    if (entry.state !== "conflict") {
      mend(entry);
      return false;
    }
    // Its stages moved: the form of now offers other answers.
    openEntry(entry);
    return true;
  };

  const afterWaiting = async ({ isStranger }) => {
    mended = undefined;
    wipeReasons(form);
    form.reset();
    form.dispatchEvent(new Event("change"));
    freshen(form, place, crypto.randomUUID());
    await place.show({ isStranger, mayFocus: true });
    place.say(isStranger ? place.wordsOver : place.wordsKept);
    place.sendInBackground();
    return false;
  };

  // Answers whether the page is being left.
  const send = async () => {
    const entry = entryFrom(form, place);
    try {
      await keepEntry(entry, mended);
    } catch {
      // No room, or no store: the form goes the ordinary way, if there is one.
      if (navigator.onLine) HTMLFormElement.prototype.submit.call(form);
      else place.say(place.wordsFull);
      return navigator.onLine;
    }
    const result = await sendAll(place.outbox);
    const answer = result.answers.find((one) => one.entry.key === entry.key);
    if (answer && answer.state !== "sent") return afterRefusal(answer.entry);
    if (!answer && (await entryOf(entry.key))) return afterWaiting(result);
    if (answer) place.sayNext(answer.words);
    // Without an answer the worker or another tab was faster.
    location.assign(answer?.url ?? entry.page);
    return true;
  };

  // A tap too many: what says nothing is not kept for a link that comes hours later.
  const isEmpty = ({ happened, note }) => happened.value === "note" && !note.value.trim();

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    if (isEmpty(form.elements)) {
      drawReasons(form, { reasons: { note: [place.wordsEmpty] }, lines: [], state: "refused" });
      return;
    }
    setBusy(form, place, true);
    let isLeft = false;
    try {
      isLeft = await send();
    } finally {
      if (!isLeft) setBusy(form, place, false);
    }
  });
  addEventListener("pageshow", ({ persisted }) => { if (persisted) setBusy(form, place, false); });
  freshen(form, place);
  return (entry) => { fill(form, entry); mend(entry); };
};

export const enhanceForms = async (place) => {
  const opened = [...document.querySelectorAll("form[data-queued]")].map((form) => enhance(form, place));
  const key = location.hash.slice(1);
  const entry = key && (await entriesOf(place.user)).find((one) => one.key === key);
  if (entry) opened.forEach((open) => open(entry));
};
