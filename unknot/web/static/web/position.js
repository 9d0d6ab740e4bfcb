// The device's position, asked only when "Near me" is tapped, and known here to about 100 metres.
const DECIMALS = 3;
const REFUSED = 1;
const PATIENCE = { maximumAge: 600_000, timeout: 8_000 }; // milliseconds

function near(field) {
  const [words, point] = [field.querySelector("input:not([type=hidden])"), field.querySelector("[data-position-point]")];
  const [ask, says] = [field.querySelector("[data-position-ask]"), field.querySelector("[data-position-says]")];

  // Exactly one of the two is sent: the words, or the point while the words say "Near you".
  const send = (isPoint) => {
    point.disabled = !isPoint;
    words.toggleAttribute("name", !isPoint);
    if (!isPoint) words.name = point.name;
  };
  const show = () => {
    words.value = field.dataset.near;
    send(true);
  };
  // What the field shows anyway is said to those who hear the page.
  const say = (sentence) => {
    says.textContent = sentence;
    says.classList.toggle("unseen", sentence === field.dataset.near);
  };

  ask.addEventListener("click", () => {
    say(says.dataset.asking);
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      point.value = `${coords.latitude.toFixed(DECIMALS)},${coords.longitude.toFixed(DECIMALS)}`;
      show();
      say(field.dataset.near);
    }, ({ code }) => say(code === REFUSED ? says.dataset.refused : says.dataset.failed), PATIENCE);
  });
  words.addEventListener("focus", () => point.disabled || words.select());
  words.addEventListener("input", () => {
    send(false);
    say("");
  });
  // A page gone back to has the words that stood there, whatever was sent for them.
  window.addEventListener("pageshow", () => {
    if (words.value !== field.dataset.near) return;
    if (point.value) show();
    else words.value = words.defaultValue;
  });
  ask.hidden = false;
}

const bind = (root) => {
  if (window.isSecureContext && navigator.geolocation) root.querySelectorAll("[data-position]").forEach(near);
};
bind(document);
document.addEventListener("htmx:load", (event) => bind(event.target));
