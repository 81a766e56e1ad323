// The part of a workspace page that shows what waits in this browser.

import { forgetPages } from "./copies.js";
import { dropEntry, entriesOf, keepEntry, onChange } from "./entries.js";
import { openEntry } from "./forms.js";
import { momentIn } from "./moments.js";
import { lineOf } from "./reasons.js";
import { sendAll } from "./sending.js";

const EVERY = 60_000;

const wordsOf = ({ fields, files }) => {
  const note = fields.find(([name]) => name === "note")?.[1] ?? "";
  return [note, ...files.map(([, file]) => file.name)].filter(Boolean).join(" · ");
};

export const showWaiting = (section, place) => {
  const list = section.querySelector("[data-list]");
  let wasWaiting = false;
  const pattern = section.querySelector("template[data-draw=entry]");

  const actions = {
    send: async (entry) => {
      await keepEntry({ ...entry, state: "waiting", reasons: {}, lines: [] });
      await attempt();
    },
    open: openEntry,
    discard: async (entry) => {
      if (!confirm(`${place.wordsDiscard}\n\n${wordsOf(entry)}`)) return;
      await dropEntry(entry.key);
      await show();
    },
  };

  const drawn = (entry) => {
    const item = pattern.content.cloneNode(true).firstElementChild;
    for (const title of item.querySelectorAll("[data-title]")) title.textContent = entry.title;
    item.querySelector("time").dateTime = entry.savedAt;
    item.querySelector("time").textContent = momentIn(place.zone, entry.savedAt);
    item.querySelector("[data-words]").textContent = wordsOf(entry);
    for (const part of item.querySelectorAll("[data-when]")) {
      part.hidden = part.dataset.when !== entry.state;
    }
    const told = document.createElement("p");
    told.textContent = Object.values(entry.reasons).flat().join(" ");
    item.querySelector("[data-told]").append(told, ...entry.lines.map(lineOf));
    for (const button of item.querySelectorAll("[data-do]")) {
      button.addEventListener("click", () => actions[button.dataset.do](entry));
    }
    return item;
  };

  // Draws what there is now. What is being mended stands in its form.
  const show = async ({ isStranger = false, mayFocus = false } = {}) => {
    const open = location.hash.slice(1);
    const entries = (await entriesOf(place.user)).filter(({ key }) => key !== open);
    list.replaceChildren(...entries.map(drawn));
    section.hidden = entries.length === 0;
    section.querySelector("[data-log-in]").hidden = !isStranger;
    if (isStranger) await forgetPages();
    if (mayFocus) section.querySelector("h2").focus();
    wasWaiting = entries.some(({ state }) => state === "waiting");
    return wasWaiting;
  };

  const attempt = async () => {
    if (!(await show())) return;
    const { answers, isStranger } = await sendAll(place.outbox);
    const isWaiting = await show({ isStranger });
    if (answers.some(({ state }) => state === "sent")) place.say(place.wordsSent);
    if (isWaiting) place.sendInBackground();
  };

  addEventListener("online", attempt);
  onChange(async () => {
    const isGone = wasWaiting && !(await show());
    if (isGone) place.say(place.wordsSent);
  });
  setInterval(() => { if (!document.hidden) attempt(); }, EVERY);
  attempt();
  return show;
};
