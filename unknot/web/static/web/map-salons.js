// The salons of the list as pins with their prices; those too close to be tapped one by one become one with their number.
const HEIGHT_PX = 52, DIGIT_PX = 9, ROUND_PX = 30;
const cards = () => [...document.querySelectorAll(".card[data-lat]")];
const at = (card) => L.latLng(card.dataset.lat, card.dataset.lon);
const words = (card, part) => (card.querySelector(part)?.textContent ?? "").replace(/\s+/g, " ").trim();
const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function groups(map) {
  const width = ROUND_PX + DIGIT_PX * Math.max(0, ...cards().map((card) => words(card, ".price").length));
  const found = [];
  for (const card of cards()) {
    const { x, y } = map.project(at(card));
    const near = found.find((each) => Math.abs(each.x - x) < width && Math.abs(each.y - y) < HEIGHT_PX);
    if (near) near.cards.push(card);
    else found.push({ x, y, cards: [card] });
  }
  return found.map((each) => each.cards);
}

function button(root, group) {
  const [card] = group, one = group.length === 1, number = group.length;
  const values = { name: card.dataset.name, price: words(card, ".price"), time: words(card, ".time"), number };
  const made = Object.assign(document.createElement("button"), { type: "button", className: "map-pin" });
  made.classList.toggle("many", !one);
  made.dataset.cards = group.map((each) => each.id).join(" ");
  made.setAttribute("aria-label", fill(one ? root.dataset.oneSays : root.dataset.manySay, values));
  made.append(Object.assign(document.createElement("span"), { textContent: one ? values.price : number }));
  const chosen = new CustomEvent("map:chosen", { bubbles: true, detail: group });
  made.addEventListener("click", () => made.dispatchEvent(chosen));
  return made;
}

export default function salons(root, map) {
  const layer = L.layerGroup().addTo(map);
  let listed, soon;
  function draw() {
    layer.clearLayers();
    for (const group of groups(map)) {
      const html = button(root, group), icon = L.divIcon({ className: "map-point", html, iconSize: null });
      const pin = L.marker(at(group[0]), { icon, interactive: false, keyboard: false }).addTo(layer);
      html.addEventListener("focus", () => map.panInside(pin.getLatLng(), { padding: [60, 60], animate: false }));
    }
  }
  function list() {
    const { lat, lon } = root.dataset, now = cards().map((card) => card.id).join(" ");
    const bounds = L.latLngBounds([[lat, lon], ...cards().map(at)]);
    if (now !== listed) map.fitBounds(bounds, { padding: [52, 52], maxZoom: 17, animate: false });
    listed = now;
    root.dispatchEvent(new CustomEvent("map:listed"));
    draw();
  }
  list();
  map.on("zoomend", draw);
  document.addEventListener("htmx:load", ({ target }) => {
    clearTimeout(soon);
    if (root.isConnected && !root.contains(target)) soon = setTimeout(list);
  });
}
