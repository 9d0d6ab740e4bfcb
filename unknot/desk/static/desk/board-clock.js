// The line of the clock goes down the board, and a hold says how long it is still kept. By the server's clock.
const SECOND_MS = 1000, MINUTE_MS = 60000, TICK_MS = 5 * MINUTE_MS, AN_HOUR = 12;
const began_ms = Number(document.querySelector("[data-live]").dataset.now);
const ahead_ms = began_ms - Date.now();
const said = document.querySelector(".hours .now b")?.textContent;

// The label as the page wrote it, so many minutes later.
function label(now_ms) {
  const [, hour, between, minute] = said.match(/(\d+)(\D)(\d+)/);
  const later = Number(hour) * 60 + Number(minute) + Math.floor(now_ms / MINUTE_MS) - Math.floor(began_ms / MINUTE_MS);
  return [Math.floor(later / 60) % 24, later % 60].map((part) => String(part).padStart(2, "0")).join(between);
}

function line(now_ms) {
  const at = Math.floor(now_ms / TICK_MS) - Number(document.querySelector("[data-board]").dataset.top);
  for (const now of document.querySelectorAll(".now")) {
    now.style.setProperty("--h", Math.floor(at / AN_HOUR));
    now.style.setProperty("--t", at % AN_HOUR);
    const time = now.querySelector("b");
    if (time && said) time.textContent = label(now_ms);
  }
}

function left(hold, now_ms) {
  const left_s = Math.max(0, Math.ceil(Number(hold.dataset.frees) - now_ms / SECOND_MS));
  const place = hold.querySelector("[data-left]") ?? hold.querySelector(".what").appendChild(document.createElement("span"));
  place.dataset.left = "";
  place.className = "figures left";
  place.textContent = ` · ${Math.floor(left_s / 60)}:${String(left_s % 60).padStart(2, "0")}`;
}

function tick() {
  const now_ms = Date.now() + ahead_ms;
  line(now_ms);
  for (const note of document.querySelectorAll("[data-gone-at]")) note.hidden = now_ms > note.dataset.goneAt * SECOND_MS;
  document.querySelectorAll("[data-frees]").forEach((hold) => left(hold, now_ms));
}

tick();
setInterval(tick, SECOND_MS);
const now = document.querySelector(".hours .now"), frame = document.querySelector(".board-frame");
if (now) frame.scrollTop = now.offsetTop - frame.clientHeight / 3;
