// Answers for today's sheet while the network is away: the empty page and its files. It never sees a name.
const KEPT = "unknot-sheet", PATIENCE_MS = 4000;

const late = () => new Promise((_, failed) => setTimeout(failed, PATIENCE_MS));
const kept = (address) => caches.open(KEPT).then((cache) => cache.match(address, { ignoreVary: true }));

async function page(request) {
  try {
    const answer = await Promise.race([fetch(request), late()]);
    if (answer.status < 500) return answer;
    throw new Error(answer.status);
  } catch {
    return (await kept(request.url)) ?? Response.error();
  }
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event, { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (pathname.startsWith("/static/")) event.respondWith(kept(request.url).then((file) => file ?? fetch(request)));
});
