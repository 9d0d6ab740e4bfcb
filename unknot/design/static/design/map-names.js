// Names of towns and their parts, for a map without pictures: from our own table, where nothing else is written.
const PAUSE_MS = 250;

function question(root, map) {
  const bounds = map.getBounds(), out = (round, degrees) => (round(degrees * 100) / 100).toFixed(2);
  return `${root.dataset.around}?${new URLSearchParams({
    south: out(Math.floor, Math.max(-90, bounds.getSouth())),
    west: out(Math.floor, Math.max(-180, bounds.getWest())),
    north: out(Math.ceil, Math.min(90, bounds.getNorth())),
    east: out(Math.ceil, Math.min(180, bounds.getEast())),
  })}`;
}

const apart = (one, other) =>
  one.right < other.left || other.right < one.left || one.bottom < other.top || other.bottom < one.top;

export default function names(root, map) {
  const pane = map.createPane("names");
  pane.setAttribute("aria-hidden", "true");
  const layer = L.layerGroup().addTo(map);
  let turn = 0, soon;

  function write(places) {
    layer.clearLayers();
    const frame = map.getContainer().getBoundingClientRect();
    const taken = [...root.querySelectorAll(".map-pin, .map-here, .map-distance, .leaflet-control")]
      .map((each) => each.getBoundingClientRect());
    for (const [name, lat, lon] of places.filter(([each]) => each !== root.dataset.place)) {
      const html = Object.assign(document.createElement("span"), { className: "map-name", textContent: name });
      const icon = L.divIcon({ className: "map-point", html, iconSize: null });
      const mark = L.marker([lat, lon], { icon, interactive: false, keyboard: false, pane: "names" }).addTo(layer);
      const box = html.getBoundingClientRect();
      const inside = box.left > frame.left && box.right < frame.right && box.top > frame.top && box.bottom < frame.bottom;
      if (inside && taken.every((each) => apart(each, box))) taken.push(box);
      else mark.remove();
    }
  }

  async function look() {
    const mine = ++turn;
    const answer = await fetch(question(root, map)).catch(() => undefined);
    const places = answer?.ok ? await answer.json() : undefined;
    if (places && mine === turn) write(places);
  }
  look();
  map.on("moveend", () => { clearTimeout(soon); soon = setTimeout(look, PAUSE_MS); });
}
