// Rings around the asked place, for a map without pictures: how far is that?
const LEAST_PX = 44, AWAY_PX = 48, EDGE_PX = 30;

export default function rings(root, map) {
  const middle = L.latLng(root.dataset.lat, root.dataset.lon);
  const layer = L.layerGroup().addTo(map), pane = "rings";
  map.createPane(pane).setAttribute("aria-hidden", "true");

  // Where a figure can stand: within the frame, and not under a pin.
  function isFree(end) {
    const frame = map.getContainer().getBoundingClientRect(), { x, y } = map.latLngToContainerPoint(end);
    if (Math.min(x, y, frame.width - x, frame.height - y) < EDGE_PX) return false;
    return [...root.querySelectorAll(".map-pin")].map((pin) => pin.getBoundingClientRect()).every((box) =>
      Math.hypot(box.x + box.width / 2 - frame.x - x, box.y + box.height / 2 - frame.y - y) > AWAY_PX);
  }

  function label(words, radius_px) {
    const from = map.project(middle), towards = map.project(map.getCenter()).subtract(from);
    const far = Math.hypot(towards.x, towards.y), ways = [[0, -1], [0, 1], [1, 0], [-1, 0]];
    if (far > LEAST_PX) ways.push([towards.x / far, towards.y / far]);
    const end = ways.map(([x, y]) => map.unproject(from.add([x * radius_px, y * radius_px]))).find(isFree);
    if (!end) return;
    const html = Object.assign(document.createElement("span"), { className: "map-distance", textContent: words });
    const icon = L.divIcon({ className: "map-point", html, iconSize: null });
    L.marker(end, { icon, interactive: false, keyboard: false, pane }).addTo(layer);
  }

  function draw() {
    layer.clearLayers();
    const { x, y } = map.getSize();
    for (const each of root.querySelectorAll("[data-map-rings] data")) {
      const radius = Number(each.value), north = middle.toBounds(2 * radius).getNorth();
      const radius_px = map.project(middle).y - map.project([north, middle.lng]).y;
      if (radius_px < LEAST_PX || radius_px > 3 * Math.hypot(x, y)) continue;
      L.circle(middle, { radius, className: "map-ring", fill: false, interactive: false, pane }).addTo(layer);
      label(each.textContent, radius_px);
    }
  }
  draw();
  map.on("moveend", draw);
}
