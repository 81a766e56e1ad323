// Answers for the workspace: from the network, and from what is kept where there is none.

import { FILES, PAGES, copyOf, dropOldCopies, keepPage, withNote } from "./copies.js";
import { SENDING, sendAll } from "./sending.js";

const READERS_PATIENCE = 4000;
// A name with the hash of its content in it: what it names never changes.
const HASHED = /\.[0-9a-f]{12}\.\w+$/;
// Files, letters, what has a secret in it, and what is no page.
const NEVER_KEPT = /\/(documents|letters|files|mails|calendar|outbox)(\/|$)|\.\w+$/;

const wait = (time) => new Promise((resolve) => { setTimeout(resolve, time); });

const isPage = (answer) =>
  answer.status === 200 &&
  answer.type === "basic" &&
  !answer.redirected &&
  (answer.headers.get("Content-Type") ?? "").startsWith("text/html");

const fileOf = async (request) => {
  const files = await caches.open(FILES);
  const copy = await files.match(request, { ignoreVary: true });
  if (copy && HASHED.test(new URL(request.url).pathname)) return copy;
  try {
    const answer = await fetch(request);
    if (answer.ok) await files.put(request, answer.clone());
    return answer;
  } catch {
    return copy ?? Response.error();
  }
};

// Where there is no copy: the form in which every intervention can be chosen, or the board.
const insteadOf = async (pages, { pathname }, { scope, choose }) => {
  const [, slug] = pathname.match(/\/interventions\/([^/]+)\/log\/$/) ?? [];
  const form = slug && (await copyOf(pages, choose));
  if (form) return withNote(form, { intervention: slug });
  const board = await copyOf(pages, scope);
  return board ? withNote(board, { instead: "" }) : Response.error();
};

const pageOf = async (event, address, places) => {
  // Opened before the answer arrives: see forgetPages.
  const pages = await caches.open(PAGES);
  const asked = fetch(event.request).then((answer) => {
    if (isPage(answer)) event.waitUntil(keepPage(pages, address.href, answer.clone()));
    return answer;
  });
  const copy = await copyOf(pages, address.href);
  try {
    const answer = await (copy ? Promise.race([asked, wait(READERS_PATIENCE)]) : asked);
    if (answer) return answer;
    event.waitUntil(asked.catch(() => undefined));
  } catch {
    // There is no link.
  }
  if (copy) return withNote(copy);
  // The same page with other filters, or none.
  const other = await copyOf(pages, address.href, { ignoreSearch: true });
  return other ? withNote(other, { instead: "" }) : insteadOf(pages, address, places);
};

const onlineOnly = async ({ request }, address, places) => {
  try {
    return await fetch(request);
  } catch {
    return insteadOf(await caches.open(PAGES), address, places);
  }
};

// ``places``: the scope, and the addresses of the choice, of the outbox and of static files.
export const start = (places) => {
  addEventListener("install", () => { skipWaiting(); });
  addEventListener("activate", (event) => {
    event.waitUntil(Promise.all([dropOldCopies(), clients.claim()]));
  });
  addEventListener("message", (event) => { event.waitUntil(clients.claim()); });
  addEventListener("sync", (event) => {
    if (event.tag === SENDING) event.waitUntil(sendAll(places.outbox, { mustEnd: true }));
  });
  addEventListener("fetch", (event) => {
    const { request } = event;
    const address = new URL(request.url);
    if (request.method !== "GET" || address.origin !== location.origin) return;
    address.hash = "";
    const asksForPage = (request.headers.get("Accept") ?? "").startsWith("text/html");
    if (address.pathname.startsWith(places.files)) {
      event.respondWith(fileOf(request));
    } else if (asksForPage && address.pathname.startsWith(places.scope)) {
      const answer = NEVER_KEPT.test(address.pathname) ? onlineOnly : pageOf;
      event.respondWith(answer(event, address, places));
    }
  });
};
