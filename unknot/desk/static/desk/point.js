// Where the salon is: a tap on the map, Enter on its middle, or the device's own position; the fields hold the truth.
const DECIMALS = 5;
const PATIENCE = { enableHighAccuracy: true, timeout: 15_000 }; // milliseconds

const arrival = (name, values) => new Promise((resolve, reject) => {
  const element = Object.assign(document.createElement(name), values);
  element.addEventListener("load", resolve);
  element.addEventListener("error", reject);
  document.head.append(element);
});

async function draw(root, move) {
  const { sheets, script, ground, names } = root.dataset;
  root.querySelector("[data-point-frame]").hidden = false;
  const [first, second] = await Promise.all([
    import(ground),
    import(names),
    ...sheets.split(" ").map((href) => arrival("link", { rel: "stylesheet", href })),
    arrival("script", { src: script }),
  ]);
  const map = first.default(root);
  second.default(root, map);
  let here;
  map.eachLayer((layer) => { if (layer.setLatLng) here ??= layer; });
  const put = ({ lat, lng }) => { here.setLatLng([lat, lng]); move(lat, lng); };
  map.on("click", ({ latlng }) => put(latlng.wrap()));
  root.querySelector("[data-map-ground]").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    put(map.getCenter().wrap());
  });
  return (lat, lng) => { put({ lat, lng }); map.setView([lat, lng], 16); };
}

function bind(root) {
  const [lat, lon] = ["lat", "lon"].map((name) => root.closest("form").elements[name]);
  const [ask, says] = [root.querySelector("[data-point-ask]"), root.querySelector("[data-point-says]")];
  let show = () => {};
  const move = (north, east) => {
    [lat.value, lon.value] = [north.toFixed(DECIMALS), east.toFixed(DECIMALS)];
    says.textContent = says.dataset.moved;
  };
  draw(root, move).then((made) => { show = made; }, () => { root.querySelector("[data-point-frame]").hidden = true; });
  if (!window.isSecureContext || !navigator.geolocation) return;
  ask.hidden = false;
  ask.addEventListener("click", () => {
    says.textContent = says.dataset.asking;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => { move(coords.latitude, coords.longitude); show(coords.latitude, coords.longitude); },
      () => { says.textContent = says.dataset.failed; },
      PATIENCE,
    );
  });
}

document.querySelectorAll("[data-point]").forEach(bind);
