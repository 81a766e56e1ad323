// Fills the worker's store after a page was shown, one page after another, while nothing else is on.

import { FILES, PAGES } from "./copies.js";

const MOST_PAGES = 30;
const FRESH = 12 * 3600 * 1000;
// Whoever goes on to something within this time has the link for it alone.
const QUIET = 10_000;
const ONE = /\/interventions\/[^/]+\/$/;

const idle = () => new Promise((resolve) => {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(resolve, { timeout: 2000 });
  else setTimeout(resolve, 200);
});

const begun = async ({ worker }) => {
  await navigator.serviceWorker.register(worker, { type: "module", updateViaCache: "none" });
  const { active } = await navigator.serviceWorker.ready;
  if (navigator.serviceWorker.controller) return;
  // A page that was under way when the worker began was left out.
  const controlled = new Promise((resolve) => {
    navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true });
  });
  active.postMessage("claim");
  await controlled;
};

const isFresh = async (pages, address) => {
  const since = (await pages.match(address, { ignoreVary: true }))?.headers.get("X-Kept-At");
  return since && Date.now() - Date.parse(since) < FRESH;
};

// The board names those that need the person most first.
const linked = ({ scope }) => {
  const addresses = [...document.querySelectorAll("main a[href]")]
    .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith(scope))
    .map(({ pathname }) => location.origin + pathname)
    .filter((address) => ONE.test(address));
  return [...new Set(addresses)].slice(0, MOST_PAGES);
};

const keepPages = async (place) => {
  const here = location.origin + location.pathname + location.search;
  if (location.pathname !== place.scope) return keepAll(place, [here]);
  await keepAll(place, [here, location.origin + place.choose]);
  await new Promise((resolve) => { setTimeout(resolve, QUIET); });
  return keepAll(place, linked(place));
};

const keepAll = async (place, addresses) => {
  for (const address of addresses) {
    await idle();
    const isChoice = address.endsWith(place.choose);
    if (!isChoice && (await isFresh(await caches.open(PAGES), address))) continue;
    // The worker keeps what it is asked for; a log-out in between ends it.
    const answer = await fetch(address, { headers: { Accept: "text/html", "X-Prefetch": "1" } });
    if (answer.redirected) return;
    const named = (await answer.text()).matchAll(/ (?:src|href)="([^"]+)"/g);
    await keepFiles(place, [...named].map(([, file]) => file));
  }
};

const keepFiles = async ({ files }, addresses) => {
  const kept = await caches.open(FILES);
  for (const address of addresses) {
    const { pathname, origin, href } = new URL(address, location.href);
    if (origin !== location.origin || !pathname.startsWith(files)) continue;
    if (!(await kept.match(href, { ignoreVary: true }))) await fetch(href);
  }
};

export const keepForLater = async (place) => {
  if (!navigator.serviceWorker) return;
  try {
    await begun(place);
    // Whoever saves data keeps what was opened since, and nothing ahead.
    if (navigator.connection?.saveData || document.documentElement.dataset.keptAt) return;
    await keepFiles(place, performance.getEntriesByType("resource").map(({ name }) => name));
    await keepPages(place);
  } catch {
    // The link was lost, or the browser cannot: what is there already has to do.
  }
};
