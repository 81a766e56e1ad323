// Sends what waits, in the order in which it was written.

import { forgetPage } from "./copies.js";
import { amendEntry, dropEntry, entriesOf, entryOf } from "./entries.js";

export const SENDING = "coordination-sending";
const PATIENCE = 15_000;
const HEADERS = { Accept: "application/json" };
// Too busy, or something broke: nothing is wrong with the entry.
const isForLater = (status) => status >= 500 || status === 429;
const STATES = { 403: "forbidden", 404: "gone", 409: "conflict", 413: "large" };

// A form names its own person and token; both may have changed since the page was kept.
const whoIsThere = async (outbox) => {
  const answer = await fetch(outbox, {
    headers: HEADERS, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE),
  });
  if (answer.ok) return answer.json();
  if (isForLater(answer.status)) throw new Error(`The portal answers ${answer.status}.`);
  return null;
};

const dataOf = async (answer) => {
  const isData = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
  return isData ? answer.json() : {};
};

const post = async (entry, csrf) => {
  const body = new FormData();
  for (const [name, value] of entry.fields) body.append(name, value);
  for (const [name, file] of entry.files) body.append(name, file, file.name);
  body.set("csrfmiddlewaretoken", csrf);
  return fetch(entry.address, { method: "POST", headers: HEADERS, redirect: "manual", body });
};

const send = async (entry, csrf) => {
  const answer = await post(entry, csrf);
  if (isForLater(answer.status)) throw new Error(`The portal answers ${answer.status}.`);
  if (answer.type === "opaqueredirect" || answer.status === 401) return { isStranger: true };
  const data = await dataOf(answer);
  if (answer.ok && data.saved) {
    await dropEntry(entry.key);
    await forgetPage(entry.address);
    return { ...data, entry, state: "sent" };
  }
  const said = {
    state: STATES[answer.status] ?? "refused",
    reasons: data.errors ?? (data.reason ? { __all__: [data.reason] } : {}),
    lines: data.conflict ?? [],
  };
  await amendEntry(entry.key, said);
  return { entry: { ...entry, ...said }, state: said.state };
};

const sendInOrder = async (outbox, result) => {
  const person = await whoIsThere(outbox);
  if (!person) return { ...result, isStranger: true };
  for (const { key } of await entriesOf(person.user)) {
    // Discarded or changed, perhaps, while another was on its way.
    const entry = await entryOf(key);
    if (entry?.state !== "waiting") continue;
    const { isStranger, ...answer } = await send(entry, person.csrf);
    if (isStranger) return { ...result, isStranger };
    result.answers.push(answer);
  }
  return result;
};

// One sender at a time, of all tabs and the worker. Answers with what the portal said to each
// entry, and whether the person has to log in; with ``mustEnd`` the want of a link is an error,
// by which a browser that sends in the background knows to try again.
export const sendAll = (outbox, { mustEnd = false } = {}) =>
  navigator.locks.request(SENDING, async () => {
    const result = { answers: [], isStranger: false, isOffline: false };
    try {
      return await sendInOrder(outbox, result);
    } catch (error) {
      if (mustEnd) throw error;
      return { ...result, isOffline: true };
    }
  });
