// What a workspace page can do with scripts: read and write without a link.
// Without them every page and form works the ordinary way.

import "./anywhere.js";
import { forgetPages } from "./copies.js";
import { enhanceForms } from "./forms.js";
import { keepForLater } from "./keeping.js";
import { momentIn } from "./moments.js";
import { SENDING } from "./sending.js";
import { showWaiting } from "./waiting.js";

const SAID = "coordination-said";
const READER = "coordination-reader";
const section = document.querySelector("[data-queue]");
const root = document.documentElement;
// Held: a log-out without a link takes them off the page.
const saying = document.querySelector("template[data-draw=said]");
const said = document.querySelector("[data-said]");

const say = (words) => {
  const told = saying.content.cloneNode(true);
  told.querySelector("p").textContent = words;
  said.replaceChildren(...(words ? [told] : []));
};

// The page as it was, and how old it is.
const noteThatKept = (place) => {
  if (!root.dataset.keptAt) return;
  const note = document.querySelector("[data-offline]");
  note.querySelector("time").dateTime = root.dataset.keptAt;
  note.querySelector("time").textContent = momentIn(place.zone, root.dataset.keptAt);
  note.querySelector("[data-missing]").hidden = !("instead" in root.dataset);
  note.hidden = false;
  // With a link the page is merely old: what is typed on it stays, and the reader decides.
  const tell = () => {
    note.querySelector("[data-no-link]").hidden = navigator.onLine;
    note.querySelector("[data-anew]").hidden = !navigator.onLine;
  };
  for (const change of ["online", "offline"]) addEventListener(change, tell);
  tell();
};

// Somebody else has logged in here since pages were kept: theirs are not for these eyes.
const forgetOtherReader = async ({ user }) => {
  if (root.dataset.keptAt || localStorage.getItem(READER) === user) return;
  await forgetPages();
  localStorage.setItem(READER, user);
};

// A log-out needs the portal; the copies go at once, whether or not it can be reached.
const forgetOnLogOut = () => {
  for (const link of document.querySelectorAll("[data-log-out]")) {
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      await forgetPages();
      if (navigator.onLine) return location.assign(link.href);
      const told = document.querySelector("[data-left]");
      told.hidden = false;
      const main = document.querySelector("main");
      // What draws the answers of the portal stays, should a link come back on this page.
      main.replaceChildren(told, ...main.querySelectorAll("template"));
    });
  }
};

const begin = async () => {
  const place = {
    ...section.dataset,
    say,
    sayNext: (words) => sessionStorage.setItem(SAID, words ?? ""),
    // Where there is such a thing: a browser that sends when no page is open any more.
    sendInBackground: async () => {
      const registration = await navigator.serviceWorker?.getRegistration();
      await registration?.sync?.register(SENDING).catch(() => undefined);
      await navigator.storage?.persist?.();
    },
  };
  say(sessionStorage.getItem(SAID));
  sessionStorage.removeItem(SAID);
  noteThatKept(place);
  forgetOnLogOut();
  await forgetOtherReader(place);
  await enhanceForms(place);
  place.show = showWaiting(section, place);
  if (document.readyState !== "complete") {
    await new Promise((resolve) => { addEventListener("load", resolve, { once: true }); });
  }
  await keepForLater(place);
};

if (section && isSecureContext && globalThis.indexedDB && navigator.locks) begin();
