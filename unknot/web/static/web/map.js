// The map beside the list: it and Leaflet come with the first tap on the button; this tab remembers that it is open.
const REMEMBERED = "map-open";

const arrival = (name, values) => new Promise((resolve, reject) => {
  const element = Object.assign(document.createElement(name), values);
  element.addEventListener("load", resolve);
  element.addEventListener("error", () => { element.remove(); reject(new Error(element.tagName)); });
  document.head.append(element);
});
let leaflet;
function fetchLeaflet({ sheets, script }) {
  leaflet ??= Promise.all([
    ...sheets.split(" ").map((href) => arrival("link", { rel: "stylesheet", href })),
    arrival("script", { src: script }),
  ]).catch((failure) => { leaflet = undefined; throw failure; });
  return leaflet;
}
async function draw(root) {
  const [, ground, ...others] = await Promise.all([
    fetchLeaflet(root.dataset),
    ...root.dataset.parts.split(" ").map((part) => import(part)),
  ]);
  const map = ground.default(root);
  for (const other of others) other.default(root, map);
}

function remember(open) {
  try { sessionStorage.setItem(REMEMBERED, open); } catch { /* a browser that keeps nothing */ }
}
function remembered() {
  try { return sessionStorage.getItem(REMEMBERED) === "true"; } catch { return false; }
}

function bindMap(root) {
  const part = (name) => root.querySelector(`[data-map-${name}]`);
  const button = document.querySelector("[data-map-switch]");
  if (!button.hidden) return; // bound before: htmx also announces the page it arrived with
  let drawn = false;
  function show(open) {
    button.setAttribute("aria-expanded", open);
    root.toggleAttribute("data-open", open);
    part("frame").hidden = part("notes").hidden = !open;
    remember(open);
    if (!open || drawn) return;
    drawn = true;
    part("away").hidden = true;
    draw(root).catch(() => { drawn = false; part("away").hidden = false; });
  }
  button.hidden = false;
  button.addEventListener("click", ({ detail }) => {
    show(!root.hasAttribute("data-open"));
    if (!detail) part("ground").focus(); // by a key: the whole list lies between the button and the map
  });
  if (remembered()) show(true);
}

const bind = ({ target }) => target.querySelectorAll("[data-map]").forEach(bindMap);
bind({ target: document });
document.addEventListener("htmx:load", bind);
