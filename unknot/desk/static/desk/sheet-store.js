// What this phone keeps: the sheet and its keys under "kept", sealed; and ticks that wait to be sent, which name nobody.
const NAME = "unknot-sheet";

function opened() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("kept");
      asked.result.createObjectStore("ticks", { keyPath: "key" });
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

async function within(store, mode, work) {
  const base = await opened();
  try {
    return await new Promise((done, failed) => {
      const all = base.transaction(store, mode), asked = work(all.objectStore(store));
      all.oncomplete = () => done(asked.result);
      all.onerror = all.onabort = () => failed(all.error);
    });
  } finally {
    base.close();
  }
}

export const kept = (name) => within("kept", "readonly", (store) => store.get(name));
export const keep = (name, value) => within("kept", "readwrite", (store) => store.put(value, name));
export const drop = (name) => within("kept", "readwrite", (store) => store.delete(name));
export const queue = (tick) => within("ticks", "readwrite", (store) => store.put(tick));
export const settle = (tick) => within("ticks", "readwrite", (store) => store.delete(tick.key));
export const ticks = async () => (await within("ticks", "readonly", (store) => store.getAll())).sort((one, other) => one.at - other.at);

// Nobody is signed in any more: sheet, keys, page and worker go. Ticks stay until who tapped them is back.
export async function forget() {
  await within("kept", "readwrite", (store) => store.clear());
  await caches.delete(NAME);
  for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
}

// The page as it is now and its files, for the worker.
export async function keepPage(worker) {
  await navigator.serviceWorker.register(worker);
  const cache = await caches.open(NAME);
  const files = performance.getEntriesByType("resource").map((file) => file.name);
  const wanted = [location.href, ...new Set(files.filter((file) => file.startsWith(`${location.origin}/static/`)))];
  await cache.addAll(wanted);
  for (const { url } of await cache.keys()) if (!wanted.includes(url)) await cache.delete(url);
}
