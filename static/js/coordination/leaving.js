// On the pages of logging in and out: no copy of the workspace outlives the session.
// What was written and not sent stays, bound to its person: it is in another store.

import { forgetPages } from "./copies.js";

await forgetPages();
// The page may have been open for a while, with other tabs that kept more.
for (const form of document.forms) form.addEventListener("submit", forgetPages);
