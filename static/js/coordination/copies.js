// The copies of workspace pages that this browser keeps, so that they read without a link.

export const PAGES = "coordination-pages";
export const FILES = "coordination-files";
const KEPT_AT = "X-Kept-At";
const LONGEST_KEPT = 14 * 24 * 3600 * 1000;

// What was opened before is written to no more: a page that arrives after the log-out is not kept.
export const forgetPages = async () => {
  if ("caches" in globalThis) await caches.delete(PAGES);
};

// What it says of where the intervention stands is over, once an entry of it was sent.
export const forgetPage = async (address) => {
  if ("caches" in globalThis) await (await caches.open(PAGES)).delete(address, { ignoreVary: true });
};

const isTooOld = (copy) => {
  const since = copy.headers.get(KEPT_AT) ?? copy.headers.get("Date");
  return Date.now() - Date.parse(since) > LONGEST_KEPT;
};

export const keepPage = async (pages, address, answer) => {
  const headers = new Headers(answer.headers);
  headers.set(KEPT_AT, new Date().toISOString());
  await pages.put(address, new Response(await answer.blob(), { headers }));
};

export const copyOf = async (pages, address, options = {}) => {
  const copy = await pages.match(address, { ignoreVary: true, ...options });
  return copy && !isTooOld(copy) ? copy : undefined;
};

// The page's script tells the reader what these say, in the words of the page.
export const withNote = async (copy, notes = {}) => {
  const headers = new Headers(copy.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  const marks = Object.entries({ "kept-at": headers.get(KEPT_AT), ...notes })
    .map(([name, value]) => `data-${name}="${value}" `)
    .join("");
  const text = (await copy.text()).replace("<html ", `<html ${marks}`);
  return new Response(text, { headers });
};

export const dropOldCopies = async () => {
  for (const name of [PAGES, FILES]) {
    const copies = await caches.open(name);
    for (const request of await copies.keys()) {
      const copy = await copies.match(request);
      if (copy && isTooOld(copy)) await copies.delete(request);
    }
  }
};
