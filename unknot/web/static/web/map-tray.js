// The tray at the foot of the map: the chosen pin's salons with their times, ready to be tapped.
const NEAREST = 17.5;
const at = (card) => L.latLng(card.dataset.lat, card.dataset.lon);

function copyOf(card) {
  const copy = document.createElement("div");
  copy.className = "map-salon";
  for (const part of card.querySelectorAll(":scope > header, :scope > p, :scope > form, :scope > .times"))
    copy.append(part.cloneNode(true));
  copy.querySelectorAll("[id]").forEach((each) => each.removeAttribute("id"));
  return copy;
}

export default function tray(root, map) {
  const shown = root.querySelector("[data-map-tray]");
  const list = root.querySelector("[data-map-chosen]");
  const pin = (card) => root.querySelector(`[data-cards~="${card.id}"]`);
  let chosen;

  function mark() {
    for (const each of root.querySelectorAll("[data-cards]")) each.removeAttribute("aria-current");
    if (chosen) pin(chosen)?.setAttribute("aria-current", "true");
  }
  function close({ back }) {
    if (back) pin(chosen)?.focus({ preventScroll: true });
    shown.hidden = true;
    chosen = undefined;
    mark();
  }
  function show(cards) {
    [chosen] = cards;
    list.replaceChildren(...cards.map(copyOf));
    list.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
    mark();
    shown.hidden = false;
    shown.scrollTop = 0;
    map.panInside(at(chosen), { paddingTopLeft: [60, 60], paddingBottomRight: [60, shown.offsetHeight + 24] });
    list.querySelector("a, button")?.focus({ preventScroll: true });
    shown.scrollIntoView({ block: "nearest" });
  }
  root.addEventListener("map:chosen", ({ detail: cards }) => {
    const bounds = L.latLngBounds(cards.map(at));
    const nearer = Math.min(NEAREST, map.getBoundsZoom(bounds.pad(0.4)));
    if (cards.length === 1 || nearer <= map.getZoom()) return show(cards);
    close({ back: false });
    map.once("zoomend", () => pin(cards[0])?.focus({ preventScroll: true }));
    map.setView(bounds.getCenter(), nearer);
  });
  root.addEventListener("map:listed", () => close({ back: false }));
  map.on("zoomend", mark);
  root.querySelector("[data-map-close]").addEventListener("click", () => close({ back: true }));
  root.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && !shown.hidden) close({ back: true });
  });
}
