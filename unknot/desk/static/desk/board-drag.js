// Drag a visit to another time or column, pull its lower edge to make it longer. A finger rests on it first.
import { drop, inHand, lift, putBack, show } from "./board-hand.js";
import { key, top } from "./board-fits.js";

const FAR_PX = 6, RESTS_MS = 350, EDGE_PX = 10, NEAR_TICKS = 2, SCROLL_PX = 14, BORDER_PX = 36;
let press = null, wasDragged = false;

function begin() {
  press.isPull = press.box.bottom - press.y < Math.min(EDGE_PX, press.box.height / 3);
  wasDragged = true;
  lift(press.entry);
}

function near(tick, starts = []) {
  const close = starts.filter((each) => Math.abs(each - tick) <= NEAR_TICKS);
  return close.sort((one, other) => Math.abs(one - tick) - Math.abs(other - tick))[0] ?? tick;
}

function follow({ clientX, clientY }) {
  const { at, fits, from } = inHand();
  const under = press.isPull ? from.column : document.elementFromPoint(clientX, clientY)?.closest(".column") ?? at.column;
  const box = under.querySelector(".cells").getBoundingClientRect();
  const tick_px = box.height / (Number(getComputedStyle(under).getPropertyValue("--hours")) * 12);
  const ticks = (y) => Math.round((y - box.top) / tick_px);
  if (press.isPull) return show({ ticks: Math.max(2, top() + ticks(clientY) - from.tick) });
  const tick = Math.max(top(), top() + ticks(clientY - (press.y - press.box.top)));
  show({ column: under, tick: near(tick, fits?.starts[key(under)]) });
}

// Where the hand comes to the frame's border, the board comes to the hand.
function scroll({ clientX, clientY }) {
  const frame = document.querySelector(".board-frame"), box = frame.getBoundingClientRect();
  const by = (at, from, to) => (at < from + BORDER_PX ? -SCROLL_PX : at > to - BORDER_PX ? SCROLL_PX : 0);
  frame.scrollBy(press.isPull ? 0 : by(clientX, box.left, box.right), by(clientY, box.top, box.bottom));
}

addEventListener("pointerdown", (event) => {
  const entry = event.target.closest?.("[data-board] a.entry[data-seen]");
  wasDragged = false;
  if (!entry || event.button || inHand() || !document.querySelector("[data-moves]")) return;
  press = { entry, x: event.clientX, y: event.clientY, box: entry.getBoundingClientRect(), isTouch: event.pointerType === "touch" };
  if (press.isTouch) press.timer = setTimeout(begin, RESTS_MS);
});
addEventListener("pointermove", (event) => {
  if (!press) return;
  const isFar = Math.hypot(event.clientX - press.x, event.clientY - press.y) > FAR_PX;
  if (!inHand() && isFar) press.isTouch ? end() : begin();
  if (press && inHand()) follow(event), scroll(event);
});
const end = () => { clearTimeout(press?.timer); press = null; };
addEventListener("pointerup", () => { if (press && inHand()) drop(); end(); });
addEventListener("pointercancel", () => { if (press && inHand()) putBack(); end(); });
addEventListener("contextmenu", (event) => press?.isTouch && event.preventDefault());
addEventListener("dragstart", (event) => event.target.closest?.("a.entry[data-seen]") && event.preventDefault());
addEventListener("click", (event) => { if (wasDragged && event.target.closest?.("a.entry")) event.preventDefault(); }, true);
addEventListener("touchmove", (event) => { if (inHand()) event.preventDefault(); }, { passive: false });
