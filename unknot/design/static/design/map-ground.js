// The ground of the map: where it looks, how it is moved, the asked place, and pictures if the salon's host has any.
export default function ground(root) {
  const { lat, lon, place, tiles, nearer, farther } = root.dataset;
  const sheet = root.querySelector("[data-map-ground]");
  const moves = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(sheet, {
    attributionControl: false,
    zoomControl: false,
    // One finger and the wheel scroll the page; two fingers, a mouse, the keys and the buttons move the map.
    dragging: !matchMedia("(pointer: coarse)").matches,
    scrollWheelZoom: false,
    zoomSnap: tiles ? 1 : 0.25,
    minZoom: 4,
    maxZoom: 18,
    maxBounds: [[-85, -180], [85, 180]],
    fadeAnimation: moves,
    inertia: moves,
    markerZoomAnimation: moves,
    zoomAnimation: moves,
  }).setView([lat, lon], 13);
  L.control.zoom({ position: "bottomright", zoomInTitle: nearer, zoomOutTitle: farther }).addTo(map);
  if (tiles) L.tileLayer(tiles, { maxZoom: 18, detectRetina: tiles.includes("{r}") }).addTo(map);
  const says = Object.assign(document.createElement("span"), { className: "map-here", textContent: place });
  L.marker([lat, lon], {
    icon: L.divIcon({ className: "map-point", html: says, iconSize: null }),
    interactive: false,
    keyboard: false,
    zIndexOffset: -1000,
  }).addTo(map);
  new ResizeObserver(() => sheet.offsetWidth && map.invalidateSize({ pan: false })).observe(sheet);
  return map;
}
