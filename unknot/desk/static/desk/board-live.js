// An open board stays true: a stamp is asked for every second or so, and what has changed since is put in its place.
import { say, words } from "./board-said.js";

let looking = false, away = false;
const live = () => document.querySelector("[data-live]");

// The digests of what the page shows; the server sends only what differs.
export const have = () =>
  [...document.querySelectorAll("[data-frame], [data-digest]")]
    .map((part) => part.dataset.frame ?? part.dataset.digest)
    .join(".");

// Nothing is put in place under a hand that moves something.
const isHeld = () => document.querySelector("[data-in-hand]") !== null;

// The network's own note tells it once, and goes when it is back.
function network(isAway) {
  if (isAway && !away) document.dispatchEvent(new Event("htmx:sendError"));
  if (!isAway && away) window.dispatchEvent(new Event("online"));
  away = isAway;
}

export async function refresh() {
  const before = words();
  await htmx.ajax("GET", live().dataset.changes, { source: live(), swap: "none", values: { have: have() } });
  say(before);
}

async function look() {
  if (looking || document.hidden || isHeld() || !live()) return;
  looking = true;
  try {
    const answer = await fetch(`${live().dataset.ask}?seen=${live().dataset.stamp}`, { cache: "no-store" });
    network(false);
    if (answer.status === 200 && !isHeld()) await refresh();
  } catch {
    network(true);
  } finally {
    looking = false;
  }
}

// What is sent from beside the board is answered with the columns that it changes.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.elt.matches("[data-with-board]")) detail.parameters.have = have();
});
// An answer has nowhere to stand when the board has gone, or when a later one has taken the place of what asked for it.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { path, elt } = detail.requestConfig ?? {};
  if (path?.includes("/changes") && !elt.isConnected) detail.shouldSwap = false;
});
setInterval(look, Number(live().dataset.every));
document.addEventListener("visibilitychange", look);
