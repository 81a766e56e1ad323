// What was written and is not with the portal yet. Each entry is bound to its person.
//
// An entry: key, user, address, page, title, fields ([name, value] pairs), files ([name, file]
// pairs), savedAt, state (waiting, or what the portal said), reasons ({field: [words]}), lines.

const STORE = "entries";
const changes = "BroadcastChannel" in globalThis ? new BroadcastChannel("coordination") : null;

const opened = () => new Promise((resolve, reject) => {
  const asked = indexedDB.open("coordination", 1);
  asked.onupgradeneeded = () => { asked.result.createObjectStore(STORE, { keyPath: "key" }); };
  asked.onsuccess = () => { resolve(asked.result); };
  asked.onerror = () => { reject(asked.error); };
});

// Resolves when the browser has it on its disk, with what ``work`` has asked for.
const within = async (mode, work) => {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const change = database.transaction(STORE, mode, { durability: "strict" });
      const asked = work(change.objectStore(STORE));
      change.oncomplete = () => { resolve(asked?.result); };
      change.onerror = change.onabort = () => { reject(change.error); };
    });
  } finally {
    database.close();
  }
};

const changed = async (work) => {
  await within("readwrite", work);
  changes?.postMessage("changed");
};

export const entriesOf = async (user) => {
  const all = await within("readonly", (store) => store.getAll());
  return all
    .filter((entry) => entry.user === user)
    .sort((one, other) => one.savedAt.localeCompare(other.savedAt));
};

// ``replaced`` is the key of the entry that this one mends: both changes happen or none.
export const keepEntry = (entry, replaced) => changed((store) => {
  if (replaced) store.delete(replaced);
  store.put(entry);
});

// Whoever discarded or mended the entry meanwhile is not undone.
export const amendEntry = (key, change) => changed((store) => {
  store.get(key).onsuccess = ({ target }) => {
    if (target.result) store.put({ ...target.result, ...change });
  };
});

export const entryOf = (key) => within("readonly", (store) => store.get(key));

export const dropEntry = (key) => changed((store) => { store.delete(key); });

export const onChange = (act) => changes?.addEventListener("message", act);
