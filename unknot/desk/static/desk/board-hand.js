// A visit in the hand: where it would lie, whether it fits, and what happens when it is let go.
import { clear, draw, fitsOf, instant, key, moves, place, time, top, why } from "./board-fits.js";

const AN_HOUR = 12;
let held = null;
const number = (part, name) => Number(getComputedStyle(part).getPropertyValue(name));
const span = (part, h, t) => number(part, h) * AN_HOUR + number(part, t);
const isSame = (one, other) => one.column === other.column && one.tick === other.tick && one.ticks === other.ticks;
export const inHand = () => held;
export const spot = (cell) => ({ column: cell.closest(".column"), tick: top() + span(cell, "--h", "--t"), ticks: span(cell, "--dh", "--dt") });

export function tell(message, at = held.at) {
  const place = document.querySelector("[data-hand]");
  const words = { who: held.name, time: time(at.tick), until: time(at.tick + at.ticks), column: at.column.querySelector("h2").firstChild.textContent.trim() };
  place.textContent = place.dataset[message].replace(/\{(\w+)\}/g, (_, name) => words[name]);
}

export function lift(entry) {
  const from = spot(entry.parentElement), ghost = document.createElement("li");
  ghost.className = "ghost";
  held = { entry, from, at: { ...from }, ghost, fits: null, isFit: true, name: entry.querySelector("b").textContent.trim() };
  entry.dataset.inHand = "";
  show({}), tell("lifted");
  fitsOf(entry).then((fits) => {
    if (held?.entry !== entry) return;
    held.fits = fits;
    draw(fits.starts, from.ticks);
    show({});
  }, () => held?.entry === entry && (tell("away"), putBack()));
}

export function show(change) {
  const { at, entry, fits, from, ghost } = Object.assign(held, { at: { ...held.at, ...change } });
  const isLonger = at.ticks !== from.ticks;
  held.isFit = isSame(at, from) || Boolean(fits && (isLonger ? fits.minutes.includes(at.ticks * 5) : fits.starts[key(at.column)]?.includes(at.tick)));
  at.column.querySelector(".cells").append(ghost);
  place(ghost, at.tick, at.ticks);
  ghost.classList.toggle("no", Boolean(fits) && !held.isFit);
  ghost.textContent = `${time(at.tick)}–${time(at.tick + at.ticks)} ${held.name}`;
  why(entry, fits && !held.isFit && at, (reason) => { if (held?.ghost === ghost && !held.isFit) ghost.textContent = reason; });
}

export function putBack() {
  why();
  clear();
  held.ghost.remove();
  delete held.entry.dataset.inHand;
  held = null;
}

export async function drop() {
  const { at, entry, from, ghost, isFit } = held;
  if (isSame(at, from) || !isFit) return tell(isFit ? "back" : "no"), putBack();
  ghost.classList.add("waits");
  const values = { starts_at: instant(at.tick), to: key(at.column), minutes: at.ticks * 5, seen: entry.dataset.seen };
  await htmx.ajax("POST", `${entry.href}time`, { source: moves(), swap: "none", values }).catch(() => tell("away"));
  putBack();
  if (document.activeElement === document.body) document.getElementById(entry.id)?.focus({ preventScroll: true });
}
