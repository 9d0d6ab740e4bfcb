// The board by keys. Arrows go from visit to visit; M lifts one, arrows choose where it fits, Enter drops it.
import { drop, inHand, lift, putBack, show, spot, tell } from "./board-hand.js";
import { key } from "./board-fits.js";

const columns = () => [...document.querySelectorAll("[data-board] .column")];
const nearest = (all, tick, of = (each) => each) =>
  [...all].sort((one, other) => Math.abs(of(one) - tick) - Math.abs(of(other) - tick))[0];

function neighbours(column, step) {
  const all = columns();
  return step < 0 ? all.slice(0, all.indexOf(column)).reverse() : all.slice(all.indexOf(column) + 1);
}

// From one visit to the next: down its column, or to what is nearest in time in the next column that has one.
function go(entry, along, across) {
  const here = spot(entry.parentElement), visits = (column) => [...column.querySelectorAll("a.entry")];
  if (along) return visits(here.column)[visits(here.column).indexOf(entry) + along];
  const beside = neighbours(here.column, across).map(visits).find((each) => each.length) ?? [];
  return nearest(beside, here.tick, (each) => spot(each.parentElement).tick);
}

// What is in the hand goes to the next start that fits, or to the nearest one in the next column that has one.
function carry(along, across) {
  const { at, fits, from } = inHand();
  const starts = (column) => fits?.starts[key(column)] ?? [];
  if (along) {
    const left = starts(at.column).filter((tick) => (tick - at.tick) * along > 0);
    return show({ ticks: from.ticks, tick: nearest(left, at.tick) ?? at.tick });
  }
  const column = neighbours(at.column, across).find((each) => starts(each).length);
  if (column) show({ ticks: from.ticks, column, tick: nearest(starts(column), at.tick) });
}

function stretch(along) {
  const { at, fits, from } = inHand();
  const left = (fits?.minutes ?? []).map((minutes) => minutes / 5).filter((ticks) => (ticks - at.ticks) * along > 0);
  show({ column: from.column, tick: from.tick, ticks: nearest(left, at.ticks) ?? at.ticks });
}

addEventListener("keydown", (event) => {
  const entry = event.target.closest?.("[data-board] a.entry");
  if (event.key === "Escape" && inHand()) return tell("back", inHand().from), putBack();
  if (!entry || event.ctrlKey || event.altKey || event.metaKey) return;
  const turn = getComputedStyle(entry).direction === "rtl" ? -1 : 1;
  const along = { ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0;
  const across = turn * ({ ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0);
  const isMove = event.key.toLowerCase() === "m" && entry.dataset.seen !== undefined && !inHand();
  if (!along && !across && !isMove && !(event.key === "Enter" && inHand())) return;
  event.preventDefault();
  if (isMove) return lift(entry);
  if (!inHand()) return go(entry, along, across)?.focus();
  if (event.key === "Enter") return void drop();
  event.shiftKey && along ? stretch(along) : carry(along, across);
  tell("at");
});
